"""The commands that work on labelled examples: labels check, labels brat, labels csv."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from stances.cli.options import Output
from stances.cli.running import complain, told
from stances.delivery import deliver


def check(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labelled examples: JSONL.")],
    output: Annotated[
        Path | None, typer.Option(help="Write the rows here, offsets in place of words.")
    ] = None,
) -> None:
    """Check labelled examples, and tell everything that is at fault in them."""
    with told() as problems:
        from stances.articles import Problem
        from stances.evaluation.labelled import find_faults

        rows, faults = find_faults(gold)
        problems += [Problem(str(gold), str(fault)) for fault in faults]
        if faults:
            return
        statements = sum(len(row["statements"]) for row in rows)
        if output:
            deliver(_lines(rows), output)
        complain([f"{gold}: {len(rows)} examples with {statements} statements, all in order."])


def from_brat(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Folders, or .ann files beside .txt.")
    ],
    output: Output = None,
) -> None:
    """Make labelled examples of brat standoff files, as PolNeAR has them."""
    with told():
        from stances.evaluation.importing import read_brat

        deliver(_lines(read_brat(inputs)), output)


def from_csv(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="CSV with a row a statement.")],
    articles: Annotated[
        list[str], typer.Option(help="Where the articles are; may be given several times.")
    ],
    output: Output = None,
) -> None:
    """Make labelled examples of a CSV file with a row a statement."""
    with told() as problems:
        from stances.articles import read
        from stances.evaluation.importing import read_csv

        found = list(read(*articles, problems=problems))
        deliver(_lines(read_csv(table, found)), output)


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    from stances.report.escaping import dump_json

    return "".join(dump_json(row) + "\n" for row in rows)
