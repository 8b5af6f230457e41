"""Relative clauses that hold an office, said as the office: "who runs X" is "head of X"."""

import re

_BY = r"(?:(?:now|once|currently|formerly|previously|still|also|then|briefly)\s+)?"
_WHO = rf",?\s?\b(?:who|which)\s+{_BY}"
_RULES = (
    (
        rf"(?:{_WHO}(?:speaks|spoke|is speaking|was speaking)|,?\s?\bspeaking)\s+"
        r"(?:for|on behalf of)\b",
        ", spokesman for",
    ),
    (rf"{_WHO}represent(?:s|ed)?\b", ", spokesman for"),
    (
        rf"{_WHO}(?:runs|ran|heads|headed|leads|led|chairs|chaired|directs|directed|commands"
        r"|commanded|governs|governed|ruled|helmed|oversees|oversaw|manages|managed)\b",
        ", head of",
    ),
    (rf"{_WHO}(?:works|worked|sits|sat|serves|served)\s+(?=(?:in|on|inside)\s)", ", official "),
    (rf"{_WHO}(?:works|worked)\s+(?:for|at|with)\b", ", official of"),
    (rf"{_WHO}(?:serves|served|works|worked|acts|acted|has served|had served)\s+as\b", ","),
    (
        rf"{_WHO}(?:is|was|has been|had been)\s+(?:named|appointed|elected|made|chosen|sworn in as)"
        r"\s+(?:as\s+)?(?!by\b|in\b|on\b|to\b)",
        ", ",
    ),
    (
        rf"{_WHO}(?:is|was|became|has been|had been)\s+"
        r"(?=(?:a|an|the|one)\s|(?-i:(?:[A-Z][^\s,.]*\s){0,3}[A-Z][^\s,]*[’']s\s))",
        ", ",
    ),
)
# "Rep. Ila Tesk, D-Ohio" or "(R-Kan.)": a member of the US Congress.
_SEAT = re.compile(r"(?:,\s?|\s?\()[DRI]-(?!Day\b)[A-Z][A-Za-z.]{1,12}\)?")
_COMPILED = tuple((re.compile(rule, re.IGNORECASE), said) for rule, said in _RULES)


def reworded(text: str) -> str:
    """A description with its relative clauses of office said as appositions.

    >>> reworded("Ila Tesk, who speaks for Arvania")
    'Ila Tesk, spokesman for Arvania'
    >>> reworded("Ila Tesk, who runs Arvania’s railways")
    'Ila Tesk, head of Arvania’s railways'
    """
    if "-" in text:
        text = _SEAT.sub(", US lawmaker", text)
    if "who" not in text and "which" not in text and "speaking" not in text:
        return text
    for rule, said in _COMPILED:
        text = rule.sub(said, text)
    return text
