"""What a cue says: the speech act, whether it is negated, and the manner of the attribution.

The acts are a compact form of the verbal events of PLOVER (Halterman et al. 2023). The words
were collected for this project; `stem` brings inflected forms to one key.
"""

import re

from stances.records import Manner

_ACTS = {
    "accuses": "accuse blame allege charge denounce lambast indict fault",
    "condemns": "condemn criticise criticize slam decry deplore blast rebuke label brand "
    "characterise characterize mock ridicule chide scold attack berate protest object censure",
    "denies": "deny reject dispute refute rebut dismiss disavow contradict disagree",
    "warns": "warn caution alert predict fear",
    "threatens": "threaten vow-to-retaliate",
    "demands": "demand urge insist request ask appeal plead press order instruct",
    "promises": "promise vow pledge swear guarantee commit",
    "praises": "praise hail laud applaud commend welcome thank congratulate salute",
    "supports": "support back endorse defend agree approve favour favor advocate uphold",
    "apologises": "apologise apologize regret",
    "declines": "decline refuse",
}
_ACT_OF = {word: act for act, words in _ACTS.items() for word in words.split()}

_THOUGHT = frozenset(
    "believe think want wish hope feel know doubt suspect consider see view prefer like love hate "
    "dislike worry wonder remember recall forget realise realize understand imagine assume intend "
    "decide mind care oppose dream learn notice find regard trust perceive conclude hear discover "
    "concern mull weigh".split()
)
_SAID_NOUNS = frozenset("statement tweet post message speech address remark communique".split())
_DOCUMENTS = frozenset(
    "report poll survey study document data transcript memo letter record records law bill "
    "article book analysis research email emails file files indictment lawsuit complaint ruling "
    "resolution agreement treaty deal plan budget census figures statistics paper map video ad "
    "headline story website database filing filings polls surveys studies documents reports".split()
)
_CALL_FOR = re.compile(r"\bcall(?:s|ed|ing)? (?:for|on|upon)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|never|nor|neither|without|no longer)\b|n[’']t\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def stem(word: str) -> tuple[str, ...]:
    """The forms under which a verb may be listed, the likeliest first.

    >>> stem("denies"), stem("urged"), stem("slammed")
    (('denies', 'denie', 'deny'), ('urged', 'urg', 'urge'), ('slammed', 'slamm', 'slamme', 'slam'))
    """
    low = word.lower()
    forms = [low]
    for ending in ("ing", "ed", "es", "s"):
        root = low.removesuffix(ending)
        if root == low or len(root) < 3:
            continue
        if ending in ("es", "s"):
            forms += [low[:-1]]
            forms += [low[:-3] + "y"] if low.endswith("ies") else []
            forms += [root] if ending == "es" and not low.endswith("ies") else []
        else:
            forms += [root, root + "e"]
            forms += [root[:-1]] if root[-1:] == root[-2:-1] else []
            forms += [root[:-1] + "y"] if root.endswith("i") else []
        break
    return tuple(forms)


def cue_act(cue: str) -> str:
    """The speech act that a cue names; "asserts" where it names none in particular.

    >>> cue_act("accused"), cue_act("said"), cue_act("has flatly denied"), cue_act("called for")
    ('accuses', 'asserts', 'denies', 'demands')
    """
    if _CALL_FOR.search(cue):
        return "demands"
    for word in reversed(_WORD.findall(cue)):
        for form in stem(word):
            if form in _ACT_OF:
                return _ACT_OF[form]
    return "asserts"


def cue_negated(cue: str) -> bool:
    """Whether the cue says that something was not said.

    >>> cue_negated("did not say"), cue_negated("denied")
    (True, False)
    """
    return _NEGATION.search(cue) is not None


def find_manner(cue: str, source: str) -> Manner:
    """Tell what was said from what was thought and from what a document shows.

    >>> find_manner("believes", "The senator"), find_manner("shows", "the poll")
    ('thought', 'document')
    """
    words = [word.lower() for word in _WORD.findall(source)]
    head = _head_noun(words)
    if head in _DOCUMENTS:
        return "document"
    verbs = _WORD.findall(cue)
    if any(form in _THOUGHT for word in verbs for form in stem(word)):
        return "thought"
    return "said"


def is_statement_noun(source: str) -> bool:
    """Whether a source is a spoken or written statement ("the Iranian statement")."""
    return _head_noun([word.lower() for word in _WORD.findall(source)]) in _SAID_NOUNS


def _head_noun(words: list[str]) -> str:
    """The last noun before a modifier that follows it: "report" in "a report by the board"."""
    for at, word in enumerate(words):
        if word in ("of", "by", "from", "on", "for", "in", "about", "shared", "released", "issued"):
            return words[at - 1] if at else ""
    return words[-1] if words else ""
