"""A report's records as pandas data frames."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stances.errors import UsageError
from stances.report.document import report_to_dict
from stances.report.rows import STATEMENT_COLUMNS, flatten_statement

if TYPE_CHECKING:
    import pandas

    from stances.report.record import Report

COLUMNS: dict[str, tuple[str, ...]] = {
    "statements": STATEMENT_COLUMNS,
    "issues": ("id", "label", "target", "statements"),
    "positions": (
        *("party", "issue", "target", "label", "stance", "interval", "n"),
        *("statements", "key_points"),
    ),
    "comparison": ("parties", "issue", "agreement", "interval", "n"),
    "contradictions": ("issue", "parties", "statements", "score"),
}


def make_frame(report: "Report", what: str = "statements") -> "pandas.DataFrame":
    """One row for each record of a kind; the columns stand even where there is no record.

    `what` is one of `COLUMNS`; raises `UsageError` for anything else.
    """
    if what not in COLUMNS:
        names = ", ".join(COLUMNS)
        raise UsageError(f"There is no frame of {what!r}; ask for one of {names}.")
    import pandas

    return pandas.DataFrame(list_rows(report, what), columns=list(COLUMNS[what]))


def list_rows(report: "Report", what: str) -> Sequence[dict[str, Any]]:
    """The records of a kind as flat rows."""
    if what == "statements":
        return [flatten_statement(statement) for statement in report.statements]
    rows: list[dict[str, Any]] = report_to_dict(report)[what]
    return rows
