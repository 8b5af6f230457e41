"""A report made by hand, of invented parties, for the tests of the report."""

from datetime import date
from typing import Any

from stances.records import (
    Agreement,
    Article,
    Contradiction,
    Cue,
    Issue,
    KeyPoint,
    Kind,
    Party,
    Position,
    Side,
    Source,
    Speaker,
    Stance,
    Statement,
)
from stances.report import Report

TARGET = "The Lorn dam should be built."
TEXT = (
    "“We will build the dam this year,” Minister Ada Vale declared. The river, she said, "
    "belongs to Arvania. Officials in Belmark denied that a treaty allows it. Ilo Brand called "
    "the plan “a reckless act” against farmers. A fisherman said the catch was poor. The "
    "mayor of Corvia praised the talks."
)
ARVANIA = Party("ARV", "Arvania", "ARV", ("minister", "Arvania"), 0.9)
BELMARK = Party("BLM", "Belmark", "BLM", ("in Belmark",), 0.8)
CORVIA = Party("COR", "Corvia", "COR", ("mayor of Corvia",), 0.7)
DORNE = Party("DOR", "Dorne", "DOR")
PARTIES = (ARVANIA, BELMARK, DORNE)


def spans_of(text: str, *pieces: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """Where each piece first stands in the text, from `start` on."""
    places = [text.index(piece, start) for piece in pieces]
    return tuple((at, at + len(piece)) for at, piece in zip(places, pieces, strict=True))


def make_statement(
    key: str, kind: Kind, pieces: tuple[str, ...], who: str, cue: str, party: Party, **more: Any
) -> Statement:
    """A statement in `TEXT`."""
    return Statement(
        id=f"dam:{key}",
        article="dam",
        kind=kind,
        manner="said",
        text=" … ".join(pieces),
        spans=spans_of(TEXT, *pieces),
        cue=Cue(cue, spans_of(TEXT, cue, start=TEXT.index(who))),
        source=Source(who, spans_of(TEXT, who)),
        speaker=Speaker(more.pop("name", who)),
        party=party,
        **more,
    )


def make_statements() -> tuple[Statement, ...]:
    """Six statements: two of Arvania, two of Belmark, one of Corvia, one of nobody known."""
    favor = (Stance(TARGET, "favor", 0.8, 0.7),)
    against = (Stance(TARGET, "against", 0.75, -0.65),)
    return (
        make_statement(
            *("1", "direct", ("“We will build the dam this year,”",)),
            *("Minister Ada Vale", "declared", ARVANIA),
            name="Ada Vale",
            stance=favor,
        ),
        make_statement(
            *("2", "indirect", ("The river", "belongs to Arvania")),
            *("she", "said", ARVANIA),
            name="Ada Vale",
            corrected=("speaker",),
        ),
        make_statement(
            *("3", "indirect", ("a treaty allows it",), "Officials in Belmark", "denied", BELMARK),
            stance=against,
        ),
        make_statement(
            *("4", "mixed", ("the plan “a reckless act” against farmers",)),
            *("Ilo Brand", "called", BELMARK),
            stance=against,
            relayed_by="The Belmark Herald",
        ),
        make_statement(
            *("5", "indirect", ("the catch was poor",), "A fisherman", "said", Party()),
        ),
        make_statement(
            *("6", "indirect", ("the talks",), "The mayor of Corvia", "praised", CORVIA),
        ),
    )


def make_position(party: str, issue: str | None, value: float | None, *keys: str) -> Position:
    """A position whose label follows from its value; the first key is its key point."""
    label = "silent" if value is None else "favor" if value > 0 else "against"
    points = tuple(KeyPoint(key, "", key == "dam:1", len(keys)) for key in keys[:1])
    interval = None if value is None else (value - 0.2, value + 0.2)
    return Position(party, issue, TARGET, label, value, interval, len(keys), keys, points)


def make_report(**changes: Any) -> Report:
    """The whole report; `changes` replace its fields."""
    fields: dict[str, Any] = {
        "articles": (Article("dam", TEXT, "Dam plan divides", date(2031, 5, 4), "Gazette"),),
        "statements": make_statements(),
        "issues": (Issue("issue-1", "building the dam", TARGET, ("dam:1", "dam:3", "dam:4")),),
        "sides": (
            Side("issue-1", "side-1", "favor", ("dam:1",), ("ARV",)),
            Side("issue-1", "side-2", "against", ("dam:3", "dam:4"), ("BLM",)),
        ),
        "positions": (
            make_position("ARV", None, 0.41818, "dam:1", "dam:2"),
            make_position("BLM", None, -0.6, "dam:3", "dam:4"),
            make_position("DOR", None, None),
            make_position("ARV", "issue-1", 0.7, "dam:1"),
            make_position("BLM", "issue-1", -0.6, "dam:4", "dam:3"),
            make_position("DOR", "issue-1", None),
        ),
        "comparison": (
            Agreement(("ARV", "BLM"), None, -0.5, (-0.8, -0.2), 4),
            Agreement(("ARV", "DOR"), None, None, None, 0),
            Agreement(("ARV", "BLM"), "issue-1", -0.6, (-0.9, -0.3), 3),
        ),
        "contradictions": (Contradiction("issue-1", ("ARV", "BLM"), ("dam:1", "dam:4"), 0.9),),
        "parties": PARTIES,
        "settings": {"target": TARGET, "granularity": 0.35},
        "made_with": {"version": "0.1.0", "models": {"encoder": "0123456789abcdef" * 4}},
        "target": TARGET,
    }
    return Report(**(fields | changes))
