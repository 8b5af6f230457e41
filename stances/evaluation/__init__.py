"""Scores against labelled examples."""

from stances.evaluation.quotations import score_quotations

__all__ = ["score_quotations"]
