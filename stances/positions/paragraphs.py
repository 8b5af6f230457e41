"""Tells all that one party says in one paragraph: its issues, its dissent and its silence."""

from collections.abc import Mapping, Sequence

from stances.positions.citing import cite_statement, clean_text
from stances.positions.wording import (
    LEANS,
    Setting,
    end_sentence,
    is_open,
    join_words,
    main_point,
    name_issue,
    name_thing,
    say_count,
    say_lean,
    say_line,
    tell_line,
    tell_silence,
)
from stances.records import Issue, Position, Statement

TOLD = 3
NAMED = 3


def summarise_party(
    positions: Sequence[Position],
    statements: Mapping[str, Statement],
    issues: Mapping[str, Issue],
    party: str,
    *,
    articles: int = 0,
) -> str:
    """One paragraph on what a party says; "No statement ..." where it says nothing.

    `positions` are the party's, overall (`issue` None) among them; `statements` and `issues`
    are by id, `party` is its name, `articles` how many were read (0: not known). The issues
    it speaks on most come first, `TOLD` of them with their strongest key point.
    """
    overall = next((p for p in positions if p.issue is None), None)
    if overall is None or not overall.n:
        return tell_silence(Setting(party, "", articles))
    cells = [(p, issues[p.issue]) for p in positions if p.issue in issues and p.issue is not None]
    heard = sorted((c for c in cells if c[0].n), key=lambda c: (-c[0].n, c[0].label not in LEANS))
    sentences = [tell_line(overall, Setting(party, "", articles))]
    sentences += [_tell_issue(p, issue, overall, statements) for p, issue in heard[:TOLD]]
    sentences += [
        _tell_others([issue for _, issue in heard[TOLD:]]),
        _tell_dissenters(cells, statements),
        _tell_gaps([issue for p, issue in cells if not p.n]),
        _tell_trust(overall, [p for p, _ in heard]),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _tell_issue(
    position: Position, issue: Issue, overall: Position, statements: Mapping[str, Statement]
) -> str:
    """The line on one issue and the strongest key point; what was told before is not repeated."""
    point = main_point(position, statements)
    said = f": {cite_statement(statements[point.statement], point)}" if point else ""
    known = position.target == overall.target
    line = say_lean(position) if known else say_line(position)
    about = name_issue(issue)
    on = f"on {name_thing(about)}" if about != position.target else ""
    if known and on and say_lean(overall) == line:
        return end_sentence(f"{on}{said}") if said else ""
    return end_sentence(f"{on} it {line}{said}".strip())


def _tell_others(issues: Sequence[Issue]) -> str:
    return end_sentence(f"it also speaks on {_name_some(issues)}") if issues else ""


def _name_some(issues: Sequence[Issue]) -> str:
    """The first few issues by name and how many more there are."""
    names = [clean_text(name_issue(issue), 60) for issue in issues[:NAMED]]
    more = len(issues) - NAMED
    return join_words([*names, f"{say_count(more, 'other issue')}"] if more > 0 else names)


def _tell_dissenters(
    cells: Sequence[tuple[Position, Issue]], statements: Mapping[str, Statement]
) -> str:
    """The surest departure from the party's line, on the issue with most of them."""
    parted = [(p, i) for p, i in cells if any(key in statements for key in p.dissent)]
    if not parted:
        return ""
    position, issue = max(parted, key=lambda each: len(each[0].dissent))
    said = cite_statement(statements[position.dissent[0]])
    number = say_count(len(position.dissent), "statement")
    goes = "goes" if len(position.dissent) == 1 else "go"
    return end_sentence(
        f"on {name_thing(name_issue(issue))}, {number} {goes} the other way: {said}"
    )


def _tell_gaps(issues: Sequence[Issue]) -> str:
    """The issues on which others speak and the party does not."""
    return f"No statement of its own was found on {_name_some(issues)}." if issues else ""


def _tell_trust(overall: Position, heard: Sequence[Position]) -> str:
    """On how many issues the line is sure: an interval on one side of zero."""
    if overall.few:
        return "That is too little to say more."
    sure = [p for p in heard if p.label in LEANS and p.interval and not is_open(p)]
    if not heard:
        return ""
    if not sure:
        return "On no issue is there enough to be sure of its side."
    if len(sure) == len(heard):
        return "Its side is clear on each of these." if len(heard) > 1 else "Its side is clear."
    return f"Its side is clear on {say_count(len(sure), 'issue')} of {len(heard)}."
