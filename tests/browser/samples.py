"""Reports to show in a browser: one with all that a page can show, and a large one."""

from dataclasses import replace
from datetime import date, timedelta

from report_samples import ARVANIA, BELMARK, DORNE, make_report, make_statements

from stances.collection.outlets import compare_outlets
from stances.collection.telling import follow_time
from stances.records import (
    Agreement,
    Article,
    Attitude,
    AttitudeCell,
    Change,
    Concord,
    Contradiction,
    Cue,
    Fragility,
    Issue,
    KeyPoint,
    Kind,
    Party,
    PartyMap,
    Position,
    Side,
    Source,
    Speaker,
    Stance,
    Statement,
)
from stances.report import Report
from stances.report.added import LeftOut, Passage, Turn
from stances.report.page import render_page

PARTIES = (ARVANIA, BELMARK, Party("CORDESIA", "Cordesia"), DORNE)
CUES = ("said", "denied", "warned", "promised", "argued")
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
SUBJECTS = ("the dam", "the river toll", "the border post", "the grain treaty", "the rail line")


def make_rich_report() -> Report:
    """The small report with all that a page can show: attitudes, a map, change, repeats."""
    first = make_statements()
    repeat = Statement(
        **{
            **{name: getattr(first[0], name) for name in first[0].__dataclass_fields__},
            "id": "later:1",
            "article": "later",
            "spans": ((0, 34),),
            "cue": Cue("declared", ((35, 43),)),
            "source": Source("Ada Vale", ((44, 52),)),
            "repeat_of": "dam:1",
        }
    )
    later = Article(
        "later",
        "“We will build the dam this year,” declared Ada Vale.",
        "Dam again",
        date(2031, 6, 1),
        "The Belmark Herald",
        "https://example.org/later?a=1&b=2",
    )
    report = make_report()
    change = Change(date(2031, 5, 4), -0.2, 0.4, 0.01)
    positions = tuple(
        replace(each, change=change, dissent=("dam:2",)) if each.party == "ARV" else each
        for each in report.positions
    )
    return replace(
        report,
        articles=(*report.articles, later),
        statements=(*_with_evidence(first), repeat),
        positions=positions,
        concords=(Concord("issue-1", ("ARV", "BLM"), ("dam:2", "dam:3"), 0.8),),
        attitude_matrix=(
            AttitudeCell("BLM", "ARV", -0.7, 0, 0, 1, ("dam:4",)),
            AttitudeCell("ARV", "BLM", 0.1, 1, 0, 0, ("dam:2",)),
        ),
        map=PartyMap((("ARV", 0.3, 0.1), ("BLM", -0.3, 0.0), ("DOR", 0.0, -0.1)), 0.05),
        fragile=(Fragility("position", ("ARV",), None, "outlet:Gazette", "favor", "unclear"),),
        problems=("note.bin: is not text.",),
    )


def make_large_report(count: int = 500) -> Report:
    """A report of so many statements: ten an article, twenty an issue, four parties, a year."""
    articles, statements = [], []
    for start in range(0, count, 10):
        article, found = _make_article(start // 10, min(10, count - start))
        articles.append(article)
        statements += found
    issues = [
        Issue(
            f"i{place}",
            f"{SUBJECTS[place % len(SUBJECTS)]}, part {place}",
            f"{SUBJECTS[place % len(SUBJECTS)].capitalize()} should be open.",
            tuple(each.id for each in statements[place * 20 : (place + 1) * 20]),
        )
        for place in range(-(-count // 20))
    ]
    ids = [str(party.id) for party in PARTIES]
    cells = [(party, None) for party in ids] + [(p, issue) for p in ids for issue in issues]
    pairs = [(a, b) for place, a in enumerate(ids) for b in ids[place + 1 :]]
    return Report(
        articles=tuple(articles),
        statements=tuple(statements),
        issues=tuple(issues),
        sides=tuple(side for issue in issues for side in _make_sides(issue, statements)),
        positions=tuple(_make_position(party, issue, statements) for party, issue in cells),
        comparison=tuple(Agreement(pair, None, -0.4, (-0.6, -0.1), 40, 0.02) for pair in pairs),
        contradictions=tuple(_contradict(issue, statements) for issue in issues),
        attitude_matrix=tuple(
            AttitudeCell(a, b, -0.4, 2, 1, 5, tuple(s.id for s in statements[:8])) for a, b in pairs
        ),
        map=PartyMap(tuple((p, n * 0.2, n % 2 * 0.1) for n, p in enumerate(ids)), 0.11),
        parties=PARTIES,
        settings={"target": "The river should be open.", "min_confidence": 0.5},
        made_with={"version": "0.1.0", "models": {"encoder": "0" * 64}},
        target="The river should be open.",
    )


def _make_article(number: int, count: int) -> tuple[Article, list[Statement]]:
    text, found = f"Report number {number} from the river\n\n", []
    for place in range(count):
        row = number * 10 + place
        party = (*PARTIES, Party())[row % 5 if row % 20 == 4 else row % 4]
        name, cue = f"Speaker {row % 40} of {party.name}", CUES[row % 5]
        subject = SUBJECTS[row // 20 % len(SUBJECTS)]
        words = (
            f"number {row} of many things to be told about {subject} is that it is too dear, "
            "too late and in the wrong place for the people of the upper valley"
        )
        kind = KINDS[row % 3]
        quoted = f"“{words},”" if kind == "direct" else f"that {words}"
        source, at = (len(text), len(text) + len(name)), len(text) + len(name) + 1
        content = (at + len(cue) + 1, at + len(cue) + 1 + len(quoted))
        text += f"{name} {cue} {quoted}.\n\n"
        found.append(
            Statement(
                id=f"a{number}:{place + 1}",
                article=f"a{number}",
                kind=kind,
                manner="said",
                text=quoted,
                spans=(content,),
                cue=Cue(cue, ((at, at + len(cue)),)),
                source=Source(name, (source,)),
                speaker=Speaker(name, "Minister of Water" if row % 3 else ""),
                party=replace(party, evidence=(f'"{name}" names {party.name}',)),
                attitudes=(Attitude("BLM", "negative", 0.7),),
                stance=_make_stances(row, subject),
            )
        )
    day = date(2031, 1, 1) + timedelta(days=number % 365)
    outlet = f"Gazette {number % 7}"
    url = f"https://example.org/{number}"
    return Article(f"a{number}", text, f"Report number {number}", day, outlet, url), found


def _make_stances(row: int, subject: str) -> tuple[Stance, ...]:
    score = (row * 37 % 200 - 100) / 100
    label = "favor" if score > 0.1 else "against" if score < -0.1 else "neutral"
    targets = ("The river should be open.", f"{subject.capitalize()} should be open.")
    return tuple(Stance(target, label, 0.5 + abs(score) / 2, score) for target in targets)


def _make_sides(issue: Issue, statements: list[Statement]) -> list[Side]:
    by_label: dict[str, list[Statement]] = {}
    members = set(issue.statements)
    for each in statements:
        if each.id in members:
            by_label.setdefault(each.stance[0].label, []).append(each)
    return [
        Side(
            issue.id,
            f"{issue.id}-{label}",
            label,
            tuple(each.id for each in found),
            tuple(sorted({each.party.id for each in found if each.party.id})),
        )
        for label, found in sorted(by_label.items())
    ]


def _make_position(party: str, issue: Issue | None, statements: list[Statement]) -> Position:
    wanted = set(issue.statements) if issue else {each.id for each in statements}
    found = [s for s in statements if s.party.id == party and s.id in wanted]
    target = issue.target if issue else "The river should be open."
    if not found or (party == "DOR" and issue and issue.id.endswith("3")):
        key = issue.id if issue else None
        return Position(party, key, target, "silent", None, None, 0, (), ())
    value = sum(each.stance[0].score for each in found) / len(found)
    points = tuple(
        KeyPoint(each.id, each.text, each.kind == "direct", 2, each.spans) for each in found[:3]
    )
    label = "favor" if value > 0 else "against"
    ids = tuple(each.id for each in found)
    interval = (max(value - 0.2, -1.0), min(value + 0.2, 1.0))
    key = issue.id if issue else None
    return Position(party, key, target, label, value, interval, len(ids), ids, points)


def _contradict(issue: Issue, statements: list[Statement]) -> Contradiction:
    by_id = {each.id: each for each in statements}
    first, second = issue.statements[0], issue.statements[min(1, len(issue.statements) - 1)]
    parties = (str(by_id[first].party.id), str(by_id[second].party.id))
    return Contradiction(issue.id, parties, (first, second), 0.9)


def _with_evidence(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(
        replace(each, speaker=replace(each.speaker, role="Minister")) for each in statements
    )


def make_added_page(count: int = 120) -> str:
    """A page with all that `--by week --by outlet` can add to it."""
    report = make_large_report(count)
    first, *_, last = [each for each in report.statements if each.party.id == "ARV"]
    days = {each.id: each.date or date(2031, 1, 1) for each in report.articles}
    issues = [issue.id for issue in report.issues]
    change = Change(days[first.article], -0.4, 0.3, 0.012)
    dates = days[first.article], days[last.article]
    over_time = replace(
        follow_time(report, "week"),
        turns=(
            Turn("ARV", issues[0], change, first, last, dates),
            Turn("ARV", None, change, first, last, dates),
        ),
        passages=(Passage((issues[0], issues[1]), (issues[2],), date(2031, 1, 1), dates[1]),),
    )
    outlets = replace(
        compare_outlets(report),
        left_out=(
            LeftOut("Gazette 0", "ARV", 8, 6, 0.75, 0.2, 0.3, 0.8, 3, (issues[0], issues[1])),
            LeftOut("Gazette 1", "BLM", 8, 0, 0.0, 0.2, None, None, 0, ()),
        ),
        unnamed=3,
    )
    return render_page(report, over_time=over_time, outlets=outlets)
