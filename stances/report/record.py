"""The report: all that was found, and the formats in which it is told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances.delivery import deliver
from stances.records import (
    Agreement,
    Article,
    AttitudeCell,
    CommonGround,
    Concord,
    Contradiction,
    Copy,
    Distinctive,
    Fragility,
    Issue,
    Party,
    PartyMap,
    Position,
    Side,
    Statement,
)
from stances.report.columns import render_columns
from stances.report.document import report_to_dict
from stances.report.escaping import dump_json
from stances.report.frames import make_frame
from stances.report.markdown import render_markdown
from stances.report.outline import outline
from stances.report.text import render_text

if TYPE_CHECKING:
    import numpy as np
    import pandas


@dataclass(frozen=True)
class Report:
    """Who says what, and who disagrees, over a set of articles.

    `parties` are those that are compared, in order. `settings` and `made_with` hold only what
    JSON has; `made_with` is `{"version": …, "models": {name: sha256}}` and a `date` where the
    user gave one. `problems` are sentences on what went wrong. `copies` are the other places at
    which texts of the articles stand. `vectors` has a row of unit length for each statement, which
    tells what it is about: they are in no format, and not compared.
    """

    articles: tuple[Article, ...] = ()
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
    sides: tuple[Side, ...] = ()
    positions: tuple[Position, ...] = ()
    comparison: tuple[Agreement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    concords: tuple[Concord, ...] = ()
    common_ground: tuple[CommonGround, ...] = ()
    distinctive: tuple[Distinctive, ...] = ()
    attitude_matrix: tuple[AttitudeCell, ...] = ()
    map: PartyMap | None = None
    fragile: tuple[Fragility, ...] = ()
    parties: tuple[Party, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    made_with: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    target: str = ""
    copies: tuple[Copy, ...] = ()
    vectors: "np.ndarray | None" = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The report as dictionaries and lists of what JSON has; numbers have four decimals."""
        return report_to_dict(self)

    def to_json(self) -> str:
        """The report as one JSON document, which can always be written as UTF-8.

        >>> Report().to_json()[:14]
        '{\\n  "schema": '
        """
        return dump_json(self.to_dict(), indent=2) + "\n"

    def to_text(self, width: int = 80, colour: bool = False) -> str:
        """The report for a terminal of `width` columns; without colour it is plain text.

        >>> print(Report().to_text().splitlines()[0])
        Stance report: 0 articles, 0 statements, 0 parties
        """
        return render_text(tuple(outline(self)), width, colour)

    def to_markdown(self) -> str:
        """The report as Markdown, in which no words of an article act as markup."""
        return render_markdown(tuple(outline(self)))

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """The report as one HTML page that needs no other file and asks for none.

        With a `path` it is written there too, whole or not at all; raises `UsageError` where that
        fails. Nothing in an article can act in it, and the same report gives the same bytes.
        """
        from stances.report.page import render_page

        page = render_page(self)
        if path is not None:
            deliver(page, Path(path))
        return page

    def _repr_html_(self) -> str:
        """What a notebook shows: the question, a sentence a party, and who stands where."""
        from stances.report.page import render_fragment

        return render_fragment(self)

    def to_columns(self, width: int = 80, colour: bool = False) -> str:
        """What the first two parties say, side by side, for a terminal of `width` columns."""
        return render_columns(self, width, colour)

    def to_frame(self, what: str = "statements") -> "pandas.DataFrame":
        """One kind of records as a data frame, a row for each.

        `what` is statements, issues, sides, positions, comparison, contradictions, concords,
        common_ground, distinctive, attitude_matrix or fragile; else raises `UsageError`.
        """
        return make_frame(self, what)
