"""Shortens a statement to a clause of it, by cutting alone and only where it still says the same.

Sentence compression by deletion (Knight and Marcu, 2000), with fixed patterns in place of a
learned model: a wrong cut is worse than a long sentence. What may go is a later sentence, a clause
that only describes ("which ..."), an aside in brackets or dashes, and a word that only joins
("Moreover,"). What bears on the claim never goes: negations, conditions, exceptions, contrasts,
hedges, numbers, who vouches for it and that it is false.
"""

import re
from collections.abc import Iterable

from stances.positions.quality import WORD, rate_clause
from stances.records import JOIN, Span, Spans, Statement

LONGEST = 4000
FEWEST = 6
_HELD = re.compile(
    r"\d|%|\b(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|lest|hardly|"
    r"barely|scarcely|if|unless|only|until|till|despite|except|excepting|but|however|although|"
    r"though|yet|whether|provided|providing|otherwise|instead|rather|nevertheless|nonetheless|"
    r"still|while|whereas|when|whenever|once|before|after|because|as long as|so long as|"
    r"merely|even|just|unlike|save|barring|depending|subject to|in case|"
    r"may|might|could|would|should|must|shall|will|perhaps|probably|possibly|allegedly|"
    r"supposedly|apparently|reportedly|likely|unlikely|some|most|all|every|many|few|both|half|"
    r"third|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|percent|per cent|first|last|"
    r"say|says|said|according|claim(?:s|ed)?|alleges?|alleged|so-called|supposed|purported|"
    r"believe[sd]?|thinks?|thought|pretend(?:s|ed)?|(?:a|all|are|the) lies?|lied|false|falsely|"
    r"untrue|wrong|wrongly|nonsense|myth|fiction|den(?:y|ies|ied)|doubt(?:s|ed|ful)?|"
    r"disput(?:e|es|ed)|reject(?:s|ed)?|disagree[sd]?|opposite|contrary|reverse)\b|n[’']t\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Maj|Capt|Adm|Sgt|Prof|St|No|vs|Jan|Feb|Mar|Apr|Aug|"
    r"Sept|Sep|Oct|Nov|Dec|[A-Z])\.\Z"
)
_SENTENCE_END = re.compile(r"(?<![.…])[.!](?:[\"”’'»)\]]*)(?=\s+[\"“‘'«(\[]*[A-ZÀ-ÖØ-Þ])")
_BACK = re.compile(
    r"[\s\"“‘'«(\[]*(?:it|this|that|these|those|they|he|she|such|so|then|and|or|the (?:former|"
    r"latter|same|opposite|reverse|contrary)|we (?:do|did|are|were|have|had) (?:it|so|this|that))"
    r"\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?:which|who|whom|whose|where)\b(?P<rest>[^,;:.!?…()\[\]—–]*)")
_ASIDE = re.compile(
    r"(?<!\s)(?:\s*\((?P<round>[^()\n]{3,200})\)|"
    r"\s+[—–]\s+(?P<dash>[^—–.!?\n]{3,200}?)\s+[—–](?=\s))"
)
_GOES_ON = re.compile(
    r",\s+(?:\w+ly )?(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|must|should|"
    r"may|might|cannot|\w{3,}[^s\W]s|\w{3,}ed)\b"
)
_OPENING = re.compile(
    r"(?P<mark>\s*[\"“‘'«]?)(?:(?:moreover|furthermore|in addition|additionally|meanwhile|"
    r"of course|also|again|well|look|now|indeed|for (?:his|her|its|their) part|in (?:a|the|that) "
    r"(?:statement|speech|interview|letter|message)|at (?:a|the) (?:news|press) conference|"
    r"on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)),\s+|and\s+)(?=\w)",
    re.IGNORECASE,
)
_VERDICT = re.compile(r"\s*(?:is|are|was|were)?\s*(?:why|how|what|means?|meant)\b", re.IGNORECASE)
_SEAM = ",;—–"
_MARKS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))


def shorten_statement(statement: Statement) -> tuple[str, Spans]:
    """The text of a clause of a statement and its spans in the article; all of it when unsure.

    The spans lie inside the statement's, and the text is their characters joined by `JOIN`. A
    statement whose text is not that of its spans is never cut.
    """
    pieces = split_pieces(statement.text, statement.spans)
    if pieces is None or len(statement.text) > LONGEST:
        return statement.text, statement.spans
    kept = [shorten_piece(piece, len(pieces) == 1) for piece in pieces]
    spans: list[Span] = []
    texts: list[str] = []
    for piece, (start, _), parts in zip(pieces, statement.spans, kept, strict=True):
        spans += [(start + low, start + high) for low, high in parts]
        texts += [piece[low:high] for low, high in parts]
    text = JOIN.join(texts)
    if not _is_worth(text, statement.text):
        return statement.text, statement.spans
    return text, tuple(spans)


def split_pieces(text: str, spans: Spans) -> list[str] | None:
    """The pieces of a statement's text, one a span; None where they do not fit.

    >>> split_pieces("one … two", ((0, 3), (9, 12)))
    ['one', 'two']
    """
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at : at + end - start])
        at += end - start + len(JOIN)
    return pieces if pieces and JOIN.join(pieces) == text else None


def _is_worth(short: str, whole: str) -> bool:
    """Whether a clause is long enough to stand alone and reads as well as the whole."""
    return (
        len(WORD.findall(short)) >= FEWEST
        and len(short) < len(whole)
        and rate_clause(short.replace(JOIN, " ")) >= rate_clause(whole.replace(JOIN, " "))
    )


def shorten_piece(text: str, alone: bool = True) -> list[Span]:
    """What to keep of one piece of text, as spans in it; later sentences go only if it is `alone`.

    >>> text = "Moreover, the tax, which they passed in spring, ruins our ports. Fishermen know."
    >>> JOIN.join(text[low:high] for low, high in shorten_piece(text))
    'the tax … ruins our ports.'
    """
    end = _first_sentence(text) if alone else len(text)
    start = _opening(text, end)
    cuts = [*_relatives(text, start, end), *_asides(text, start, end)]
    kept, at = [], start
    for low, high in _apart(cuts):
        kept.append((at, low))
        at = high
    kept.append((at, end))
    return [span for low, high in kept if (span := _trim(text, low, high))]


def _apart(cuts: Iterable[Span]) -> list[Span]:
    """The cuts in order, the first of those that overlap."""
    chosen: list[Span] = []
    for low, high in sorted(cuts):
        if not chosen or low >= chosen[-1][1]:
            chosen.append((low, high))
    return chosen


def _trim(text: str, low: int, high: int) -> Span | None:
    """A stretch without white space, commas and dashes at its seams; None where nothing is left."""
    while low < high and (text[low].isspace() or (low and text[low] in _SEAM)):
        low += 1
    ending = _SEAM if high < len(text) else ""
    while low < high and (text[high - 1].isspace() or text[high - 1] in ending):
        high -= 1
    return (low, high) if re.search(r"\w", text[low:high]) else None


def _first_sentence(text: str) -> int:
    """Where the first sentence ends, if it says enough and the rest takes nothing back."""
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(0, match.start() - 6), match.start() + 1):
            continue
        first, rest = text[: match.end()], text[match.end() :]
        good = len(WORD.findall(first)) >= FEWEST and _is_free(rest) and not _BACK.match(rest)
        return match.end() if good and _is_balanced(first) and not _BACK.match(first) else len(text)
    return len(text)


def _opening(text: str, end: int) -> int:
    """Where the clause starts, behind a word that only joins it to what was said before."""
    match = _OPENING.match(text, 0, end)
    if match is None or match.group("mark").strip():
        return 0
    return match.end() if _is_free(match.group()) else 0


def _relatives(text: str, start: int, end: int) -> Iterable[Span]:
    """Clauses that only describe, from their comma up to the next one or the sentence's end."""
    for match in _RELATIVE.finditer(text, start, end):
        rest, after = match.group("rest"), text[match.end() : end]
        if not _is_free(rest) or _VERDICT.match(rest) or len(WORD.findall(rest)) < 2:
            continue
        closed = re.match(r"[.!][\"”’']*\s*\Z", after) or not after.strip()
        # Behind the comma the main clause must go on with its verb, or there is a list.
        goes_on = _GOES_ON.match(after)
        if (closed or goes_on) and _is_balanced(match.group()):
            yield match.start(), match.end() + (1 if goes_on else 0)


def _asides(text: str, start: int, end: int) -> Iterable[Span]:
    """What stands in brackets or between dashes, where it is free to go."""
    for match in _ASIDE.finditer(text, start, end):
        inside = match.group("round") or match.group("dash")
        if _is_free(inside) and len(WORD.findall(inside)) > 1 and _is_balanced(match.group()):
            yield match.start(), match.end()


def _is_free(text: str) -> bool:
    """Whether a text holds nothing that bears on the claim."""
    return _HELD.search(text) is None


def _is_balanced(text: str) -> bool:
    """Whether each mark that opens in a text closes in it."""
    pairs = all(text.count(left) == text.count(right) for left, right in _MARKS)
    return pairs and text.count('"') % 2 == 0
