"""Finds a report's records by their ids."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stances.records import Agreement, Issue, Party, Position, Side, Statement
from stances.report.carriers import Carrier, list_carriers, list_places, tell_carriers

if TYPE_CHECKING:
    from stances.report.record import Report


@dataclass(frozen=True)
class Lookup:
    """A report with its records by id; each index is made when first asked for."""

    report: "Report"

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.report.statements}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every party that is compared or quoted."""
        quoted = (statement.party for statement in self.report.statements)
        parties = (*quoted, *self.report.parties)
        return {party.id: party.name for party in parties if party.id is not None}

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The ids of the parties that are compared, in order."""
        return tuple(party.id for party in self.report.parties if party.id is not None)

    @cached_property
    def by_party(self) -> dict[str | None, list[Statement]]:
        """The statements of each party, of the unknown one under None, without repeats."""
        groups: dict[str | None, list[Statement]] = {}
        for statement in self.report.statements:
            if statement.repeat_of is None:
                groups.setdefault(statement.party.id, []).append(statement)
        return groups

    @cached_property
    def positions(self) -> dict[tuple[str, str | None], Position]:
        """The positions by party and issue."""
        return {(each.party, each.issue): each for each in self.report.positions}

    @cached_property
    def agreements(self) -> dict[str | None, list[Agreement]]:
        """The agreements on each issue; overall under None."""
        groups: dict[str | None, list[Agreement]] = {}
        for agreement in self.report.comparison:
            groups.setdefault(agreement.issue, []).append(agreement)
        return groups

    @cached_property
    def issues(self) -> dict[str, Issue]:
        """The issues by their ids."""
        return {issue.id: issue for issue in self.report.issues}

    @cached_property
    def days(self) -> dict[str, datetime.date]:
        """The dates of the articles that have one, by article; empty where all are the same."""
        found = {each.id: each.date for each in self.report.articles if each.date}
        return found if len(set(found.values())) > 1 else {}

    @cached_property
    def sides(self) -> dict[str, list[Side]]:
        """The sides of each issue."""
        groups: dict[str, list[Side]] = {}
        for side in self.report.sides:
            groups.setdefault(side.issue, []).append(side)
        return groups

    @cached_property
    def carriers(self) -> dict[str, tuple[Carrier, ...]]:
        """Where each statement stands, by the statement that is no repeat."""
        return list_carriers(self.report)

    @cached_property
    def places(self) -> dict[str, tuple[Carrier, ...]]:
        """Where the text of each article stands."""
        return list_places(self.report)

    def tell_carriers(self, statement: Statement) -> str:
        """Where else a statement stands, in words; nothing where it stands once."""
        return tell_carriers(statement, self.carriers.get(statement.repeat_of or statement.id, ()))

    def name(self, party: str) -> str:
        """The name of a party, or its id where none is known."""
        return self.names.get(party, party)

    def of_party(self, party: Party) -> Sequence[Statement]:
        """The statements of a party, in order."""
        return self.by_party.get(party.id, [])
