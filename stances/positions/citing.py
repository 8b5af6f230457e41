"""Puts a statement's words and its speaker into a sentence: “ ” only around verbatim words."""

import re
from collections.abc import Sequence

from stances.positions.clauses import split_pieces
from stances.records import JOIN, KeyPoint, Statement

LONGEST = 180
SHORT = 80
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS = '"“”„‟«»‹›″＂'
_SINGLE = "'‘’‚‛`´"
_OPEN, _CLOSE = "“„«‹‘‚", "”’»›"
_LEADS = ("according to", "per")
_PARTICIPLE = re.compile(r"(?!bring|sing|ring|cling|fling|spring|string|swing)[a-z]{3,}ing\b")


def clean_text(text: str, longest: int = LONGEST) -> str:
    r"""One line of a source's text, its end told by `[…]` where it is longer than `longest`.

    Hidden characters become U+FFFD, as the report has them.

    >>> clean_text("one\ntwo three", 9)
    'one two […]'
    """
    line = _HIDDEN.sub("\ufffd", " ".join(text[: 4 * longest].split()))
    if len(line) <= longest and len(text) <= 4 * longest:
        return line
    return f"{line[: longest + 1].rsplit(' ', 1)[0][:longest].rstrip()} […]".lstrip()


def cite_statement(statement: Statement, point: KeyPoint | None = None) -> str:
    """A statement as a clause, of its words or those of its key point, without a full stop.

    A direct quotation is "Ila Tesk said: “We will not sign”"; a paraphrase follows its cue as it
    does in the article ("Oru Venn denied that the dam would fail"), or is named one.
    """
    text, spans = (
        (point.text, point.spans) if point and point.spans else (statement.text, statement.spans)
    )
    speaker = name_speaker(statement)
    cue = clean_text(statement.cue.text, SHORT)
    if statement.kind == "direct":
        words = _quote(split_pieces(text, spans) or [text])
        return f"{introduce(speaker, cue)}{say_doubt(statement)}: {words}"
    words = clean_text(text).rstrip(" ,;:—–").removesuffix(".")
    if follows_cue(statement) and cue and spans[0][0] == statement.spans[0][0]:
        return f"{introduce(speaker, cue)}{say_doubt(statement)} {words}"
    how = "partly quoted" if statement.kind == "mixed" else "in paraphrase"
    return f"{speaker}{say_doubt(statement)}, {how}: {words}"


def name_speaker(statement: Statement) -> str:
    """The speaker's name, else the words of the source, else that there is none."""
    name = statement.speaker.name or statement.source.text
    return clean_text(name, SHORT) or "a speaker not found"


def introduce(speaker: str, cue: str) -> str:
    """Who said it, with the cue in its place: "Ada Vale denied", "according to Ada Vale".

    A participle gets the verb that it lacks.

    >>> introduce("Ada Vale", "asserting")
    'Ada Vale is reported asserting'
    """
    if cue.lower() in _LEADS:
        return f"{cue} {speaker}"
    if _PARTICIPLE.match(cue):
        return f"{speaker} is reported {cue}"
    return f"{speaker} {cue}".rstrip()


def say_doubt(statement: Statement) -> str:
    """What a cue alone does not show: that it was not said, or not yet."""
    marks = [name for name in ("negated", "hypothetical") if getattr(statement.cue, name)]
    return f" ({', '.join(marks)})" if marks else ""


def follows_cue(statement: Statement) -> bool:
    """Whether the article has source, cue and words in that order."""
    if not statement.cue.spans or not statement.spans:
        return False
    end = statement.cue.spans[-1][1]
    ends = [last for _, last in statement.source.spans]
    return end <= statement.spans[0][0] and all(last <= end for last in ends)


def _quote(pieces: Sequence[str]) -> str:
    """The first pieces of a quotation, each in marks of its own, as many as are short enough."""
    shown, left = [f"“{_verbatim(pieces[0])}”"], LONGEST - len(pieces[0])
    for piece in pieces[1:]:
        left -= len(piece)
        if left < 0:
            return f"{JOIN.join(shown)} […]"
        shown.append(f"“{_verbatim(piece)}”")
    return JOIN.join(shown)


def _verbatim(piece: str) -> str:
    """The words of a quotation in one line, without its marks and a comma at its end."""
    return strip_marks(clean_text(piece).rstrip(" ,;")).rstrip(" ,;")


def strip_marks(text: str) -> str:
    """The text without the quotation marks around it; marks inside it stay.

    >>> strip_marks("“We told them “no”,”"), strip_marks("they said “no”")
    ('We told them “no”,', 'they said “no”')
    """
    text = text.strip()
    for marks in (_MARKS, _SINGLE):
        if len(text) > 1 and text[0] in marks and text[-1] in marks and _is_pair(text, marks):
            return text[1:-1].strip()
    # A mark at one end only goes where it has no partner inside.
    if text[:1] and text[0] in _MARKS and not any(mark in text[1:] for mark in _MARKS):
        return text[1:].lstrip()
    if text[-1:] and text[-1] in _MARKS and not any(mark in text[:-1] for mark in _MARKS):
        return text[:-1].rstrip()
    return text


def _is_pair(text: str, marks: str) -> bool:
    """Whether the mark that opens a text is not closed before its end."""
    depth = 0
    for at, mark in enumerate(text):
        before = text[at - 1 : at] if at else ""
        if mark not in marks or (before.isalnum() and text[at + 1 : at + 2].isalnum()):
            continue
        opens = mark in _OPEN or (mark not in _CLOSE and not before.strip())
        depth += 1 if opens else -1
        if depth == 0:
            return at == len(text) - 1
    return True
