"""The report as plain dictionaries and lists, in the shape that `--json` prints."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

from stances.records import Article, Copy, Party, Position, Stance, Statement
from stances.report.plain import as_number, as_plain, list_spans

if TYPE_CHECKING:
    from stances.report.record import Report

SCHEMA = "stances-report-1"
"""Names the shape of the document: within a number, keys are added and never renamed."""


def read_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every report as JSON fulfils.

    >>> read_schema()["properties"]["schema"]["const"] == SCHEMA
    True
    """
    path = resources.files("stances.report") / "schema" / "report-1.json"
    return dict(json.loads(path.read_text(encoding="utf8")))


def report_to_dict(report: "Report") -> dict[str, Any]:
    """All of a report; every value is one that JSON has. `read_schema` says which."""
    counts = Counter(statement.article for statement in report.statements)
    copies: dict[str, list[Copy]] = {}
    for copy in report.copies:
        copies.setdefault(copy.article, []).append(copy)
    return {
        "schema": SCHEMA,
        "target": report.target,
        "parties": [party_to_dict(party) for party in report.parties],
        "articles": [
            article_to_dict(each, counts[each.id], copies.get(each.id, ()))
            for each in report.articles
        ],
        "statements": [statement_to_dict(each) for each in report.statements],
        "issues": as_plain(report.issues),
        "sides": as_plain(report.sides),
        "positions": [position_to_dict(position) for position in report.positions],
        "comparison": as_plain(report.comparison),
        "contradictions": as_plain(report.contradictions),
        "concords": as_plain(report.concords),
        "common_ground": as_plain(report.common_ground),
        "distinctive": as_plain(report.distinctive),
        "attitude_matrix": as_plain(report.attitude_matrix),
        "map": as_plain(report.map),
        "fragile": as_plain(report.fragile),
        "over_time": None,
        "outlets": None,
        "problems": list(report.problems),
        "settings": dict(sorted(report.settings.items())),
        "made_with": dict(report.made_with),
    }


def article_to_dict(
    article: Article, statements: int, copies: Sequence[Copy] = ()
) -> dict[str, Any]:
    """What identifies an article. Its text stays where it is: the hash tells if it is the same.

    `sha256` is that of the text in UTF-8, `length` its number of characters.
    """
    names = ("title", "date", "outlet", "url")
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "outlet": article.outlet,
        "url": article.url,
        "sha256": hashlib.sha256(article.text.encode("utf8", "surrogatepass")).hexdigest(),
        "length": len(article.text),
        "statements": statements,
        "copies": [{name: as_plain(getattr(each, name)) for name in names} for each in copies],
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
        "repeat_of": statement.repeat_of,
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


def position_to_dict(position: Position) -> dict[str, Any]:
    """A position; `stance` and `interval` are null where the party is silent."""
    favor, against, neutral, unsure = position.counts
    counts = {"favor": favor, "against": against, "neutral": neutral, "unsure": unsure}
    return {**as_plain(position), "counts": counts}
