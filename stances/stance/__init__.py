"""Stance: favor, against or neutral toward a target, read from a statement's own words."""

from stances.stance.attitudes import judge_attitudes
from stances.stance.judging import judge, judge_statements, read_text, stance_toward
from stances.stance.pairs import TASKS, PairModel

__all__ = [
    "TASKS",
    "PairModel",
    "judge",
    "judge_attitudes",
    "judge_statements",
    "read_text",
    "stance_toward",
]
