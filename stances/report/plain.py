"""Records as plain dictionaries and lists of what JSON has."""

import datetime
import math
from dataclasses import fields, is_dataclass
from typing import Any

from stances.records import Spans

DECIMALS = 4


def as_plain(value: Any) -> Any:
    """A record, or a value inside one, as JSON has it: numbers with four decimals, days as text.

    >>> from stances.records import Contradiction
    >>> as_plain(Contradiction("i1", ("A", "B"), ("a:1", "a:2"), 0.123456))["score"]
    0.1235
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (tuple, list)):
        return [as_plain(each) for each in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return as_number(value)


def list_spans(spans: Spans) -> list[list[int]]:
    """Spans as JSON has them.

    >>> list_spans(((0, 4), (9, 12)))
    [[0, 4], [9, 12]]
    """
    return [[int(start), int(end)] for start, end in spans]


def as_number(value: float | None) -> float | None:
    """A number with four decimals, never −0; None for what is not a finite number.

    >>> as_number(0.123456), as_number(-0.00001), as_number(float("nan"))
    (0.1235, 0.0, None)
    """
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), DECIMALS) + 0.0
