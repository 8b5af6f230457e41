"""Parts two verbs of one subject that the tagger joined into one content.

"Said that it would pay but demanded that the rest be dropped" is two statements: after a
modal verb only a bare infinitive can follow, so "demanded" belongs to who said it. "Said the
firm had broken the law and accused it of lying" may be one, and is left alone.
"""

import re
from collections.abc import Sequence

from stances.quotations.attributions import Attribution, overlapping, trim
from stances.quotations.marks import Quoted
from stances.records import Span

_LONGEST = 600
_PAST = (
    "said told asked urged demanded warned promised pledged vowed accused condemned denounced "
    "criticised criticized praised welcomed rejected denied dismissed insisted argued claimed "
    "added called appealed threatened blamed announced declared stressed offered proposed "
    "acknowledged admitted conceded complained suggested predicted recommended ordered thanked "
    "defended described noted objected apologised apologized expressed voiced reiterated"
).split()
_FORMS = (
    *_PAST,
    *"says tells asks urges demands warns promises pledges vows accuses condemns denounces "
    "praises welcomes rejects denies dismisses insists argues claims adds calls appeals "
    "threatens blames announces declares stresses offers proposes acknowledges admits concedes "
    "complains suggests predicts recommends orders thanks defends describes notes objects".split(),
)
_PARTICLE = r"(?: (?:for|on|upon|to|against|out|back|off))?"
_SECOND = re.compile(
    rf",? (?:and|but)(?: also| then| later| again| instead)?"
    rf" (?P<cue>(?:{'|'.join(_FORMS)}){_PARTICLE}) (?=[\w“\"‘'])"
)
_MODAL = re.compile(r"\b(?:would|will|could|should|might|may|must|can|cannot|to)\b|[’']ll\b")
_PERFECT = re.compile(r"\b(?:had|has|have)\b")
_RELATIVE = re.compile(r"\b(?:who|which|whose)\b")
_SPLITS = re.compile(r"[.!?;:\n]")


def split_verbs(
    text: str, found: Sequence[Attribution], outer: Sequence[Quoted]
) -> list[Attribution]:
    """Give a second verb of the same subject its own attribution."""
    split: list[Attribution] = []
    for attribution in found:
        split.append(attribution)
        second = _second(text, attribution, outer)
        if second:
            split.append(second)
    return split


def _second(text: str, attribution: Attribution, outer: Sequence[Quoted]) -> Attribution | None:
    if not attribution.cue or not attribution.source or not attribution.content:
        return None
    start, end = attribution.content[-1]
    first_cue = attribution.cue[-1]
    if start < first_cue[1] or attribution.source[0][0] > first_cue[0]:
        return None
    for match in _SECOND.finditer(text, start, min(end, start + _LONGEST)):
        clause = text[start : match.start()]
        if overlapping(outer, match.start(), match.end()) or not _agree(text, first_cue, match):
            continue
        if _belongs_outside(clause):
            cue = match.span("cue")
            rest = trim(text, match.end(), end)
            attribution.content[-1] = trim(text, start, match.start())
            return Attribution(list(attribution.source), [cue], [rest], attribution.confidence)
    return None


def _agree(text: str, cue: Span, match: re.Match[str]) -> bool:
    """Whether both verbs stand in the past or neither does."""
    first = text[cue[0] : cue[1]].split()
    return any(word in _PAST for word in first) == (match["cue"].split()[0] in _PAST) and bool(
        set(first) & set(_FORMS)
    )


def _belongs_outside(clause: str) -> bool:
    """Whether a finite verb after this clause cannot go on with it: its last verb is not finite."""
    if _SPLITS.search(clause) or _RELATIVE.search(clause):
        return False
    modals = [match.start() for match in _MODAL.finditer(clause)]
    perfects = [match.start() for match in _PERFECT.finditer(clause)]
    return bool(modals) and (not perfects or perfects[-1] < modals[-1] - 1)
