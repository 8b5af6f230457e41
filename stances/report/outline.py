"""The order of a readable report, the same in every format."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stances.report.blocks import Block
from stances.report.closing import closing
from stances.report.details import issue_sections, left_out
from stances.report.exhibits import common_ground, concords, contradictions, distinctive
from stances.report.lookup import Lookup
from stances.report.overview import overview
from stances.report.standing import agreement_table, attitude_table, fragile_lines

if TYPE_CHECKING:
    from stances.report.record import Report


def outline(report: "Report") -> Iterator[Block]:
    """The blocks of a report, in the order in which they are read."""
    lookup = Lookup(report)
    yield from overview(lookup)
    if report.statements:
        yield from agreement_table(lookup)
        yield from attitude_table(lookup)
    yield from issue_sections(lookup)
    yield from contradictions(lookup)
    yield from concords(lookup)
    yield from common_ground(lookup)
    yield from distinctive(lookup)
    yield from fragile_lines(lookup)
    yield from left_out(lookup)
    yield from closing(lookup)
