"""A report with what the parts of the page share: keys, badges, sources and quotations."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from stances.records import Article, Side, Stance, Statement
from stances.report.carriers import tell_copies
from stances.report.lookup import Lookup
from stances.report.page.anchors import make_keys
from stances.report.page.badges import Badge, make_badges
from stances.report.page.quotes import Quote, Source, make_quote, make_source
from stances.report.wording import VERDICTS, brief


@dataclass(frozen=True)
class Book:
    """A report's records as the page shows them; each index is made when first asked for."""

    lookup: Lookup

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each statement, by its id."""
        return make_keys(self.lookup.statements)

    @cached_property
    def article_keys(self) -> dict[str, str]:
        """The key of each article, by its id; also of one that only a statement names."""
        report = self.lookup.report
        named = (statement.article for statement in report.statements)
        return make_keys([*(article.id for article in report.articles), *named])

    @cached_property
    def badges(self) -> dict[str | None, Badge]:
        """The badge of each party, by its id; of the unknown one under None."""
        report = self.lookup.report
        quoted = [statement.party for statement in report.statements]
        return make_badges(report.parties, quoted)

    @cached_property
    def compared(self) -> tuple[Badge, ...]:
        """The badges of the parties that are compared, in order."""
        return tuple(self.badges[party] for party in self.lookup.compared)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The articles as quotations name them, by id."""
        found = {each.id: each for each in self.lookup.report.articles}
        return {
            key: make_source(found.get(key, Article(key, "")), anchor)
            for key, anchor in self.article_keys.items()
        }

    @cached_property
    def copies(self) -> dict[str, str]:
        """Where else the texts of articles stand, in words, by article."""
        return {key: tell_copies(found) for key, found in self.lookup.places.items()}

    @cached_property
    def issue_of(self) -> dict[str, int]:
        """The number of the first issue that holds a statement, from 1, by statement."""
        numbers: dict[str, int] = {}
        for number, issue in enumerate(self.lookup.report.issues, start=1):
            for key in issue.statements:
                numbers.setdefault(key, number)
        return numbers

    @cached_property
    def side_of(self) -> dict[str, str]:
        """The label of the side on which a statement stands, by statement."""
        return {key: each.label for each in self.lookup.report.sides for key in each.statements}

    @cached_property
    def quotes(self) -> dict[str, Quote]:
        """Every statement as the page shows it, by id, in order."""
        return {each.id: self._quote(each) for each in self.lookup.report.statements}

    @cached_property
    def repeats(self) -> dict[str, tuple[Quote, ...]]:
        """The repeats of each statement that has some, by its key."""
        found: dict[str, list[Quote]] = {}
        for statement in self.lookup.report.statements:
            if statement.id in self.repeated and statement.repeat_of is not None:
                key = self.keys[statement.repeat_of]
                found.setdefault(key, []).append(self.quotes[statement.id])
        return {key: tuple(quotes) for key, quotes in found.items()}

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The ids of the statements that are shown as repeats of others."""
        report = self.lookup.report
        return frozenset(s.id for s in report.statements if s.repeat_of in self.lookup.statements)

    def repeats_of(self, quote: Quote) -> tuple[Quote, ...]:
        """The repeats of one statement."""
        return self.repeats.get(quote.key, ())

    def pick(self, ids: Iterable[str]) -> tuple[Quote, ...]:
        """The quotations of these statements, as far as the report holds them."""
        return tuple(self.quotes[each] for each in ids if each in self.quotes)

    def fresh(self, ids: Iterable[str]) -> tuple[Quote, ...]:
        """The quotations of these statements without those shown as another one's repeats."""
        return self.pick(each for each in ids if each not in self.repeated)

    def label(self, issue: str) -> str:
        """The label of an issue."""
        found = self.lookup.issues.get(issue)
        return brief(found.label if found else issue, 120)

    def _quote(self, statement: Statement) -> Quote:
        badge = self.badges[statement.party.id]
        source, stance = self.sources[statement.article], self._stance(statement)
        copies = self.copies.get(statement.article, "")
        return make_quote(statement, self.keys[statement.id], badge, source, stance, copies)

    def _stance(self, statement: Statement) -> Stance | None:
        """The reading that counts where the statement is shown: toward the user's target first."""
        return statement.stance[0] if statement.stance else None


def name_side(side: Side) -> str:
    """A side's label in words."""
    return VERDICTS.get(side.label, brief(side.label, 80))
