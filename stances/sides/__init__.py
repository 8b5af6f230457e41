"""Sides: the statements and parties of one issue that stand together."""

from stances.sides.relations import relate
from stances.sides.signed import split_signed
from stances.sides.splitting import split_sides

__all__ = ["relate", "split_sides", "split_signed"]
