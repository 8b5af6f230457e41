"""Renders an evaluation for the terminal."""

from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from stances.evaluation.labelled import KINDS
from stances.evaluation.outcome import Evaluation, Mistake
from stances.report.escaping import clean_line
from stances.report.text import NARROWEST, make_console, read_console
from stances.report.wording import brief

WORST = 10
LONGEST = 400
_OF_KINDS = ("source_f1", "cue_f1", "content_f1", "triple_f1")


def format_evaluation(evaluation: Evaluation, width: int = 80, colour: bool = False) -> str:
    """The figures with intervals and baselines, then the worst mistakes with their text."""
    console = make_console(max(width, NARROWEST), colour)
    units = "" if evaluation.unit == "row" else f", {_counted(evaluation.units, evaluation.unit)}"
    console.print(Text(f"{evaluation.task}: {_counted(evaluation.rows, 'row')}{units}"))
    for note in evaluation.notes:
        console.print(Text(f"Note: {clean_line(note)}"))
    console.print()
    console.print(_figures(evaluation))
    if len(evaluation.by_unit) > 1:
        console.print()
        console.print(_units(evaluation))
    if evaluation.mistakes:
        shown = evaluation.mistakes[:WORST]
        console.print()
        console.print(Text(f"Worst mistakes ({len(shown)} of {len(evaluation.mistakes)})"))
        for mistake in shown:
            console.print(_mistake(mistake))
    return read_console(console)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _plain() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)


def _figures(evaluation: Evaluation) -> Table:
    table = _plain()
    table.add_column("Figure", overflow="fold")
    table.add_column("Value", justify="right")
    if evaluation.intervals:
        table.add_column("95 % interval", justify="right")
    for name in evaluation.baselines:
        table.add_column(name.replace("_", " "), justify="right")
    for key in _shown(evaluation):
        cells = [key, _number(evaluation.metrics[key])]
        if evaluation.intervals:
            low, high = evaluation.intervals[key]
            cells.append(f"{low:.3f} to {high:.3f}")
        others = (figures.get(key) for figures in evaluation.baselines.values())
        table.add_row(*cells, *map(_number, others))
    return table


def _shown(evaluation: Evaluation) -> Iterator[str]:
    """The figures to show: of each kind of quotation only the main ones."""
    for key in evaluation.metrics:
        kind, _, rest = key.partition("_")
        if evaluation.task != "quotations" or kind not in KINDS or rest in _OF_KINDS:
            yield key


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _units(evaluation: Evaluation) -> Table:
    """The first figure of each unit alone, and their mean."""
    key = next(iter(evaluation.metrics))
    values = {name: figures[key] for name, figures in evaluation.by_unit.items()}
    table = _plain()
    table.add_column(evaluation.unit.capitalize(), overflow="fold")
    table.add_column(key, justify="right")
    for name, value in values.items():
        table.add_row(Text(clean_line(name)), _number(value))
    table.add_row(f"mean of {len(values)}", _number(sum(values.values()) / len(values)))
    return table


def _mistake(mistake: Mistake) -> Table:
    """A list item that hangs on its bullet: what was expected and found, then the words."""
    where, gold, found, text = (
        brief(part, LONGEST) for part in (mistake.where, mistake.gold, mistake.found, mistake.text)
    )
    item = Table.grid(padding=(0, 1, 0, 0))
    item.add_column(width=1)
    item.add_column(overflow="fold")
    item.add_row(Text("•"), Text(f"{where}: expected {gold}; found {found}"))
    if text:
        item.add_row(Text(""), Text(text, style="italic"))
    return item
