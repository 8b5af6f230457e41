"""Checks labelled examples more strictly than a score needs, and tells everything at fault."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stances.articles.rows import describe
from stances.delivery import name_from
from stances.errors import RowError
from stances.evaluation.gold import GoldRow, read_gold
from stances.evaluation.labelled import (
    ROLES,
    LabelError,
    LabelledExample,
    LabelledStatement,
    read_example,
)
from stances.evaluation.spans import inside_word
from stances.parties.partyfile import read_party_file
from stances.quotations.tagger import kinds_of
from stances.report.plain import list_spans

STATEMENT_KEYS = ("kind", "speaker", "party", "stance", *ROLES)


def find_faults(
    path: Path, party_file: Path | None = None
) -> tuple[list[dict[str, Any]], list[RowError]]:
    """All rows of a file with offsets in place of words, and everything that is at fault in it.

    `party_file` is for rows that name none. Raises `RowError` where a line is not a JSON object
    at all, or is something else than a labelled example, and `PartyFileError`.
    """
    if party_file:
        read_party_file(party_file)
    rows, faults = [], []
    seen: set[str] = set()
    for row in read_gold(path):
        if "text" not in row.data or "statements" not in row.data:
            reason = "is no labelled example, which needs text and statements."
            raise RowError(str(path), row.line, reason)
        try:
            example = read_example(row, path, party_file)
        except LabelError as error:
            faults += [RowError(str(path), row.line, fault) for fault in error.faults]
            continue
        strange = list(_strange(row, example))
        if example.id in seen:
            strange.append(f"the id {describe(example.id)} stands in an earlier line too.")
        seen.add(example.id)
        faults += [RowError(str(path), row.line, fault) for fault in strange]
        rows.append(with_offsets(row.data, example))
    return rows, faults


def _strange(row: GoldRow, example: LabelledExample) -> Iterator[str]:
    """What can be read, but is hardly meant."""
    if example.has_stances and not example.stance_target:
        yield 'has stances but no "stance_target"; say what they are for or against.'
    speakers = {each.speaker for each in example.statements}
    for name in example.speaker_aliases:
        if name not in speakers:
            yield f'"speaker_aliases": {describe(name)} is the speaker of no statement.'
    seen: set[object] = set()
    kinds = kinds_of(example.text, [each.content for each in example.statements])
    told = zip(row.data["statements"], example.statements, kinds, strict=True)
    for number, (raw, statement, kind) in enumerate(told, 1):
        for fault in _strange_statement(example.text, raw, statement, kind):
            yield f"statement {number}: {fault}"
        if (statement.content, statement.cue) in seen:
            yield f"statement {number}: has the content and the cue of an earlier one."
        seen.add((statement.content, statement.cue))


def _strange_statement(
    text: str, raw: Mapping[str, Any], statement: LabelledStatement, kind: str
) -> Iterator[str]:
    for key in raw:
        if key not in STATEMENT_KEYS:
            yield f"unknown key {describe(key)}; expected one of {', '.join(STATEMENT_KEYS)}."
    if "speaker" not in raw:
        yield 'has no "speaker"; give "" where nobody can be made out.'
    if {statement.kind, kind} == {"direct", "indirect"}:
        yield f"kind is {statement.kind}, but by the quotation marks it is {kind}."
    for role, spans in statement.roles().items():
        for start, end in spans:
            if inside_word(text, start) or inside_word(text, end):
                yield f"{role}: [{start}, {end}] cuts a word in two."


def with_offsets(row: Mapping[str, Any], example: LabelledExample) -> dict[str, Any]:
    """A row as it was given, with offsets in place of words and every statement's kind."""
    statements = [
        {
            "kind": read.kind,
            **given,
            **{role: list_spans(spans) for role, spans in read.roles().items()},
        }
        for given, read in zip(row["statements"], example.statements, strict=True)
    ]
    return {**row, "statements": statements}


def move_rows(
    rows: Iterable[Mapping[str, Any]], folder: Path, output: Path | None, party_file: Path | None
) -> Iterator[dict[str, Any]]:
    """Rows of a file in `folder` for the file `output`, their party files named from there."""
    for row in rows:
        own = folder / row["party_file"] if row.get("party_file") else party_file
        yield {**row, **({"party_file": name_from(own, output)} if own else {})}
