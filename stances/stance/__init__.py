"""Stance: favor, against or neutral toward a target, read from a statement's own words."""

from stances.stance.head import StanceHead, pair_features
from stances.stance.judging import TextEncoder, judge, judge_statements, read_text, stance_toward

__all__ = [
    "StanceHead",
    "TextEncoder",
    "judge",
    "judge_statements",
    "pair_features",
    "read_text",
    "stance_toward",
]
