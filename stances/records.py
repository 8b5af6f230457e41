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
class Copy:
    """Another place at which the text of an article stands, word for word."""

    article: str
    outlet: str = ""
    date: datetime.date | None = None
    title: str = ""
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
    that passed the words on, or, of a statement told inside another, who told it. `repeat_of` is
    the id of the statement that this one says again, as another outlet carries it: such a
    statement is shown and counts for nothing.
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
    repeat_of: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Statements about the same thing; `statements` are ids, in the order of the articles.

    `phrases` are others than the label that are said in this issue and in few of the others.
    """

    id: str
    label: str
    target: str
    statements: tuple[str, ...]
    phrases: tuple[str, ...] = ()


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
    """One of a party's statements that stands for `n` distinct ones; `verbatim` if it is a quote.

    `spans` are the characters of its article that `text` shows: those of the statement, or of a
    clause of it. `statements` are the ids of the `n`, itself first.
    """

    statement: str
    text: str
    verbatim: bool
    n: int
    spans: Spans = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A party's mean stance on an issue up to a date and after it, with a p-value.

    `until` is the last day of the first part.
    """

    until: datetime.date
    before: float
    after: float
    p: float


@dataclass(frozen=True, slots=True)
class Position:
    """What one party says on one issue.

    `issue` None is the party's position over all issues or toward the user's target. `stance`
    in [-1, 1] is the mean over statements, None where the party is silent; `label` is
    "favor", "against", "neutral", "unclear" (too unsure to say) or "silent". Repeats are in
    `statements` and in no figure. `counts` are the statements that are clearly for, against and
    neutral, and the unsure. `split` says that the party's own statements stand on both sides,
    `few` that there are too few to say more than what they say; `reason` why there is no
    interval. `dissent` are the clear statements against the party's own line.
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
    speakers: int = 0
    articles: int = 0
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    split: bool = False
    few: bool = False
    reason: str = ""
    dissent: tuple[str, ...] = ()
    change: Change | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two parties agree on one issue (None: overall), in [-1, 1]; None if one is silent.

    `n` is the number of statements it rests on. `p` is the chance of so large a difference of
    their mean stances if the party made no difference, by permutation of speakers or articles;
    None where there are too few. `distance` in [0, 1] is half the difference of the mean
    stances; overall the mean over the issues that both speak on, each counting the same.
    """

    parties: tuple[str, str]
    issue: str | None
    agreement: float | None
    interval: tuple[float, float] | None
    n: int
    p: float | None = None
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of different parties that take opposite sides of one issue."""

    issue: str
    parties: tuple[str, str]
    statements: tuple[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Concord:
    """Two statements of different parties that say the same on one issue."""

    issue: str
    parties: tuple[str, str]
    statements: tuple[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Distinctive:
    """What one party says of an issue more than others do.

    `n` of the party's statements and `others` of all others' say it. `z_own` tells if more of the
    party's say it than not, `z_others` if more of them than of the others'.
    """

    party: str
    issue: str
    statement: str
    n: int
    others: int
    z_own: float
    z_others: float


@dataclass(frozen=True, slots=True)
class CommonGround:
    """What several parties say alike on one issue: the statements, one of each party first."""

    issue: str
    parties: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttitudeCell:
    """How one party's statements speak of another: `mean` in [-1, 1], and how many are which."""

    source: str
    target: str
    mean: float
    positive: int
    neutral: int
    negative: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyMap:
    """Parties as points in a plane, near where they agree; `stress` is the share it distorts."""

    points: tuple[tuple[str, float, float], ...]
    stress: float


@dataclass(frozen=True, slots=True)
class Fragility:
    """A finding that does not survive leaving one article or outlet out.

    `kind` is "position" or "agreement", `without` what was left out: `article:ID` or
    `outlet:NAME`; `was` and `becomes` are labels of the finding with it and without it.
    """

    kind: str
    parties: tuple[str, ...]
    issue: str | None
    without: str
    was: str
    becomes: str
