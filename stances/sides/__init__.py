"""Sides: the statements and parties of one issue that stand together."""

from stances.sides.splitting import split_sides

__all__ = ["split_sides"]
