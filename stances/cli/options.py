"""The arguments and options that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ReportFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"
    html = "html"


class ExtractFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    labelled = "labelled"


class TrainTask(StrEnum):
    quotations = "quotations"
    stance = "stance"
    encoder = "encoder"


class EvaluateTask(StrEnum):
    quotations = "quotations"
    attribution = "attribution"
    parties = "parties"
    stance = "stance"
    attitude = "attitude"
    sides = "sides"
    keypoints = "keypoints"


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
    bool,
    typer.Option(
        "--all", help="Also take what is thought, unsaid, shown by documents or told of others."
    ),
]
Output = Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
