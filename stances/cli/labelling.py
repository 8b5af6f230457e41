"""The commands that work on labelled examples: labels check, labels brat, labels csv."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stances.cli.options import Output, PartyFile, Target
from stances.cli.running import complain, told
from stances.delivery import deliver

if TYPE_CHECKING:
    from stances.articles import Problem
    from stances.errors import RowError

SHOWN = 50


def check(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labelled examples: JSONL.")],
    output: Annotated[
        Path | None, typer.Option(help="Write the rows here, offsets in place of words.")
    ] = None,
    party_file: PartyFile = None,
) -> None:
    """Check labelled examples, and tell everything that is at fault in them."""
    with told() as problems:
        from stances.evaluation.checking import find_faults, move_rows

        rows, faults = find_faults(gold, party_file)
        _note(problems, gold, faults)
        if faults:
            return
        if output:
            deliver(_lines(move_rows(rows, gold.parent, output, party_file)), output)
        statements = _counted(sum(len(row["statements"]) for row in rows), "statement")
        complain([f"{gold}: {_counted(len(rows), 'example')} with {statements}, all in order."])


def from_brat(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Folders, or .ann files beside .txt.")
    ],
    target: Target = "",
    party_file: PartyFile = None,
    output: Output = None,
) -> None:
    """Make labelled examples of brat standoff files, as PolNeAR has them."""
    with told():
        from stances.evaluation.brat import read_brat

        deliver(
            _lines(_finished(read_brat(inputs, party_file), target, party_file, output)), output
        )


def from_csv(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="CSV with a row a statement.")],
    articles: Annotated[
        list[str], typer.Option(help="Where the articles are; may be given several times.")
    ],
    target: Target = "",
    party_file: PartyFile = None,
    output: Output = None,
) -> None:
    """Make labelled examples of a CSV file with a row a statement."""
    with told() as problems:
        from stances.articles import read
        from stances.evaluation.tables import read_csv

        found = list(read(*articles, problems=problems))
        rows, faults = read_csv(table, found, party_file)
        _note(problems, table, faults)
        if not faults:
            deliver(_lines(_finished(rows, target, party_file, output)), output)


def _note(problems: list["Problem"], path: Path, faults: Iterable["RowError"]) -> None:
    from stances.articles import Problem

    told = [str(fault) for fault in faults]
    more = [f"{path}: {len(told) - SHOWN:,} more faults, not listed."] if len(told) > SHOWN else []
    problems += [Problem(str(path), message) for message in [*told[:SHOWN], *more]]


def _finished(
    rows: Iterable[Mapping[str, Any]], target: str, party_file: Path | None, output: Path | None
) -> Iterable[dict[str, Any]]:
    """Rows with the target that the user gave, and the party file as seen from the output."""
    from stances.evaluation.checking import move_rows

    aimed = ({**row, **({"stance_target": target} if target else {})} for row in rows)
    return move_rows(aimed, Path(), output, party_file)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    from stances.report.escaping import dump_json

    return "".join(dump_json(row) + "\n" for row in rows)
