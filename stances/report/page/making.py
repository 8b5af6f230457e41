"""How the report was made: versions, models, settings, corrections, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stances.report.closing import READING
from stances.report.details import other_parties
from stances.report.page.book import Book
from stances.report.page.cards import Card, read_cards
from stances.report.page.quotes import Quote
from stances.report.standing import MOST_FRAGILE, describe_fragility
from stances.report.wording import brief, count

MEANINGS = {
    "parties": "the parties asked for, in their order",
    "target": "what to be for or against",
    "party_file": "the file that defines parties",
    "corrections": "the file of corrections",
    "min_confidence": "statements found with less confidence are left out",
    "encoder": "the model that groups statements",
    "every_manner": "whether thoughts and what was not said count too",
    "granularity": "how alike statements of one issue must be; higher gives narrower issues",
    "max_article_bytes": "longer articles are not read",
    "max_parties": "how many parties are compared where none are named",
}
IN_BRACKETS = " In [ ] are the article and the characters in it."
PAGE_READING = (
    "Colours run from orange (against) to blue (in favour); sign and number say the same. The "
    "line under a number is its range, the dot the mean. Hatched cells are silent.",
    "The per cent after a statement's reading is how probable the model holds it, not how often "
    "it is right: see the error rates below.",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the run, with what it means."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Making:
    """All that tells how a report came about."""

    version: str
    date: str
    models: tuple[tuple[str, str], ...]
    settings: tuple[Setting, ...]
    corrected: tuple[Quote, ...]
    problems: tuple[str, ...]
    repeats: tuple[tuple[Quote, Quote], ...]
    others: str
    unknown: int
    fragile: tuple[str, ...]
    reading: tuple[str, ...]
    cards: tuple[Card, ...]
    confidence: str


def tell_making(book: Book) -> Making:
    """How a report was made, from what it says of itself and from the models' cards."""
    lookup = book.lookup
    report = lookup.report
    made = report.made_with
    models = made.get("models") or {}
    fragile = [describe_fragility(lookup, each) for each in report.fragile[:MOST_FRAGILE]]
    if len(report.fragile) > MOST_FRAGILE:
        fragile.append(f"{count(len(report.fragile) - MOST_FRAGILE, 'more')} in the JSON")
    return Making(
        version=brief(str(made.get("version", "")), 60),
        date=brief(str(made.get("date") or ""), 60),
        models=tuple((brief(str(name), 60), _hash(models[name])) for name in sorted(models)),
        settings=tuple(list_settings(report.settings)),
        corrected=tuple(quote for quote in book.quotes.values() if quote.corrected),
        problems=tuple(brief(each) for each in report.problems),
        repeats=_repeats(book),
        others=other_parties(lookup),
        unknown=len(lookup.by_party.get(None, [])),
        fragile=tuple(fragile),
        reading=tuple(line.removesuffix(IN_BRACKETS) for line in READING) + PAGE_READING,
        cards=tuple(read_cards(models)),
        confidence=show_value(report.settings.get("min_confidence")),
    )


def list_settings(settings: Mapping[str, Any]) -> list[Setting]:
    """The settings by name, with what each means where that is known."""
    return [
        Setting(brief(name, 60), show_value(settings[name]), MEANINGS.get(name, ""))
        for name in sorted(settings)
    ]


def show_value(value: Any) -> str:
    """A setting's value in words.

    >>> show_value(["US", "Iraq"]), show_value(None), show_value(True), show_value(5_000_000)
    ('US, Iraq', 'none', 'yes', '5,000,000')
    """
    if value is None or value == "" or value == []:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return ", ".join(brief(str(each), 100) for each in value)
    return brief(str(value), 300)


def _hash(model: Any) -> str:
    """The whole hash of a model, given as text or under `sha256`."""
    value = model.get("sha256", "") if isinstance(model, Mapping) else model
    return brief(str(value or ""), 80)


def _repeats(book: Book) -> tuple[tuple[Quote, Quote], ...]:
    """Each repeat with the statement that it says again."""
    return tuple(
        (book.quotes[each.id], book.quotes[each.repeat_of])
        for each in book.lookup.report.statements
        if each.repeat_of in book.quotes and each.repeat_of is not None
    )
