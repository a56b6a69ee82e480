"""How far a figure may be from the truth by the luck of which questions were asked: intervals of 95%, and tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

Z = 1.959964  # of the normal distribution, for 95%
RESAMPLES = 4000
SEED = 20


def wilson(right: int, of: int) -> tuple[float, float] | None:
    """For a share ``right / of``, from 0 to 1; None of nothing.

    Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    if not of:
        return None
    share, spread = right / of, Z * Z / of
    middle = share + spread / 2
    reach = Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
    return (max(0.0, low) if right else 0.0, min(1.0, high) if right < of else 1.0)


Statistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def mean_of(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows.mean(axis=-1))


def median_of(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.median(rows, axis=-1))


def bootstrap(values: Sequence[float], statistic: Statistic = mean_of) -> tuple[float, float] | None:
    """For the mean (or another statistic) of values: the middle 95% of those of samples drawn from them anew.

    None of fewer than two values. Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13. Of
    differences of pairs it is the paired bootstrap.
    """
    if len(values) < 2:
        return None
    sample = np.asarray(values, float)
    drawn = sample[np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))]
    low, high = np.percentile(statistic(drawn), [2.5, 97.5])
    return float(low), float(high)


def mcnemar(better: int, worse: int) -> float:
    """The probability of a split at least as uneven among the questions that changed, were each a toss of a coin.

    McNemar 1947, "Note on the sampling error of the difference between correlated proportions", in its exact form.
    """
    changed = better + worse
    tail = sum(comb(changed, k) for k in range(min(better, worse) + 1))
    return float(min(1.0, 2 * tail / 2**changed))
