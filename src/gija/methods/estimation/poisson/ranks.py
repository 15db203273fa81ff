"""Compiled: does the extended maximum likelihood estimate exist, and is it the only one? Most tables need no program.

Importing this module needs numba.
"""

from __future__ import annotations

import numpy as np

from gija.methods.estimation.compiling import compiled
from gija.methods.estimation.poisson.kernels import alive, living

SMALL = 1e-9
FINE, NONE, MANY, ASK = 0, 1, 2, -1


@compiled
def reduce_row(rows, pivots, rank, row):  # type: ignore[no-untyped-def]  # noqa: C901 one pass, for the compiler
    """Brings a row into the reduced echelon form; returns the rank then."""
    for r in range(rank):
        factor = row[pivots[r]]
        if factor != 0.0:
            for j in range(len(row)):
                row[j] -= factor * rows[r, j]
    at, most = -1, SMALL
    for j in range(len(row)):
        if abs(row[j]) > most:
            at, most = j, abs(row[j])
    if at < 0:
        return rank
    head = row[at]
    for j in range(len(row)):
        rows[rank, j] = row[j] / head
    for r in range(rank):
        factor = rows[r, at]
        if factor != 0.0:
            for j in range(len(row)):
                rows[r, j] -= factor * rows[rank, j]
    pivots[rank] = at
    return rank + 1


@compiled
def reduced(counts, cells, live, rows, pivots):  # type: ignore[no-untyped-def]
    """The filled cells as rows in reduced echelon form; returns their rank and how many live cells are empty."""
    number, rank, empty = len(live), 0, 0
    row = np.zeros(number)
    for mask in range(len(counts)):
        if cells[mask] and counts[mask] > 0 and rank < number:
            for j in range(number):
                row[j] = 1.0 if live[j] & mask == live[j] else 0.0
            rank = reduce_row(rows, pivots, rank, row)
        elif cells[mask] and counts[mask] == 0:
            empty += 1
    return rank, empty


@compiled
def left_alone(rows, pivots, rank):  # type: ignore[no-untyped-def]
    """(terms, free): a basis of the directions that leave every filled cell as it is."""
    number = rows.shape[1]
    basis, leads = np.zeros((number, number - rank)), np.zeros(number, np.bool_)
    for r in range(rank):
        leads[pivots[r]] = True
    k = 0
    for j in range(number):
        if not leads[j]:
            basis[j, k] = 1.0
            for r in range(rank):
                basis[pivots[r], k] = -rows[r, j]
            k += 1
    return basis


@compiled
def fall(counts, cells, live, basis, where, seen):  # type: ignore[no-untyped-def]
    """Fills which live cells are empty and how the linear predictor of each falls along each direction of a basis."""
    at = 0
    for mask in range(len(counts)):
        if cells[mask] and counts[mask] == 0:
            where[at] = mask
            for j in range(len(live)):
                if live[j] & mask == live[j]:
                    for k in range(basis.shape[1]):
                        seen[at, k] -= basis[j, k]
            at += 1


@compiled
def directions(counts, terms):  # type: ignore[no-untyped-def]
    """What the empty cells see of the directions that the filled ones do not.

    Returns the empty live cells and a (cells, k) array: how the linear predictor of each falls along each of k
    directions that leave every filled cell as it is. k = 0: the estimate exists and is the only one.
    """
    cells, active = np.empty(len(counts), np.bool_), np.empty(len(terms), np.bool_)
    number = alive(counts, terms, 1, cells, active)
    live = living(terms, active, number)
    rows, pivots = np.zeros((number, number)), np.zeros(number, np.int64)
    rank, empty = reduced(counts, cells, live, rows, pivots)
    where, seen = np.empty(empty, np.int64), np.zeros((empty, number - rank))
    if rank < number:
        fall(counts, cells, live, left_alone(rows, pivots, rank), where, seen)
    return where, seen


@compiled
def quick_code(counts, terms):  # type: ignore[no-untyped-def]
    """0 fine, 1 no estimate, 2 more than one, 3 both; -1 where only a linear program can tell."""
    where, seen = directions(counts, terms)
    free = seen.shape[1]
    if free == 0:
        return FINE
    rows, pivots, rank = np.zeros((free, free)), np.zeros(free, np.int64), 0
    up, down = False, False
    for i in range(len(where)):
        for k in range(free):
            if seen[i, k] > SMALL:
                up = True
            elif seen[i, k] < -SMALL:
                down = True
        if rank < free:
            rank = reduce_row(rows, pivots, rank, seen[i].copy())
    code = MANY if rank < free else FINE
    if not up and not down:
        return code
    if free == 1:
        return code if up and down else code + NONE
    return ASK


@compiled
def quick_codes(tables, terms, sizes, at_table, at_model, codes):  # type: ignore[no-untyped-def]
    """`quick_code` for pairs of a table and a model."""
    for i in range(len(at_table)):
        codes[i] = quick_code(tables[at_table[i]], terms[at_model[i], : sizes[at_model[i]]])
