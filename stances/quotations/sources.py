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
_BREAK = re.compile(r"[\"“”;:!?\n]|\. ")
_STOP = re.compile(r"[\"“”;:!?\n,]|\. ")


def complete_sources(text: str, found: Sequence[Attribution]) -> None:
    """Widen sources over a defining relative clause, and give or take their last comma.

    "The report [that the mission sent out] says": the clause says whose report it is. A comma
    that closes an apposition belongs to a source before its cue ("Ila Tesk, a minister, said"),
    never to one after it ("said Ila Tesk, a minister, on Monday").
    """
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
