"""The inner loop: which of the pairs of two blocks share enough bits. numba where it can be had, else numpy."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from gija.vocabulary.errors import GijaError

Words = npt.NDArray[np.uint64]  # (n, 16)
Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]  # rows, columns, shared bits
Kernel = Callable[[Words, Words, float, int], Found]
"""`kernel(a, b, threshold, at_most)`: all pairs whose Dice coefficient 2 x shared / (ones + ones) is at least the
threshold, by row, then column. Both kernels give the same pairs and numbers, bit for bit. More than `at_most` pairs are
refused (`linkage.too_many_pairs`), so that a threshold set too low cannot fill the memory."""

TILE = 192  # columns held in the nearest cache (24 KiB) while the rows pass
AT_MOST = 20_000_000


def ones(words: Words) -> npt.NDArray[np.int64]:
    """How many bits each encoding has."""
    return np.asarray(np.bitwise_count(words).sum(axis=1, dtype=np.int64))


def kernel(name: str = "auto") -> Kernel:
    """The kernel by name: `numba`, `numpy`, or `auto` (numba if it can be had; `GIJA_KERNEL` overrides)."""
    wanted = os.environ.get("GIJA_KERNEL", "auto") if name == "auto" else name
    if wanted == "numpy":
        return numpy_kernel
    try:
        _compiled()
    except ImportError:
        if wanted == "numba":
            raise
        return numpy_kernel
    return numba_kernel


def numpy_kernel(a: Words, b: Words, threshold: float, at_most: int = AT_MOST) -> Found:
    """The same with numpy alone: about ten times slower, no compiler."""
    a_ones, b_ones, room = ones(a), ones(b), at_most
    parts: list[Found] = []
    for start in range(0, len(a), 32):
        for left in range(0, len(b), 512):
            rows, columns = a[start : start + 32], b[left : left + 512]
            shared = np.bitwise_count(rows[:, None, :] & columns[None, :, :]).sum(axis=2, dtype=np.int64)
            both = a_ones[start : start + 32, None] + b_ones[None, left : left + 512]
            at, to = np.nonzero(2.0 * shared >= threshold * both)
            parts.append((at + start, to + left, shared[at, to]))
            room = _room(room, len(at), at_most)
    return _in_order(parts)


def numba_kernel(a: Words, b: Words, threshold: float, at_most: int = AT_MOST) -> Found:
    """Compiled; lets other threads run. Gives up pairs that can no longer reach the threshold after half the words or
    three quarters of them, which loses none (the bound counts every remaining bit as shared)."""
    loop, a_ones, b_ones = _compiled(), ones(a), ones(b)
    bounds_a, bounds_b = _least(a_ones, threshold / 2), _least(b_ones, threshold / 2)
    lacks_a, lacks_b = _lacks(a, bounds_a), _lacks(b, bounds_b)
    parts: list[Found] = []
    size, room = 4096, at_most
    for left in range(0, len(b), TILE):
        tile = np.ascontiguousarray(b[left : left + TILE].T)
        here = slice(left, left + TILE)
        lack, start = np.ascontiguousarray(lacks_b[:, here]), 0
        while start < len(a):
            out = np.empty((3, size), np.int64)
            found, start = loop(
                a, tile, a_ones, b_ones[here], threshold, bounds_a, bounds_b[here], lacks_a, lack, start, out
            )
            parts.append((out[0, :found].copy(), out[1, :found] + left, out[2, :found].copy()))
            size = min(size * 2, 1_048_576) if start < len(a) else size
            room = _room(room, found, at_most)
    return _in_order(parts)


def _room(left: int, found: int, at_most: int) -> int:
    if found > left:
        raise GijaError("linkage.too_many_pairs", pairs=at_most)
    return left - found


def _least(counts: npt.NDArray[np.int64], half: float) -> npt.NDArray[np.int64]:
    """A whole number never above the share of the threshold that one side brings, rounding of floats allowed for."""
    return np.asarray(np.floor(counts * half).astype(np.int64) - 1)


def _lacks(words: Words, bounds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """By group of four words: the bound less the bits that stand in the groups still to come, (4, n)."""
    by_group = np.bitwise_count(words).reshape(len(words), 4, 4).sum(axis=2, dtype=np.int64)
    to_come = by_group.sum(axis=1, keepdims=True) - np.cumsum(by_group, axis=1)
    return np.ascontiguousarray((bounds[:, None] - to_come).T)


def _in_order(parts: list[Found]) -> Found:
    if not parts:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    rows, columns, shared = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((columns, rows))
    return rows[order], columns[order], shared[order]


@cache
def _compiled() -> Callable[..., tuple[int, int]]:
    """Compiled once a machine (about two seconds), kept in `NUMBA_CACHE_DIR`, beside this file or in the user's cache
    folder, whichever can be written; where none can, compiled in each process."""
    from gija.methods.linkage import compiling

    return compiling.tile_kernel()


def ready() -> dict[str, Any]:
    """Compile (or read from the cache) now, and tell with what: for progress bars and benchmarks."""
    import time

    start = time.perf_counter()
    chosen = kernel()
    sample = np.zeros((1, 16), np.uint64)
    chosen(sample, sample, 0.5, AT_MOST)
    return {"kernel": chosen.__name__.removesuffix("_kernel"), "seconds": time.perf_counter() - start}
