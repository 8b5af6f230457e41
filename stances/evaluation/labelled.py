"""Labelled examples: articles with the statements in them marked by hand."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from stances.articles.rows import describe, parse_date
from stances.errors import PartyFileError, RowError, UnknownPartyError
from stances.evaluation.gold import GoldRow, choice_of, read_gold, text_of
from stances.evaluation.spans import paragraphs_of, read_spans
from stances.parties import PartyRegistry
from stances.quotations.tagger import kinds_of
from stances.records import LABELS, Kind, Spans

KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")
ROLES = ("source", "cue", "content")
STANCES = ("", *LABELS)


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """One statement as a reader marked it; `party` "" is unknown, `stance` "" not labelled."""

    kind: Kind
    speaker: str
    party: str
    stance: str
    source: Spans
    cue: Spans
    content: Spans

    def roles(self) -> dict[str, Spans]:
        """The three spans by their names."""
        return {"source": self.source, "cue": self.cue, "content": self.content}


@dataclass(frozen=True, slots=True)
class LabelledExample:
    """An article with its labels; spans index `text`."""

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    parties: tuple[str, ...] = ()
    party_file: Path | None = None
    stance_target: str = ""
    party_stance: Mapping[str, str] = field(default_factory=dict)
    speaker_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statements: tuple[LabelledStatement, ...] = ()


class LabelError(ValueError):
    """What is at fault in one row: `faults` has a sentence for each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(faults[0])
        self.faults = tuple(faults)


def read_labelled(path: str | Path) -> list[LabelledExample]:
    """The labelled examples of a JSONL file, checked.

    A party file is looked for beside it. Raises `RowError` with the line, the statement and the
    reason: a span out of range, words that are not in the text or in it twice, an unknown party
    or label.
    """
    path = Path(path)
    examples = []
    for row in read_gold(path):
        try:
            examples.append(read_example(row, path))
        except ValueError as error:
            raise RowError(str(path), row.line, str(error)) from None
    return examples


def find_faults(path: Path) -> tuple[list[dict[str, Any]], list[RowError]]:
    """All rows of a file with offsets in place of words, and everything that is at fault in it.

    Raises `RowError` where a line is not a JSON object at all.
    """
    rows, faults = [], []
    for row in read_gold(path):
        try:
            rows.append(with_offsets(row.data, read_example(row, path)))
        except LabelError as error:
            faults += [RowError(str(path), row.line, fault) for fault in error.faults]
        except ValueError as error:
            faults.append(RowError(str(path), row.line, str(error)))
    return rows, faults


def read_example(row: GoldRow, path: Path, party_file: Path | None = None) -> LabelledExample:
    """One row of the file `path` as a labelled example; `party_file` where it names none.

    Raises `LabelError` with every statement that is at fault, `ValueError` for anything else.
    """
    return _example(row, path, party_file)


def _example(row: GoldRow, path: Path, party_file: Path | None) -> LabelledExample:
    data = row.data
    text = text_of(data, "text")
    own = text_of(data, "party_file", needed=False)
    own_file = path.parent / own if own else party_file
    registry = _registry(own_file)
    party_stance = _object(data, "party_stance")
    for label in party_stance.values():
        if label not in LABELS:
            raise ValueError(f'"party_stance" holds {describe(label)}; {_expected(LABELS)}.')
    parties = _names(data, "parties")
    for party in (*parties, *party_stance):
        check_party(registry, party, "parties")
    return LabelledExample(
        id=text_of(data, "id", needed=False) or f"line {row.line}",
        text=text,
        title=text_of(data, "title", needed=False),
        date=parse_date(data.get("date")),
        parties=parties,
        party_file=own_file,
        stance_target=text_of(data, "stance_target", needed=False),
        party_stance=party_stance,
        speaker_aliases={
            name: _strings(aliases, f"speaker_aliases of {describe(name)}")
            for name, aliases in _object(data, "speaker_aliases").items()
        },
        statements=_statements(text, registry, _list(data, "statements")),
    )


def _statements(
    text: str, registry: PartyRegistry, given: Sequence[Any]
) -> tuple[LabelledStatement, ...]:
    statements, faults = [], []
    for number, each in enumerate(given, 1):
        try:
            statements.append(_statement(text, registry, each, number))
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise LabelError(faults)
    return tuple(statements)


def _statement(text: str, registry: PartyRegistry, data: Any, number: int) -> LabelledStatement:
    try:
        if not isinstance(data, dict):
            raise ValueError(f"must be an object, got {describe(data)}.")
        spans = read_roles(text, data)
        if not spans["content"]:
            raise ValueError("has no content; every statement must have one.")
        party = text_of(data, "party", needed=False)
        if party:
            check_party(registry, party, "party")
        kind = data.get("kind") or kinds_of(text, [spans["content"]])[0]
        return LabelledStatement(
            kind=choice_of({"kind": kind}, "kind", KINDS),
            speaker=text_of(data, "speaker", needed=False),
            party=party,
            stance=choice_of({"stance": data.get("stance") or ""}, "stance", STANCES),
            **spans,
        )
    except ValueError as error:
        raise ValueError(f"statement {number}: {error}") from None


def read_roles(text: str, data: Mapping[str, Any]) -> dict[str, Spans]:
    """Source, cue and content of an attribution, as offsets or as words.

    Words of a source or cue need to occur only once in the paragraphs of the content.
    """
    content = _role(text, data, "content", ())
    near = paragraphs_of(text, content)
    return {
        "source": _role(text, data, "source", near),
        "cue": _role(text, data, "cue", near),
        "content": content,
    }


def _role(text: str, data: Mapping[str, Any], role: str, near: Sequence[tuple[int, int]]) -> Spans:
    try:
        return read_spans(text, data.get(role), near)
    except ValueError as error:
        raise ValueError(f"{role}: {error}") from None


def check_party(registry: PartyRegistry, identifier: str, where: str) -> None:
    """Raise `ValueError` where `identifier` is the id of no party, with the id meant."""
    if registry.party(identifier).id is None:
        try:
            hint = f'did you mean "{registry.find(identifier).id}"?'
        except UnknownPartyError:
            hint = 'give an id such as "IRQ", or name a party_file that defines it.'
        raise ValueError(f'"{where}": {describe(identifier)} is the id of no party; {hint}')


@lru_cache(maxsize=64)
def _registry(party_file: Path | None) -> PartyRegistry:
    default = PartyRegistry.default()
    if party_file is None:
        return default
    try:
        return default.with_file(party_file)
    except PartyFileError as error:
        raise ValueError(f"its party file cannot be used: {error}") from None


def _expected(allowed: Sequence[str]) -> str:
    return f"expected one of {', '.join(allowed)}"


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    if not isinstance(value, list):
        raise ValueError(f'"{key}" must be a list, got {describe(value)}.')
    return value


def _object(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key) or {}
    if not isinstance(value, dict):
        raise ValueError(f'"{key}" must be an object, got {describe(value)}.')
    return value


def _names(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return _strings(data.get(key) or [], key)


def _strings(value: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'"{what}" must be a list of strings, got {describe(value)}.')
    return tuple(value)


def with_offsets(row: Mapping[str, Any], example: LabelledExample) -> dict[str, Any]:
    """A row as it was given, with offsets in place of words and every statement's kind."""
    statements = [
        {
            "kind": read.kind,
            **given,
            **{role: [list(span) for span in spans] for role, spans in read.roles().items()},
        }
        for given, read in zip(row["statements"], example.statements, strict=True)
    ]
    return {**row, "statements": statements}
