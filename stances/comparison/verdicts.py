"""Findings in a word: what a mean stance and an agreement come to.

The words are those of the report; they stand here so that the step that asks which findings
are fragile means the same by them.
"""

CLEAR_MEAN = 0.02
CLEAR_AGREEMENT = 0.3
UNSURE = "mixed or unsure"
FEW = "too few to say"


def name_stance(mean: float | None, favor: int, against: int, neutral: int) -> str:
    """A side only where more clear statements take it than the other; the counts are of those.

    >>> name_stance(0.4, 3, 1, 0), name_stance(0.4, 0, 1, 2), name_stance(0.2, 1, 1, 0)
    ('favor', 'neutral', 'unclear')
    """
    if mean is None:
        return "silent"
    sides = ("favor", favor, against) if mean > 0 else ("against", against, favor)
    side, taken, opposed = sides
    if taken > opposed and abs(mean) >= CLEAR_MEAN:
        return side
    return "neutral" if 2 * neutral > favor + against + neutral else "unclear"


def name_agreement(value: float | None, interval: tuple[float, float] | None) -> str:
    """Agreement only where the figure is clear and its interval leaves out zero.

    Without an interval, as where a party has one speaker, there is too little to say.

    >>> name_agreement(0.6, (0.2, 0.8)), name_agreement(-0.6, (-0.9, 0.1))
    ('agree', 'mixed or unsure')
    >>> name_agreement(0.9, None)
    'too few to say'
    """
    if value is None:
        return "nothing to compare"
    if interval is None:
        return FEW
    low, high = interval
    if abs(value) < CLEAR_AGREEMENT or low <= 0 <= high:
        return UNSURE
    return "agree" if value > 0 else "disagree"
