"""The compiled inner loop. Importing this module needs numba; `kernels` falls back to numpy without it.

Words are taken four at a time, written out, so that LLVM sees straight code over a row of a tile: on a processor with
AVX-512 VPOPCNTDQ it becomes `vpopcntq zmm`, eight pairs at a time; on others the best that LLVM knows for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic


def _count_ones(_context: Any, word: Any) -> Any:
    """LLVM's own count of set bits; numba has no other name for it."""

    def made(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), made


_ones: Any = intrinsic(_count_ones)


def _tile(a, tile, a_ones, b_ones, threshold, bounds_a, bounds_b, lacks_a, lacks_b, start, out):  # type: ignore[no-untyped-def]  # noqa: C901 one loop, kept whole for the compiler
    """Pairs of the rows from `start` on with one tile of columns into `out`; stops before it overflows.

    Four words at a time; after eight and after twelve a row is given up where no column of the tile can still reach
    the threshold. Returns how many were found and the row to go on from.
    """
    found, columns = 0, tile.shape[1]
    shared = np.empty(columns, np.int64)
    for i in range(start, a.shape[0]):
        if found + columns > out.shape[1]:
            return found, i
        shared[:] = 0
        bound, promising = bounds_a[i], 0
        for group in range(4):
            first = 4 * group
            x0, x1, x2, x3 = a[i, first], a[i, first + 1], a[i, first + 2], a[i, first + 3]
            t0, t1, t2, t3 = tile[first], tile[first + 1], tile[first + 2], tile[first + 3]
            for j in range(columns):
                more = (_ones(x0 & t0[j]) + _ones(x1 & t1[j])) + (_ones(x2 & t2[j]) + _ones(x3 & t3[j]))
                shared[j] += types.int64(more)
            if group == 0:
                continue
            promising, lack, other = 0, lacks_a[group, i], lacks_b[group]
            for j in range(columns):
                promising += shared[j] >= max(lack + bounds_b[j], bound + other[j])
            if promising == 0:
                break
        if promising:
            for j in range(columns):
                if 2.0 * shared[j] >= threshold * (a_ones[i] + b_ones[j]):
                    out[0, found], out[1, found], out[2, found] = i, j, shared[j]
                    found += 1
    return found, a.shape[0]


def tile_kernel() -> Callable[..., tuple[int, int]]:
    """The compiled loop, from numba's cache where a folder for it can be written."""
    try:
        compiled: Callable[..., tuple[int, int]] = njit(nogil=True, cache=True)(_tile)
    except RuntimeError:  # no folder can be written: numba refuses to keep it
        compiled = njit(nogil=True)(_tile)
    return compiled
