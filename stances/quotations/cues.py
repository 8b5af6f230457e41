"""What a cue says: the speech act, and whether anything was said at all.

The acts are a compact form of the verbal events of PLOVER (Halterman et al. 2023). The words
were collected for this project; see `words.toml`.
"""

import re
from collections.abc import Sequence

from stances.quotations.words import WORD, find_acts, stem
from stances.records import JOIN, Cue, Span

__all__ = ["cue_act", "cue_negated", "read_cue", "stem"]

_LONGEST_CUE = 200
_CLAUSE = 80
_VENGEANCE = re.compile(
    r"\b(?:retaliat\w*|aveng\w+|revenge|strike back|hit back|respond with force|punish)\b", re.I
)
_WILL = re.compile(r"\b(?:would|will|shall|to)\b", re.I)
_NEGATION = re.compile(
    r"\b(?:not|never|nor|neither|without|no longer|nothing|cannot|yet to|stopped short of|"
    r"avoid(?:s|ed|ing)?|refrain(?:s|ed|ing)? from|"
    r"no (?:mention|comment|word|details|reference))\b|n[’']t\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:nobody|no one|neither|none|no [a-z]+|not (?:everyone|everybody|all|every|many|a))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:may|might|could|would|should|if|unless|whether|"
    r"(?:expected|likely|unlikely|set|due|scheduled|supposed|ready|poised|about|preparing|"
    r"prepared|plan|plans|planned|planning|intend|intends|intended|hopes|hoped|wants|wanted|"
    r"free|going|tempted|reluctant|pressed|asked|invited|urged) to)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\bwould (?:\w+ )?(?:only|just)\b|\bwould\b.*\bonly\Z", re.IGNORECASE)
_HELPER = (
    r"(?:has|have|had|is|are|was|were|be|been|being|do|does|did|will|would|may|might|can|could|"
    r"cannot|should|must|not|never|to|yet|also|even|still|ever|once|again|now|then|just|only|"
    r"already|expected|likely|unlikely|set|due|scheduled|supposed|ready|poised|about|going|"
    r"preparing|prepared|plan|plans|planned|planning|intend|intends|intended|hopes|hoped|"
    r"wants|wanted|tempted|reluctant|\w+n[’']t|[a-z]+ly|publicly|no longer|stopped short of|"
    r"without)"
)
_HELPERS = re.compile(rf"(?:\A|(?<=[\s,]))(?:{_HELPER}\s+){{1,8}}\Z", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|whether|in case|should|were)\s+\Z", re.IGNORECASE)
_ATTITUDES = frozenset(("supports", "praises", "declines", "condemns"))


def cue_act(cue: str, content: str = "") -> str:
    """The speech act that a cue names; "asserts" where it names none in particular.

    Where a promise or plain assertion is one of revenge, the content tells a threat.

    >>> cue_act("accused"), cue_act("said"), cue_act("has flatly denied"), cue_act("called for")
    ('accuses', 'asserts', 'denies', 'demands')
    >>> cue_act("hit back at"), cue_act("refused to apologise"), cue_act("vowed", "to retaliate")
    ('condemns', 'declines', 'threatens')
    """
    words = WORD.findall(cue[:_LONGEST_CUE])
    found = find_acts(words)
    act = found[-1][2] if found else "asserts"
    for _, last, named in found:
        if last < len(words) and words[last].lower() == "to":
            act = named
            break
    if act in ("asserts", "promises") and _takes_revenge(content):
        return "threatens"
    return act


def _takes_revenge(content: str) -> bool:
    """Whether a short clause says that somebody will take revenge."""
    match = _VENGEANCE.search(content[:_CLAUSE])
    before = content[: match.start()] if match else ""
    helpers = list(_WILL.finditer(before))
    near = bool(helpers) and len(before) - helpers[-1].end() < 12
    return near and _NEGATION.search(before) is None


def cue_negated(cue: str) -> bool:
    """Whether the cue says that something was not said.

    >>> cue_negated("did not say"), cue_negated("denied")
    (True, False)
    """
    return _NEGATION.search(cue) is not None


def read_cue(
    text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]
) -> Cue:
    """Read a cue where it stands: its act, and whether it is negated or only possible.

    The auxiliaries mostly stand outside the cue ("has not [said]"), the condition before the
    source ("if [Venn] says"); a source may deny that anybody spoke ("nobody").

    >>> text = "Venn may not say that the port is closed."
    >>> cue = read_cue(text, [(13, 16)], [(0, 4)], [(17, 40)])
    >>> cue.act, cue.negated, cue.hypothetical
    ('asserts', True, True)
    """
    words = JOIN.join(text[start:end] for start, end in cue)
    said = " ".join(text[start:end] for start, end in content[:1])
    act = cue_act(words, said)
    around = f"{_before(text, cue, source)}{words[:_LONGEST_CUE]}"
    speaker = text[slice(*source[0])] if source else ""
    negated = cue_negated(around) or bool(_NOBODY.match(speaker))
    return Cue(words, tuple(cue), act, negated, _is_hypothetical(text, around, act, cue, source))


def _is_hypothetical(
    text: str, around: str, act: str, cue: Sequence[Span], source: Sequence[Span]
) -> bool:
    if source and cue and source[0][0] < cue[0][0]:
        lead = text[max(0, source[0][0] - 16) : source[0][0]]
        if _CONDITION.search(lead):
            return True
    match = _HYPOTHETICAL.search(around)
    if match is None or _ONLY.search(around):
        return False
    return not (match.group().lower() in ("would", "should") and act in _ATTITUDES)


def _before(text: str, cue: Sequence[Span], source: Sequence[Span]) -> str:
    """The auxiliaries, negations and adverbs right before a cue, after its source."""
    if not cue:
        return ""
    start = cue[0][0]
    named = max((end for _, end in source if end <= start), default=0)
    lead = text[max(named, start - _CLAUSE) : start]
    lead = re.split(r"[.;:!?“”\"\n]", lead)[-1]
    match = _HELPERS.search(lead)
    return match.group() if match else ""
