"""Progress: what the pipeline tells, while it works, to whoever wants to show it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    import numpy as np

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is (0: not known).

The name is one of `STAGES`. What is done grows within a stage; a stage that has no end known
ends when the next one begins.
"""

READING = "Reading articles"
MENTIONS = "Resolving mentions"
STATEMENTS = "Finding statements"
ISSUES = "Grouping issues"
STANCES = "Reading stances"
ATTITUDES = "Reading attitudes"
EVENTS = "Reading events"
RELATIONS = "Comparing statements"
FINDINGS = "Summing up"
SCORING = "Scoring"
STAGES = (
    *(READING, MENTIONS, STATEMENTS, ISSUES, STANCES, ATTITUDES, EVENTS, RELATIONS, FINDINGS),
    SCORING,
)
BLOCK = 16
_OF_TASKS = {"stance": STANCES, "direction": ATTITUDES, "event": EVENTS, "relation": RELATIONS}

T = TypeVar("T")
Model = TypeVar("Model")


def ignore(stage: str, done: int, total: int) -> None:
    """The progress of whoever wants none."""


def follow(items: Iterable[T], stage: str, progress: Progress, total: int = 0) -> Iterator[T]:
    """The items as they come; each is told as done once the next one is asked for.

    Without a `total` nothing is told before the first is done: it may be waited for.

    >>> list(follow("ab", STATEMENTS, print, 2))
    Finding statements 0 2
    Finding statements 1 2
    Finding statements 2 2
    ['a', 'b']
    """
    if total:
        progress(stage, 0, total)
    for done, item in enumerate(items, start=1):
        yield item
        progress(stage, done, total)


class WatchedPairs:
    """A `PairModel` that tells how many pairs it has read; its answers are the model's own.

    `totals` are the pairs of a task that come in several calls; of any other task a call is all.
    """

    def __init__(
        self, model: Any, progress: Progress, totals: dict[str, int] | None = None
    ) -> None:
        self._model = model
        self._progress = progress
        self._totals = totals or {}
        self._done: dict[str, int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def judge_pairs(self, task: str, pairs: Sequence[tuple[str, str]]) -> "np.ndarray":
        """As the model's own, block by block."""
        return self._in_blocks(task, pairs, sorted(set(pairs)), self._model.judge_pairs)

    def judge_places(self, task: str, texts: Sequence[Any]) -> "np.ndarray":
        """As the model's own, block by block."""
        return self._in_blocks(task, texts, sorted(set(texts), key=repr), self._model.judge_places)

    def _in_blocks(
        self,
        task: str,
        wanted: Sequence[Any],
        distinct: Sequence[Any],
        judge: Callable[[str, Sequence[Any]], "np.ndarray"],
    ) -> "np.ndarray":
        """The rows of `wanted`; each row depends on its own pair alone, and is read once."""
        import numpy as np

        before = self._done.get(task, 0)
        total = self._totals.get(task, before + len(wanted))
        stage = _OF_TASKS.get(task, task)
        rows = [judge(task, ())]
        for start in range(0, len(distinct), BLOCK):
            share = start * len(wanted) // len(distinct)
            self._progress(stage, before + share, total)
            rows.append(judge(task, distinct[start : start + BLOCK]))
        if distinct:
            self._progress(stage, before + len(wanted), total)
        self._done[task] = before + len(wanted)
        place = {each: row for row, each in enumerate(distinct)}
        return np.asarray(np.concatenate(rows)[[place[each] for each in wanted]])


def watch(model: Model, progress: Progress, totals: dict[str, int] | None = None) -> Model:
    """The pair model, telling its progress; the model itself where nobody wants to know."""
    if progress is ignore:
        return model
    return cast(Model, WatchedPairs(model, progress, totals))
