"""Stance: favor, against or neutral toward a target, read from a statement's own words."""

from stances.stance.attitudes import judge_attitudes
from stances.stance.judging import (
    is_answered,
    judge,
    judge_statements,
    read_text,
    stance_toward,
)
from stances.stance.pairs import TASKS, PairModel

__all__ = [
    "TASKS",
    "PairModel",
    "is_answered",
    "judge",
    "judge_attitudes",
    "judge_statements",
    "read_text",
    "stance_toward",
]
