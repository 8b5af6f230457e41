"""The command line: each command parses, calls one public function, and prints.

Exit codes: 0 done; 1 an input was at fault, after what the others gave was delivered; 2 wrong
usage. Results go to standard output, messages to standard error. Heavy modules are imported
by the command that needs them, so that help comes at once.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stances.delivery import deliver, print_text
from stances.errors import InputError, StancesError, UsageError
from stances.settings import MIN_CONFIDENCE, Settings
from stances.version import VERSION

if TYPE_CHECKING:
    from stances.articles import Problem
    from stances.pipeline import Pipeline
    from stances.records import Article

app = typer.Typer(
    name="stances",
    help="Who says what, and who disagrees: statements, speakers, parties and stances in news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="List the shipped models, or export one.")
app.add_typer(models_app, name="models")


class ReportFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


class ExtractFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    labelled = "labelled"


class TrainTask(StrEnum):
    quotations = "quotations"
    stance = "stance"
    encoder = "encoder"


class ModelName(StrEnum):
    encoder = "encoder"


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Text, Markdown, HTML or JSONL files, folders, or -."),
]
Parties = Annotated[
    str, typer.Option(help="Parties to compare, in this order: US,Iraq,Syria,Iran.")
]
Target = Annotated[str, typer.Option(help="What to be for or against, as a sentence or a phrase.")]
PartyFile = Annotated[
    Path | None, typer.Option(help="TOML file that defines parties ([[party]] entries).")
]
Corrections = Annotated[
    Path | None, typer.Option(help="TOML file that overrules speakers, parties or stances.")
]
MinConfidence = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Leave out statements found with less confidence.")
]
EncoderName = Annotated[
    str, typer.Option("--encoder", help="A sentence-transformers model: name or folder.")
]
Every = Annotated[
    bool, typer.Option("--all", help="Also take what is thought and what documents show.")
]
Output = Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.callback(invoke_without_command=True)
def show_version(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if version:
        print_text(f"stances {VERSION}\n")
        raise typer.Exit


@app.command()
def report(
    inputs: Inputs,
    parties: Parties = "",
    target: Target = "",
    format: Annotated[ReportFormat, typer.Option(help="How to tell it.")] = ReportFormat.text,
    as_json: AsJson = False,
    output: Output = None,
    party_file: PartyFile = None,
    corrections: Corrections = None,
    min_confidence: MinConfidence = MIN_CONFIDENCE,
    encoder: EncoderName = "shipped",
    every: Every = False,
) -> None:
    """Report who says what in the inputs, and who disagrees."""
    settings = Settings(
        _listed(parties), target, party_file, corrections, min_confidence, encoder, every
    )
    with _told() as problems:
        from stances.pipeline import Pipeline

        pipeline = Pipeline(settings)
        made = pipeline.report(_read(pipeline, inputs, problems), problems)
        chosen = ReportFormat.json if as_json else format
        if chosen is ReportFormat.json:
            deliver(made.to_json(), output)
        elif chosen is ReportFormat.markdown:
            deliver(made.to_markdown(), output)
        else:
            deliver(made.to_text(_width(), _coloured(output)), output)


@app.command()
def extract(
    inputs: Inputs,
    format: Annotated[
        ExtractFormat, typer.Option(help="One row a statement; labelled: one an article.")
    ] = ExtractFormat.table,
    parties: Parties = "",
    target: Target = "",
    output: Output = None,
    party_file: PartyFile = None,
    corrections: Corrections = None,
    min_confidence: MinConfidence = MIN_CONFIDENCE,
    every: Every = False,
) -> None:
    """List every statement with its speaker, party and place in the text."""
    settings = Settings(
        _listed(parties), target, party_file, corrections, min_confidence, every_manner=every
    )
    with _told() as problems:
        from stances.pipeline import Pipeline

        pipeline = Pipeline(settings)
        articles = _read(pipeline, inputs, problems)
        deliver(_format_statements(pipeline, articles, format, output), output)


@app.command()
def compare(
    inputs: Inputs,
    between: Annotated[str, typer.Option(help="Two parties: US,Iran.")],
    target: Target = "",
    as_json: AsJson = False,
    output: Output = None,
    party_file: PartyFile = None,
    corrections: Corrections = None,
    min_confidence: MinConfidence = MIN_CONFIDENCE,
    encoder: EncoderName = "shipped",
    every: Every = False,
) -> None:
    """Set what two parties say side by side, issue by issue."""
    settings = Settings(
        _listed(between), target, party_file, corrections, min_confidence, encoder, every
    )
    with _told() as problems:
        from stances.pipeline import Pipeline

        pipeline = Pipeline(settings)
        pipeline.check()
        if len(pipeline.focus) != 2:
            raise UsageError(f"--between {between}: expected two parties, such as US,Iran.")
        made = pipeline.report(_read(pipeline, inputs, problems), problems)
        if as_json:
            deliver(made.to_json(), output)
        else:
            deliver(made.to_columns(_width(), _coloured(output)), output)


@app.command()
def resolve(
    mentions: Annotated[list[str], typer.Argument(metavar="MENTION...|-")],
    context: Annotated[str, typer.Option(help="Text in which the mentions stand.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="As of this date (YYYY-MM-DD).")] = "",
    as_json: AsJson = False,
    party_file: PartyFile = None,
) -> None:
    """Say for which party a mention stands: "the Pentagon", "Iraq's foreign ministry"."""
    with _told():
        from stances.parties import PartyRegistry

        registry = PartyRegistry.default()
        registry = registry.with_file(party_file) if party_file else registry
        day = _date(on)
        rows = [
            (mention, registry.resolve(mention, context=context, on=day))
            for mention in _lines(mentions)
        ]
        from stances.report import format_resolved

        deliver(format_resolved(rows, as_json), None)


@app.command()
def classify(
    target: Annotated[str, typer.Option(help="What to be for or against.")],
    statements: Annotated[list[str], typer.Argument(metavar="STATEMENT...|-")],
    as_json: AsJson = False,
) -> None:
    """Say whether statements are for, against or neutral toward a target."""
    with _told():
        if not target.strip():
            raise UsageError("--target is empty; give a sentence or phrase to be for or against.")
        from stances.embedding import Encoder
        from stances.report import format_stances
        from stances.stance import StanceHead, judge

        texts = _lines(statements)
        judged = judge([(target, text) for text in texts], Encoder.shipped(), StanceHead.shipped())
        deliver(format_stances(list(zip(texts, judged, strict=True)), as_json), None)


@app.command()
def train(
    task: TrainTask,
    data: Annotated[list[Path], typer.Argument(metavar="DATA...", help="Folders or JSONL files.")],
    output: Annotated[Path, typer.Option(metavar="DIR", help="Where the model goes.")],
    base: Annotated[Path | None, typer.Option(help="Folder of the base weights.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything drawn at random.")] = 1,
    epochs: Annotated[float, typer.Option(min=0.01, help="Passes over the data (quotations).")] = 4,
    limit: Annotated[int, typer.Option(min=0, help="Use only so many articles; 0 is all.")] = 0,
) -> None:
    """Rebuild a shipped model from labelled data."""
    with _told():
        import logging

        from stances.training import train_model

        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("stances").setLevel(logging.INFO)
        scores = train_model(
            task.value, data, output, base=base, seed=seed, epochs=epochs, limit=limit
        )
        deliver(json.dumps(scores, indent=2) + "\n", None)


@models_app.callback(invoke_without_command=True)
def models(context: typer.Context) -> None:
    """List the shipped models with their size and hash."""
    if context.invoked_subcommand is None:
        from stances.runtime import list_models

        for model in list_models():
            size = sum(file.stat().st_size for file in model.folder.iterdir()) / 1e6
            print_text(f"{model.folder.name:<12} {size:5.1f} MB  sha256 {model.sha256()}\n")


@models_app.command()
def export(
    name: ModelName,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Write a shipped model as a plain sentence-transformers folder."""
    with _told():
        from stances.training import export_model

        export_model(name.value, folder)
        typer.echo(
            f"{folder}: written; load it with SentenceTransformer({str(folder)!r}).", err=True
        )


def main() -> None:
    """Run the command line; a closed pipe or Ctrl-C ends it without a traceback."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(f"stances: standard output cannot be written ({error.strerror}); give --output.")


@contextmanager
def _told() -> Iterator[list["Problem"]]:
    """Collect problems and tell them at the end; turn errors into a sentence and a code."""
    problems: list[Problem] = []
    code, last = 0, []
    try:
        yield problems
    except InputError as error:
        code, last = 1, [str(error)]
    except StancesError as error:
        code, last = 2, [str(error)]
    if problems or last:
        _complain([*(problem.message for problem in problems), *last])
    code = code or int(any(problem.fault for problem in problems))
    if code:
        raise typer.Exit(code)


def _complain(messages: Iterable[str]) -> None:
    from stances.report import clean_line

    for message in messages:
        typer.echo(f"stances: {clean_line(message)}", err=True)


def _read(
    pipeline: "Pipeline", inputs: list[str], problems: list["Problem"]
) -> Iterator["Article"]:
    from stances.articles import read

    pipeline.check()
    return read(*inputs, settings=pipeline.settings, problems=problems)


def _format_statements(
    pipeline: "Pipeline", articles: Iterable["Article"], chosen: ExtractFormat, output: Path | None
) -> str:
    from stances.report import format_csv, format_jsonl, format_labelled, format_table

    if chosen is ExtractFormat.labelled or pipeline.settings.target:
        made = pipeline.report(articles)
        statements = list(made.statements)
        found = list(made.articles)
    else:
        made, found, statements = None, [], list(pipeline.extract(articles))
    if chosen is ExtractFormat.jsonl:
        return format_jsonl(statements)
    if chosen is ExtractFormat.csv:
        return format_csv(statements)
    if chosen is ExtractFormat.labelled and made:
        ids = [party.id for party in pipeline.focus if party.id]
        target = pipeline.settings.target
        return format_labelled(found, statements, ids, target, made.positions if target else ())
    return format_table(statements, _width(), _coloured(output))


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _lines(arguments: list[str]) -> list[str]:
    """The arguments, or the lines of standard input where they are `-`."""
    if arguments != ["-"]:
        return arguments
    text = sys.stdin.buffer.read().decode("utf8", errors="replace")
    return [line for line in text.splitlines() if line.strip()]


def _date(text: str) -> Any:
    from datetime import date

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--on {text}: expected a date such as 2024-02-03.") from None


def _width() -> int:
    import shutil

    return max(60, min(120, shutil.get_terminal_size((80, 24)).columns))


def _coloured(output: Path | None) -> bool:
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
