"""Completes the source of an attribution: the relative clause and the comma that belong to it."""

import re
from collections.abc import Sequence

from stances.quotations.attributions import Attribution
from stances.quotations.manner import head_noun
from stances.quotations.words import word_set
from stances.records import Span

_LONGEST = 120
_SHORTEST = 3
_CLOSE = 40
_AUXILIARY = re.compile(
    r"(?:(?:has|have|had|was|were|is|are|will|would|did|does|do|been|also|then|later|never|not|"
    r"already|now)\s+){1,4}\Z"
)
_APPOSED = re.compile(r",? ?(?:an?|the|its|which|that|[a-z]+ed|drawn|written|made|sent)\b")
_ENDING = r"(?:on|in|at|to|who|after|as|when|during|while|from)\b"
_NAME_AFTER = re.compile(
    r" (?P<name>(?P<first>[\w’'-]{1,30})"
    rf"(?: (?!{_ENDING})[\w’'-]{{1,30}}){{0,7}})(?=[.,;:\n]| {_ENDING}|\Z)"
)
_NAMED = re.compile(r"\A(?:the|an?|his|her|their|its|one|another)\b|\b[A-Z]")
_NO_NAME = frozenset(
    "on in at to by for from with after before during as when while that and but in of it if "
    "yesterday today tonight earlier later again also then".split()
)
_BREAK = re.compile(r"[\"“”;:!?\n]|\. ")
_STOP = re.compile(r"[\"“”;:!?\n,]|\. ")


def complete_sources(text: str, found: Sequence[Attribution]) -> None:
    """Widen sources over a defining relative clause, and give or take their last comma.

    "The report [that the mission sent out] says": the clause says whose report it is. A comma
    that closes an apposition belongs to a source before its cue ("Ila Tesk, a minister, said"),
    never to one after it ("said Ila Tesk, a minister, on Monday").
    """
    for attribution in found:
        if not attribution.source and attribution.cue and attribution.content:
            attribution.source = _inverted(text, attribution)
    nearest: dict[Span, int] = {}
    for attribution in found:
        if len(attribution.source) == 1 and attribution.cue:
            source, cue = attribution.source[0], attribution.cue[0][0]
            if source[1] <= cue:
                nearest[source] = min(cue, nearest.get(source, cue))
    wider = {source: _widen(text, source, until) for source, until in nearest.items()}
    for attribution in found:
        attribution.source = [wider.get(span, span) for span in attribution.source]
        if attribution.source and attribution.cue:
            start, end = attribution.source[-1]
            if start >= attribution.cue[0][1] and text[end - 1] == ",":
                attribution.source[-1] = start, end - 1


def _inverted(text: str, attribution: Attribution) -> list[Span]:
    """The words after a cue that follows what is said: "“We agree,” admitted [Ila Tesk]."."""
    (_, said), (start, end) = attribution.content[-1], attribution.cue[0]
    if not 0 <= start - said < _SHORTEST or len(attribution.cue) > 1 or " " in text[start:end]:
        return []
    match = _NAME_AFTER.match(text, end)
    if match is None or match["first"].lower() in _NO_NAME or not _NAMED.search(match["name"]):
        return []
    return [match.span("name")]


def _widen(text: str, source: Span, until: int) -> Span:
    start, end = source
    gap = text[end : min(until, end + _LONGEST)]
    if gap.startswith(" that ") and until - end < _LONGEST and not _STOP.search(gap):
        clause = _AUXILIARY.sub("", gap).rstrip()
        return (start, end + len(clause)) if clause.count(" ") >= _SHORTEST else source
    if _APPOSED.match(gap) and head_noun(text[start:end]) in word_set("documents"):
        clause = gap[: gap.rfind(",") + 1]
        if until - end < _LONGEST and not _BREAK.search(clause):
            return start, end + len(clause)
    apposition = text.find(",", start, end - 1) >= 0
    comma = apposition and gap.startswith(",") and until - end < _CLOSE
    return (start, end + 1) if comma else source
