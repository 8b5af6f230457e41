"""Where the lines and points of the page's pictures lie; the templates draw them as SVG."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from stances.records import PartyMap
from stances.report.page.badges import Badge

WIDTH, MARGIN = 100.0, 4.0
MAP_WIDTH, MAP_LEAST, MAP_MOST, MAP_EDGE = 640.0, 120.0, 420.0, 70.0
PANEL_WIDTH, PANEL_HEIGHT, PANEL_EDGE = 260.0, 110.0, 8.0


@dataclass(frozen=True, slots=True)
class Whisker:
    """A mean with its interval on a scale from −1 to +1, 0 to 100 wide."""

    at: float
    low: float | None = None
    high: float | None = None


def draw_whisker(value: float, interval: tuple[float, float] | None) -> Whisker:
    """A value and its interval, where there is one, on the scale.

    >>> draw_whisker(0.0, (-1.0, 1.0))
    Whisker(at=50.0, low=4.0, high=96.0)
    """
    if interval is None or not all(map(math.isfinite, interval)):
        return Whisker(_scale(value))
    return Whisker(_scale(value), _scale(interval[0]), _scale(interval[1]))


def _scale(value: float) -> float:
    inner = WIDTH / 2 - MARGIN
    return round(WIDTH / 2 + inner * min(max(value, -1.0), 1.0), 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A party on the map: its place, and where its name stands."""

    badge: Badge
    x: float
    y: float
    text_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The map of the parties; `unit` is the length of a difference of 0.1."""

    width: float
    height: float
    spots: tuple[Spot, ...]
    unit: float


def draw_map(found: PartyMap, badges: Sequence[Badge]) -> Chart | None:
    """The map on the same scale in both directions; None where all parties lie on one point."""
    by_id = {badge.id: badge for badge in badges}
    points = [(by_id[party], x, y) for party, x, y in found.points if party in by_id]
    if len(points) < 2:
        return None
    xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
    spread = max(max(xs) - min(xs), (max(ys) - min(ys)) * MAP_WIDTH / MAP_MOST)
    if spread <= 0:
        return None
    unit = (MAP_WIDTH - 2 * MAP_EDGE) / spread
    height = min(max(MAP_LEAST, (max(ys) - min(ys)) * unit + MAP_EDGE), MAP_MOST)
    mid_x, mid_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    placed = [
        (badge, MAP_WIDTH / 2 + (x - mid_x) * unit, height / 2 - (y - mid_y) * unit)
        for badge, x, y in points
    ]
    return Chart(MAP_WIDTH, round(height, 1), _label_spots(placed), round(unit / 10, 1))


def _label_spots(placed: Sequence[tuple[Badge, float, float]]) -> tuple[Spot, ...]:
    """The spots from left to right, the name of one under it where the last one's is near."""
    spots: list[Spot] = []
    for badge, x, y in sorted(placed, key=lambda each: (each[1], each[2], each[0].id)):
        above, below = y - 14, y + 22
        near = [s for s in spots if abs(s.x - x) < 110 and abs(s.text_y - above) < 16]
        text_y = below if near else above
        spots.append(Spot(badge, round(x, 1), round(y, 1), round(text_y, 1)))
    return tuple(spots)


@dataclass(frozen=True, slots=True)
class Dot:
    """A statement, or the mean of a day, in time: its place, size, tone, and what it is."""

    x: float
    y: float
    size: float
    tone: str
    told: str


@dataclass(frozen=True, slots=True)
class Step:
    """A mean from one day to another."""

    start: float
    end: float
    y: float


def place_day(day: datetime.date, first: datetime.date, last: datetime.date) -> float:
    """Where a day stands across a panel.

    >>> day = datetime.date(2031, 5, 4)
    >>> place_day(day, day, day)
    130.0
    """
    days = (last - first).days
    share = (day - first).days / days if days else 0.5
    return round(PANEL_EDGE + share * (PANEL_WIDTH - 2 * PANEL_EDGE), 1)


def place_value(value: float) -> float:
    """Where a stance stands in a panel: +1 at the top.

    >>> place_value(1), place_value(0), place_value(-1)
    (8.0, 55.0, 102.0)
    """
    inner = PANEL_HEIGHT / 2 - PANEL_EDGE
    return round(PANEL_HEIGHT / 2 - inner * min(max(value, -1.0), 1.0), 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """How large a chart of several parties is, where it begins, and how far they stand apart."""

    width: float = 320.0
    height: float = 170.0
    left: float = 24.0
    edge: float = 12.0
    aside: float = 4.0


CHART = Frame()
BARS_WIDTH, BARS_HEIGHT, BAR = 120.0, 22.0, 5.0


def place_across(day: datetime.date, first: datetime.date, last: datetime.date) -> float:
    """Where a day stands across a chart.

    >>> day = datetime.date(2031, 5, 4)
    >>> place_across(day, day, day)
    166.0
    """
    days = (last - first).days
    share = (day - first).days / days if days else 0.5
    start, end = CHART.left + CHART.edge, CHART.width - 2 * CHART.edge
    return round(start + share * (end - start), 1)


def place_up(value: float) -> float:
    """Where a stance stands in a chart: +1 at the top.

    >>> place_up(1), place_up(0), place_up(-1)
    (12.0, 85.0, 158.0)
    """
    inner = CHART.height / 2 - CHART.edge
    return round(CHART.height / 2 - inner * min(max(value, -1.0), 1.0), 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A number in one period, as a bar that stands on the ground."""

    x: float
    y: float
    height: float


def draw_bars(
    counts: Sequence[tuple[datetime.date, int]], first: datetime.date, last: datetime.date
) -> tuple[Bar, ...]:
    """A bar for each period, the highest one as high as there is room.

    >>> day = datetime.date(2031, 5, 4)
    >>> draw_bars([(day, 3)], day, day)
    (Bar(x=57.5, y=0.0, height=22.0),)
    """
    most, days = max(n for _, n in counts), (last - first).days
    bars = []
    for day, n in counts:
        share = (day - first).days / days if days else 0.5
        height = round(BARS_HEIGHT * n / most, 1)
        bars.append(Bar(round(share * (BARS_WIDTH - BAR), 1), BARS_HEIGHT - height, height))
    return tuple(bars)
