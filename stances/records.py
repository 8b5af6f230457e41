"""The records that flow from articles to the report.

All are frozen: a later step makes a new record, it never changes one. Offsets are character
offsets into `Article.text`, exactly as read; spans are half-open, ordered and do not overlap.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Spans = tuple[Span, ...]
Kind = Literal["direct", "mixed", "indirect"]
Manner = Literal["said", "thought", "document"]
Label = Literal["favor", "against", "neutral"]
LABELS: tuple[Label, ...] = ("favor", "against", "neutral")
JOIN = " … "


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known about it."""

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    outlet: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """An attribution in an article: who (source), how (cue), what (content), as spans.

    `source` is empty where the text names none, `cue` where a quotation stands alone.
    """

    kind: Kind
    manner: Manner
    source: Spans
    cue: Spans
    content: Spans
    confidence: float

    @property
    def start(self) -> int:
        return min(span[0] for span in (*self.source, *self.cue, *self.content))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who made a statement, after coreference inside the article.

    `name` is the fullest form found ("Lloyd Austin"), or the description of an unnamed one
    ("a government spokesman"); empty where nobody can be made out. `role` is the office
    ("Defence Secretary"). `descriptions` are all stretches of the article that describe the
    speaker, nearest first: the ground on which a party is found. `unnamed` marks "officials"
    and their like. `variants` are the other names of the speaker in all articles read together.
    """

    name: str = ""
    role: str = ""
    descriptions: tuple[str, ...] = ()
    unnamed: bool = False
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """On whose behalf a statement was made, with the chain of evidence; `id` None is unknown.

    `id` is ISO 3166 alpha-3 for a country, the registry's id for anything else; `country` is
    where the party belongs or is based ("" where nowhere).
    """

    id: str | None = None
    name: str = "unknown"
    country: str = ""
    evidence: tuple[str, ...] = ()
    confidence: float = 0.0


UNKNOWN_PARTY = Party()


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute: "said", "accused"; `act` is the kind of speech act.

    `negated` says that it was not said ("never promised"), `hypothetical` that it was not said
    yet or only under a condition ("may say", "is expected to announce", "if Venn says").
    """

    text: str = ""
    spans: Spans = ()
    act: str = "asserts"
    negated: bool = False
    hypothetical: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who speaks, as they stand in the article."""

    text: str = ""
    spans: Spans = ()
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Attitude:
    """How a statement's party stands toward another party in it: positive, negative or neutral.

    `event` says what it does, where it is not neutral: verbal or material cooperation or conflict.
    """

    party: str
    label: str
    probability: float
    event: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """Favor, against or neutral toward `target`.

    `probability` is that of `label`; `score` in [-1, 1] is P(favor) - P(against). Where
    `abstained`, the label is the most probable one but too unsure to be counted as such.
    """

    target: str
    label: Label
    probability: float
    score: float
    abstained: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation with its speaker, party, cue act and stances.

    `relayed_by` names whoever stands between the speaker and the article: the agency or paper
    that passed the words on, or, of a statement told inside another, who told it.
    """

    id: str
    article: str
    kind: Kind
    manner: Manner
    text: str
    spans: Spans
    cue: Cue
    source: Source
    speaker: Speaker
    party: Party
    relayed_by: str | None = None
    attitudes: tuple[Attitude, ...] = ()
    stance: tuple[Stance, ...] = ()
    confidence: float = 1.0
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Statements about the same thing; `statements` are ids, in the order of the articles."""

    id: str
    label: str
    target: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Statements of one issue that stand together, and the parties that made them."""

    issue: str
    id: str
    label: str
    statements: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One of a party's statements that stands for `n` of them; `verbatim` if it is a quote."""

    statement: str
    text: str
    verbatim: bool
    n: int


@dataclass(frozen=True, slots=True)
class Position:
    """What one party says on one issue.

    `issue` None is the party's position over all issues or toward the user's target. `stance`
    in [-1, 1] is the mean over statements, None where the party is silent; `label` is
    "favor", "against", "neutral", "unclear" (too unsure to say) or "silent".
    """

    party: str
    issue: str | None
    target: str
    label: str
    stance: float | None
    interval: tuple[float, float] | None
    n: int
    statements: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two parties agree on one issue (None: overall), in [-1, 1]; None if one is silent.

    `n` is the number of statements it rests on.
    """

    parties: tuple[str, str]
    issue: str | None
    agreement: float | None
    interval: tuple[float, float] | None
    n: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of different parties that take opposite sides of one issue."""

    issue: str
    parties: tuple[str, str]
    statements: tuple[str, str]
    score: float
