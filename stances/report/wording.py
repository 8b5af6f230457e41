"""How the report puts things into words: quotations, speakers, traces, verdicts, numbers."""

from stances.records import JOIN, Agreement, Position, Statement
from stances.report.escaping import clean_line

LONGEST = 600
MOST_PIECES = 8
CLEAR = 0.3
DOUBLE_MARKS = '"“”„‟«»‹›″＂'
SINGLE_MARKS = "'‘’‚‛`´"
VERDICTS = {
    "favor": "in favour",
    "against": "against",
    "neutral": "neutral",
    "unclear": "too unsure to say",
    "silent": "silent",
}
BEFORE_NAME = ("according to", "per")
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
    pieces = split_pieces(statement)
    share = max(longest // min(len(pieces), MOST_PIECES), 40)
    shown = [f"“{strip_marks(brief(piece, share))}”" for piece in pieces[:MOST_PIECES]]
    return JOIN.join(shown) + (" […]" if len(pieces) > MOST_PIECES else "")


def split_pieces(statement: Statement) -> tuple[str, ...]:
    """The pieces of a statement's text, one for each span."""
    pieces, at = [], 0
    for start, end in statement.spans:
        pieces.append(statement.text[at : at + end - start])
        at += end - start + len(JOIN)
    return tuple(pieces) if JOIN.join(pieces) == statement.text else (statement.text,)


def strip_marks(text: str) -> str:
    """The text without the quotation marks around it; marks inside it stay.

    >>> strip_marks("“We told them “no”,”"), strip_marks("they said “no”")
    ('We told them “no”,', 'they said “no”')
    """
    for marks in (DOUBLE_MARKS, SINGLE_MARKS):
        if len(text) > 1 and text[0] in marks and text[-1] in marks:
            return text[1:-1].strip()
    # A mark at one end only goes where it has no partner inside.
    if text[:1] and text[0] in DOUBLE_MARKS and not _has_marks(text[1:]):
        return text[1:].lstrip()
    if text[-1:] and text[-1] in DOUBLE_MARKS and not _has_marks(text[:-1]):
        return text[:-1].rstrip()
    return text


def _has_marks(text: str) -> bool:
    """Whether there is any double quotation mark."""
    return any(mark in text for mark in DOUBLE_MARKS)


def attribute(statement: Statement) -> str:
    """Who said it and with which cue word, as "Ada Vale denied" or "according to Ada Vale"."""
    speaker = statement.speaker.name or statement.source.text
    name = brief(speaker, 100) or "speaker not found"
    cue = brief(statement.cue.text, 60)
    words = f"{cue} {name}" if cue.lower() in BEFORE_NAME else f"{name} {cue}".rstrip()
    marks = [name for name in ("negated", "hypothetical") if getattr(statement.cue, name)]
    return f"{words} ({', '.join(marks)})" if marks else words


def cite(statement: Statement, longest: int = LONGEST) -> str:
    """A statement in full: its words, who said it, where it stands, what a user corrected.

    A paraphrase that stands after its cue in the article is told in that order, as a clause of
    its speaker: "Ada Vale denied that the dam would fail (paraphrase)".
    """
    words, who = show_statement(statement, longest), attribute(statement)
    parts = [f"{who} {words}" if _follows_cue(statement) else f"{words} — {who}"]
    if statement.relayed_by:
        parts.append(f", relayed by {brief(statement.relayed_by, 100)}")
    parts.append(f" {trace(statement)}")
    if statement.corrected:
        parts.append(f" (corrected by the user: {clean_line(', '.join(statement.corrected))})")
    return "".join(parts)


def _follows_cue(statement: Statement) -> bool:
    """Whether the article has source, cue and paraphrase in that order."""
    cue = statement.cue
    if statement.kind == "direct" or not cue.spans:
        return False
    end = cue.spans[-1][1]
    return end <= statement.spans[0][0] and all(last <= end for _, last in statement.source.spans)


def judge(position: Position) -> str:
    """A position in words with its numbers: "in favour (+0.42, 12 statements)"."""
    verdict = VERDICTS.get(position.label, position.label)
    if position.stance is None:
        return verdict
    within = show_range(position.interval)
    numbers = [sign(position.stance) + (f", range {within}" if within else "")]
    return f"{verdict} ({numbers[0]}, {count(position.n, 'statement')})"


def judge_agreement(agreement: Agreement) -> str:
    """Agreement in a word, only where the figure is clear and its interval leaves out zero.

    >>> judge_agreement(Agreement(("A", "B"), None, 0.2, (0.1, 0.3), 9))
    'mixed or unsure'
    """
    value = agreement.agreement
    if value is None:
        return "nothing to compare"
    low, high = agreement.interval or (value, value)
    if abs(value) < CLEAR or low <= 0 <= high:
        return "mixed or unsure"
    return "agree" if value > 0 else "disagree"
