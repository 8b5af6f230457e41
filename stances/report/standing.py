"""How parties stand to each other: agreement, the map, attitudes, and what hangs on one source."""

from collections.abc import Iterator

from stances.records import Agreement, AttitudeCell, Fragility
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.lookup import Lookup
from stances.report.wording import VERDICTS, brief, count, judge_agreement, show_range, sign

SILENT = "·"
MOST_FRAGILE = 10


def agreement_table(lookup: Lookup) -> Iterator[Block]:
    """How far each two parties agree over all."""
    yield Heading(2, "Who agrees with whom")
    overall = lookup.agreements.get(None, [])
    if len(lookup.report.parties) < 2:
        yield Line("Fewer than two parties are in this report, so there is nobody to compare.")
    elif not lookup.report.comparison:
        yield Line("No two parties speak about the same thing, so nothing can be compared.")
    elif overall:
        yield Grid(
            ("Parties", "Agreement", "Range", "p", "Statements"),
            tuple(agreement_row(lookup, agreement) for agreement in overall),
        )
        if any(each.p is not None for each in overall):
            yield Line(
                "p: the chance of so large a difference if speakers were dealt out at random."
            )
        yield from map_line(lookup)


def agreement_row(lookup: Lookup, agreement: Agreement) -> tuple[Cell, ...]:
    """One pair of parties with its numbers."""
    pair = " and ".join(lookup.name(party) for party in agreement.parties)
    word = judge_agreement(agreement)
    value = agreement.agreement
    shown = word if value is None else f"{sign(value)} {word}"
    tone = {"agree": "favor", "disagree": "against"}.get(word, "unclear")
    within = show_range(agreement.interval) or SILENT
    chance = SILENT if agreement.p is None else f"{agreement.p:.3f}"
    return Cell(pair), Cell(shown, tone), Cell(within), Cell(chance), Cell(f"{agreement.n}")


def map_line(lookup: Lookup) -> Iterator[Block]:
    """Where the parties lie on the map, with how much it distorts; nothing where it is a line."""
    found = lookup.report.map
    if found is None or not any(y for _, _, y in found.points):
        return
    places = (f"{lookup.name(party)} ({sign(x)}, {sign(y)})" for party, x, y in found.points)
    yield Line(f"{'; '.join(places)}. Stress {found.stress:.2f}.", lead="On a plane: ")


def attitude_table(lookup: Lookup) -> Iterator[Block]:
    """How each party speaks of each other one."""
    cells = {(each.source, each.target): each for each in lookup.report.attitude_matrix}
    parties = [p for p in lookup.compared if any(p in key for key in cells)]
    if not cells or len(parties) < 2:
        return
    yield Heading(2, "Who speaks how of whom")
    head = ("Speaks / of", *(lookup.name(party) for party in parties))
    yield Grid(head, tuple(_attitude_row(lookup, each, parties, cells) for each in parties))
    yield Line(
        "+ well, − ill, 0 neither, a mean over statements that name the other party, with "
        f"their number; {SILENT} none does."
    )


def _attitude_row(
    lookup: Lookup,
    source: str,
    targets: list[str],
    cells: dict[tuple[str, str], AttitudeCell],
) -> tuple[Cell, ...]:
    row = [Cell(lookup.name(source))]
    for target in targets:
        cell = cells.get((source, target))
        if cell is None:
            row.append(Cell("" if source == target else SILENT, "silent"))
        else:
            tone = "favor" if cell.mean > 0 else "against" if cell.mean < 0 else "neutral"
            row.append(Cell(f"{sign(cell.mean)} ({len(cell.statements)})", tone))
    return tuple(row)


def fragile_lines(lookup: Lookup) -> Iterator[Block]:
    """Findings that turn when one article or outlet is left out."""
    found = lookup.report.fragile
    if not found:
        return
    yield Heading(2, "What hangs on one source")
    for each in found[:MOST_FRAGILE]:
        yield Line(describe_fragility(lookup, each), level=1)
    if len(found) > MOST_FRAGILE:
        yield Line(f"{count(len(found) - MOST_FRAGILE, 'finding')} more in the report as JSON.")


def describe_fragility(lookup: Lookup, found: Fragility) -> str:
    """A finding, and what it becomes without the source it hangs on."""
    names = " and ".join(lookup.name(party) for party in found.parties)
    issue = lookup.issues.get(found.issue or "")
    where = f" on {brief(issue.label, 80)}" if issue else " over all"
    kind, _, name = found.without.partition(":")
    was, becomes = (VERDICTS.get(each, each) for each in (found.was, found.becomes))
    return f"{names}{where}: {was}, but {becomes} without the {kind} {brief(name, 100)}"
