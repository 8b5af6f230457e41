"""Scores against labelled examples, with baselines, intervals and the worst mistakes."""

from stances.evaluation.evaluating import evaluate
from stances.evaluation.labelled import LabelledExample, LabelledStatement, read_labelled
from stances.evaluation.outcome import Evaluation, Mistake
from stances.evaluation.quotations import score_quotations
from stances.evaluation.tasks import TASKS

__all__ = [
    "TASKS",
    "Evaluation",
    "LabelledExample",
    "LabelledStatement",
    "Mistake",
    "evaluate",
    "read_labelled",
    "score_quotations",
]
