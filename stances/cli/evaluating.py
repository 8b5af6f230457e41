"""The command evaluate."""

from pathlib import Path
from typing import Annotated

import typer

from stances.cli.options import AsJson, EvaluateTask, PartyFile
from stances.cli.running import coloured, told, width
from stances.cli.showing import shown_progress
from stances.delivery import deliver
from stances.errors import UsageError
from stances.progress import SCORING


def evaluate(
    task: EvaluateTask,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labelled rows: JSONL, or .gz.")],
    as_json: AsJson = False,
    predictions: Annotated[
        Path | None, typer.Option(help="Write a row for each gold row here, as JSON lines.")
    ] = None,
    encoder: Annotated[
        str | None, typer.Option(help="For sides: this encoder's vectors alone (or shipped).")
    ] = None,
    party_file: PartyFile = None,
    model: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A trained stance model to use in place of the shipped."),
    ] = None,
) -> None:
    """Score what is found against labelled rows, with baselines and the worst mistakes."""
    with told():
        from stances.evaluation import evaluate as run
        from stances.report.escaping import dump_json

        if predictions and predictions.resolve() == gold.resolve():
            raise UsageError(f"--predictions {predictions} is the gold file; give another name.")
        with shown_progress() as progress:
            progress(SCORING, 0, 0)
            made = run(task.value, gold, encoder=encoder, party_file=party_file, model=model)
        if predictions:
            deliver("".join(dump_json(row) + "\n" for row in made.predictions), predictions)
        if as_json:
            deliver(dump_json(made.to_dict(), indent=2) + "\n", None)
        else:
            from stances.evaluation.table import format_evaluation

            deliver(format_evaluation(made, width(), coloured(None)), None)
