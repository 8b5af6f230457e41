"""Labelled examples: articles with the statements in them marked by hand."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from stances.articles.rows import describe, parse_date, read_identifier
from stances.errors import PartyFileError, RowError, UnknownPartyError
from stances.evaluation.gold import GoldRow, choice_of, read_gold, text_of
from stances.evaluation.spans import paragraphs_of, read_spans
from stances.parties import PartyRegistry
from stances.quotations.tagger import kinds_of
from stances.records import LABELS, Kind, Span, Spans

KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")
ROLES = ("source", "cue", "content")
LABELS_OF: Mapping[str, tuple[str, ...]] = {"kind": KINDS, "stance": LABELS}
LONGEST_PATH = 1000
Taken = TypeVar("Taken")


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

    @property
    def has_stances(self) -> bool:
        """Whether it says what anybody is for or against."""
        return bool(self.party_stance) or any(each.stance for each in self.statements)


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


def read_example(row: GoldRow, path: Path, party_file: Path | None = None) -> LabelledExample:
    """One row of the file `path` as a labelled example; `party_file` where it names none.

    Raises `LabelError` with everything that is at fault in the row.
    """
    data, faults = row.data, Faults()
    text = faults.take(lambda: text_of(data, "text"), "")
    own_file = faults.take(lambda: _party_file(data, path, party_file), None)
    registry = faults.take(lambda: read_registry(own_file), PartyRegistry.default())
    example = LabelledExample(
        id=faults.take(lambda: read_identifier(data.get("id")), "") or f"line {row.line}",
        text=text,
        title=faults.take(lambda: text_of(data, "title", needed=False), ""),
        date=faults.take(lambda: parse_date(data.get("date")), None),
        parties=faults.take(lambda: _parties(data, registry), ()),
        party_file=own_file,
        stance_target=faults.take(lambda: text_of(data, "stance_target", needed=False), ""),
        party_stance=faults.take(lambda: _party_stance(data, registry), {}),
        speaker_aliases=faults.take(lambda: _aliases(data), {}),
        statements=_statements(data, text, registry, faults) if text else (),
    )
    faults.raise_any()
    return example


class Faults:
    """Collects what is wrong, so that all of it can be told at once."""

    def __init__(self, where: str = "") -> None:
        self.where = where
        self.found: list[str] = []

    def take(self, read: Callable[[], Taken], instead: Taken) -> Taken:
        """What `read` gives, or `instead` where it raises `ValueError`, which is kept."""
        try:
            return read()
        except LabelError as error:
            self.found += [self.where + fault for fault in error.faults]
        except ValueError as error:
            self.found.append(f"{self.where}{error}")
        return instead

    def raise_any(self) -> None:
        """Raise `LabelError` with all that was kept, if anything was."""
        if self.found:
            raise LabelError(self.found)


def _party_file(data: Mapping[str, Any], path: Path, given: Path | None) -> Path | None:
    own = text_of(data, "party_file", needed=False)
    if len(own) > LONGEST_PATH:
        raise ValueError(f'"party_file" is {describe(own)}, too long for a file\'s name.')
    return path.parent / own if own else given


def _parties(data: Mapping[str, Any], registry: PartyRegistry) -> tuple[str, ...]:
    parties = _strings(data.get("parties") or [], "parties")
    for party in parties:
        check_party(registry, party, "parties")
    return parties


def _party_stance(data: Mapping[str, Any], registry: PartyRegistry) -> dict[str, str]:
    stances = _object(data, "party_stance")
    for party, label in stances.items():
        check_party(registry, party, "party_stance")
        if label not in LABELS:
            expected = ", ".join(LABELS)
            raise ValueError(f'"party_stance" must be one of {expected}; got {describe(label)}.')
    return stances


def _aliases(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        name: _strings(aliases, f"speaker_aliases of {describe(name)}")
        for name, aliases in _object(data, "speaker_aliases").items()
    }


def _statements(
    data: Mapping[str, Any], text: str, registry: PartyRegistry, faults: Faults
) -> tuple[LabelledStatement, ...]:
    given: list[Any] = faults.take(lambda: _list(data, "statements"), [])
    read = [
        faults.take(partial(_statement, text, registry, each, number), None)
        for number, each in enumerate(given, 1)
    ]
    return tuple(each for each in read if each)


def _statement(
    text: str, registry: PartyRegistry, data: Any, number: int
) -> LabelledStatement | None:
    faults = Faults(f"statement {number}: ")
    if not isinstance(data, dict):
        raise ValueError(f"statement {number}: must be an object, got {describe(data)}.")
    spans: dict[str, Spans] = faults.take(lambda: read_roles(text, data, needed=True), {})
    statement = LabelledStatement(
        kind=faults.take(lambda: _kind(text, data, spans), "indirect"),
        speaker=faults.take(lambda: text_of(data, "speaker", needed=False), ""),
        party=faults.take(lambda: _party(data, registry), ""),
        stance=faults.take(lambda: _stance(data), ""),
        source=spans.get("source", ()),
        cue=spans.get("cue", ()),
        content=spans.get("content", ()),
    )
    faults.raise_any()
    return statement


def _kind(text: str, data: Mapping[str, Any], spans: Mapping[str, Spans]) -> Kind:
    if not data.get("kind"):
        return kinds_of(text, [spans.get("content", ())])[0]
    kind: Kind = choice_of(data, "kind", KINDS)
    return kind


def _party(data: Mapping[str, Any], registry: PartyRegistry) -> str:
    party = text_of(data, "party", needed=False)
    if party:
        check_party(registry, party, "party")
    return party


def _stance(data: Mapping[str, Any]) -> str:
    return str(choice_of(data, "stance", LABELS)) if data.get("stance") else ""


def read_roles(text: str, data: Mapping[str, Any], *, needed: bool = False) -> dict[str, Spans]:
    """Source, cue and content of an attribution, as offsets or as words.

    Words of a source or cue need to occur only once in the paragraphs of the content. Raises
    `ValueError` with the reason; with `needed` also for an empty content.
    """
    content = _role(text, data, "content", ())
    if needed and not content:
        raise ValueError("has no content; every statement must have one.")
    near = paragraphs_of(text, content)
    return {
        "source": _role(text, data, "source", near),
        "cue": _role(text, data, "cue", near),
        "content": content,
    }


def _role(text: str, data: Mapping[str, Any], role: str, near: Sequence[Span]) -> Spans:
    try:
        return read_spans(text, data.get(role), near)
    except ValueError as error:
        raise ValueError(f"{role}: {error}") from None


def check_party(registry: PartyRegistry, identifier: str, where: str) -> None:
    """Raise `ValueError` where `identifier` is the id of no party, with the id meant."""
    if registry.party(identifier).id is None:
        try:
            hint = f'did you mean "{registry.find(identifier).id}"?'
        except UnknownPartyError as error:
            close = " or ".join(error.close)
            hint = f"did you mean {close}?" if close else "define it in a party file."
        raise ValueError(f'"{where}": {describe(identifier)} is the id of no party; {hint}')


def read_registry(party_file: Path | None) -> PartyRegistry:
    """The registry with a party file; raises `ValueError` where that cannot be used."""
    if party_file is None:
        return PartyRegistry.default()
    try:
        written = party_file.stat()
    except (OSError, ValueError):
        return _registry_of(party_file, None)
    return _registry_of(party_file, (written.st_mtime_ns, written.st_size))


@lru_cache(maxsize=64)
def _registry_of(party_file: Path, written: object) -> PartyRegistry:
    """The registry with a party file, read once as long as it was not `written` to again."""
    try:
        return PartyRegistry.default().with_file(party_file)
    except PartyFileError as error:
        raise ValueError(f"its party file cannot be used: {error}") from None


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


def _strings(value: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'"{what}" must be a list of strings, got {describe(value)}.')
    return tuple(value)
