"""The parts of a readable report that `--by` adds: over time, and by outlet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stances.collection.lives import find_passages, issue_lives
from stances.collection.outlets import compare_outlets
from stances.collection.over_time import find_turns, positions_over_time
from stances.collection.telling_outlets import outlet_blocks
from stances.collection.telling_time import over_time_blocks
from stances.report.added import OverTime
from stances.report.blocks import Block
from stances.report.markdown import render_markdown
from stances.report.page import render_page
from stances.report.plain import as_plain
from stances.report.text import render_text

if TYPE_CHECKING:
    from stances.report import Report


def follow_time(report: "Report", unit: str) -> OverTime:
    """All that is told of a report by "day", "week" or "month"; raises `UsageError`."""
    return OverTime(
        unit,
        tuple(positions_over_time(report, unit)),
        tuple(find_turns(report)),
        tuple(issue_lives(report, unit)),
        tuple(find_passages(report, unit)),
    )


def tell_over_time(report: "Report", unit: str, width: int, colour: bool, markdown: bool) -> str:
    """The section on positions by day, week or month, as text or as Markdown."""
    return _render(over_time_blocks(report, follow_time(report, unit)), width, colour, markdown)


def tell_outlets(report: "Report", width: int, colour: bool, markdown: bool) -> str:
    """The section on outlets, as text or as Markdown."""
    return _render(outlet_blocks(report, compare_outlets(report)), width, colour, markdown)


def over_time_to_dict(report: "Report", unit: str) -> dict[str, Any]:
    """What is told over time as JSON has it; statements of turns by their ids."""
    found = follow_time(report, unit)
    turns = [
        {**as_plain(turn), "before": turn.before.id, "after": turn.after.id} for turn in found.turns
    ]
    lives = [
        {**as_plain(life), "counts": [{"start": day.isoformat(), "n": n} for day, n in life.counts]}
        for life in found.lives
    ]
    return {**as_plain(found), "turns": turns, "lives": lives}


def outlets_to_dict(report: "Report") -> dict[str, Any]:
    """The comparison of outlets as JSON has it."""
    return dict(as_plain(compare_outlets(report)))


def page_by(report: "Report", unit: str = "", outlets: bool = False) -> str:
    """The report as an HTML page with what is told over time, by outlet, or both.

    Raises `UsageError` for a unit that is neither "" nor "day", "week" or "month".
    """
    return render_page(
        report,
        over_time=follow_time(report, unit) if unit else None,
        outlets=compare_outlets(report) if outlets else None,
    )


def _render(blocks: Iterator[Block], width: int, colour: bool, markdown: bool) -> str:
    found = tuple(blocks)
    return render_markdown(found) if markdown else "\n" + render_text(found, width, colour)
