"""Answers to single questions: for whom a mention stands, and what stance a text takes."""

from collections.abc import Sequence

from stances.records import Party, Stance
from stances.report.escaping import clean_line, dump_json
from stances.report.plain import as_number


def format_resolved(rows: Sequence[tuple[str, Party]], as_json: bool = False) -> str:
    """Mentions with their parties: lines of mention, id, country, name and evidence, or JSON.

    >>> format_resolved([("them", Party())])
    'them\\tunknown\\n'
    """
    if as_json:
        return dump_json([_resolved(*row) for row in rows], indent=2) + "\n"
    lines = []
    for mention, party in rows:
        cells = [mention, party.id or "unknown"]
        if party.id:
            cells += [party.country or "-", party.name, f"{party.confidence:.2f}"]
        cells += ["; ".join(party.evidence)] if party.evidence else []
        lines.append("\t".join(clean_line(cell) for cell in cells) + "\n")
    return "".join(lines)


def _resolved(mention: str, party: Party) -> dict[str, object]:
    return {
        "mention": mention,
        "id": party.id,
        "name": party.name,
        "country": party.country,
        "evidence": list(party.evidence),
        "confidence": as_number(party.confidence),
    }


def format_stances(rows: Sequence[tuple[str, Stance]], as_json: bool = False) -> str:
    """Statements with their stances: lines of label, probability and statement, or JSON.

    An unsure answer is told as unknown, with the label it leans to.
    """
    if as_json:
        return dump_json([_stance(*row) for row in rows], indent=2) + "\n"
    lines = []
    for text, stance in rows:
        label = f"unknown ({stance.label}?)" if stance.abstained else stance.label
        lines.append(f"{label}\t{stance.probability:.2f}\t{clean_line(text)}\n")
    return "".join(lines)


def _stance(text: str, stance: Stance) -> dict[str, object]:
    return {
        "statement": text,
        "target": stance.target,
        "label": stance.label,
        "probability": as_number(stance.probability),
        "abstained": stance.abstained,
    }
