"""Sides: the statements and parties of one issue that stand together."""

from stances.sides.relations import MOST, relate
from stances.sides.signed import split_signed
from stances.sides.splitting import split_sides

__all__ = ["MOST", "relate", "split_sides", "split_signed"]
