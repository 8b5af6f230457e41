"""Which attributions of an article are statements that a report may count as said.

The tagger finds everything that is attributed, as the corpora it learns from do. A report
wants what somebody said: not what was refused, asked for in confidence or only possible, not
a gesture, not the questions of an interviewer, not a headline that repeats the body.
"""

import re
from collections.abc import Sequence

from stances.articles.paragraphs import paragraphs
from stances.quotations.attributions import paragraph_at
from stances.quotations.conversation import turn_name
from stances.quotations.cues import read_cue
from stances.quotations.manner import is_passive
from stances.quotations.structure import Page, read_page
from stances.quotations.words import WORD
from stances.records import Cue, Quotation, Span

SURE = 0.75
_LOOK = 200
_NOTHING = frozenset(
    "it that them this these those him her us me you they he she so one ones what which who whom "
    "such there as of to and or for in on with by from at about into than not the a an his its "
    "their how why when where whether if both all each either neither some any none more "
    "something nothing anything everything themselves himself herself itself".split()
)
_SECRECY = re.compile(
    r"\bnot (?:to )?be(?:ing)? (?:named|identified|quoted)\b(?! after\b)|"
    r"\A(?:\W*(?:on|for|to|the|speak|remain|stay|be|of|that|condition|kept|full|complete|strict|"
    r"their|his|her)\b\s?){0,6}anonym(?:ity|ous)\b(?! [a-z]+s\b)|\bon condition (?:that|of)|"
    r"\bon (?:deep )?background\b|\bnot to use (?:his|her|their) name",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:ask|request|insist|speak|spoke|want|prefer|declin|refus)\w*", re.I)
_SILENCE = re.compile(
    r"\b(?:declin|refus|demur|balk|turn)\w*,?(?: (?:down|at|to|for|of|an?|any|all|every|further|"
    r"immediate|repeated|several|multiple|numerous|requests?|calls|invitations?|even|on \w+day|"
    r"\w+ly)){0,5} "
    r"(?:comment|elaborate|discuss|say(?! sorry)|speak|talk|answer|respond|reply|be (?:drawn|"
    r"interviewed|named|identified|quoted|specific)|give (?:\w+ )?(?:details|interviews?|names?|"
    r"reasons?|figures?)|provide (?:\w+ )?details|specify|disclose|identify|name|reveal|interview|"
    r"take (?:\w+ )?questions|go into|confirm|address|explain)\b",
    re.IGNORECASE,
)
_NO_COMMENT = re.compile(r"\bno (?:immediate )?(?:comment|response|reply)\b", re.I)
_GESTURE = re.compile(
    r"\b(?:summon(?:s|ed|ing)?|adjourn(?:s|ed|ing)?|convene[sd]?|call(?:s|ed|ing)? (?:up|in|off)|"
    r"expel(?:s|led|ling)?|"
    r"mobili[sz](?:es|ed|ing)|deploy(?:s|ed|ing)?|dispatch(?:es|ed)?|embark(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_RECALLING = re.compile(
    r"\brecall(?:s|ed|ing)? (?:its\b|(?:[\w’'-]+ ){1,4}(?:ambassadors?|envoys?|diplomats?|consuls?|"
    r"chargé|attaché|delegations?|troops|forces)\b)",
    re.IGNORECASE,
)
# What somebody reacts to is the occasion, and not what is said of it.
_REACTING = re.compile(r"\b(?:react|respond)(?:s|ed|ing)?\b.*\bto\Z", re.IGNORECASE | re.DOTALL)
_MEETING = re.compile(
    r"(?:an? (?:[a-z-]+ ){0,2}(?:meeting|session|election|vote|summit|conference|referendum|"
    r"strike|witness)|(?:[a-z-]+ )?(?:elections|witnesses|reservists))\b"
    r"(?! (?:\w+ly )?(?:[a-z]+(?:al|ous|ive|ful|less|able|ible|ful|ent|ary|ed|air)|an?)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:appoint(?:s|ed|ing)?|nam(?:es|ed|ing)|nominat(?:es|ed|ing))\Z", re.I)
_SUCCESSOR = re.compile(
    r"\bas (?:(?:his|her|its|their|the|an?) )?(?:(?:new|next|acting|interim) \w+|successor|"
    r"replacement)\b"
)
_CALLED = re.compile(r"\bcall(?:s|ed|ing)?\Z", re.IGNORECASE)
_QUOTED = re.compile(r"\bquot(?:e|es|ed|ing)\Z", re.IGNORECASE)
_UNSAID = frozenset(
    "condemns praises asserts accuses warns threatens demands promises apologises denies".split()
)
_HELD = re.compile(
    r"\b(?:accept|agree|want|like|think|believe|support|back|recogni[sz]|approv|trust|see|expect|"
    r"care|oppos|welcom|rul|exclud|consider|regard|favou?r|wish|hop|know|understand|tolerat|allow|permit)\w*",
    re.IGNORECASE,
)
_MARKS = "“”\"«»„‘’'`"


def are_told(text: str, quotations: Sequence[Quotation]) -> list[bool]:
    """Say of each quotation of a text whether it is a statement to report as said.

    >>> said = Quotation("indirect", "said", ((0, 4),), ((5, 13),), ((14, 24),), 1.0)
    >>> are_told("Venn declined to comment on Monday, as usual.", [said])
    [False]
    """
    spans = paragraphs(text)
    page = read_page(text, spans)
    return [_is_told(text, quotation, page) for quotation in quotations]


def _is_told(text: str, quotation: Quotation, page: Page) -> bool:
    cue = read_cue(text, quotation.cue, quotation.source, quotation.content)
    content = text[slice(*quotation.content[0])]
    return not (
        paragraph_at(page.paragraphs, quotation.content[0][0]) in page.headings
        or _is_asking(text, quotation, page)
        or not _has_words(text, quotation.content)
        or _is_unsure(quotation, cue, content)
        or _is_unsaid(cue)
        or _is_silence(cue, content)
        or _is_gesture(cue, content)
    )


def _is_asking(text: str, quotation: Quotation, page: Page) -> bool:
    """Whether somebody who mostly asks, in a conversation, takes this turn."""
    turn = page.turns.get(paragraph_at(page.paragraphs, quotation.content[0][0]))
    if turn is not None:
        return turn_name(text, turn) in page.asking
    cue = text[slice(*quotation.cue[0])] if quotation.cue else ""
    source = text[slice(*quotation.source[0])].lower() if quotation.source else ""
    asked = re.match(r"(?:ask|press|question)ed\b", cue, re.IGNORECASE) is not None
    return asked and (cue[0].isupper() or source in ("", "i", "we", "when", "if"))


def _has_words(text: str, content: Sequence[Span]) -> bool:
    """Whether a content says anything: marks around it, a number, or more than pronouns."""
    if text[content[0][0]] in _MARKS:
        return True
    start = " ".join(text[start : min(end, start + _LOOK)] for start, end in content)
    words = (word.lower() for word in WORD.findall(start))
    return any(c.isdigit() for c in start) or any(word not in _NOTHING for word in words)


def _is_unsure(quotation: Quotation, cue: Cue, content: str) -> bool:
    """Whether nobody is said to say it, no marks show it, and the tagger is not certain.

    A cue in the passive ("was ordered") names nobody at all.
    """
    if quotation.source or content[:1] in _MARKS:
        return False
    return quotation.confidence < SURE or (quotation.kind == "indirect" and is_passive(cue.text))


def _is_unsaid(cue: Cue) -> bool:
    """Whether a cue says that nothing was said, or not yet; "does not accept" is an attitude."""
    if cue.hypothetical:
        return True
    return cue.negated and cue.act in _UNSAID and _HELD.search(cue.text) is None


def _is_silence(cue: Cue, content: str) -> bool:
    if _SECRECY.search(content[:200]) and _ASKING.search(cue.text):
        return True
    if cue.act == "declines" and _SILENCE.search(f"{cue.text} {content[:60]}"):
        return True
    return _NO_COMMENT.search(cue.text) is not None


def _is_gesture(cue: Cue, content: str) -> bool:
    """Whether a cue tells of a deed: an envoy summoned, a trial adjourned, an event reacted to."""
    if content[:1] in _MARKS:
        return False
    if _GESTURE.search(f"{cue.text} {content[:6]}") or _REACTING.search(cue.text):
        return True
    if _RECALLING.search(f"{cue.text} {content[:_LOOK]}"):
        return True
    if _NAMED.search(cue.text) and _SUCCESSOR.search(content[:_LOOK]):
        return True
    if _CALLED.search(cue.text) and _MEETING.match(content):
        return True
    return _QUOTED.search(cue.text) is not None and not any(mark in content for mark in _MARKS)
