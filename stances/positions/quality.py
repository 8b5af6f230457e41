"""How well a statement can stand by itself as a key point: its form, not its content.

What makes an argument a good key point follows key point analysis (Bar-Haim et al., 2020): a
concise sentence that makes one point and needs nothing around it.
"""

import re

from stances.records import JOIN, Statement
from stances.stance import stance_toward

FEWEST, SHORT, LONG, MOST = 5, 8, 25, 40
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_READ = 4000
_EMPTY = frozenset(
    """a about all also an and any are as at be been being but by can could did do does doing done
    for from had has have he her him his how i if in into is it its just made make me more most
    must my no nor not of on one only or our ours out over own said say says shall she should so
    some such than that the their theirs them then there these they thing things this those to
    too up us very was we well were what when which while who will with would yes you
    your""".split()
)
_LEANING = re.compile(
    r"[\s\"“”'‘’…(\[]*(?:and |but |so |that |yes,? |no,? )?(?:it|its|it[’']s|this|that|that[’']s|"
    r"these|those|they|them|their|they[’']re|he|she|his|her|such|one|which|who|because|to|for|"
    r"of|in order|as|by)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|been|being|has|have|had|do|does|did|will|would|shall|should|can|"
    r"could|may|might|must|cannot|let|let[’']s|need|needs|want|wants|say|says|make|makes|go|goes|"
    r"give|gives|take|takes|\w+n[’']t|\w+[’'](?:re|ve|ll|m|s)|\w{3,}ed|\w{3,}[^su\W]s)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\?[\"”’)\]]*\s*\Z")


def rate_clause(text: str) -> float:
    """How well a text reads alone, in (0, 1]: 1 for a full clause of 8 to 25 words.

    Less for a fragment, for what leans on words before it ("it"), a question, several points or
    few words of content; least for under 5 or over 40 words.

    >>> rate_clause("The new harbour tax will ruin every small port in Arvania.")
    1.0
    >>> rate_clause("it is wrong") < rate_clause("it will ruin every small port in Arvania") < 1
    True
    """
    words = WORD.findall(text[:_READ])
    rate = _rate_length(len(words))
    if _LEANING.match(text):
        rate *= 0.7
    if not _VERB.search(text[:_READ]):
        rate *= 0.5
    if len({word.lower() for word in words} - _EMPTY) < 3:
        rate *= 0.6
    if _ASKING.search(text):
        rate *= 0.7
    return round(rate * 0.8 ** min(text.count(JOIN), 3), 4)


def _rate_length(words: int) -> float:
    if words < FEWEST:
        return 0.4
    if words > MOST:
        return 0.4
    return 1.0 if SHORT <= words <= LONG else 0.8


def rate_statement(statement: Statement, target: str) -> float:
    """How well a statement serves as a key point, in (0, 1]: its form, stance and certainty.

    A statement that nobody made ("did not say") or whose stance is unsure counts for less, and
    so does one that was found with little confidence.
    """
    rate = rate_clause(statement.text)
    stance = stance_toward(statement, target)
    if stance is None or stance.abstained:
        rate *= 0.8
    if statement.cue.negated or statement.cue.hypothetical:
        rate *= 0.4
    return round(max(rate * (0.5 + 0.5 * min(1.0, statement.confidence)), 0.01), 4)
