"""How shares of outlets are put into words, the same in every format."""

from stances.report.added import LeftOut, OutletParty, Outlets
from stances.report.wording import count

SHARES = (
    "The per cent of the outlet's statements that are of the party, and how many; then the per "
    "cent over all other outlets together, and the 95 % interval of the difference in points. Of "
    "twenty such intervals one leaves out 0 by chance alone."
)
LEFT_OUT = (
    "Of the party's statements that at least two other outlets carry, the per cent that this one "
    "does not, and how many of how many; then the same over all other outlets together, and the "
    "95 % interval of the difference in points. A statement that is told in quite other words "
    "counts as not carried."
)


def per_cent(share: float | None) -> str:
    """A share in [0, 1] in per cent.

    >>> per_cent(0.456), per_cent(None)
    ('46 %', '·')
    """
    return "·" if share is None else f"{100 * share:.0f} %"


def points(value: float) -> str:
    """A difference of shares in points, with its sign.

    >>> points(-0.126), points(0.001)
    ('−13', '0')
    """
    shown = round(100 * value)
    return f"{shown:+d}".replace("-", "−") if shown else "0"


def show_share(each: OutletParty) -> str:
    """A party's share in an outlet.

    >>> show_share(OutletParty("Gazette", "ARV", 12, 9, 0.4, 0.3, -0.05, 0.25))
    '40 %, 12 (30 %; −5 to +25)'
    """
    return f"{per_cent(each.share)}, {each.n}{_compare(each.elsewhere, each.low, each.high)}"


def show_left_out(each: LeftOut) -> str:
    """What an outlet leaves out of a party."""
    told = f"{per_cent(each.share)}, {each.left} of {each.n}"
    return told + _compare(each.elsewhere, each.low, each.high)


def is_clear(low: float | None, high: float | None) -> bool:
    """Whether an interval leaves out zero.

    >>> is_clear(0.1, 0.2), is_clear(-0.1, 0.2), is_clear(None, None)
    (True, False, False)
    """
    return low is not None and high is not None and not low <= 0 <= high


def list_quoted(found: Outlets) -> list[str | None]:
    """The parties of which any outlet carries a statement, in order."""
    heard = {each.party for each in found.parties if each.n}
    return [
        party for party in dict.fromkeys(each.party for each in found.parties) if party in heard
    ]


def tell_unnamed(found: Outlets) -> str:
    """What counts for no outlet."""
    those = count(found.unnamed, "statement")
    return f"{those} in articles that name no outlet are in no figure here."


def _compare(elsewhere: float | None, low: float | None, high: float | None) -> str:
    if elsewhere is None:
        return ""
    within = "" if low is None or high is None else f"; {points(low)} to {points(high)}"
    return f" ({per_cent(elsewhere)}{within})"
