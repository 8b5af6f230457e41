"""Progress: what the pipeline tells, and what is shown of it."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import ARTICLE, ToyEncoder, heed_ctrl_c
from pair_samples import ToyPairs

from stances.cli import showing
from stances.cli.showing import ProgressLine, describe, shown_progress
from stances.pipeline import Pipeline
from stances.progress import BLOCK, RELATIONS, STAGES, STANCES, STATEMENTS, follow, ignore, watch
from stances.records import Article

PAIRS = [(f"They {'praised' if n % 2 else 'condemned'} part {n % 40}.", "it") for n in range(50)]
ARTICLES = (Article("a", ARTICLE), Article("b", ARTICLE.replace("bridge", "tunnel")))


class Told(list[tuple[str, int, int]]):
    """A hook that keeps what it is told."""

    def __call__(self, *state: object) -> None:
        self.append(state)  # type: ignore[arg-type]


class Terminal(io.StringIO):
    """A standard error that is, or is not, a terminal."""

    def __init__(self, real: bool = True) -> None:
        super().__init__()
        self.real = real

    def isatty(self) -> bool:
        return self.real


def make_pipeline(**hooks: object) -> Pipeline:
    pipeline = Pipeline(**hooks)  # type: ignore[arg-type]
    pipeline.__dict__.update(encoder=ToyEncoder(), pairs=ToyPairs())
    return pipeline


def test_a_report_tells_its_stages_in_order_and_each_to_its_end() -> None:
    told = Told()
    made = make_pipeline(progress=told).report(ARTICLES)
    assert made.to_json() == make_pipeline().report(ARTICLES).to_json(), "telling changes nothing"
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == [stage for stage in STAGES if stage in stages]
    assert {STATEMENTS, STANCES} <= set(stages)
    for stage in stages:
        states = [state[1:] for state in told if state[0] == stage]
        assert states == sorted(states)
        assert states[-1][1] in (0, states[-1][0])
    assert [state for state in told if state[0] == STATEMENTS] == [
        *((STATEMENTS, 0, 2), (STATEMENTS, 1, 2), (STATEMENTS, 2, 2)),
    ]


@pytest.mark.parametrize("task", ["stance", "relation"])
@pytest.mark.parametrize("pairs", [PAIRS, PAIRS[:1], []])
def test_a_watched_model_answers_as_the_model_does(task: str, pairs: list[tuple[str, str]]) -> None:
    told, model = Told(), ToyPairs()
    watched = watch(model, told)  # type: ignore[arg-type]
    assert np.array_equal(watched.judge_pairs(task, pairs), ToyPairs().judge_pairs(task, pairs))
    assert watched.threshold == model.threshold
    assert sum(len(asked) for _, asked in model.calls) == len(set(pairs)), "each is read once"
    assert max(len(asked) for _, asked in model.calls) <= BLOCK
    assert [state[1:] for state in told][-1:] == [(len(pairs), len(pairs))] * bool(pairs)


def test_a_watched_model_counts_over_several_calls() -> None:
    told = Told()
    watched = watch(ToyPairs(), told, {"relation": 60})  # type: ignore[arg-type]
    for pairs in (PAIRS[:20], PAIRS[10:50]):
        watched.judge_pairs("relation", pairs)
    assert [done for _, done, _ in told] == [0, 16, 20, 20, 36, 52, 60]
    assert {(stage, total) for stage, _, total in told} == {(RELATIONS, 60)}


def test_places_are_counted_too() -> None:
    told = Told()
    places = [("Tesk praised it.", (0, 4), (13, 15)), ("Tesk praised it.", None, (13, 15))]
    found = watch(ToyPairs(), told).judge_places("direction", places)  # type: ignore[arg-type]
    assert np.array_equal(found, ToyPairs().judge_places("direction", places))
    assert told[-1][1:] == (2, 2)


def test_nobody_wants_to_know_and_nothing_is_wrapped() -> None:
    model = ToyPairs()
    assert watch(model, ignore) is model  # type: ignore[arg-type]


def test_an_item_is_done_once_the_next_one_is_asked_for() -> None:
    told = Told()
    items: Iterator[int] = follow([7, 8], STATEMENTS, told, 2)
    assert (next(items), told) == (7, [(STATEMENTS, 0, 2)])
    assert (next(items), told[1:]) == (8, [(STATEMENTS, 1, 2)])
    assert (next(follow([7], STATEMENTS, told)), len(told)) == (7, 2), "it may be waited for"


@pytest.mark.parametrize(
    ("state", "width", "expected"),
    [
        (("Reading stances", 0, 0, 0, 5), 80, "Reading stances, 0:05"),
        (("Reading stances", 9, 0, 0, 5), 80, "Reading stances: 9 so far, 0:05"),
        (("Reading stances", 30, 90, 30, 5), 80, "Reading stances: 30 of 90"),
        (("Reading stances", 60, 90, 30, 5), 80, "Reading stances: 60 of 90, 0:05 left"),
        (("Reading stances", 60, 90, 30, 1), 80, "Reading stances: 60 of 90"),
        (("Reading stances", 60, 90, 30, 5), 36, "Reading stances: 60 of 90"),
        (("Reading stances", 60, 90, 30, 5), 20, "Reading stances"),
        (("Reading stances", 60, 90, 30, 5), 8, "Reading"),
        (("Reading stances", 90, 90, 0, 7200), 80, "Reading stances: 90 of 90, 0:00 left"),
    ],
)
def test_a_line_fits_and_says_what_is_known(
    state: tuple[str, int, int, int, float], width: int, expected: str
) -> None:
    assert describe(*state, width=width) == expected


def test_the_time_left_falls_while_nothing_is_told() -> None:
    told = [describe("Reading stances", 30, 90, 0, 10, since) for since in (0, 5, 25)]
    assert [text.rpartition(", ")[2] for text in told] == ["0:20 left", "0:15 left", "0:00 left"]


def wait_for(stream: io.StringIO, text: str) -> None:
    deadline = time.monotonic() + 20
    while text not in stream.getvalue():
        assert time.monotonic() < deadline, stream.getvalue()
        time.sleep(0.01)


def screen(drawn: str) -> str:
    """What a terminal shows of one line that is written over and over."""
    shown: list[str] = []
    for part in drawn.split("\r"):
        shown[: len(part)] = part
    return "".join(shown)


def test_the_line_is_drawn_over_and_then_taken_away() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream, delay=0, pulse=0.01)
    line("Comparing statements", 1, 2_000)
    wait_for(stream, "Comparing statements: 1 of 2,000")
    line("Summing up", 0, 0)
    wait_for(stream, "Summing up")
    assert screen(stream.getvalue()).rstrip() == "Summing up, 0:00"
    line.close()
    drawn = stream.getvalue()
    assert screen(drawn).strip() == ""
    assert drawn.endswith("\r")
    assert set("\n\x1b").isdisjoint(drawn)
    line("Summing up", 1, 1)
    line.close()
    assert stream.getvalue() == drawn, "what comes late is not shown"


def test_short_work_shows_nothing() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    line("Summing up", 0, 0)
    line.close()
    assert stream.getvalue() == ""


def test_a_terminal_that_fails_stops_nothing() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream, delay=0, pulse=0.01)
    stream.close()
    line("Summing up", 0, 0)
    time.sleep(0.05)
    line.close()


@pytest.mark.parametrize(("real", "kind"), [(False, "xterm"), (True, "dumb")])
def test_nothing_is_shown_where_there_is_no_real_terminal(
    monkeypatch: pytest.MonkeyPatch, real: bool, kind: str
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal(real))
    monkeypatch.setenv("TERM", kind)
    with shown_progress() as progress:
        assert progress is ignore


def test_the_line_is_gone_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(showing, "ProgressLine", lambda s: ProgressLine(s, delay=0, pulse=0.01))

    def work() -> None:
        with shown_progress() as progress:
            progress("Summing up", 0, 0)
            wait_for(stream, "Summing up")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert screen(stream.getvalue()).strip() == ""


@pytest.mark.skipif(os.name != "posix", reason="needs pipes in the file system and signals")
@pytest.mark.parametrize("command", ["extract", "report", "resolve"])
def test_ctrl_c_is_one_line_and_leaves_no_file(article: Path, tmp_path: Path, command: str) -> None:
    wait, output = tmp_path / "wait.toml", tmp_path / "out"
    os.mkfifo(wait)
    more = ["Tesk"] if command == "resolve" else [str(article), "--output", str(output)]
    started = subprocess.Popen(
        [sys.executable, "-m", "stances", command, *more, "--party-file", str(wait)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_ctrl_c,
    )
    with wait.open("wb"):  # opens once the command reads it, and so is at work
        time.sleep(0.2)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    assert (started.returncode, out) == (130, b"")
    assert err == b"stances: stopped before it was done.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.txt", "wait.toml"]
