"""How far probabilities can be taken at their word."""

import numpy as np

BINS = 10


def calibration_rows(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> np.ndarray:
    """For each row, its probability and rightness in the bin it falls in: `(n, 2 * bins)`.

    `confidence` `(n,)` in [0, 1] is the probability of the answer, `right` `(n,)` whether it was
    right. Rows add up, so that `calibration_error` can be taken of any set of them.
    """
    rows = np.zeros((len(confidence), 2, bins))
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    each = np.arange(len(confidence))
    rows[each, 0, place] = confidence
    rows[each, 1, place] = right
    return rows.reshape(len(confidence), 2 * bins)


def calibration_error(total: np.ndarray, n: float) -> float:
    """Expected calibration error (Guo et al., 2017) over equal-width bins, of summed rows.

    >>> rows = calibration_rows(np.array([0.95, 0.95]), np.array([True, False]))
    >>> round(calibration_error(rows.sum(axis=0), 2), 3)
    0.45
    """
    sums = total.reshape(2, -1)
    return float(np.abs(sums[0] - sums[1]).sum() / n) if n else 0.0
