"""The commands for collections, collect and export, and what report asks of a collection."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stances.cli.options import (
    EncoderName,
    Every,
    MinConfidence,
    PartyFile,
    ReportFormat,
    Target,
)
from stances.cli.running import complain, listed, told
from stances.delivery import print_text
from stances.errors import UsageError
from stances.settings import MIN_CONFIDENCE, Settings

if TYPE_CHECKING:
    from datetime import date

    from stances.articles import Problem, Reach
    from stances.collection import Collected
    from stances.pipeline import Pipeline
    from stances.records import Article
    from stances.report import Report


SHOWN = 20


class EngineName(StrEnum):
    local = "local"
    ray = "ray"


class By(StrEnum):
    day = "day"
    week = "week"
    month = "month"
    outlet = "outlet"


Since = Annotated[
    str, typer.Option(metavar="DATE", help="Of a collection: articles from this day on.")
]
Until = Annotated[
    str, typer.Option(metavar="DATE", help="Of a collection: articles up to this day.")
]
Outlets = Annotated[
    list[str] | None,
    typer.Option("--outlet", help="Of a collection: this outlet; may be given several times."),
]
PartyNames = Annotated[
    str, typer.Option("--party", help="Of a collection: statements of these parties: US,Iran.")
]
IssueText = Annotated[
    str, typer.Option("--issue", help="Of a collection: issues whose label holds these words.")
]
ByOption = Annotated[
    list[By] | None,
    typer.Option(
        "--by",
        help="Also tell positions over time, by day, week or month, and what each outlet carries; "
        "may be given several times.",
    ),
]
Budget = Annotated[
    int,
    typer.Option(min=0, help="Of a collection: read at most so many statements for a stance."),
]
Wait = Annotated[
    float,
    typer.Option(
        min=0.0, metavar="SECONDS", help="Wait so long where another process holds the file."
    ),
]
CollectionPath = Annotated[Path, typer.Argument(metavar="FILE.duckdb", help="A collection.")]

ManyInputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT...",
        help="Text, HTML, JSONL, Parquet, RSS, Atom or WARC files, folders, or -.",
    ),
]


def collect(
    into: Annotated[Path, typer.Option(metavar="FILE.duckdb", help="The collection; made if new.")],
    inputs: ManyInputs = None,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="Read those again that other models or settings have read."),
    ] = False,
    target: Target = "",
    engine: Annotated[
        EngineName, typer.Option(help="Where articles are read: here, or on a Ray cluster.")
    ] = EngineName.local,
    processes: Annotated[
        int, typer.Option(min=0, help="Processes that read articles; 0 is one for each core.")
    ] = 0,
    staging: Annotated[
        str, typer.Option(metavar="DIR", help="With ray: a folder that all machines see.")
    ] = "",
    wait: Wait = 0.0,
    party_file: PartyFile = None,
    encoder: EncoderName = "shipped",
    min_confidence: MinConfidence = MIN_CONFIDENCE,
    every: Every = False,
) -> None:
    """Read articles that a collection does not hold yet, and keep what they say."""
    settings = Settings(
        target=target,
        party_file=party_file,
        min_confidence=min_confidence,
        encoder=encoder,
        every_manner=every,
    )
    with told() as problems:
        if not inputs and not refresh:
            raise UsageError("No input was given; give files or folders, or --refresh.")
        from stances.articles import Reach
        from stances.collection import collect as run
        from stances.collection.progress import Progress

        reach = Reach()
        try:
            done = run(
                _read(inputs or (), settings, problems, reach),
                into,
                settings,
                problems=problems,
                refresh=refresh,
                engine=engine.value,
                processes=processes,
                staging=staging,
                wait=wait,
                progress=Progress(share=reach.share),
            )
        except KeyboardInterrupt:
            complain([f"what was stored stays in {into}; the same again goes on from there."])
            raise
        finally:
            _shorten(problems, into)
        complain(done.notes)
        print_text(_sum_up(done, into))


def export(
    collection: CollectionPath,
    output: Annotated[Path, typer.Option(metavar="DIR", help="A new or empty folder.")],
    wait: Wait = 0.0,
) -> None:
    """Write the tables of a collection as Parquet files."""
    with told():
        from stances.collection.exporting import export_collection

        files = export_collection(collection, output, wait=wait)
        print_text("".join(f"{output / file.name}\n" for file in files))


def report_on_inputs(
    pipeline: "Pipeline",
    inputs: Sequence[str],
    problems: list["Problem"],
    *,
    since: str = "",
    until: str = "",
    outlets: Sequence[str] | None = None,
    parties: str = "",
    issue: str = "",
    budget: int | None = None,
    wait: float = 0.0,
) -> "Report | None":
    """The report on a collection, where the input is one; None where the inputs are articles.

    Raises `UsageError` where what is asked of a collection is asked of articles.
    """
    from stances.collection.opening import is_collection

    asked = since or until or outlets or parties or issue
    if not any(is_collection(each) for each in inputs):
        if asked:
            raise UsageError(
                "--since, --until, --outlet, --party and --issue work on a collection; "
                "give the .duckdb file that stances collect has made."
            )
        return None
    if len(inputs) > 1:
        raise UsageError("A collection is reported on alone; give no other input with it.")
    from stances.collection.reporting import BUDGET, report_collection
    from stances.collection.selecting import Selection

    named = [pipeline.registry.find(name).id for name in listed(parties)]
    selection = Selection(
        since=_day(since, "--since"),
        until=_day(until, "--until"),
        outlets=tuple(outlets or ()),
        parties=tuple(party for party in named if party),
        issue=issue,
    )
    number = BUDGET if budget is None else budget
    return report_collection(
        pipeline, Path(inputs[0]), selection, problems, budget=number, wait=wait
    )


def format_by(
    report: "Report",
    by: Sequence[By] | None,
    chosen: ReportFormat,
    width: int = 80,
    colour: bool = False,
) -> str:
    """A report in a format, with what `--by` adds to it; raises `UsageError` for two periods."""
    unit, outlets = _split_by(by)
    if chosen is ReportFormat.html:
        from stances.collection.telling import page_by

        return page_by(report, unit, outlets) if by else report.to_html()
    if chosen is ReportFormat.json:
        return _json_by(report, unit, outlets) if by else report.to_json()
    markdown = chosen is ReportFormat.markdown
    told = report.to_markdown() if markdown else report.to_text(width, colour)
    if by:
        from stances.collection.telling import tell_outlets, tell_over_time

        gap = "\n" if markdown else ""
        if unit:
            told += gap + tell_over_time(report, unit, width, colour, markdown)
        if outlets:
            told += gap + tell_outlets(report, width, colour, markdown)
    return told


def check_by(by: Sequence[By] | None) -> None:
    """Raises `UsageError` where `--by` asks for two lengths of periods."""
    _split_by(by)


def _split_by(by: Sequence[By] | None) -> tuple[str, bool]:
    """The length of a period, "" for none, and whether outlets are asked for."""
    units = list(dict.fromkeys(each.value for each in by or () if each is not By.outlet))
    if len(units) > 1:
        raise UsageError(
            f"--by {' --by '.join(units)}: positions are told by one length of period; "
            "give one of day, week, month."
        )
    return "".join(units), By.outlet in (by or ())


def _json_by(report: "Report", unit: str, outlets: bool) -> str:
    """A report's JSON with what is told over time and by outlet in it, where it is asked for."""
    from stances.collection.telling import outlets_to_dict, over_time_to_dict
    from stances.report.escaping import dump_json

    whole = report.to_dict()
    whole["over_time"] = over_time_to_dict(report, unit) if unit else None
    whole["outlets"] = outlets_to_dict(report) if outlets else None
    return dump_json(whole, indent=2) + "\n"


def _day(text: str, option: str) -> "date | None":
    from datetime import date

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text}: expected a date such as 2024-02-03.") from None


def _read(
    inputs: Sequence[str], settings: Settings, problems: "list[Problem]", reach: "Reach"
) -> "Iterable[Article]":
    """The articles of the inputs; none where old ones are only read again."""
    from stances.articles import read

    return read(*inputs, settings=settings, problems=problems, reach=reach) if inputs else ()


def _shorten(problems: list["Problem"], into: Path) -> None:
    """Leave the first problems of many to be told: all of them are in the collection."""
    from stances.articles import Problem

    more = len(problems) - SHOWN
    if more > 0:
        told = f"{into}: {more:,} more problems are in its table problems."
        problems[SHOWN:] = [Problem(str(into), told, any(p.fault for p in problems[SHOWN:]))]


def _sum_up(done: "Collected", into: Path) -> str:
    """What a run has done, on one line."""
    parts = [f"{done.new:,} new"]
    parts += [f"{done.versions:,} new versions"] if done.versions else []
    parts += [f"{done.refreshed:,} read again"] if done.refreshed else []
    parts += [f"{done.skipped:,} there already"] if done.skipped else []
    parts += [f"{done.statements:,} statements found"]
    parts += [f"{done.problems:,} set aside (see the table problems)"] if done.problems else []
    from stances.report import clean_line

    return clean_line(f"{into}: {', '.join(parts)}.") + "\n"
