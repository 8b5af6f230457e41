"""Tells a position in plain English, from templates over its figures and spans of the sources.

Nothing else goes in: each sentence is chosen by what the figures are (as template-based
generation does; Reiter and Dale, 1997), so that it says no more than they do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stances.positions.citing import cite_statement, clean_text, name_speaker
from stances.records import Change, Issue, KeyPoint, Position, Statement
from stances.stance import stance_toward

_NUMBERS = "no one two three four five six seven eight nine ten".split()
# Not as the machine's language has them: the report is the same everywhere.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_WORDY = 8
UNREAD = "takes no side that could be read"
LEANS = {"favor": "in favour", "against": "against"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a position does not hold itself: the party's name, the issue as `name_issue` has it
    ("" overall), and how many articles were read (0: not known).
    """

    party: str
    issue: str = ""
    articles: int = 0


def summarise_cell(position: Position, cell: Sequence[Statement], setting: Setting) -> str:
    """What a party says on one issue, in two to six sentences; `cell` has its statements.

    The line and what it rests on, the strongest key point, who departs from it, and how sure
    all this is.
    """
    if not position.n:
        return tell_silence(setting)
    by_id = {statement.id: statement for statement in cell}
    sentences = [
        tell_line(position, setting),
        tell_point(position, by_id),
        _tell_sides(position, cell),
        _tell_dissent(position, by_id),
        _tell_change(position.change),
        _tell_certainty(position),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def say_count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, in a word up to ten.

    >>> say_count(1, "party", "parties"), say_count(12, "article")
    ('one party', '12 articles')
    """
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{word} {noun if number == 1 else plural or noun + 's'}"


def join_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> join_words(["the dam", "the tax", "the port"])
    'the dam, the tax and the port'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def end_sentence(text: str) -> str:
    """A sentence with a capital and one mark at its end, also inside quotation marks.

    >>> end_sentence("she said: “No.”"), end_sentence("he left")
    ('She said: “No.”', 'He left.')
    """
    ended = text.rstrip("”’\"')]")[-1:] in (".", "!", "?") and text[-1:] != ")"
    return text[:1].upper() + text[1:] + ("" if ended else ".")


def tell_silence(setting: Setting) -> str:
    """That nothing was found, and in how much."""
    about = f" on {name_thing(setting.issue)}" if setting.issue else ""
    where = f" in {say_count(setting.articles, 'article')}" if setting.articles else ""
    return f"No statement by {clean_text(setting.party, 100)}{about} was found{where}."


def name_thing(target: str) -> str:
    """What one may be for or against, in a phrase; a whole sentence is only pointed to."""
    line = clean_text(target, 100)
    wordy = len(line.split()) > _WORDY or line.endswith((".", "!", "?"))
    return "what was asked" if wordy or not line else line


def name_issue(issue: Issue) -> str:
    """An issue in a sentence: its label, behind "the" where the texts write it so.

    >>> name_issue(Issue("i1", "harbour tax", "the harbour tax", ()))
    'the harbour tax'
    """
    return issue.target if issue.target == f"the {issue.label}" else issue.label


def tell_line(position: Position, setting: Setting) -> str:
    """Where the party stands and on how much that rests."""
    party = clean_text(setting.party, 100)
    on = ""
    if setting.issue and setting.issue != position.target:
        on = f"on {name_thing(setting.issue)}, "
    speakers = say_count(position.speakers, "speaker")
    ground = f"{say_count(position.n, 'statement')} by {speakers}"
    if position.articles > 1:
        ground += f" in {say_count(position.articles, 'article')}"
    if not position.target:
        return end_sentence(f"{party} is heard in {ground}")
    line = say_line(position)
    if position.few:
        return end_sentence(f"{on}{party} {line}, as far as {ground} can show")
    return end_sentence(f"{on}{party} {line}, in {ground}")


def say_line(position: Position) -> str:
    """The verdict as the end of a sentence: "is against the harbour tax"."""
    thing = name_thing(position.target)
    lean = LEANS.get(position.label)
    if position.split:
        return f"is divided over {thing}" + _lean(position)
    if lean:
        verb = "leans" if is_open(position) else "is"
        return f"{verb} {lean} of {thing}" if lean == LEANS["favor"] else f"{verb} {lean} {thing}"
    return f"takes no side on {thing}" if position.label == "neutral" else f"{UNREAD} on {thing}"


def say_lean(position: Position) -> str:
    """The verdict alone, where it is known on what: "is against"."""
    lean = LEANS.get(position.label)
    if position.split:
        return "is divided" + _lean(position)
    if lean:
        return f"leans {lean}" if is_open(position) else f"is {lean}"
    return "takes no side" if position.label == "neutral" else UNREAD


def _lean(position: Position) -> str:
    """To which side a divided party leans, where its interval leaves that no open question."""
    lean = LEANS.get(position.label)
    return f" and leans {lean}" if lean and not is_open(position) else ""


def is_open(position: Position) -> bool:
    """Whether the interval has both signs, so that the side could turn."""
    return bool(position.interval and position.interval[0] <= 0 <= position.interval[1])


def tell_point(position: Position, by_id: Mapping[str, Statement]) -> str:
    """The strongest key point, in the words of the statement, and how many say it."""
    point = main_point(position, by_id)
    if point is None:
        return ""
    said = cite_statement(by_id[point.statement], point)
    if position.n == 1:
        return end_sentence(said)
    if point.n == 1:
        return end_sentence(f"For instance, {said}")
    lead = "Both say" if point.n == position.n == 2 else f"{say_count(point.n, 'statement')} say"
    return end_sentence(f"{lead[:1].upper()}{lead[1:]} much the same: {said}")


def main_point(position: Position, by_id: Mapping[str, Statement]) -> KeyPoint | None:
    """The key point to tell: the first that clearly takes the party's line and was really said;
    else one that does not depart from it; else the first of all.
    """

    def rank(point: KeyPoint) -> tuple[bool, bool]:
        statement = by_id[point.statement]
        stance = stance_toward(statement, position.target)
        takes = bool(stance and not stance.abstained and stance.label == position.label)
        apart = point.statement in position.dissent
        return apart or statement.cue.negated or statement.cue.hypothetical, not takes

    known = [point for point in position.key_points if point.statement in by_id]
    return min(known, key=rank, default=None)


def _tell_sides(position: Position, cell: Sequence[Statement]) -> str:
    """The surest statement of each side, where a party is divided and has no line."""
    if not position.split or position.label in LEANS:
        return ""
    told = main_point(position, {statement.id: statement for statement in cell})
    best = [_surest(cell, position.target, label) for label in LEANS]
    parts = [
        f"{word} it, {cite_statement(statement)}"
        for word, statement in zip(("for", "against"), best, strict=True)
        if statement and not (told and statement.id == told.statement)
    ]
    return end_sentence("; ".join(parts)) if parts else ""


def _surest(cell: Iterable[Statement], target: str, label: str) -> Statement | None:
    found = [
        (-stance.probability, statement.id, statement)
        for statement in cell
        if (stance := stance_toward(statement, target))
        and stance.label == label
        and not stance.abstained
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def _tell_dissent(position: Position, by_id: Mapping[str, Statement]) -> str:
    """Who departs from the line: always one by name."""
    held = [by_id[key] for key in position.dissent if key in by_id]
    if not held:
        return ""
    said = cite_statement(held[0])
    if len(held) == 1:
        return end_sentence(f"One statement goes the other way: {said}")
    count = say_count(len(held), "statement").capitalize()
    names = list(dict.fromkeys(name_speaker(statement) for statement in held))
    by = f", by {join_words(names)}," if 1 < len(names) < 4 else ""
    return end_sentence(f"{count}{by} go the other way; {said}")


def _tell_change(change: Change | None) -> str:
    if change is None:
        return ""
    way = "more in favour" if change.after > change.before else "more against"
    day = f"{change.until.day} {_MONTHS[change.until.month - 1]} {change.until.year}"
    return f"What it says after {day} is {way} than before, by more than chance would have it."


def _tell_certainty(position: Position) -> str:
    """How sure the line is: by the number, the interval and the unsure statements."""
    if position.few or not position.target:
        return "That is too little to say more." if position.few else ""
    if 2 * position.counts[3] > position.n:
        return "Most of the statements are too unsure to count for a side."
    if position.interval is None:
        return f"How sure this is cannot be told: {position.reason}."
    if position.label not in LEANS:
        return ""
    if is_open(position):
        return "This is not sure: other articles could turn the balance."
    return "The figures are clearly on that side."
