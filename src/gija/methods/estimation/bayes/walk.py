"""Compiled: the posterior of a Poisson log-linear model with normal priors, by a random walk. Needs numba."""

from __future__ import annotations

import math

import numpy as np

from gija.methods.estimation.compiling import compiled
from gija.methods.estimation.poisson.kernels import holding, solve, weigh, within


@compiled
def height(beta, terms, precisions, counts, cells, eta):  # type: ignore[no-untyped-def]
    """The log posterior but for a constant; fills the linear predictor."""
    eta[:] = 0.0
    found = 0.0
    for i in range(len(terms)):
        eta[terms[i]] += beta[i]
        found -= 0.5 * precisions[i] * beta[i] * beta[i]
    within(eta)
    for mask in range(1, len(counts)):
        if cells[mask]:
            found += counts[mask] * eta[mask] - math.exp(min(eta[mask], 700.0))
    return found


@compiled
def mode(terms, precisions, counts, cells, beta, factor):  # type: ignore[no-untyped-def]
    """Newton's method to the mode from `beta`; leaves the Cholesky factor of the curvature in `factor`."""
    number, size = len(terms), len(counts)
    eta, work, kept, right = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(number)
    now = height(beta, terms, precisions, counts, cells, eta)
    for _ in range(200):
        for mask in range(size):
            on = cells[mask] and mask > 0
            kept[mask] = math.exp(min(eta[mask], 700.0)) if on else 0.0
            work[mask] = counts[mask] - kept[mask] if on else 0.0
        holding(work)
        weigh(factor, kept, terms)
        slope = 0.0
        for i in range(number):
            right[i] = work[terms[i]] - precisions[i] * beta[i]
            factor[i, i] += precisions[i]
        own = right.copy()
        if not solve(factor, right, number):
            return False
        for i in range(number):
            slope += own[i] * right[i]
        if slope < 1e-14:
            return True
        share = 1.0
        for _ in range(40):
            tried = beta + share * right
            then = height(tried, terms, precisions, counts, cells, eta)
            if then >= now - 1e-9 * (1.0 + abs(now)):
                break
            share *= 0.5
        beta[:] = tried
        now = then
    return True


@compiled
def walk(rng, terms, precisions, counts, cells, beta, factor, sweeps, every, kept):  # type: ignore[no-untyped-def]
    """`sweeps` steps from `beta`; keeps every `every`-th in `kept`. Returns the share of steps taken.

    A step is a normal draw with the inverse curvature times 2.38 squared over the number of terms (Roberts, Gelman &
    Gilks 1997).
    """
    number = len(terms)
    eta, step = np.zeros(len(counts)), np.zeros(number)
    now = height(beta, terms, precisions, counts, cells, eta)
    taken, scale = 0, 2.38 / math.sqrt(number)
    for sweep in range(sweeps):
        for i in range(number):
            step[i] = rng.standard_normal()
        for i in range(number - 1, -1, -1):
            for k in range(i + 1, number):
                step[i] -= factor[k, i] * step[k]
            step[i] /= factor[i, i]
        tried = beta + scale * step
        then = height(tried, terms, precisions, counts, cells, eta)
        if math.log(1.0 - rng.random()) < then - now:
            beta[:] = tried
            now = then
            taken += 1
        if sweep % every == every - 1:
            kept[sweep // every] = beta
    return taken / sweeps
