"""What a task found on its gold rows, and the evaluation that is told of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stances.evaluation.tally import Figures, Intervals, Tally


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that went wrong: where, what gold has, what was found, and the words.

    `weight` orders them, the worst first: how sure the wrong answer was, or how much it cost.
    `kind` is the sort of mistake, where a task makes several.
    """

    where: str
    gold: str
    found: str
    text: str
    weight: float = 0.0
    kind: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a task found: what each prediction row adds, counts to make figures of, mistakes.

    `unit` says what the counts are kept for, `names` the units, where each has figures to tell.
    """

    added: Sequence[Mapping[str, Any]]
    tally: Tally
    unit: str
    names: Sequence[str] = ()
    baselines: Mapping[str, Tally] = field(default_factory=dict)
    mistakes: Sequence[Mistake] = ()
    notes: Sequence[str] = ()
    models: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evaluation:
    """The figures of a task on gold rows, with baselines, intervals and the worst mistakes.

    `metrics` and each of `baselines` have the same keys, where a baseline has the figure;
    `intervals` are 95 % bootstrap intervals over `units` (`unit` says of what). `predictions`
    has one row for each gold row, in order: the gold row with what was predicted put in, and
    what that replaced under `gold`. `models` are hashes of the models that were used.
    """

    task: str
    rows: int
    unit: str
    units: int
    metrics: Figures
    baselines: Mapping[str, Figures]
    intervals: Intervals
    by_unit: Mapping[str, Figures]
    mistakes: tuple[Mistake, ...]
    notes: tuple[str, ...]
    predictions: tuple[dict[str, Any], ...]
    models: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """All but the predictions, as JSON has it."""
        return {
            "task": self.task,
            "rows": self.rows,
            "unit": self.unit,
            "units": self.units,
            "metrics": dict(self.metrics),
            "baselines": {name: dict(figures) for name, figures in self.baselines.items()},
            "intervals": {key: list(ends) for key, ends in self.intervals.items()},
            f"by_{self.unit}": {name: dict(figures) for name, figures in self.by_unit.items()},
            "mistakes": [
                {"where": m.where, "kind": m.kind, "gold": m.gold, "found": m.found, "text": m.text}
                for m in self.mistakes
            ],
            "notes": list(self.notes),
            "made_with": {"models": dict(self.models)},
        }


def spread(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Mistakes weighted so that the worst of each kind come before the second worst of any.

    >>> told = spread(Mistake(kind, "", "", "", kind=kind) for kind in "aab")
    >>> [mistake.kind for mistake in sorted(told, key=lambda mistake: -mistake.weight)]
    ['a', 'b', 'a']
    """
    ranks: Counter[str] = Counter()
    spread_out = []
    for mistake in sorted(mistakes, key=lambda each: -each.weight):
        spread_out.append(replace(mistake, weight=-float(ranks[mistake.kind])))
        ranks[mistake.kind] += 1
    return spread_out


def conclude(task: str, rows: Sequence[Mapping[str, Any]], outcome: Outcome) -> Evaluation:
    """Make the evaluation of what a task found on `rows`."""
    mistakes = sorted(outcome.mistakes, key=lambda mistake: -mistake.weight)
    return Evaluation(
        task=task,
        rows=len(rows),
        unit=outcome.unit,
        units=len(outcome.tally.counts),
        metrics=outcome.tally.scores(),
        baselines={name: tally.scores() for name, tally in outcome.baselines.items()},
        intervals=outcome.tally.intervals(),
        by_unit=dict(zip(_distinct(outcome.names), outcome.tally.by_unit(), strict=False)),
        mistakes=tuple(mistakes),
        notes=tuple(outcome.notes),
        predictions=tuple(
            predicted(row, added) for row, added in zip(rows, outcome.added, strict=True)
        ),
        models=outcome.models,
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """Names, of which one that comes again has its number added."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return told


def predicted(row: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """A gold row with what was predicted put in; what that replaced stands under `gold`.

    >>> predicted({"mention": "Baghdad", "country": "IRQ"}, {"country": ""})
    {'mention': 'Baghdad', 'country': '', 'gold': {'country': 'IRQ'}}
    """
    replaced = {key: row[key] for key in added if key in row}
    return {**row, **added, **({"gold": replaced} if replaced else {})}
