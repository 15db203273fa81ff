"""Compiled: one-sided Poisson tests of the pairs that a model leaves out, in logarithms. Needs numba."""

from __future__ import annotations

import math

import numpy as np

from gija.methods.estimation.compiling import compiled
from gija.methods.estimation.poisson.kernels import holding


@compiled
def log_tail(seen, mean):  # type: ignore[no-untyped-def]
    """The logarithm of P(X <= seen) or of P(X >= seen) for a Poisson X, whichever is smaller."""
    if mean <= 0.0:
        return 0.0 if seen == 0 else -np.inf
    own = seen * math.log(mean) - mean - math.lgamma(seen + 1.0)
    ratio, total, k = 1.0, 1.0, seen
    if seen <= mean:
        while k > 0 and ratio > 1e-17 * total:
            ratio *= k / mean
            total += ratio
            k -= 1
        return min(own + math.log(total), 0.0)
    while ratio > 1e-17 * total:
        k += 1
        ratio *= mean / k
        total += ratio
    return min(own + math.log(total), 0.0)


@compiled
def pair_tails(tables, mus, pairs, todo, tails):  # type: ignore[no-untyped-def]
    """For each table of `todo` and each pair: the test of the people on both lists against what the model expects."""
    for i in range(len(todo)):
        row = todo[i]
        seen, mean = tables[row].copy(), mus[row].copy()
        mean[0] = 0.0
        holding(seen)
        holding(mean)
        for j in range(len(pairs)):
            tails[row, j] = log_tail(seen[pairs[j]], mean[pairs[j]])
