"""The command line: each command parses, calls one public function, and prints.

Exit codes: 0 done; 1 an input was at fault, after what the others gave was delivered; 2 wrong
usage. Results go to standard output, messages to standard error. Heavy modules are imported
by the command that needs them, so that help comes at once.
"""

import os
import sys
from typing import Annotated

import typer

from stances.cli import collecting, evaluating, judging, labelling, modelling, reporting
from stances.cli.running import INTERRUPTED
from stances.delivery import print_text
from stances.version import VERSION

app = typer.Typer(
    name="stances",
    help="Who says what, and who disagrees: statements, speakers, parties and stances in news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="List the shipped models, or export one.")
labels_app = typer.Typer(
    help="Check labelled examples, or make them from other formats.", no_args_is_help=True
)

for command in (
    reporting.report,
    reporting.extract,
    reporting.compare,
    collecting.collect,
    collecting.export,
    judging.resolve,
    judging.classify,
    evaluating.evaluate,
    modelling.train,
):
    app.command()(command)
app.add_typer(labels_app, name="labels")
labels_app.command()(labelling.check)
labels_app.command("brat")(labelling.from_brat)
labels_app.command("csv")(labelling.from_csv)
app.add_typer(models_app, name="models")
models_app.callback(invoke_without_command=True)(modelling.models)
models_app.command()(modelling.export)


@app.callback(invoke_without_command=True)
def show_version(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if version:
        print_text(f"stances {VERSION}\n")
        raise typer.Exit


def main() -> None:
    """Run the command line; a closed pipe or Ctrl-C ends it without a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(f"stances: standard output cannot be written ({error.strerror}); give --output.")
