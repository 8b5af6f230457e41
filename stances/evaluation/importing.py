"""Makes labelled examples of what other tools write: brat standoff files, and CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stances.errors import InputError, RowError
from stances.evaluation.labelled import ROLES, read_roles
from stances.evaluation.spans import words_of_spans
from stances.quotations.tagger import kinds_of
from stances.records import JOIN, LABELS, Article, Span

KINDS_OF_LABEL = {"kind": ("direct", "mixed", "indirect"), "stance": LABELS}
COLUMNS = ("article", "kind", "speaker", "party", "stance", *ROLES)
_SPANS = re.compile(r"\d+:\d+(?:;\d+:\d+)*")


@dataclass
class _Standoff:
    """What an .ann file holds: entities by id, links between them, and what is said of them."""

    roles: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def link(self, one: str, other: str) -> None:
        self.links.setdefault(one, set()).add(other)
        self.links.setdefault(other, set()).add(one)


def read_brat(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Labelled examples of brat standoff files, one for each .ann file beside its .txt file.

    Entities are of the types Source, Cue and Content, in any case; relations or events join
    them. Every cue is a statement with what hangs on it, and so is a content that hangs on no
    cue. Attributes `Speaker`, `Party`, `Stance` and `Kind` of any of its entities are taken
    over; without `Speaker` it is the source's words. Raises `RowError` with the line.
    """
    found = [_example_of(path) for path in _annotations(paths)]
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


def _example_of(path: Path) -> dict[str, Any]:
    text = _read_text(path.with_suffix(".txt"))
    standoff = _parse(path, text)
    statements = [_statement(text, standoff, group) for group in _groups(standoff)]
    statements.sort(key=lambda s: s["content"] or s["cue"])
    return _row(path.stem, text, [each for each in statements if each["content"]])


def _read_text(path: Path) -> str:
    try:
        with path.open(encoding="utf8", newline="") as file:
            return file.read()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    except ValueError:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8.") from None


def _parse(path: Path, text: str) -> _Standoff:
    standoff = _Standoff()
    for number, line in enumerate(_read_text(path).splitlines(), 1):
        try:
            _take(standoff, line.split("\t"), text)
        except (IndexError, ValueError) as error:
            reason = f": {error}" if type(error) is ValueError else ""
            raise RowError(str(path), number, f"is not brat standoff{reason}.") from None
    return standoff


def _take(standoff: _Standoff, cells: Sequence[str], text: str) -> None:
    name = cells[0]
    if name.startswith("T"):
        kind, _, places = cells[1].partition(" ")
        standoff.roles[name] = kind.lower()
        standoff.spans[name] = [_span(place, text) for place in places.split(";")]
    elif name.startswith("R"):
        one, other = (part.partition(":")[2] for part in cells[1].split(" ")[1:3])
        standoff.link(one, other)
    elif name.startswith("E"):
        parts = [part.partition(":")[2] for part in cells[1].split()]
        for other in parts[1:]:
            standoff.link(parts[0], other)
    elif name[:1] in ("A", "M"):
        attribute, entity, *value = cells[1].split(" ", 2)
        standoff.values.setdefault(entity, {})[attribute.lower()] = " ".join(value)


def _span(place: str, text: str) -> Span:
    start, end = map(int, place.split())
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} {end} is no span of its text of {len(text)} characters")
    return start, end


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
    ordered = {role: sorted(set(each)) for role, each in spans.items()}
    kind = kinds_of(text, [ordered["content"]])[0]
    return {
        "kind": values.get("kind", "").lower() or kind,
        "speaker": values.get("speaker") or words_of_spans(text, tuple(ordered["source"])),
        "party": values.get("party", ""),
        "stance": values.get("stance", "").lower(),
        **{role: [list(span) for span in each] for role, each in ordered.items()},
    }


def _row(
    identifier: str, text: str, statements: list[dict[str, Any]], **known: str
) -> dict[str, Any]:
    parties = dict.fromkeys(each["party"] for each in statements if each["party"])
    return {
        "id": identifier,
        "title": known.get("title", ""),
        "date": known.get("date", ""),
        "text": text,
        "parties": list(parties),
        "stance_target": "",
        "party_stance": {},
        "speaker_aliases": {},
        "statements": statements,
    }


def read_csv(path: Path, articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Labelled examples of a table with a row a statement, for the articles it names.

    Columns are `article` (an id), `content`, and any of `kind, speaker, party, stance, source,
    cue`; what is quoted are words of the article, found as in a labelled example, or offsets
    such as `12:40;51:60`. A table that `stances extract --format csv` wrote is taken too: its
    `text` is the content, its offsets are used where they fit the words, and a stance that was
    unsure is left out. Raises `RowError` with the line, `InputError` where it cannot be read.
    """
    known = {article.id: article for article in articles}
    rows: dict[str, list[dict[str, Any]]] = {}
    reader = csv.DictReader(io.StringIO(_read_text(path).removeprefix("\ufeff")))
    columns = set(reader.fieldnames or ())
    if "article" not in columns or not columns & {"content", "spans", "text"}:
        expected = ", ".join(COLUMNS)
        raise RowError(str(path), 1, f"has no columns article and content; expected {expected}.")
    for row in reader:
        try:
            article = known.get(row["article"] or "")
            if article is None:
                raise ValueError(
                    f"the article {row['article']!r} is none of those given; name it in --articles."
                )
            rows.setdefault(article.id, []).append(_statement_of(row, article.text))
        except ValueError as error:
            raise RowError(str(path), reader.line_num, str(error)) from None
    if not rows:
        raise RowError(str(path), 1, "there is no row; expected a statement a row.")
    return [_row_of(known[name], statements) for name, statements in rows.items()]


def _row_of(article: Article, statements: list[dict[str, Any]]) -> dict[str, Any]:
    date = article.date.isoformat() if article.date else ""
    return _row(article.id, article.text, statements, title=article.title, date=date)


def _statement_of(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    content = row.get("content") or row.get("text")
    given = {
        "source": _pieces(text, row.get("source"), row.get("source_spans")),
        "cue": _pieces(text, row.get("cue"), row.get("cue_spans")),
        "content": _pieces(text, content, row.get("spans")),
    }
    spans = read_roles(text, given)
    if not spans["content"]:
        raise ValueError("has no content; every statement must have one.")
    labels = {
        name: str(row.get(name) or "").strip() for name in ("kind", "speaker", "party", "stance")
    }
    if row.get("stance_abstained") == "True":
        labels["stance"] = ""
    for name, allowed in KINDS_OF_LABEL.items():
        if labels[name] and labels[name] not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {labels[name]!r}.")
    labels["kind"] = labels["kind"] or kinds_of(text, [spans["content"]])[0]
    return {**labels, **{role: [list(span) for span in each] for role, each in spans.items()}}


def _pieces(text: str, words: str | None, offsets: str | None) -> list[Any]:
    """A cell as pieces: offsets where they are given and fit the words, otherwise the words.

    The sign that guards against formulas is taken off.
    """
    cell = (words or "").strip()
    if _SPANS.fullmatch(cell):
        return _offsets(cell)
    if cell[:1] == "'" and cell[1:].lstrip()[:1] in tuple("=+-@"):
        cell = cell[1:]
    spans = _offsets(offsets.strip()) if offsets and _SPANS.fullmatch(offsets.strip()) else []
    if spans and (not cell or JOIN.join(text[start:end] for start, end in spans) == cell):
        return spans
    return [each for each in cell.split(JOIN) if each]


def _offsets(cell: str) -> list[list[int]]:
    return [[int(end) for end in each.split(":")] for each in cell.split(";")]
