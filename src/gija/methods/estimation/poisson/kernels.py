"""Compiled: Poisson fits of log-linear models on tables of histories. Importing this module needs numba.

A design matrix is never built: history h has the term t where t is within h, so sums over histories that hold a term
and sums over terms within a history are the two zeta transforms of the lattice of subsets, of lists x 2**lists steps.
"""

from __future__ import annotations

import math

import numpy as np

from gija.methods.estimation.compiling import compiled

DONE, SLOW, SINGULAR = 0, 1, 2
ITERATIONS, HALVINGS, NEAR = 200, 40, 1e-18


@compiled
def holding(values):  # type: ignore[no-untyped-def]
    """In place: at each mask the sum over all masks that hold it."""
    step = 1
    while step < len(values):
        for mask in range(len(values)):
            if not mask & step:
                values[mask] += values[mask | step]
        step <<= 1


@compiled
def within(values):  # type: ignore[no-untyped-def]
    """In place: at each mask the sum over all masks within it."""
    step = 1
    while step < len(values):
        for mask in range(len(values)):
            if mask & step:
                values[mask] += values[mask ^ step]
        step <<= 1


@compiled
def alive(counts, terms, first, cells, active):  # type: ignore[no-untyped-def]
    """Marks the cells and terms of the extended fit: a term whose sum is 0 goes to minus infinity with its cells.

    `first` is 1 where the count of history 0 is unknown, 0 where it is taken as given. Returns the active terms.
    """
    sums = counts.copy()
    if first:
        sums[0] = 0.0
    holding(sums)
    cells[:] = True
    cells[0] = first == 0
    number = 0
    for i in range(len(terms)):
        active[i] = sums[terms[i]] > 0
        number += active[i]
        if not active[i]:
            for mask in range(len(cells)):
                if mask & terms[i] == terms[i]:
                    cells[mask] = False
    return number


@compiled
def solve(matrix, right, size):  # type: ignore[no-untyped-def]
    """In place: Cholesky factor in the lower half, the solution in `right`. False where a pivot vanishes."""
    for j in range(size):
        pivot = matrix[j, j]
        whole = pivot
        for k in range(j):
            pivot -= matrix[j, k] * matrix[j, k]
        if pivot <= 1e-13 * whole or pivot <= 0.0:
            return False
        pivot = math.sqrt(pivot)
        matrix[j, j] = pivot
        for i in range(j + 1, size):
            value = matrix[i, j]
            for k in range(j):
                value -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = value / pivot
    for i in range(size):
        for k in range(i):
            right[i] -= matrix[i, k] * right[k]
        right[i] /= matrix[i, i]
    for i in range(size - 1, -1, -1):
        for k in range(i + 1, size):
            right[i] -= matrix[k, i] * right[k]
        right[i] /= matrix[i, i]
    return True


@compiled
def means(beta, live, cells, offset, eta, mu):  # type: ignore[no-untyped-def]
    """Fills the linear predictor and the expected counts; of the unseen too (mu[0], when history 0 is not a cell)."""
    eta[:] = 0.0
    for i in range(len(live)):
        eta[live[i]] += beta[i]
    within(eta)
    for mask in range(len(mu)):
        eta[mask] += offset[mask]
        mu[mask] = math.exp(min(eta[mask], 700.0)) if cells[mask] else 0.0


@compiled
def likelihood(counts, cells, eta, mu):  # type: ignore[no-untyped-def]
    """The log-likelihood without the factorials."""
    found = 0.0
    for mask in range(len(counts)):
        if cells[mask]:
            found += counts[mask] * eta[mask] - mu[mask]
    return found


@compiled
def weigh(matrix, weights, live):  # type: ignore[no-untyped-def]
    """The information matrix from weights of the cells (changed on the way)."""
    holding(weights)
    for i in range(len(live)):
        for j in range(i + 1):
            matrix[i, j] = weights[live[i] | live[j]]


@compiled
def living(terms, active, number):  # type: ignore[no-untyped-def]
    """The active terms."""
    live, at = np.empty(number, np.int64), 0
    for i in range(len(terms)):
        if active[i]:
            live[at] = terms[i]
            at += 1
    return live


@compiled
def begin(counts, cells, live, offset, matrix, own, kept, work):  # type: ignore[no-untyped-def]
    """The first step of iterated weighted least squares, from the counts themselves, into `own`. False: singular."""
    for mask in range(len(counts)):
        if cells[mask]:
            kept[mask] = counts[mask] + 0.1
            near = math.log(counts[mask] + 0.1)
            work[mask] = kept[mask] * (near - offset[mask]) - 0.1
    weigh(matrix, kept, live)
    holding(work)
    for i in range(len(live)):
        own[i] = work[live[i]]
    return solve(matrix, own, len(live))


@compiled
def newton(counts, cells, live, mu, matrix, right, kept, work):  # type: ignore[no-untyped-def]
    """Newton's step into `right`. Returns whether there is one, and how steep the way is."""
    for mask in range(len(counts)):
        kept[mask] = mu[mask] if cells[mask] else 0.0
        work[mask] = counts[mask] - mu[mask] if cells[mask] else 0.0
    holding(work)
    for i in range(len(live)):
        right[i] = work[live[i]]
    weigh(matrix, kept, live)
    if not solve(matrix, right, len(live)):
        return False, 0.0
    slope = 0.0
    for i in range(len(live)):
        slope += right[i] * work[live[i]]
    return True, slope


@compiled
def walk(counts, cells, live, offset, right, now, own, eta, mu):  # type: ignore[no-untyped-def]
    """Takes a step, halved while it makes things worse. Returns the log-likelihood then, and how often halved."""
    share, tried, then = 1.0, 0, now
    while tried < HALVINGS:
        for i in range(len(live)):
            own[i] += share * right[i]
        means(own, live, cells, offset, eta, mu)
        then = likelihood(counts, cells, eta, mu)
        if then >= now - 1e-9 * (1.0 + abs(now)):
            break
        for i in range(len(live)):
            own[i] -= share * right[i]
        share *= 0.5
        tried += 1
    return then, tried


@compiled
def climb(counts, cells, live, offset, matrix, right, own, eta, mu, kept, work):  # type: ignore[no-untyped-def]
    """Newton's method to the top from `own`, whose means are in `mu`. Returns status and log-likelihood."""
    now, near_enough = likelihood(counts, cells, eta, mu), False
    for _ in range(ITERATIONS):
        solved, slope = newton(counts, cells, live, mu, matrix, right, kept, work)
        if not solved:
            return SINGULAR, now
        if near_enough:
            return DONE, now
        now, tried = walk(counts, cells, live, offset, right, now, own, eta, mu)
        near_enough = slope < NEAR * (1.0 + abs(now)) or tried == HALVINGS
    return SLOW, now


@compiled
def first_variance(cells, live, mu, matrix, right, kept):  # type: ignore[no-untyped-def]
    """The variance of the first term at the top; nan where it has none."""
    right[:] = 0.0
    right[0] = 1.0
    for mask in range(len(mu)):
        kept[mask] = mu[mask] if cells[mask] else 0.0
    weigh(matrix, kept, live)
    return right[0] if solve(matrix, right, len(live)) else np.nan


@compiled
def fit(counts, terms, offset, first, beta, mu):  # type: ignore[no-untyped-def]
    """Newton's method from the start of iterated weighted least squares; halves a step that makes things worse.

    Fills `beta` (minus infinity where the extended fit puts it) and `mu` (of the unseen at 0). Returns status,
    log-likelihood, variance of the first term, number of active terms.
    """
    size = len(counts)
    cells, active = np.empty(size, np.bool_), np.empty(len(terms), np.bool_)
    number = alive(counts, terms, first, cells, active)
    live = living(terms, active, number)
    matrix, right, own = np.zeros((number, number)), np.zeros(number), np.zeros(number)
    eta, work, kept = np.zeros(size), np.zeros(size), np.zeros(size)
    status, now = SINGULAR, 0.0
    started = begin(counts, cells, live, offset, matrix, own, kept, work)
    means(own, live, cells, offset, eta, mu)
    if started:
        status, now = climb(counts, cells, live, offset, matrix, right, own, eta, mu, kept, work)
    else:
        now = likelihood(counts, cells, eta, mu)
    variance = first_variance(cells, live, mu, matrix, right, kept) if status == DONE and number else np.nan
    at = 0
    for i in range(len(terms)):
        beta[i] = own[at] if active[i] else -np.inf
        at += active[i]
    if first:
        mu[0] = math.exp(min(eta[0], 700.0))
    for mask in range(size):
        if cells[mask]:
            now -= math.lgamma(counts[mask] + 1.0)
    return status, now, variance, number


@compiled
def fit_pairs(tables, terms, sizes, at_table, at_model, dark, logs, variances, actives, states):  # type: ignore[no-untyped-def]
    """One fit for each pair of a table and a model (a row of `terms`, `sizes` long), into the five last arrays."""
    offset, mu, beta = np.zeros(tables.shape[1]), np.empty(tables.shape[1]), np.empty(terms.shape[1])
    for i in range(len(at_table)):
        own = terms[at_model[i], : sizes[at_model[i]]]
        states[i], logs[i], variances[i], actives[i] = fit(tables[at_table[i]], own, offset, 1, beta, mu)
        dark[i] = mu[0]


@compiled
def expected(tables, terms, sizes, todo, dark, mus):  # type: ignore[no-untyped-def]
    """The expected counts of each table under its own model, for the tables of `todo`."""
    offset, beta = np.zeros(tables.shape[1]), np.empty(terms.shape[1])
    for i in range(len(todo)):
        row = todo[i]
        status, _, _, _ = fit(tables[row], terms[row, : sizes[row]], offset, 1, beta, mus[row])
        dark[row] = mus[row, 0] if status == DONE else np.nan
