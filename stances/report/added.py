"""What a report on many articles tells beside the rest: records over time, and by outlet."""

import datetime
from dataclasses import dataclass

from stances.records import Change, Statement


@dataclass(frozen=True, slots=True)
class PeriodPosition:
    """What a party says on an issue in one period, which begins on `start`.

    `issue` None is over all issues or toward the user's target. `stance` in [-1, 1] is the mean
    over the statements whose stance was read, None where there is none, and `low` and `high` are
    the ends of its interval; `n` are all statements of the period, without repeats.
    """

    party: str
    issue: str | None
    start: datetime.date
    stance: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of position: a party's clearest statement before it and the one after it."""

    party: str
    issue: str | None
    change: Change
    before: Statement
    after: Statement
    dates: tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class IssueLife:
    """When an issue is spoken of: the starts of its first, fullest and last period.

    `n` are its statements, without repeats and without those that have no date, `most` those of
    the fullest period. `counts` has the start and the number of each period with statements.
    `faded` says that it has ended before the report does.
    """

    issue: str
    first: datetime.date
    peak: datetime.date
    last: datetime.date
    faded: bool
    n: int
    most: int
    counts: tuple[tuple[datetime.date, int], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Issues of one period that go on as others in the next.

    Several `before` and one `after` have merged, one and several have split; one and one is the
    same thing in other words. `start` and `end` are the starts of the two periods.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True, slots=True)
class OverTime:
    """All that is told by day, week or month."""

    unit: str
    positions: tuple[PeriodPosition, ...] = ()
    turns: tuple[Turn, ...] = ()
    lives: tuple[IssueLife, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet with how many articles and distinct statements it carries in the report."""

    name: str
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class OutletParty:
    """A party's share of the statements that an outlet carries, beside that of all others.

    `n` are the distinct statements, in `articles` articles. `share` in [0, 1] is of all
    statements of the outlet, `elsewhere` the same over all other outlets together (None where
    there is none); `low` and `high` are the ends of the 95 % interval of `share` - `elsewhere`.
    `party` None is the unknown.
    """

    outlet: str
    party: str | None
    n: int
    articles: int
    share: float
    elsewhere: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class OutletSpeaker:
    """How many distinct statements of a named speaker an outlet carries."""

    outlet: str
    speaker: str
    party: str | None
    n: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What an outlet does not carry of what at least two other outlets carry of a party.

    `left` of `n` statements, a `share` in [0, 1]; `elsewhere` is the same share over all other
    outlets together, `low` and `high` are the ends of the 95 % interval of the difference.
    `issues` are those on which at least two others quote the party and this outlet does not, of
    `known` on which two others do.
    """

    outlet: str
    party: str
    n: int
    left: int
    share: float | None
    elsewhere: float | None
    low: float | None
    high: float | None
    known: int
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlets:
    """Who quotes whom, and what is left out.

    `unnamed` are statements of articles whose outlet is not known: they count for none.
    """

    outlets: tuple[Outlet, ...] = ()
    parties: tuple[OutletParty, ...] = ()
    speakers: tuple[OutletSpeaker, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unnamed: int = 0
