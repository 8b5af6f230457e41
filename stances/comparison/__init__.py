"""Compares parties: how far they agree, where they contradict each other, and how sure that is."""

from stances.comparison.agreement import measure_agreement
from stances.comparison.attitudes import attitude_matrix
from stances.comparison.distinctive import find_distinctive
from stances.comparison.exhibits import find_concords, find_contradictions
from stances.comparison.ground import find_common_ground
from stances.comparison.mapping import map_parties
from stances.comparison.robustness import find_fragile
from stances.comparison.sampling import DIGITS, Sample, interval_of, sample_stance
from stances.comparison.verdicts import CLEAR_MEAN, name_agreement, name_stance

__all__ = [
    "CLEAR_MEAN",
    "DIGITS",
    "Sample",
    "attitude_matrix",
    "find_common_ground",
    "find_concords",
    "find_contradictions",
    "find_distinctive",
    "find_fragile",
    "interval_of",
    "map_parties",
    "measure_agreement",
    "name_agreement",
    "name_stance",
    "sample_stance",
]
