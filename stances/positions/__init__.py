"""Positions: what each party says on each issue, how sure that is, and in which words."""

from stances.positions.key_points import choose_key_points
from stances.positions.paragraphs import summarise_party
from stances.positions.summing import summarise_positions

__all__ = ["choose_key_points", "summarise_party", "summarise_positions"]
