"""Where the sentences of a text begin, for telling how near a name stands."""

import re
from bisect import bisect_right

_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-ZÀ-ÖØ-Þ0-9])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Maj|Capt|Adm|Sgt|Brig|Prof|St|No|vs|Jan|Feb|Mar"
    r"|Apr|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_DATELINE = re.compile(
    r"[A-Z][\w.’'-]{0,30}(?:[ ,/][\w.,’'-]{0,20}){0,7}\s?(?:\([^()\n]{1,40}\)\s?)?"
    r"(?:[—–]|(?<=\s)-|(?<=[\d)A-Z]):)\s+"
)
_CLOSING = (".", "!", "?", "”", '"', ":", ",", "’")
_MOSTLY = 0.7


def after_dateline(text: str, start: int) -> int:
    """Where a paragraph begins to tell: after "KESTOVA, March 3 (Wire) -", if it has that.

    >>> after_dateline("KESTOVA, Arvania, March 3 — Officials said no.", 0)
    28
    """
    if start and text[start - 1] != "\n":
        return start
    match = _DATELINE.match(text, start, start + 120)
    return match.end() if match else start


def sentence_starts(text: str) -> list[int]:
    """The offset at which each sentence begins, in time linear in the text.

    >>> sentence_starts("Lt. Gen. Oru Venn left. “No,” she said.")
    [0, 24]
    """
    starts = [0]
    for match in _END.finditer(text):
        at = match.start()
        if text[at] == "." and _SHORT.search(text, max(0, at - 6), at + 1):
            continue
        starts.append(match.end())
    return starts


def place_of(starts: list[int], offset: int) -> int:
    """The number of the stretch that holds an offset."""
    return max(0, bisect_right(starts, offset) - 1)


def is_heading(line: str) -> bool:
    """Whether a line is a heading that gives nearly all its words a capital.

    >>> is_heading("Venn Hits Back Over Bridge"), is_heading("Venn hits back over bridge")
    (True, False)
    """
    if line.rstrip()[-1:] in _CLOSING:
        return False
    found = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in found)
    return len(found) > 2 and capital > _MOSTLY * len(found)
