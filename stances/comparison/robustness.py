"""Findings that hang on one article or one outlet.

Means are recomputed from sums by article, not by running the steps again. Where a party would
have nothing left to say, nothing is told: what rests on one article shows that by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from stances.comparison.agreement import Voice, combine, combine_draws, hear_all, measure_agreement
from stances.comparison.cells import count_in, gather_cells, make_cell
from stances.comparison.leaving import Left, drop_rows, leave_out, name_outlets
from stances.comparison.sampling import DIGITS, interval_of, sample_cell
from stances.comparison.verdicts import CLEAR_AGREEMENT, UNSURE, name_agreement, name_stance
from stances.records import Agreement, Fragility, Issue, Statement

MOST = 3
"""How many articles, and how many outlets, are told of one finding: the weightiest."""
TRIED = 6


@dataclass(frozen=True, slots=True)
class _Heard:
    """All voices, by issue then party and of all issues together.

    `names` are all articles and all outlets, sorted, which keys number; `lefts` keeps what is
    left of each voice.
    """

    voices: Mapping[str, Mapping[str, Voice]]
    whole: Mapping[str, Voice]
    issues: Sequence[Issue]
    parties: Sequence[str]
    outlets: Mapping[str, str]
    names: Mapping[str, np.ndarray]
    lefts: dict[tuple[int, str], Left] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shift:
    """A pair's agreement on an issue without each of `keys`, and how many statements are left."""

    keys: np.ndarray
    values: np.ndarray
    counts: np.ndarray


def find_fragile(
    statements: Sequence[Statement],
    issues: Sequence[Issue],
    parties: Sequence[str],
    target: str = "",
    *,
    agreements: Sequence[Agreement] | None = None,
    outlets: Mapping[str, str] | None = None,
) -> list[Fragility]:
    """Positions and agreements whose word changes when one article or one outlet is left out.

    `agreements` are those of `measure_agreement` on the same input, if already made. `outlets`
    is the outlet of each article id; one that has a single article in a finding is told as that
    article. Positions come first, then agreements, by party and pair, overall before the issues.
    Of one finding the three articles and the three outlets that move it most are told. The
    interval of an issue's agreement is drawn anew for the six weightiest that may change the
    word; that of an overall agreement is shifted.
    """
    wanted = tuple(dict.fromkeys(parties))
    counted = count_in(statements)
    own = {p: make_cell([s for s in counted if s.party.id == p], target) for p in wanted}
    heard = _Heard(
        {i: hear_all(cells) for i, cells in gather_cells(counted, issues, wanted).items()},
        hear_all({party: cell for party, cell in own.items() if cell}),
        issues,
        wanted,
        outlets or {},
        {
            "article": np.array(sorted({s.article for s in counted})),
            "outlet": np.array(sorted({"", *(outlets or {}).values()})),
        },
    )
    found = list(_scan_positions(heard))
    if agreements is None:
        agreements = measure_agreement(statements, issues, wanted, target=target)
    for agreement in agreements:
        found += _scan_agreement(heard, agreement, pooled=bool(target))
    return found


def _scan_positions(heard: _Heard) -> Iterator[Fragility]:
    for party in heard.parties:
        cells = [(None, heard.whole), *((i.id, heard.voices[i.id]) for i in heard.issues)]
        for issue, voices in cells:
            if party in voices:
                yield from _scan_position(heard, party, issue, voices[party])


def _scan_position(
    heard: _Heard, party: str, issue: str | None, voice: Voice
) -> Iterator[Fragility]:
    cell, mean = voice.cell, voice.sample.mean
    was = name_stance(mean, *((cell.signs == sign).sum() for sign in (1, -1, 0)))
    for kind in ("article", "outlet"):
        left = _leave(heard, voice, kind)
        kept = _eligible(heard, (voice,), kind, left.keys) & (left.counts > 0)
        told = 0
        for at in _by_weight(left.means - mean, kept):
            becomes = name_stance(float(left.means[at]), *left.signs[at].tolist())
            if becomes != was and told < MOST:
                told += 1
                yield Fragility(
                    "position",
                    (party,),
                    issue,
                    f"{kind}:{heard.names[kind][left.keys[at]]}",
                    was,
                    becomes,
                )


def _names(heard: _Heard, voice: Voice, kind: str) -> np.ndarray:
    return voice.cell.articles if kind == "article" else name_outlets(voice.cell, heard.outlets)


def _leave(heard: _Heard, voice: Voice, kind: str) -> Left:
    """What is left of a voice, worked out once for all pairs that it is in."""
    key = id(voice), kind
    if key not in heard.lefts:
        left = leave_out(voice.cell, _names(heard, voice, kind))
        numbers = np.searchsorted(heard.names[kind], left.keys)
        heard.lefts[key] = replace(left, keys=numbers)
    return heard.lefts[key]


def _eligible(heard: _Heard, voices: Sequence[Voice], kind: str, keys: np.ndarray) -> np.ndarray:
    """Which keys may be left out: every article; outlets that have two articles or more here."""
    if kind == "article":
        return np.ones(len(keys), dtype=bool)
    articles = {a for voice in voices for a in voice.units.keys}
    counts = Counter(heard.outlets.get(article, "") for article in articles)
    names = heard.names[kind][keys].tolist()
    return np.array([bool(name) and counts[name] > 1 for name in names], dtype=bool)


def _by_weight(change: np.ndarray, kept: np.ndarray) -> list[int]:
    """The places to try, the largest change first."""
    size = np.where(kept, np.round(np.abs(np.nan_to_num(change)), 9), -1.0)
    return [int(at) for at in np.argsort(-size, kind="stable") if size[at] > 0]


def _scan_agreement(heard: _Heard, agreement: Agreement, *, pooled: bool) -> Iterator[Fragility]:
    if agreement.agreement is None:
        return
    if agreement.issue is None and not pooled:
        yield from _scan_overall(heard, agreement)
        return
    voices = heard.whole if agreement.issue is None else heard.voices[agreement.issue]
    both = voices[agreement.parties[0]], voices[agreement.parties[1]]
    for kind in ("article", "outlet"):
        shift = _shift(heard, both, kind)
        if _never_clear(agreement, shift.values):
            continue
        kept = _eligible(heard, both, kind, shift.keys)
        keys = heard.names[kind][shift.keys]
        tried = _suspect(agreement, keys, shift.values, kept)
        sure = (_redraw(heard, both, kind, agreement, name) for name in tried)
        yield from [found for found in sure if found is not None][:MOST]


def _shift(heard: _Heard, both: tuple[Voice, Voice], kind: str) -> _Shift:
    """The agreement of two voices without each article or outlet of either; NaN of nothing."""
    parts = [_leave(heard, voice, kind) for voice in both]
    keys = np.unique(np.concatenate([part.keys for part in parts]))
    means, counts = zip(
        *(_align(part, voice, keys) for part, voice in zip(parts, both, strict=True)), strict=True
    )
    return _Shift(keys, combine(means[0], means[1]), counts[0] + counts[1])


def _align(part: Left, voice: Voice, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Means and counts by `keys`; where a key has no statement of the party, all is left."""
    means = np.full(len(keys), voice.sample.mean)
    counts = np.full(len(keys), voice.sample.n)
    at = np.searchsorted(keys, part.keys)
    means[at], counts[at] = part.means, part.counts
    return means, counts


def _flips(
    agreement: Agreement, keys: np.ndarray, values: np.ndarray, kept: np.ndarray, kind: str
) -> list[Fragility]:
    """What changes the word where the interval moves with the figure, weightiest first."""
    value = agreement.agreement or 0.0
    was = name_agreement(value, agreement.interval)
    found = []
    for at in _by_weight(values - value, kept):
        new = round(float(values[at]), DIGITS)
        becomes = name_agreement(new, _move(agreement.interval, new - value))
        if becomes != was:
            found.append(_tell(agreement, f"{kind}:{keys[at]}", becomes))
    return found


def _never_clear(agreement: Agreement, values: np.ndarray) -> bool:
    """Whether an unsure agreement stays so, as only a clear figure can make it sure."""
    was = name_agreement(agreement.agreement, agreement.interval)
    return was == UNSURE and not (np.abs(np.nan_to_num(values)) >= CLEAR_AGREEMENT).any()


def _suspect(
    agreement: Agreement, keys: np.ndarray, values: np.ndarray, kept: np.ndarray
) -> list[str]:
    """What may change the word: it would as the interval moves, or as the interval narrows."""
    value = agreement.agreement or 0.0
    was = name_agreement(value, agreement.interval)
    found = []
    for at in _by_weight(values - value, kept):
        new = float(values[at])
        moved = name_agreement(new, _move(agreement.interval, new - value))
        narrow = was == UNSURE and abs(new) >= CLEAR_AGREEMENT
        if moved != was or narrow:
            found.append(str(keys[at]))
    return found[:TRIED]


def _tell(agreement: Agreement, without: str, becomes: str) -> Fragility:
    was = name_agreement(agreement.agreement, agreement.interval)
    return Fragility("agreement", agreement.parties, agreement.issue, without, was, becomes)


def _move(interval: tuple[float, float] | None, by: float) -> tuple[float, float] | None:
    return interval and (interval[0] + by, interval[1] + by)


def _redraw(
    heard: _Heard, both: tuple[Voice, Voice], kind: str, agreement: Agreement, name: str
) -> Fragility | None:
    """The finding under an interval drawn without what is left out; None if the word stays.

    Where too little is left for an interval of its own, the old one is shifted.
    """
    left = [
        sample_cell(drop_rows(voice.cell, _names(heard, voice, kind) == name)) for voice in both
    ]
    value = round(float(combine(left[0].mean, left[1].mean)), DIGITS)
    interval = interval_of(combine_draws(left[0], left[1]))
    if interval is None:
        interval = _move(agreement.interval, value - (agreement.agreement or 0.0))
    found = _tell(agreement, f"{kind}:{name}", name_agreement(value, interval))
    return None if found.was == found.becomes else found


def _scan_overall(heard: _Heard, agreement: Agreement) -> Iterator[Fragility]:
    """The overall agreement is a mean over issues: each loses what it has of the left out."""
    pairs = [
        (voices[agreement.parties[0]], voices[agreement.parties[1]])
        for voices in (heard.voices[issue.id] for issue in heard.issues)
        if set(agreement.parties) <= set(voices)
    ]
    voices = [voice for both in pairs for voice in both]
    for kind in ("article", "outlet"):
        keys, values = _leave_overall(heard, pairs, kind)
        if not _never_clear(agreement, values):
            kept = _eligible(heard, voices, kind, keys) & ~np.isnan(values)
            yield from _flips(agreement, heard.names[kind][keys], values, kept, kind)[:MOST]


def _leave_overall(
    heard: _Heard, pairs: Sequence[tuple[Voice, Voice]], kind: str
) -> tuple[np.ndarray, np.ndarray]:
    """The overall agreement without each key, from what each issue gains or loses by it."""
    shifts = [_shift(heard, both, kind) for both in pairs]
    totals = np.array([a.sample.n + b.sample.n for a, b in pairs], dtype=float)
    values = np.array([combine(a.sample.mean, b.sample.mean) for a, b in pairs])
    sizes = [len(shift.keys) for shift in shifts]
    keys, at = np.unique(np.concatenate([s.keys for s in shifts]), return_inverse=True)
    counts = np.concatenate([np.where(np.isnan(s.values), 0, s.counts) for s in shifts])
    weighed = np.concatenate([np.nan_to_num(s.values) for s in shifts]) * counts
    lost = np.bincount(at, np.repeat(totals, sizes) - counts)
    gone = np.bincount(at, np.repeat(values * totals, sizes) - weighed)
    left = totals.sum() - lost
    whole = (values @ totals - gone) / np.maximum(left, 1)
    return keys, np.where(left > 0, whole, np.nan)
