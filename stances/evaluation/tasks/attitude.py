"""The task `attitude`: how one party stands toward another in a sentence.

There is no model for it yet: the figures are those of a plain baseline of cue words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stances.articles.rows import describe
from stances.errors import RowError
from stances.evaluation.cue_words import event_class, polarity
from stances.evaluation.gold import GoldRow, choice_of, key_of_topic, text_of
from stances.evaluation.labels import label_tally, majority
from stances.evaluation.outcome import Mistake, Outcome, spread
from stances.evaluation.tally import Figures, Tally, share
from stances.evaluation.tasks.task import Options, Rows, read_each

EVENTS = ("1", "2", "3", "4")
DIRECTED = ("0", "1", "2", "3", "4")
SENTIMENT = ("negative", "neutral", "positive")
NOTE = "there is no attitude model yet: these are the figures of a plain baseline of cue words."
NOT_READ = "it does not read the words that are marked, so hiding the target changes nothing."
_ACTOR = re.compile(r"\[[^\[\]]*\]")
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
_BY = re.compile(r"\bby\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in three parts around its two marks, or before and after its one mark.

    What stands inside the marks is in none of the parts, so no answer can rest on it.
    """

    shape: str
    before: str
    between: str
    after: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the three forms that rows may have: its labels, and how words answer it."""

    labels: tuple[str, ...]
    answer: Callable[[Marked], str]


def run(rows: Rows, options: Options) -> Outcome:
    """Answer every row by its cue words; rows of one file must be of one form."""
    read = read_each(rows, options.path, lambda row: (_gold(row), _unit(row)))
    gold, units = [each for each, _ in read], [unit for _, unit in read]
    for row, each in zip(rows, gold, strict=True):
        if each.shape != gold[0].shape:
            first = f"line {rows[0].line} ({gold[0].shape})"
            raise _mixed(options, row.line, f"is of the form {each.shape}, unlike {first}")
    shape = SHAPES[gold[0].shape]
    wanted = [each.label for each in gold]
    common = majority(wanted)
    found = [shape.answer(each) or common for each in gold]
    ours = _tally(wanted, found, shape.labels, units)
    return Outcome(
        added=[{"label": _as_given(label)} for label in found],
        tally=ours,
        unit="row" if len(set(units)) == len(units) else "text",
        baselines={
            "target_blanked": ours,
            "majority": _tally(wanted, [common] * len(gold), shape.labels, units),
        },
        mistakes=spread(
            Mistake(
                f"line {row.line}", each.label, label, each.text, kind=f"{each.label} as {label}"
            )
            for row, each, label in zip(rows, gold, found, strict=True)
            if label != each.label
        ),
        notes=[NOTE, NOT_READ],
    )


def _mixed(options: Options, line: int, message: str) -> RowError:
    return RowError(str(options.path), line, f"{message}; give one form a file.")


def _as_given(label: str) -> int | str:
    return int(label) if label.isdigit() else label


def _gold(row: GoldRow) -> Marked:
    data = row.data
    if "marked" not in data:
        return _mention(data)
    marked = text_of(data, "marked")
    ends = [span for span in (_tagged(marked, "s"), _tagged(marked, "t")) if span]
    if ends:
        label = str(choice_of(data, "label", tuple(map(int, EVENTS))))
        return _cut("events", marked, ends, label)
    actors = [match.span() for match in _ACTOR.finditer(marked)]
    if len(actors) < 2:
        raise ValueError(
            '"marked" must have <s>source</s> or <t>target</t>, or two actors in square brackets.'
        )
    label = str(choice_of(data, "label", tuple(map(int, DIRECTED))))
    return _cut("directed", marked, [actors[0], actors[-1]], label)


def _tagged(marked: str, tag: str) -> tuple[int, int] | None:
    """The first stretch between `<tag>` and `</tag>`, with both."""
    start = marked.find(f"<{tag}>")
    end = marked.find(f"</{tag}>", start) if start >= 0 else -1
    return (start, end + len(tag) + 3) if end >= 0 else None


def _unit(row: GoldRow) -> str:
    """The text that a row is from, so that rows of one text are drawn together."""
    for key in ("sentence_id", "article"):
        if row.data.get(key) not in (None, ""):
            return f"{key} {key_of_topic(row.data, key)}"
    return f"line {row.line}"


def _mention(data: Mapping[str, Any]) -> Marked:
    sentence = text_of(data, "sentence")
    start, end = data.get("start"), data.get("end")
    right = type(start) is int and type(end) is int
    if not right or not 0 <= start < end <= len(sentence):  # type: ignore[operator]
        raise ValueError(
            f'"start" and "end" must be offsets with 0 ≤ start < end ≤ {len(sentence)}; '
            f"got {describe(start)} and {describe(end)}."
        )
    label = choice_of(data, "label", SENTIMENT)
    return Marked("mentions", sentence[:start], "", sentence[end:], label, sentence)


def _cut(shape: str, marked: str, spans: list[tuple[int, int]], label: str) -> Marked:
    """A sentence cut at its marks; where the other actor has no mark, what follows is between."""
    spans = sorted(spans)
    start, first = spans[0]
    second, end = spans[1] if len(spans) > 1 else (len(marked), len(marked))
    return Marked(shape, marked[:start], marked[first:second], marked[end:], label, marked)


def _by_event(row: Marked) -> str:
    found = event_class(row.between) or event_class(row.after) or event_class(row.before)
    return str(found) if found else ""


def _by_direction(row: Marked) -> str:
    tone = polarity(row.between)
    if tone == 0:
        return "0"
    being = _BEING.search(row.between)
    backward = being is not None and _BY.search(row.between, being.end()) is not None
    return str(1 + backward + 2 * (tone < 0))


def _by_tone(row: Marked) -> str:
    return SENTIMENT[int(np.sign(polarity(f"{row.before} {row.after}"))) + 1]


SHAPES: Mapping[str, Shape] = {
    "events": Shape(EVENTS, _by_event),
    "directed": Shape(DIRECTED, _by_direction),
    "mentions": Shape(SENTIMENT, _by_tone),
}


def _tally(
    gold: Sequence[str], found: Sequence[str], labels: tuple[str, ...], units: Sequence[Any]
) -> Tally:
    plain = label_tally(gold, found, labels, units)
    shape = (len(labels), len(labels) + 1)

    def figures(total: np.ndarray) -> Figures:
        matrix = total.reshape(shape)
        made = plain.figures(total)
        right = matrix[:2, :2].sum() + matrix[2:, 2:4].sum()
        two_way = share(right, matrix.sum())
        return made | {"accuracy_2way": two_way, "macro_f1_4way": made["macro_f1"]}

    return Tally(plain.counts, figures) if labels == EVENTS else plain
