"""Answers to single questions: for whom a mention stands, and what stance a text takes."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from stances.records import Party, Stance
from stances.report.escaping import clean_line, dump_json
from stances.report.plain import as_number
from stances.report.text import NARROWEST, TONES, make_console, read_console
from stances.report.wording import brief


def format_resolved(
    rows: Sequence[tuple[str, Party]],
    as_json: bool = False,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Mentions with their parties, as lines for programs, as JSON, or as a table for reading.

    A line has the mention, the id, the country, the name, the confidence and the evidence, with
    tabs between. The table fits `width` columns (at least 40); without a width there is none.

    >>> format_resolved([("them", Party())])
    'them\\tunknown\\n'
    """
    if as_json:
        return dump_json([_resolved(*row) for row in rows], indent=2) + "\n"
    if width is not None:
        return _tabulate(
            (("Mention", 4), ("Party", 4), ("Why", 6)),
            [tuple(map(Text, _resolved_cells(*row))) for row in rows],
            width,
            colour,
        )
    lines = []
    for mention, party in rows:
        cells = [mention, party.id or "unknown"]
        if party.id:
            cells += [party.country or "-", party.name, f"{party.confidence:.2f}"]
        cells += ["; ".join(party.evidence)] if party.evidence else []
        lines.append("\t".join(clean_line(cell) for cell in cells) + "\n")
    return "".join(lines)


def _resolved_cells(mention: str, party: Party) -> tuple[str, str, str]:
    """The mention, its party with the id, and the evidence, short enough to be read."""
    known = f"{clean_line(party.name)} ({party.id})" if party.id else "unknown"
    return brief(mention), known, brief("; ".join(party.evidence))


def _tabulate(
    columns: Sequence[tuple[str, int]],
    rows: Sequence[tuple[Text, ...]],
    width: int,
    colour: bool,
) -> str:
    """Rows as a table; each column has a name and its share of the width."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.expand = True
    for name, share in columns:
        table.add_column(Text(name), overflow="fold", ratio=share)
    for row in rows:
        table.add_row(*row)
    console = make_console(max(width, NARROWEST), colour)
    console.print(table)
    return read_console(console)


def _resolved(mention: str, party: Party) -> dict[str, object]:
    return {
        "mention": mention,
        "id": party.id,
        "name": party.name,
        "country": party.country,
        "evidence": list(party.evidence),
        "confidence": as_number(party.confidence),
    }


def format_stances(
    rows: Sequence[tuple[str, Stance]],
    as_json: bool = False,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Statements with their stances, as lines for programs, as JSON, or as a table for reading.

    A line has the label, its probability and the statement, with tabs between. An unsure answer
    is told as unknown, with the label it leans to. The table fits `width` columns (at least 40);
    without a width there is none.
    """
    if as_json:
        return dump_json([_stance(*row) for row in rows], indent=2) + "\n"
    if width is not None:
        cells = [
            (_toned(stance), Text(f"{stance.probability:.2f}"), Text(brief(text)))
            for text, stance in rows
        ]
        return _tabulate((("Stance", 5), ("Sure", 2), ("Statement", 13)), cells, width, colour)
    return "".join(
        f"{_label(stance)}\t{stance.probability:.2f}\t{clean_line(text)}\n" for text, stance in rows
    )


def _label(stance: Stance) -> str:
    return f"unknown ({stance.label}?)" if stance.abstained else stance.label


def _toned(stance: Stance) -> Text:
    return Text(_label(stance), style=TONES["unclear" if stance.abstained else stance.label])


def _stance(text: str, stance: Stance) -> dict[str, object]:
    return {
        "statement": text,
        "target": stance.target,
        "label": stance.label,
        "probability": as_number(stance.probability),
        "abstained": stance.abstained,
    }
