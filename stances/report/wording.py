"""How the report puts things into words: quotations, speakers, traces, verdicts, numbers."""

from dataclasses import replace

from stances.comparison import name_agreement
from stances.positions.citing import follows_cue, introduce, say_doubt, strip_marks
from stances.positions.clauses import split_pieces
from stances.records import JOIN, Agreement, KeyPoint, Position, Statement
from stances.report.escaping import clean_line

LONGEST = 600
MOST_PIECES = 8
VERDICTS = {
    "favor": "in favour",
    "against": "against",
    "neutral": "neutral",
    "unclear": "too unsure to say",
    "silent": "silent",
}
FLAGS = {"direct": "", "mixed": " (partly quoted)", "indirect": " (paraphrase)"}


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> count(1, "party", "parties"), count(2, "article")
    ('1 party', '2 articles')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def sign(value: float) -> str:
    """A value in [-1, 1] with its sign and two decimals.

    >>> sign(0.418), sign(-1), sign(-0.001)
    ('+0.42', '−1.00', '0.00')
    """
    shown = f"{value:+.2f}"
    return "0.00" if float(shown) == 0 else shown.replace("-", "−")


def show_range(interval: tuple[float, float] | None) -> str:
    """Both ends of an interval, or nothing.

    >>> show_range((-0.5, 0.25))
    '−0.50 to +0.25'
    """
    return "" if interval is None else f"{sign(interval[0])} to {sign(interval[1])}"


def trace(statement: Statement) -> str:
    """Where a statement stands: its article and the characters in it, `[start–end)` each."""
    return f"[{brief(statement.article, 200)} {places(statement)}]"


def places(statement: Statement) -> str:
    """The characters of the article that a statement fills."""
    shown = ", ".join(f"{start}–{end}" for start, end in statement.spans[:MOST_PIECES])
    return shown + (", …" if len(statement.spans) > MOST_PIECES else "")


def shorten(text: str, longest: int = LONGEST) -> str:
    """The text, or its beginning with `[…]` after it where it is longer than `longest`.

    >>> shorten("one two three", 9)
    'one two […]'
    """
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(" ", 1)[0][:longest].rstrip() + " […]"


def brief(text: str, longest: int = LONGEST) -> str:
    """One clean line of at most about `longest` characters; costs nothing for the rest.

    >>> brief("a\\nb " * 1_000_000, 7)
    'a b a b […]'
    """
    head = shorten(clean_line(text[: 4 * longest]), longest)
    return f"{head} […]" if len(text) > 4 * longest and not head.endswith("[…]") else head


def show_statement(statement: Statement, longest: int = LONGEST) -> str:
    """A statement's words: in “ ” only where all are verbatim, else flagged as what they are."""
    if statement.kind == "direct":
        return quote_verbatim(statement, longest)
    return brief(statement.text, longest) + FLAGS[statement.kind]


def quote_verbatim(statement: Statement, longest: int = LONGEST) -> str:
    """A direct quotation in “ ”, each of its pieces in marks of its own."""
    pieces = split_pieces(statement.text, statement.spans) or [statement.text]
    share = max(longest // min(len(pieces), MOST_PIECES), 40)
    shown = [f"“{strip_marks(brief(piece, share))}”" for piece in pieces[:MOST_PIECES]]
    return JOIN.join(shown) + (" […]" if len(pieces) > MOST_PIECES else "")


def attribute(statement: Statement) -> str:
    """Who said it and with which cue word, as "Ada Vale denied" or "according to Ada Vale"."""
    speaker = statement.speaker.name or statement.source.text
    name = brief(speaker, 100) or "speaker not found"
    cue = brief(statement.cue.text, 60)
    return introduce(name, cue) + say_doubt(statement)


def cite(statement: Statement, longest: int = LONGEST) -> str:
    """A statement in full: its words, who said it, where it stands, what a user corrected.

    A paraphrase that stands after its cue in the article is told in that order, as a clause of
    its speaker: "Ada Vale denied that the dam would fail (paraphrase)".
    """
    words, who = show_statement(statement, longest), attribute(statement)
    after = statement.kind != "direct" and follows_cue(statement)
    parts = [f"{who} {words}" if after else f"{words} — {who}"]
    if statement.relayed_by:
        parts.append(f", relayed by {brief(statement.relayed_by, 100)}")
    parts.append(f" {trace(statement)}")
    if statement.corrected:
        parts.append(f" (corrected by the user: {clean_line(', '.join(statement.corrected))})")
    return "".join(parts)


def cite_point(statement: Statement, point: KeyPoint) -> str:
    """A key point with who said it: the statement, or the clause of it that the point shows."""
    if not point.spans or point.spans == statement.spans:
        return cite(statement)
    clause = replace(statement, text=point.text, spans=point.spans)
    return cite(clause).replace(f" {trace(clause)}", f" […] {trace(clause)}")


def judge(position: Position) -> str:
    """A position in words with its numbers: "in favour (+0.42, 12 statements)"."""
    verdict = VERDICTS.get(position.label, position.label)
    if position.stance is None:
        return verdict
    numbers = [sign(position.stance), count(position.n, "statement")]
    if position.interval:
        numbers.insert(1, f"range {show_range(position.interval)}")
    if position.split:
        numbers.append(f"split: {position.counts[0]} for, {position.counts[1]} against")
    if position.few and position.n:
        numbers.append("too few to say more")
    elif position.reason:
        numbers.append(f"no range: {position.reason}")
    return f"{verdict} ({', '.join(numbers)})"


def judge_agreement(agreement: Agreement) -> str:
    """Agreement in a word, only where the figure is clear and its interval leaves out zero."""
    return name_agreement(agreement.agreement, agreement.interval)
