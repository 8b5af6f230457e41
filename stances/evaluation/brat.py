"""Makes labelled examples of brat standoff files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stances.articles.rows import describe
from stances.errors import InputError, RowError
from stances.evaluation.gold import read_text
from stances.evaluation.labelled import LABELS_OF, ROLES, check_party
from stances.evaluation.quotations import merged
from stances.evaluation.spans import words_of_spans
from stances.parties import PartyRegistry
from stances.quotations.tagger import kinds_of
from stances.records import Article, Span
from stances.report.plain import list_spans
from stances.report.rows import labelled_row
from stances.speakers.roles import read_phrase


@dataclass
class _Standoff:
    """What an .ann file holds: entities by id, links between them, and what is said of them."""

    roles: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    trigger: dict[str, str] = field(default_factory=dict)

    def link(self, one: str, other: str) -> None:
        self.links.setdefault(one, set()).add(other)
        self.links.setdefault(other, set()).add(one)


def read_brat(paths: Sequence[Path], party_file: Path | None = None) -> list[dict[str, Any]]:
    """Labelled examples of brat standoff files, one for each .ann file beside its .txt file.

    Entities are of the types Source, Cue and Content, in any case; relations or events join
    them. Every cue is a statement with what hangs on it, and so is a content that hangs on no
    cue. Attributes `Speaker`, `Party`, `Stance` and `Kind` of any of its entities, or of its
    event, are taken over; without `Speaker` it is the source's words, and "" for a pronoun.
    An example's id is its file's name, with the folder where two files share it. Raises
    `RowError` with the line, `InputError` for a file without a statement, `PartyFileError`.
    """
    registry = PartyRegistry.default()
    registry = registry.with_file(party_file) if party_file else registry
    files = list(_annotations(paths))
    stems = Counter(path.stem for path in files)
    found = [
        _example_of(path, registry, path.stem if stems[path.stem] == 1 else _long_name(path))
        for path in files
    ]
    if not found:
        places = ", ".join(map(str, paths))
        raise InputError(f"{places}: no .ann file there; give a folder of brat files.")
    return found


def _annotations(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.ann"))
        else:
            yield path.with_suffix(".ann")


def _long_name(path: Path) -> str:
    return path.with_suffix("").as_posix()


def _example_of(path: Path, registry: PartyRegistry, name: str) -> dict[str, Any]:
    text = read_text(path.with_suffix(".txt"))
    standoff = _parse(path, text, registry)
    statements = [_statement(text, standoff, group) for group in _groups(standoff)]
    statements = [each for each in statements if each["content"]]
    if not statements:
        kinds = ", ".join(sorted(set(standoff.roles.values()))) or "no entity"
        raise InputError(
            f"{path}: holds no statement; expected entities Source, Cue and Content, got {kinds}."
        )
    statements.sort(key=lambda each: each["content"])
    return labelled_row(Article(name, text), statements)


def _parse(path: Path, text: str, registry: PartyRegistry) -> _Standoff:
    """Take the entities first, for a line may name one that comes later."""
    standoff = _Standoff()
    given = read_text(path).removeprefix("\ufeff").split("\n")
    lines = [(number, line.rstrip("\r").split("\t")) for number, line in enumerate(given, 1)]
    for kinds in ("T", "E", "RAM"):
        for number, cells in lines:
            if cells[0] and cells[0][0] in kinds:
                try:
                    _take(standoff, cells, text, registry)
                except (IndexError, ValueError) as error:
                    told = isinstance(error, _StandoffError)
                    reason = str(error) if told else "expected an id, a tab, and what it is."
                    raise RowError(str(path), number, f"is not brat standoff: {reason}") from None
    return standoff


class _StandoffError(ValueError):
    """A line that says why it cannot be taken."""


def _take(standoff: _Standoff, cells: Sequence[str], text: str, registry: PartyRegistry) -> None:
    name = cells[0]
    if name.startswith("T"):
        kind, _, places = cells[1].partition(" ")
        standoff.roles[name] = kind.lower()
        standoff.spans[name] = [_span(place, text) for place in places.split(";")]
        _compare(standoff.spans[name], cells[2:], text)
    elif name.startswith("R"):
        one, other = (_known(standoff, part) for part in cells[1].split(" ")[1:3])
        standoff.link(one, other)
    elif name.startswith("E"):
        parts = [_known(standoff, part) for part in cells[1].split()]
        standoff.trigger[name] = parts[0]
        for other in parts[1:]:
            standoff.link(parts[0], other)
    else:
        attribute, entity, *value = cells[1].split(" ", 2)
        _label(standoff, attribute.lower(), entity, " ".join(value), registry)


def _span(place: str, text: str) -> Span:
    start, end = map(int, place.split())
    if not 0 <= start < end <= len(text):
        raise _StandoffError(f"{start} {end} is no span of its text of {len(text)} characters.")
    return start, end


def _compare(spans: Sequence[Span], given: Sequence[str], text: str) -> None:
    words = " ".join(text[start:end] for start, end in spans)
    if given and " ".join(given[0].split()) != " ".join(words.split()):
        raise _StandoffError(
            f"its words are {describe(given[0])}, but the text has {describe(words)} there."
        )


def _known(standoff: _Standoff, part: str) -> str:
    """The entity of an argument such as `Arg1:T3`; an event stands for its trigger."""
    name = part.partition(":")[2]
    name = standoff.trigger.get(name, name)
    if name not in standoff.roles:
        raise _StandoffError(f"{describe(name)} is no entity of this file.")
    return name


def _label(
    standoff: _Standoff, attribute: str, entity: str, value: str, registry: PartyRegistry
) -> None:
    if attribute in LABELS_OF:
        value = value.lower()
        if value not in LABELS_OF[attribute]:
            expected = ", ".join(LABELS_OF[attribute])
            raise _StandoffError(f"{attribute} must be one of {expected}; got {describe(value)}.")
    if attribute == "party" and value:
        try:
            check_party(registry, value, "Party")
        except ValueError as error:
            raise _StandoffError(str(error)) from None
    name = _known(standoff, f":{entity}")
    standoff.values.setdefault(name, {})[attribute] = value


def _groups(standoff: _Standoff) -> Iterator[set[str]]:
    """The entities of each statement: what a cue reaches without passing another cue."""
    taken: set[str] = set()
    for name in (each for each, role in standoff.roles.items() if role == "cue"):
        group, waiting = {name}, [name]
        while waiting:
            for other in standoff.links.get(waiting.pop(), ()):
                if other not in group and standoff.roles.get(other) in ("source", "content"):
                    group.add(other)
                    waiting.append(other)
        taken |= group
        yield group
    for name, role in standoff.roles.items():
        if role == "content" and name not in taken:
            linked = standoff.links.get(name, set())
            yield {name} | {each for each in linked if standoff.roles.get(each) == "source"}


def _statement(text: str, standoff: _Standoff, group: Iterable[str]) -> dict[str, Any]:
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    values: dict[str, str] = {}
    for name in sorted(group):
        spans[standoff.roles[name]] += standoff.spans[name]
        values |= standoff.values.get(name, {})
    ordered = {role: merged(tuple(each)) for role, each in spans.items()}
    source = words_of_spans(text, ordered["source"])
    named = "" if read_phrase(source).form == "pronoun" else source
    return {
        "kind": values.get("kind") or kinds_of(text, [ordered["content"]])[0],
        "speaker": values.get("speaker", named),
        "party": values.get("party", ""),
        "stance": values.get("stance", ""),
        **{role: list_spans(each) for role, each in ordered.items()},
    }
