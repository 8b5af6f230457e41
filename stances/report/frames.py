"""A report's records as pandas data frames."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from stances.errors import UsageError
from stances.records import (
    Agreement,
    AttitudeCell,
    CommonGround,
    Concord,
    Contradiction,
    Distinctive,
    Fragility,
    Issue,
    Position,
    Side,
)
from stances.report.document import position_to_dict
from stances.report.plain import as_plain
from stances.report.rows import STATEMENT_COLUMNS, flatten_statement

if TYPE_CHECKING:
    import pandas

    from stances.report.record import Report

KINDS: dict[str, type] = {
    "issues": Issue,
    "sides": Side,
    "positions": Position,
    "comparison": Agreement,
    "contradictions": Contradiction,
    "concords": Concord,
    "common_ground": CommonGround,
    "distinctive": Distinctive,
    "attitude_matrix": AttitudeCell,
    "fragile": Fragility,
}
COUNTS = ("favor", "against", "neutral", "unsure")
ENDS = ("low", "high")


def make_frame(report: "Report", what: str = "statements") -> "pandas.DataFrame":
    """One row for each record of a kind; the columns stand even where there is no record.

    Ends of intervals, counts and two parties of a pair have columns of their own. `what` is
    `statements` or one of `KINDS`; raises `UsageError` for anything else.
    """
    if what != "statements" and what not in KINDS:
        names = ", ".join(("statements", *KINDS))
        raise UsageError(f"There is no frame of {what!r}; ask for one of {names}.")
    import pandas

    return pandas.DataFrame(list_rows(report, what), columns=list_columns(what))


def list_columns(what: str) -> list[str]:
    """The columns of a kind, in order."""
    if what == "statements":
        return list(STATEMENT_COLUMNS)
    found: list[str] = []
    for each in fields(KINDS[what]):
        found += _names(each.name, what)
    return found


def list_rows(report: "Report", what: str) -> Sequence[dict[str, Any]]:
    """The records of a kind as flat rows."""
    if what == "statements":
        return [flatten_statement(statement) for statement in report.statements]
    records = getattr(report, what)
    plain = map(position_to_dict, records) if what == "positions" else as_plain(records)
    return [_flatten(row, what) for row in plain]


def _names(name: str, what: str) -> Sequence[str]:
    if name == "interval":
        return ENDS
    if name == "counts":
        return COUNTS
    paired = what in ("comparison", "contradictions", "concords")
    return ("left", "right") if name == "parties" and paired else (name,)


def _flatten(row: dict[str, Any], what: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        names = _names(name, what)
        if name == "counts":
            flat.update(value)
        elif len(names) == 1:
            flat[name] = value
        else:
            flat.update(zip(names, value or (None, None), strict=True))
    return flat
