"""Between records and rows: the columns of a statement, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stances.records import (
    Article,
    Attitude,
    Cue,
    Party,
    Source,
    Spans,
    Speaker,
    Stance,
    Statement,
)

ARTICLE = ("id", "text", "title", "date", "outlet", "url")
"""The columns of a batch of articles."""
SPANS, TEXTS = "INTEGER[][]", "VARCHAR[]"
ATTITUDES = "STRUCT(party VARCHAR, label VARCHAR, probability DOUBLE, event VARCHAR)[]"
COLUMNS: dict[str, str] = {
    "id": "VARCHAR",
    "article": "VARCHAR",
    "place": "INTEGER",
    "kind": "VARCHAR",
    "manner": "VARCHAR",
    "text": "VARCHAR",
    "spans": SPANS,
    "cue": "VARCHAR",
    "cue_spans": SPANS,
    "act": "VARCHAR",
    "negated": "BOOLEAN",
    "hypothetical": "BOOLEAN",
    "source": "VARCHAR",
    "source_spans": SPANS,
    "source_unnamed": "BOOLEAN",
    "speaker": "VARCHAR",
    "role": "VARCHAR",
    "descriptions": TEXTS,
    "unnamed": "BOOLEAN",
    "party": "VARCHAR",
    "party_name": "VARCHAR",
    "country": "VARCHAR",
    "evidence": TEXTS,
    "party_confidence": "DOUBLE",
    "relayed_by": "VARCHAR",
    "attitudes": ATTITUDES,
    "confidence": "DOUBLE",
    "vector": "FLOAT[]",
}
"""The columns of a statement with their types in SQL."""
NESTED = tuple(name for name, kind in COLUMNS.items() if "[]" in kind and name != "vector")
STANCE = ("target", "label", "probability", "score", "abstained")
"""The columns of a stance toward a target that was asked for."""
Row = dict[str, Any]


def article_from(row: Mapping[str, Any]) -> Article:
    """The article of a row; missing texts are empty."""
    texts = {name: row.get(name) or "" for name in ("title", "outlet", "url")}
    return Article(id=row["id"], text=row["text"], date=row.get("date"), **texts)


def article_row(article: Article) -> Row:
    """The row of an article, by the names of `ARTICLE`."""
    return {name: getattr(article, name) for name in ARTICLE}


def statement_row(statement: Statement, place: int, vector: np.ndarray) -> Row:
    """The row of a statement, which is the `place`-th of its article, by `COLUMNS`.

    Its stances are not in it: they are kept by target and model.
    """
    cue, source, speaker, party = (
        statement.cue,
        statement.source,
        statement.speaker,
        statement.party,
    )
    return {
        "id": statement.id,
        "article": statement.article,
        "place": place,
        "kind": statement.kind,
        "manner": statement.manner,
        "text": statement.text,
        "spans": _listed(statement.spans),
        "cue": cue.text,
        "cue_spans": _listed(cue.spans),
        "act": cue.act,
        "negated": cue.negated,
        "hypothetical": cue.hypothetical,
        "source": source.text,
        "source_spans": _listed(source.spans),
        "source_unnamed": source.unnamed,
        "speaker": speaker.name,
        "role": speaker.role,
        "descriptions": list(speaker.descriptions),
        "unnamed": speaker.unnamed,
        "party": party.id,
        "party_name": party.name,
        "country": party.country,
        "evidence": list(party.evidence),
        "party_confidence": party.confidence,
        "relayed_by": statement.relayed_by,
        "attitudes": [
            {"party": a.party, "label": a.label, "probability": a.probability, "event": a.event}
            for a in statement.attitudes
        ],
        "confidence": statement.confidence,
        "vector": vector,
    }


def statement_from(row: Mapping[str, Any]) -> Statement:
    """The statement of a row, without its stances."""
    return Statement(
        id=row["id"],
        article=row["article"],
        kind=row["kind"],
        manner=row["manner"],
        text=row["text"],
        spans=_spans(row["spans"]),
        cue=Cue(
            row["cue"],
            _spans(row["cue_spans"]),
            row["act"],
            row["negated"],
            row["hypothetical"],
        ),
        source=Source(row["source"], _spans(row["source_spans"]), row["source_unnamed"]),
        speaker=Speaker(row["speaker"], row["role"], tuple(row["descriptions"]), row["unnamed"]),
        party=Party(
            row["party"],
            row["party_name"],
            row["country"],
            tuple(row["evidence"]),
            row["party_confidence"],
        ),
        relayed_by=row["relayed_by"],
        attitudes=tuple(Attitude(**attitude) for attitude in row["attitudes"]),
        confidence=row["confidence"],
    )


def stance_row(stance: Stance) -> Row:
    return {name: getattr(stance, name) for name in STANCE}


def stance_from(row: Mapping[str, Any]) -> Stance:
    return Stance(**{name: row[name] for name in STANCE})


def columns_of(rows: Sequence[Row], names: Sequence[str]) -> dict[str, list[Any]]:
    """Rows as one list a column."""
    return {name: [row[name] for row in rows] for name in names}


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[Row]:
    """Columns of equal length as one dictionary a row."""
    names = list(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _listed(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _spans(value: Sequence[Sequence[int]]) -> Spans:
    return tuple((int(start), int(end)) for start, end in value)
