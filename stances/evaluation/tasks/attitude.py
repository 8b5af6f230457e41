"""The task `attitude`: how one party stands toward another in a sentence."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
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
from stances.stance import TASKS, PairModel
from stances.stance.pairs import Marked as Places
from stances.stance.pairs import Span

EVENTS, DIRECTED, SENTIMENT = (TASKS[task] for task in ("event", "direction", "sentiment"))
_ACTOR = re.compile(r"\[[^\[\]]*\]")
_BRACKET = re.compile(r"[\[\]]")
_TAG = re.compile(r"</?[st]>")
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
_BY = re.compile(r"\bby\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks: the source and the target in it, where they are marked."""

    shape: str
    text: str
    source: Span | None
    target: Span | None
    label: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before, between and after the marked places, or around the only one.

        What stands inside the marks is in none of the parts, so no answer can rest on it. Where
        only one of two actors is marked, what follows is between.
        """
        spans = sorted(span for span in (self.source, self.target) if span)
        if not spans:
            return "", self.text, ""
        end = len(self.text)
        first, second = spans[0], spans[-1] if len(spans) > 1 else (end, end)
        if self.shape == "mentions":
            return self.text[: first[0]], "", self.text[first[1] :]
        return self.text[: first[0]], self.text[first[1] : second[0]], self.text[second[1] :]


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the three forms that rows may have: its task, and how plain words answer it."""

    task: str
    by_words: Callable[[Marked], str]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of such rows."""
        return TASKS[self.task]


def run(rows: Rows, options: Options) -> Outcome:
    """Judge every row by the pair model; rows of one file must be of one form."""
    read = read_each(rows, options.path, lambda row: (_gold(row), _unit(row)))
    gold, units = [each for each, _ in read], [unit for _, unit in read]
    for row, each in zip(rows, gold, strict=True):
        if each.shape != gold[0].shape:
            first = f"line {rows[0].line} ({gold[0].shape})"
            raise _mixed(options, row.line, f"is of the form {each.shape}, unlike {first}")
    shape, model = SHAPES[gold[0].shape], options.pair_model()
    wanted = [each.label for each in gold]
    common = majority(wanted)
    found, sure = _judged(gold, shape, model)
    others = {
        "target_blanked": _judged(gold, shape, model, blank=True)[0],
        "cue_words": [shape.by_words(each) or common for each in gold],
        "majority": [common] * len(gold),
    }
    return Outcome(
        added=[{"label": _as_given(label)} for label in found],
        tally=_tally(wanted, found, shape.labels, units),
        unit="row" if len(set(units)) == len(units) else "text",
        baselines={
            name: _tally(wanted, labels, shape.labels, units) for name, labels in others.items()
        },
        mistakes=spread(
            Mistake(
                f"line {row.line}",
                each.label,
                f"{label} {chance:.2f}",
                each.text,
                chance,
                kind=f"{each.label} as {label}",
            )
            for row, each, label, chance in zip(rows, gold, found, sure, strict=True)
            if label != each.label
        ),
        models={"stance": model.sha256},
    )


def _judged(
    gold: Sequence[Marked], shape: Shape, model: PairModel, *, blank: bool = False
) -> tuple[list[str], list[float]]:
    """The label that the model decides on for each row and its probability; `blank` hides the
    target."""
    asked: list[Places] = [(g.text, g.source, None if blank else g.target) for g in gold]
    chances = model.judge_places(shape.task, asked)
    best = model.decide(shape.task, chances)
    labels = [shape.labels[at] for at in best]
    return labels, chances[np.arange(len(best)), best].tolist()


def _mixed(options: Options, line: int, message: str) -> RowError:
    return RowError(str(options.path), line, f"{message}; give one form a file.")


def _as_given(label: str) -> int | str:
    return int(label) if label.isdigit() else label


def _gold(row: GoldRow) -> Marked:
    data = row.data
    if "marked" not in data:
        return _mention(data)
    marked = text_of(data, "marked")
    if any(_tagged(marked, tag) for tag in "st"):
        text, source, target = marked_event(marked)
        label = choice_of(data, "label", tuple(map(int, EVENTS)))
        return Marked("events", text, source, target, str(label))
    if len(_ACTOR.findall(marked)) < 2:
        raise ValueError(
            '"marked" must have <s>source</s> or <t>target</t>, or two actors in square brackets.'
        )
    text, source, target = marked_actors(marked)
    label = choice_of(data, "label", tuple(map(int, DIRECTED)))
    return Marked("directed", text, source, target, str(label))


def marked_event(marked: str) -> Places:
    """A sentence without its `<s>` and `<t>`, and where the first of each stood.

    >>> marked_event("<s>Arvania</s> thanked <t>Belmark</t>.")
    ('Arvania thanked Belmark.', (0, 7), (16, 23))
    """
    return _unmarked(_TAG, marked, _tagged(marked, "s"), _tagged(marked, "t"))


def marked_actors(marked: str) -> Places:
    """A sentence without its square brackets, and where the first and the last stood.

    >>> marked_actors("[Arvania] thanked [Belmark].")
    ('Arvania thanked Belmark.', (0, 7), (16, 23))
    """
    spans = [(match.start() + 1, match.end() - 1) for match in _ACTOR.finditer(marked)]
    return _unmarked(_BRACKET, marked, spans[0], spans[-1])


def _tagged(marked: str, tag: str) -> Span | None:
    """The first stretch between `<tag>` and `</tag>`."""
    start = marked.find(f"<{tag}>")
    end = marked.find(f"</{tag}>", start) if start >= 0 else -1
    return (start + len(tag) + 2, end) if end >= 0 else None


def _unmarked(mark: re.Pattern[str], marked: str, first: Span | None, last: Span | None) -> Places:
    gone = [match.span() for match in mark.finditer(marked)]
    ends, sizes = [end for _, end in gone], [0, *accumulate(end - start for start, end in gone)]

    def moved(span: Span | None) -> Span | None:
        if span is None:
            return None
        start, end = (at - sizes[bisect_right(ends, at)] for at in span)
        return start, end

    return mark.sub("", marked), moved(first), moved(last)


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
    return Marked("mentions", sentence, None, (start, end), label)  # type: ignore[arg-type]


def _by_event(row: Marked) -> str:
    before, between, after = row.parts
    found = event_class(between) or event_class(after) or event_class(before)
    return str(found) if found else ""


def _by_direction(row: Marked) -> str:
    between = row.parts[1]
    tone = polarity(between)
    if tone == 0:
        return "0"
    being = _BEING.search(between)
    backward = being is not None and _BY.search(between, being.end()) is not None
    return str(1 + backward + 2 * (tone < 0))


def _by_tone(row: Marked) -> str:
    before, _, after = row.parts
    return SENTIMENT[int(np.sign(polarity(f"{before} {after}"))) + 1]


SHAPES: Mapping[str, Shape] = {
    "events": Shape("event", _by_event),
    "directed": Shape("direction", _by_direction),
    "mentions": Shape("sentiment", _by_tone),
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
