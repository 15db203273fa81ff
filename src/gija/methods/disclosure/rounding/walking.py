"""The compiled walk of the search. Importing this module needs numba."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit


def _jit(function: Any) -> Any:
    """Compiled, from numba's cache where a folder for it can be written."""
    try:
        return njit(cache=True)(function)
    except RuntimeError:  # no folder can be written: numba refuses to keep it
        return njit(function)


@_jit
def _unit(state):  # type: ignore[no-untyped-def]
    """The next number from 0 to 1 of splitmix64 (Steele, Lea & Flood 2014)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@_jit
def _cost(height, rises, cost, weight):  # type: ignore[no-untyped-def]
    """Of a row so many steps above its floor: going up as drawn; each step too far dearer than the last."""
    further = max(-height, height - rises)
    paid = cost if rises == 1 and height >= 1 else 0.0
    return paid + weight * further * further if further > 0 else paid


@_jit
def _moved(i, step, first, rows, signs, height, rises, cost, weight):  # type: ignore[no-untyped-def]
    """Move base cell `i` by a step in all its rows; what that changes in cost."""
    change = 0.0
    for at in range(first[i], first[i + 1]):
        row, by = rows[at], step * signs[at]
        change -= _cost(height[row], rises[row], cost[row], weight[row])
        height[row] += by
        change += _cost(height[row], rises[row], cost[row], weight[row])
    return change


@_jit
def _partner(i, up, first, rows, starts, members, state):  # type: ignore[no-untyped-def]
    """A cell that stands the other way in a row with `i`, or -1: half the moves are pairs."""
    if _unit(state) >= 0.5 or first[i + 1] == first[i]:
        return -1
    row = rows[first[i] + int(_unit(state) * (first[i + 1] - first[i]))]
    j = members[starts[row] + int(_unit(state) * (starts[row + 1] - starts[row]))]
    return j if up[j] != up[i] else -1


@_jit
def _walk(free, up, height, weight, links, costs, sweeps, hot, cold, seed):  # type: ignore[no-untyped-def]
    first, rows, signs, starts, members = links
    cell_cost, row_cost, rises = costs
    state = np.array([seed], dtype=np.uint64)
    may_move = np.zeros(len(up), dtype=np.bool_)
    may_move[free] = True
    warmth, cooling = hot, (cold / hot) ** (1.0 / max(1, sweeps - 1))
    for _ in range(sweeps):
        for _ in range(len(free)):
            i = free[int(_unit(state) * len(free))]
            j = _partner(i, up, first, rows, starts, members, state)
            if j >= 0 and not may_move[j]:
                j = -1
            step = 1 - 2 * up[i]
            change = cell_cost[i] * step + _moved(i, step, first, rows, signs, height, rises, row_cost, weight)
            if j >= 0:
                change -= cell_cost[j] * step
                change += _moved(j, -step, first, rows, signs, height, rises, row_cost, weight)
            if change <= 0.0 or _unit(state) < np.exp(-change / warmth):
                up[i] += step
                if j >= 0:
                    up[j] -= step
            else:
                _moved(i, -step, first, rows, signs, height, rises, row_cost, weight)
                if j >= 0:
                    _moved(j, step, first, rows, signs, height, rises, row_cost, weight)
        warmth *= cooling


def compiled() -> Callable[..., None]:
    """`walk(free, up, height, weight, links, costs, sweeps, hot, cold, seed)`: changes `up` and `height` in place.
    `links`: rows of each cell (starts, rows, signs), cells of each row (starts, cells); `costs`: cells, rows, rises."""
    walk: Callable[..., None] = _walk
    return walk
