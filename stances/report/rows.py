"""Statements as rows: a table for reading, CSV for spreadsheets, JSON lines, labelled examples."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from stances.records import LABELS, Article, Position, Spans, Stance, Statement
from stances.report.document import statement_to_dict
from stances.report.escaping import clean_line, dump_json, guard_cell
from stances.report.plain import as_number, list_spans
from stances.report.text import NARROWEST, make_console, read_console
from stances.report.wording import brief, places, show_statement, trace

STATEMENT_COLUMNS = (
    *("id", "article", "start", "end", "spans", "kind", "manner", "text"),
    *("cue", "act", "negated", "hypothetical", "source", "unnamed", "speaker", "role"),
    *("cue_spans", "source_spans"),
    *("party", "party_name", "country", "party_confidence", "party_evidence", "relayed_by"),
    *("stance_target", "stance", "stance_probability", "stance_abstained"),
    *("attitudes", "confidence", "corrected", "repeat_of"),
)
PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "who", "him", "her", "them", "his", "its", "their")
)


def format_jsonl(statements: Iterable[Statement]) -> str:
    """One statement a line, as JSON."""
    return "".join(dump_json(statement_to_dict(each)) + "\n" for each in statements)


def format_csv(statements: Iterable[Statement]) -> str:
    """The statements as CSV with a header; no cell can be taken for a formula.

    Control characters other than white space become U+FFFD: exact texts are in the JSON lines.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(STATEMENT_COLUMNS)
    for statement in statements:
        row = flatten_statement(statement)
        writer.writerow([as_cell(row[column]) for column in STATEMENT_COLUMNS])
    return out.getvalue()


def as_cell(value: Any) -> Any:
    """A value as a CSV cell: only text is guarded, so that numbers stay numbers."""
    return guard_cell(value) if isinstance(value, str) else value


def format_table(statements: Sequence[Statement], width: int = 80, colour: bool = False) -> str:
    """The statements as a table for the terminal."""
    if not statements:
        return "No statement was found.\n"
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for name, share in (("Where", 4), ("Speaker", 3), ("Party", 3), ("Statement", 10)):
        table.add_column(Text(name), overflow="fold", ratio=share)
    table.expand = True
    single = len({statement.article for statement in statements}) == 1
    for statement in statements:
        table.add_row(*(Text(cell) for cell in table_cells(statement, single)))
    console = make_console(max(width, NARROWEST), colour)
    console.print(table)
    return read_console(console)


def table_cells(statement: Statement, single: bool = False) -> tuple[str, str, str, str]:
    """Where it stands (without the article if it is a `single` one), who, for whom, what."""
    speaker = statement.speaker.name or statement.source.text or "–"
    cue = brief(statement.cue.text, 60)
    words = show_statement(statement)
    return (
        places(statement) if single else trace(statement)[1:-1],
        brief(speaker, 100),
        clean_line(statement.party.name),
        f"{cue}: {words}" if cue else words,
    )


def flatten_statement(statement: Statement) -> dict[str, Any]:
    """A statement as one flat row of `STATEMENT_COLUMNS`.

    The stance is the first one, toward the user's target or else the issue's; empty where
    there is none. Several spans, attitudes or corrections stand in one text.
    """
    party = statement.party
    return {
        "id": statement.id,
        "article": statement.article,
        "start": min((start for start, _ in statement.spans), default=None),
        "end": max((end for _, end in statement.spans), default=None),
        "spans": spans_cell(statement.spans),
        "kind": statement.kind,
        "manner": statement.manner,
        "text": statement.text,
        "cue": statement.cue.text,
        "act": statement.cue.act,
        "negated": statement.cue.negated,
        "hypothetical": statement.cue.hypothetical,
        "source": statement.source.text,
        "unnamed": statement.source.unnamed,
        "speaker": statement.speaker.name,
        "role": statement.speaker.role,
        "cue_spans": spans_cell(statement.cue.spans),
        "source_spans": spans_cell(statement.source.spans),
        "party": party.id,
        "party_name": party.name,
        "country": party.country,
        "party_confidence": as_number(party.confidence),
        "party_evidence": "; ".join(party.evidence),
        "relayed_by": statement.relayed_by,
        **flatten_stance(statement.stance[0] if statement.stance else None),
        "attitudes": "; ".join(f"{each.party} {each.label}" for each in statement.attitudes),
        "confidence": as_number(statement.confidence),
        "corrected": "; ".join(statement.corrected),
        "repeat_of": statement.repeat_of,
    }


def spans_cell(spans: Spans) -> str:
    """Spans in one cell.

    >>> spans_cell(((0, 4), (9, 12)))
    '0:4;9:12'
    """
    return ";".join(f"{start}:{end}" for start, end in spans)


def flatten_stance(stance: Stance | None) -> dict[str, Any]:
    """The columns of a stance; one that is too unsure to count is "unknown"."""
    sure = stance.label if stance and not stance.abstained else "unknown"
    return {
        "stance_target": stance.target if stance else None,
        "stance": sure if stance else None,
        "stance_probability": as_number(stance.probability) if stance else None,
        "stance_abstained": stance.abstained if stance else None,
    }


def format_labelled(
    articles: Iterable[Article],
    statements: Sequence[Statement],
    parties: Sequence[str] = (),
    target: str = "",
    positions: Sequence[Position] = (),
    party_file: str = "",
) -> str:
    """One labelled example a line for each article: a draft of gold labels to correct by hand.

    `parties` are ids; without any, those that the article quotes. `positions` over all issues
    give `party_stance`. `party_file` is the place of the file that defines parties, as seen from
    where the draft will lie. Where nothing is known or sure, a label or a party is "".
    """
    by_article: dict[str, list[Statement]] = {}
    for statement in statements:
        by_article.setdefault(statement.article, []).append(statement)
    examples = (
        label_article(each, by_article.get(each.id, []), parties, target, positions)
        for each in articles
    )
    own = {"party_file": party_file} if party_file else {}
    return "".join(dump_json({**example, **own}) + "\n" for example in examples)


def label_article(
    article: Article,
    statements: Sequence[Statement],
    parties: Sequence[str] = (),
    target: str = "",
    positions: Sequence[Position] = (),
) -> dict[str, Any]:
    """One article as a labelled example, with the statements that were found in it."""
    party_stance = {
        each.party: each.label for each in positions if each.issue is None and each.label in LABELS
    }
    labelled = [label_statement(each, target) for each in statements]
    aliases = list_aliases(statements)
    return labelled_row(article, labelled, parties, target, party_stance, aliases)


def labelled_row(
    article: Article,
    statements: Sequence[Mapping[str, Any]],
    parties: Sequence[str] = (),
    target: str = "",
    party_stance: Mapping[str, str] | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """A labelled example as it is written; without `parties`, those that its statements name."""
    quoted = dict.fromkeys(each["party"] for each in statements if each["party"])
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date.isoformat() if article.date else "",
        "text": article.text,
        "parties": list(parties or quoted),
        "stance_target": target,
        "party_stance": dict(party_stance or {}),
        "speaker_aliases": dict(aliases or {}),
        "statements": list(statements),
    }


def list_aliases(statements: Sequence[Statement]) -> dict[str, list[str]]:
    """For each speaker, the other words by which sources name them; pronouns are left out."""
    aliases: dict[str, list[str]] = {}
    for statement in statements:
        name, source = statement.speaker.name, clean_line(statement.source.text).strip(" ,;:")
        if not name:
            continue
        known = aliases.setdefault(name, [])
        if source and source != name and source.lower() not in PRONOUNS and source not in known:
            known.append(source)
    return aliases


def label_statement(statement: Statement, target: str = "") -> dict[str, Any]:
    """A statement as a labelled example holds it; the stance is the one toward `target`.

    Without a target there is nothing to be for or against, and so no stance.
    """
    toward = [each for each in statement.stance if target and each.target == target]
    sure = toward[0].label if toward and not toward[0].abstained else ""
    return {
        "kind": statement.kind,
        "speaker": statement.speaker.name,
        "party": statement.party.id or "",
        "stance": sure,
        "source": list_spans(statement.source.spans),
        "cue": list_spans(statement.cue.spans),
        "content": list_spans(statement.spans),
    }
