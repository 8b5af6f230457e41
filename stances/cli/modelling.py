"""The commands for models: train, models, models export."""

import json
from pathlib import Path
from typing import Annotated

import typer

from stances.cli.options import ModelName, TrainTask
from stances.cli.running import told
from stances.delivery import deliver, print_text


def train(
    task: TrainTask,
    data: Annotated[list[Path], typer.Argument(metavar="DATA...", help="Folders or JSONL files.")],
    output: Annotated[Path, typer.Option(metavar="DIR", help="Where the model goes.")],
    base: Annotated[Path | None, typer.Option(help="Folder of the base weights.")] = None,
    start: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Go on from this stance model or encoder.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything drawn at random.")] = 1,
    epochs: Annotated[
        list[float] | None,
        typer.Option(min=0.01, help="Passes over the data, once a generation or stage."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, help="Use only so many articles or rows; 0 is all.")
    ] = 0,
) -> None:
    """Rebuild a shipped model from labelled data."""
    with told():
        import logging

        from stances.training import train_model

        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("stances").setLevel(logging.INFO)
        scores = train_model(
            task.value,
            data,
            output,
            base=base,
            seed=seed,
            epochs=epochs or (),
            limit=limit,
            start=start,
        )
        deliver(json.dumps(scores, indent=2) + "\n", None)


def models(context: typer.Context) -> None:
    """List the shipped models with their size and hash."""
    if context.invoked_subcommand is None:
        from stances.runtime import list_models

        for model in list_models():
            size = sum(file.stat().st_size for file in model.folder.iterdir()) / 1e6
            print_text(f"{model.folder.name:<12} {size:5.1f} MB  sha256 {model.sha256()}\n")


def export(
    name: ModelName,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Write a shipped model as a plain sentence-transformers folder."""
    with told():
        from stances.training import export_model

        export_model(name.value, folder)
        typer.echo(
            f"{folder}: written; load it with SentenceTransformer({str(folder)!r}).", err=True
        )
