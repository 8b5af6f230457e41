"""Makes labelled examples of tables with a row a statement."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stances.articles.rows import describe
from stances.errors import RowError
from stances.evaluation.gold import read_text
from stances.evaluation.labelled import (
    LABELS_OF,
    ROLES,
    Faults,
    LabelError,
    check_party,
    read_roles,
)
from stances.parties import PartyRegistry
from stances.quotations.tagger import kinds_of
from stances.records import JOIN, Article, Spans
from stances.report.escaping import guard_cell
from stances.report.plain import list_spans
from stances.report.rows import labelled_row

COLUMNS = ("article", "kind", "speaker", "party", "stance", *ROLES)
UNKNOWN = "unknown"
_SPANS = re.compile(r"\d+:\d+(?:;\d+:\d+)*")
_DELIMITERS = ",;\t"


def read_csv(
    path: Path, articles: Sequence[Article], party_file: Path | None = None
) -> tuple[list[dict[str, Any]], list[RowError]]:
    """Labelled examples of a table with a row a statement, and everything at fault in it.

    Columns are `article` (an id), `content`, and any of `kind, speaker, party, stance,
    stance_target, source, cue`, between commas, semicolons or tabs. What is quoted are words of
    the article, found as in a labelled example, or offsets such as `12:40;51:60`. A table that
    `stances extract --format csv` wrote is taken too: its `text` is the content, its offsets
    are used where they fit the words, and a stance that is "unknown" is left out. Raises
    `RowError` where it is no such table, `InputError` or `PartyFileError` where a file cannot be
    read.
    """
    known = {article.id: article for article in articles}
    registry = PartyRegistry.default()
    registry = registry.with_file(party_file) if party_file else registry
    rows: dict[str, list[dict[str, Any]]] = {}
    targets: dict[str, str] = {}
    faults = []
    for line, cells in _rows(path):
        try:
            article = _article(cells, known)
            statement = _statement(cells, article.text, registry)
            rows.setdefault(article.id, []).append(statement)
            _aim(targets, article.id, unguard((cells.get("stance_target") or "").strip()))
        except LabelError as error:
            faults += [RowError(str(path), line, fault) for fault in error.faults]
        except ValueError as error:
            faults.append(RowError(str(path), line, str(error)))
    if not rows and not faults:
        raise RowError(str(path), 1, "there is no row; expected a statement a row.")
    made = [
        labelled_row(known[name], each, target=targets.get(name, "")) for name, each in rows.items()
    ]
    return made, faults


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = read_text(path).removeprefix("\ufeff")
    head = (text.splitlines() or [""])[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    columns = set(reader.fieldnames or ())
    if "article" not in columns or not columns & {"content", "spans", "text"}:
        expected = ", ".join(COLUMNS)
        raise RowError(str(path), 1, f"has no columns article and content; expected {expected}.")
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise RowError(str(path), reader.line_num, f"is not CSV ({error}).") from None


def _article(cells: Mapping[str, Any], known: Mapping[str, Article]) -> Article:
    if None in cells:
        raise ValueError(
            "has more cells than the first line; put a cell that holds a comma in quotation marks."
        )
    article = known.get(cells["article"])
    if article is None:
        name = describe(cells["article"])
        raise ValueError(f"the article {name} is none of those given with --articles.")
    return article


def _aim(targets: dict[str, str], article: str, target: str) -> None:
    """Note the target of an article; raises `ValueError` where it has another one already."""
    if target and targets.setdefault(article, target) != target:
        held = describe(targets[article])
        raise ValueError(f"the stance_target is {describe(target)}, in an earlier row {held}.")


def _statement(cells: Mapping[str, str], text: str, registry: PartyRegistry) -> dict[str, Any]:
    faults = Faults()
    content = cells.get("content") or cells.get("text")
    given = {
        "source": _pieces(text, cells.get("source"), cells.get("source_spans")),
        "cue": _pieces(text, cells.get("cue"), cells.get("cue_spans")),
        "content": _pieces(text, content, cells.get("spans")),
    }
    spans: dict[str, Spans] = faults.take(lambda: read_roles(text, given, needed=True), {})
    labels = {
        name: unguard((cells.get(name) or "").strip())
        for name in ("kind", "speaker", "party", "stance")
    }
    if labels["stance"] == UNKNOWN:
        labels["stance"] = ""
    for name, allowed in LABELS_OF.items():
        if labels[name] and labels[name] not in allowed:
            expected = ", ".join(allowed)
            got = describe(labels[name])
            faults.found.append(f"{name} must be one of {expected}, or empty; got {got}.")
    if labels["party"]:
        faults.take(lambda: check_party(registry, labels["party"], "party"), None)
    faults.raise_any()
    labels["kind"] = labels["kind"] or kinds_of(text, [spans["content"]])[0]
    return {**labels, **{role: list_spans(each) for role, each in spans.items()}}


def _pieces(text: str, words: str | None, offsets: str | None) -> list[Any]:
    """A cell as pieces: offsets where they are given and fit the words, otherwise the words.

    Offsets stand alone only in a table without a column of words: an emptied cell is empty.
    """
    cell = (words or "").strip()
    if _SPANS.fullmatch(cell):
        return _offsets(cell)
    spans = _offsets(offsets.strip()) if offsets and _SPANS.fullmatch(offsets.strip()) else []
    if spans and (words is None or _fits(cell, text, spans)):
        return spans
    return [each for each in unguard(cell).split(JOIN) if each]


def _fits(cell: str, text: str, spans: Sequence[Sequence[int]]) -> bool:
    """Whether a cell holds the words at some offsets, as a table shows them."""
    shown = guard_cell(JOIN.join(text[start:end] for start, end in spans))
    return cell.split() == shown.split()


def unguard(cell: str) -> str:
    """A cell without the sign that keeps spreadsheets from taking it for a formula.

    >>> unguard("'=1+1"), unguard("'tis")
    ('=1+1', "'tis")
    """
    inside = cell[1:] if cell[:1] == "'" else cell
    return inside if inside != cell and guard_cell(inside) == cell else cell


def _offsets(cell: str) -> list[list[int]]:
    return [[int(end) for end in each.split(":")] for each in cell.split(";")]
