"""The task `parties`: the country that a mention belongs to, or none."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from stances.articles.rows import describe, parse_date
from stances.evaluation.baselines import named_country
from stances.evaluation.gold import GoldRow, text_of
from stances.evaluation.labels import majority
from stances.evaluation.outcome import Mistake, Outcome
from stances.evaluation.tally import Figures, Tally, share
from stances.evaluation.tasks.task import Options, Rows, read_each
from stances.parties import PartyRegistry


class Mention(NamedTuple):
    """A mention and its country, "" for none."""

    mention: str
    country: str
    context: str
    date: date | None


def run(rows: Rows, options: Options) -> Outcome:
    """Resolve every mention; one that is resolved to no country counts as answered with ""."""
    gold = read_each(rows, options.path, _gold)
    registry = PartyRegistry.default()
    registry = registry.with_file(options.party_file) if options.party_file else registry
    parties = [registry.resolve(g.mention, context=g.context, on=g.date) for g in gold]
    found = [party.country for party in parties]
    wanted = [each.country for each in gold]
    common = majority(wanted)
    return Outcome(
        added=[{"country": country} for country in found],
        tally=_tally(wanted, found),
        unit="row",
        baselines={
            "country_name": _tally(wanted, [named_country(each.mention) for each in gold]),
            "majority": _tally(wanted, [common] * len(gold)),
        },
        mistakes=[
            Mistake(
                f"line {row.line}",
                each.country or "no country",
                party.country or "no country",
                "; ".join((each.mention, *party.evidence)),
                party.confidence,
            )
            for row, each, party in zip(rows, gold, parties, strict=True)
            if each.country != party.country
        ],
    )


def _gold(row: GoldRow) -> Mention:
    data = row.data
    country = text_of(data, "country", needed=False)
    if country and country not in _countries():
        raise ValueError(
            f'"country" must be an ISO 3166 alpha-3 code or "", got {describe(country)}.'
        )
    context = text_of(data, "context", needed=False)
    return Mention(text_of(data, "mention"), country, context, parse_date(data.get("date")))


@cache
def _countries() -> frozenset[str]:
    import pycountry

    return frozenset({country.alpha_3 for country in pycountry.countries} | {"XKX"})


def _tally(gold: Sequence[str], found: Sequence[str]) -> Tally:
    right = np.array([one == other for one, other in zip(gold, found, strict=True)])
    answered = np.array([country != "" for country in found])
    counts = np.stack([right, answered, right & answered, np.ones(len(gold))], axis=1)
    return Tally(counts.astype(np.float64), _figures)


def _figures(total: np.ndarray) -> Figures:
    right, answered, both, n = total
    return {
        "accuracy": share(right, n),
        "coverage": share(answered, n),
        "accuracy_answered": share(both, answered),
    }
