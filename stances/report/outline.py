"""The order of a readable report, the same in every format."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stances.report.blocks import Block
from stances.report.closing import closing
from stances.report.details import contradictions, issue_sections, left_out
from stances.report.lookup import Lookup
from stances.report.overview import agreement_table, overview

if TYPE_CHECKING:
    from stances.report.record import Report


def outline(report: "Report") -> Iterator[Block]:
    """The blocks of a report, in the order in which they are read."""
    lookup = Lookup(report)
    yield from overview(lookup)
    if report.statements:
        yield from agreement_table(lookup)
    yield from issue_sections(lookup)
    yield from contradictions(lookup)
    yield from left_out(lookup)
    yield from closing(lookup)
