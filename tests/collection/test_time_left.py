"""The line of a long run: counts, rate, and the time that is left where it can be told."""

import io

import pytest

from stances.collection import progress as module
from stances.collection.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time now, which a test sets."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def lines(clock: list[float], *told: tuple[float, int, int], share=None, total=0) -> list[str]:
    """What is written at some seconds, with articles read and units done."""
    stream = io.StringIO()
    progress = Progress(total, stream, share)
    for seconds, read, at in told:
        clock[0] = 1000 + seconds
        progress.tell(read, "", at)
    return stream.getvalue().splitlines()


def test_a_total_gives_the_time_left(clock: list[float]) -> None:
    assert lines(clock, (20, 10, 10), total=40) == ["stances: 10 read; 0.5 a second; 60 s left"]


def test_a_share_does_so_too_and_what_was_there_already_is_no_pace(clock: list[float]) -> None:
    told = (16, 0, 50), (20, 0, 50), (40, 10, 60)
    assert lines(clock, *told, share=lambda at: at / 100) == [
        "stances: 0 read",
        "stances: 10 read; 0.5 a second; 80 s left",
    ]


def test_without_either_only_the_pace_is_told(clock: list[float]) -> None:
    assert lines(clock, (20, 10, 10)) == ["stances: 10 read; 0.5 a second"]
