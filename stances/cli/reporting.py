"""The commands that read articles: report, extract, compare."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stances.cli.collecting import (
    Budget,
    ByOption,
    IssueText,
    Outlets,
    PartyNames,
    Since,
    Until,
    Wait,
    check_by,
    format_by,
    report_on_inputs,
)
from stances.cli.options import (
    AsJson,
    Corrections,
    EncoderName,
    Every,
    ExtractFormat,
    Inputs,
    MinConfidence,
    Output,
    Parties,
    PartyFile,
    ReportFormat,
    Target,
)
from stances.cli.running import coloured, listed, read, told, width
from stances.cli.showing import shown_progress
from stances.delivery import deliver, name_from
from stances.errors import UsageError
from stances.progress import READING, follow
from stances.settings import MIN_CONFIDENCE, Settings

if TYPE_CHECKING:
    from stances.pipeline import Pipeline
    from stances.records import Article


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
    since: Since = "",
    until: Until = "",
    outlets: Outlets = None,
    party: PartyNames = "",
    issue: IssueText = "",
    by: ByOption = None,
    budget: Budget = 2000,
    wait: Wait = 0.0,
) -> None:
    """Report who says what in the inputs, or in a collection, and who disagrees."""
    settings = Settings(
        listed(parties), target, party_file, corrections, min_confidence, encoder, every
    )
    with told() as problems:
        check_by(by)
        from stances.pipeline import Pipeline

        with shown_progress() as progress:
            pipeline = Pipeline(settings, progress)
            made = report_on_inputs(
                pipeline,
                inputs,
                problems,
                since=since,
                until=until,
                outlets=outlets,
                parties=party,
                issue=issue,
                budget=budget,
                wait=wait,
            ) or pipeline.report(read(pipeline, inputs, problems), problems)
        chosen = ReportFormat.json if as_json else format
        deliver(format_by(made, by, chosen, width(output), coloured(output)), output)


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
        listed(parties), target, party_file, corrections, min_confidence, every_manner=every
    )
    with told() as problems:
        if format is ExtractFormat.parquet and output is None:
            raise UsageError("--format parquet is no text; give --output FILE.parquet with it.")
        from stances.pipeline import Pipeline

        with shown_progress() as progress:
            pipeline = Pipeline(settings, progress)
            articles = read(pipeline, inputs, problems)
            made = _format_statements(pipeline, articles, format, output)
        deliver(made, output)


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
        listed(between), target, party_file, corrections, min_confidence, encoder, every
    )
    with told() as problems:
        from stances.pipeline import Pipeline

        pipeline = Pipeline(settings)
        pipeline.check()
        if len(pipeline.focus) != 2:
            raise UsageError(f"--between {between}: expected two parties, such as US,Iran.")
        with shown_progress() as pipeline.progress:
            made = pipeline.report(read(pipeline, inputs, problems), problems)
        if as_json:
            deliver(made.to_json(), output)
        else:
            deliver(made.to_columns(width(output), coloured(output)), output)


def _format_statements(
    pipeline: "Pipeline", articles: Iterable["Article"], chosen: ExtractFormat, output: Path | None
) -> str | bytes:
    from stances.report import (
        format_csv,
        format_jsonl,
        format_labelled,
        format_parquet,
        format_table,
    )

    if chosen is ExtractFormat.labelled or pipeline.settings.target:
        made = pipeline.report(articles)
        statements = list(made.statements)
        found = list(made.articles)
    else:
        # All are read first, so that it is known how many are left.
        found = list(follow(articles, READING, pipeline.progress))
        made, statements = None, list(pipeline.extract(found))
    if chosen is ExtractFormat.jsonl:
        return format_jsonl(statements)
    if chosen is ExtractFormat.csv:
        return format_csv(statements)
    if chosen is ExtractFormat.parquet:
        return format_parquet(statements)
    if chosen is ExtractFormat.labelled and made:
        ids = [party.id for party in pipeline.focus if party.id]
        target = pipeline.settings.target
        own = pipeline.settings.party_file
        place = name_from(own, output) if own else ""
        positions = made.positions if target else ()
        return format_labelled(found, statements, ids, target, positions, place)
    return format_table(statements, width(output), coloured(output))
