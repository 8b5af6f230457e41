"""The report as plain dictionaries and lists, in the shape that `--json` prints."""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stances.records import (
    Agreement,
    Article,
    Contradiction,
    Issue,
    KeyPoint,
    Party,
    Position,
    Side,
    Spans,
    Stance,
    Statement,
)

if TYPE_CHECKING:
    from stances.report.record import Report

DECIMALS = 4


def report_to_dict(report: "Report") -> dict[str, Any]:
    """All of a report; every value is one that JSON has."""
    counts = Counter(statement.article for statement in report.statements)
    return {
        "target": report.target,
        "parties": [party_to_dict(party) for party in report.parties],
        "articles": [article_to_dict(each, counts[each.id]) for each in report.articles],
        "statements": [statement_to_dict(each) for each in report.statements],
        "issues": [issue_to_dict(issue) for issue in report.issues],
        "sides": [side_to_dict(side) for side in report.sides],
        "positions": [position_to_dict(position) for position in report.positions],
        "comparison": [agreement_to_dict(agreement) for agreement in report.comparison],
        "contradictions": [contradiction_to_dict(each) for each in report.contradictions],
        "problems": list(report.problems),
        "settings": dict(sorted(report.settings.items())),
        "made_with": dict(report.made_with),
    }


def article_to_dict(article: Article, statements: int) -> dict[str, Any]:
    """What identifies an article. Its text stays where it is: the hash tells if it is the same.

    `sha256` is that of the text in UTF-8, `length` its number of characters.
    """
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "outlet": article.outlet,
        "url": article.url,
        "sha256": hashlib.sha256(article.text.encode("utf8", "surrogatepass")).hexdigest(),
        "length": len(article.text),
        "statements": statements,
    }


def statement_to_dict(statement: Statement) -> dict[str, Any]:
    """One statement, in the shape of the contract; spans are `[start, end]` in the article.

    >>> from stances.records import Cue, Party, Source, Speaker, Statement
    >>> said = Statement("a:1", "a", "indirect", "said", "it rains", ((9, 17),), Cue(), Source(),
    ...                  Speaker("Ada Vale"), Party())
    >>> statement_to_dict(said)["spans"]
    [[9, 17]]
    """
    cue, source, speaker = statement.cue, statement.source, statement.speaker
    return {
        "id": statement.id,
        "article": statement.article,
        "kind": statement.kind,
        "manner": statement.manner,
        "text": statement.text,
        "spans": list_spans(statement.spans),
        "cue": {
            "text": cue.text,
            "spans": list_spans(cue.spans),
            "act": cue.act,
            "negated": cue.negated,
            "hypothetical": cue.hypothetical,
        },
        "source": {
            "text": source.text,
            "spans": list_spans(source.spans),
            "unnamed": source.unnamed,
        },
        "speaker": {
            "name": speaker.name,
            "role": speaker.role,
            "variants": list(speaker.variants),
        },
        "party": party_to_dict(statement.party),
        "relayed_by": statement.relayed_by,
        "attitudes": [
            {
                "party": each.party,
                "label": each.label,
                "probability": as_number(each.probability),
                "event": each.event,
            }
            for each in statement.attitudes
        ],
        "stance": [stance_to_dict(stance) for stance in statement.stance],
        "confidence": as_number(statement.confidence),
        "corrected": list(statement.corrected),
    }


def stance_to_dict(stance: Stance) -> dict[str, Any]:
    """A stance; its `score` is left out, since a position holds their mean."""
    return {
        "target": stance.target,
        "label": stance.label,
        "probability": as_number(stance.probability),
        "abstained": stance.abstained,
    }


def party_to_dict(party: Party) -> dict[str, Any]:
    """A party with its evidence; `id` is null where it is unknown."""
    return {
        "id": party.id,
        "name": party.name,
        "country": party.country,
        "evidence": list(party.evidence),
        "confidence": as_number(party.confidence),
    }


def issue_to_dict(issue: Issue) -> dict[str, Any]:
    """An issue with the ids of its statements."""
    return {
        "id": issue.id,
        "label": issue.label,
        "target": issue.target,
        "statements": list(issue.statements),
    }


def side_to_dict(side: Side) -> dict[str, Any]:
    """A side of an issue with the ids of its statements and parties."""
    return {
        "issue": side.issue,
        "id": side.id,
        "label": side.label,
        "statements": list(side.statements),
        "parties": list(side.parties),
    }


def position_to_dict(position: Position) -> dict[str, Any]:
    """A position; `stance` and `interval` are null where the party is silent."""
    return {
        "party": position.party,
        "issue": position.issue,
        "target": position.target,
        "label": position.label,
        "stance": as_number(position.stance),
        "interval": as_interval(position.interval),
        "n": int(position.n),
        "statements": list(position.statements),
        "key_points": [key_point_to_dict(point) for point in position.key_points],
    }


def key_point_to_dict(point: KeyPoint) -> dict[str, Any]:
    """A key point with the id of its statement."""
    return {
        "statement": point.statement,
        "text": point.text,
        "verbatim": bool(point.verbatim),
        "n": int(point.n),
    }


def agreement_to_dict(agreement: Agreement) -> dict[str, Any]:
    """How far two parties agree; null where one of them is silent."""
    return {
        "parties": list(agreement.parties),
        "issue": agreement.issue,
        "agreement": as_number(agreement.agreement),
        "interval": as_interval(agreement.interval),
        "n": int(agreement.n),
    }


def contradiction_to_dict(contradiction: Contradiction) -> dict[str, Any]:
    """Two statements that oppose each other, in the order of their parties."""
    return {
        "issue": contradiction.issue,
        "parties": list(contradiction.parties),
        "statements": list(contradiction.statements),
        "score": as_number(contradiction.score),
    }


def list_spans(spans: Spans) -> list[list[int]]:
    """Spans as JSON has them.

    >>> list_spans(((0, 4), (9, 12)))
    [[0, 4], [9, 12]]
    """
    return [[int(start), int(end)] for start, end in spans]


def as_interval(interval: Sequence[float] | None) -> list[float | None] | None:
    """Both ends of an interval, rounded."""
    return None if interval is None else [as_number(end) for end in interval]


def as_number(value: float | None) -> float | None:
    """A number with four decimals, never −0; None for what is not a finite number.

    >>> as_number(0.123456), as_number(-0.00001), as_number(float("nan"))
    (0.1235, 0.0, None)
    """
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), DECIMALS) + 0.0
