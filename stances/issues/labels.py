"""Names each issue with a short phrase in the articles' own words.

Class-based TF-IDF (Grootendorst, 2022): what is said in many statements of a group and in few
of the others, over phrases of one to four words that read like a noun phrase. A label must not
take a side, so words that judge are left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np

MAX_WORDS = 4
READ_CHARACTERS = 2000
LABEL_CHARACTERS = 60
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
INSIDE = frozenset({"of", "the", "in", "on", "for", "and"})
_STOP_WORDS = """
    a about above after again against ago all almost already also although always am among an and
    another any anybody anyone anything are around as at away back be became because become been
    before being below between both but by can cannot could despite did do does doing done down
    during each either else enough even ever every everyone everything few first following for
    from further get given had has have having he her here hers herself him himself his how
    however i if in indeed instead into is it its itself just last latter least less let like
    lot made make many may me might mine more most much must my myself near neither never new next
    no nobody none nor not nothing now of off often on once one only onto or other others our
    ours ourselves out over overall own per perhaps quite rather really same several shall she
    should since so some somebody someone something soon still such than that the their theirs
    them themselves then there therefore these they thing things this those though through
    throughout thus to today together tomorrow tonight too toward towards two under until up upon
    very via was way we well were what whatever when where whether which while who whole whom
    whose why will with within without would yes yesterday yet you your yours
    monday tuesday wednesday thursday friday saturday sunday week weeks month months year years
    day days time times
"""
STOP = frozenset(_STOP_WORDS.split())
_VERBS_WORDS = """
    say says said tell tells told call calls come comes came go goes went gone going take takes
    took taken give gives gave bring brings brought keep keeps kept want wants need needs see sees
    saw seen think thinks thought know knows knew known believe believes hope hopes begin began
    continue continues remain remains occur occurs happen happens include includes including
    read reads add adds led lead leads hold holds held show shows shown stop stops try tries use
    uses help helps put puts seem seems feel feels felt find finds found ask asks speak speaks
    spoke cause causes escalate launch launches conduct conducts
    hit hits struck employ carry carries
    became broke broken built bought chose chosen did drawn drew drive driven drove fallen fell
    fight fled flew flown forgot fought grew grown hurt kill kills knew lay lent lost mean means
    meant met paid ran rose risen sang sank sell sells send sends sent shot shut sold spend spent
    stole stolen stood swore sworn taught threw thrown tore torn understood wear wore won write
    wrote written
"""
VERBS = frozenset(_VERBS_WORDS.split())
_JUDGING_WORDS = """
    absurd adventurous aggression aggressive aggressor atrocity barbaric best blatant blunder brave
    brutal brutality catastrophe catastrophic courageous coward cowardly crime crimes criminal
    cruel dangerous deplorable despicable dire disaster disastrous disgrace disgraceful disgusting
    evil excellent fair failed failure flagrant foolish genocide good great grave heinous hero
    heroic historic horrific hypocrisy illegal illegitimate immoral injustice irresponsible just
    justified justification lawful legitimate liar lie lies massacre mistake mistakes murder
    murderous necessary occupation occupier outrageous pointless precise proportionate provocation
    reckless regime regrettable ruthless savage shameful terror terrorism terrorist terrorists
    tragic treacherous tyranny tyrant unacceptable unfair unjust unjustified unlawful unprovoked
    vile violation violations wicked wonderful worst wrong
"""
JUDGING = frozenset(_JUDGING_WORDS.split())
ADJECTIVAL = 0.4
_ADJECTIVE_ENDS = ("al", "ic", "ive", "ous", "ful", "able", "ible", "ary", "less", "ian")
_NOUNS = frozenset(
    "proposal arrival withdrawal approval renewal refusal trial capital official hospital criminal "
    "festival rival removal survival referral tribunal portal journal goal deal oil music topic "
    "traffic critic public republic economic pandemic epidemic clinic fabric initiative offensive "
    "objective motive executive representative detective directive incentive archive table cable "
    "vegetable variable secretary boundary salary military judiciary summary library anniversary "
    "january february civilian politician guardian".split()
)


@dataclass(slots=True)
class _Phrase:
    """One phrase of a group: the statements that hold it, and how it is written."""

    statements: list[int] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)


def label_groups(
    texts: Sequence[str],
    parties: Sequence[str],
    vectors: np.ndarray,
    groups: Sequence[Sequence[int]],
) -> list[str]:
    """A label for each of `groups` (positions in `texts`), a stretch of one of its texts.

    `parties` (an id a text, "" unknown) and `vectors` (a unit row a text) serve to prefer what
    several parties say and what stands near the middle of the group. A group whose texts hold
    no fitting phrase is named by the first words of its first text.
    """
    phrases = [_phrases(texts, group) for group in groups]
    spread = Counter(key for found in phrases for key in found for _ in found[key].statements)
    total = max(1, len(texts))
    return [
        _best(found, spread, total, parties, vectors, group) or _opening(texts[group[0]])
        for found, group in zip(phrases, groups, strict=True)
    ]


def _phrases(texts: Sequence[str], group: Sequence[int]) -> dict[str, _Phrase]:
    found: dict[str, _Phrase] = defaultdict(_Phrase)
    for position in group:
        seen = set()
        for key, written in _candidates(texts[position][:READ_CHARACTERS]):
            found[key].written[written] += 1
            if key not in seen:
                seen.add(key)
                found[key].statements.append(position)
    return dict(found)


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """Phrases of up to four words with single spaces between: (lower case, as written)."""
    words = list(WORD.finditer(text))
    for first, word in enumerate(words):
        for last in range(first, min(first + MAX_WORDS, len(words))):
            if last > first and text[words[last - 1].end() : words[last].start()] != " ":
                break
            written = text[word.start() : words[last].end()]
            if len(written) > LABEL_CHARACTERS:
                break
            if _fits([w.group() for w in words[first : last + 1]]):
                yield written.lower(), written


def _fits(words: Sequence[str]) -> bool:
    """Whether the words may be a noun phrase that takes no side."""
    lower = [word.lower() for word in words]
    if any(word in JUDGING or word in VERBS for word in lower):
        return False
    if any(word in STOP and word not in INSIDE for word in lower):
        return False
    if any(word[0].islower() and word.endswith("ed") and len(word) > 4 for word in words[1:]):
        return False
    return not any(_bad_end(word) for word in (words[0], words[-1]))


def _bad_end(word: str) -> bool:
    """Whether a phrase should not begin or end so: function words, numbers, verb forms."""
    lower = word.lower()
    verb_form = word[0].islower() and _is_verb_form(lower)
    return lower in STOP or len(word) < 2 or not word[0].isalpha() or verb_form


def _is_verb_form(word: str) -> bool:
    return len(word) > 4 and word.endswith(("ed", "ing", "ly"))


def _best(
    found: dict[str, _Phrase],
    spread: Counter[str],
    total: int,
    parties: Sequence[str],
    vectors: np.ndarray,
    group: Sequence[int],
) -> str:
    """The phrase of the highest weight, the first in the alphabet of several."""
    centre = np.asarray(vectors)[list(group)].mean(axis=0)
    nearness = {i: float(np.asarray(vectors)[i] @ centre) for i in group}
    best, best_weight = "", 0.0
    for key in sorted(found):
        rows = found[key].statements
        known = {parties[i] for i in rows} - {""}
        near = max(0.05, sum(nearness[i] for i in rows) / len(rows))
        rarity = log(1 + total / spread[key])
        weight = len(rows) * rarity * near * (1 + 0.5 * max(0, len(known) - 1)) * _length(key)
        if weight > best_weight + 1e-9:
            best, best_weight = _written(found[key]), weight
    return best


def _length(key: str) -> float:
    """Two or three words say more than one; four are already long; an adjective names nothing."""
    last = key.rpartition(" ")[2]
    adjective = last.endswith(_ADJECTIVE_ENDS) and last not in _NOUNS
    return (1.0, 1.8, 2.0, 1.9)[key.count(" ")] * (ADJECTIVAL if adjective else 1.0)


def _written(phrase: _Phrase) -> str:
    return min(phrase.written, key=lambda written: (-phrase.written[written], written))


def _opening(text: str) -> str:
    """The first words of a text that yields no phrase, without marks or control characters."""
    words = [word.group() for word in WORD.finditer(text[:READ_CHARACTERS])]
    return " ".join(words[:MAX_WORDS])[:LABEL_CHARACTERS] or "unnamed"
