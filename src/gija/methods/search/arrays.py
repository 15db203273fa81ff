"""Several named arrays in one file, mapped into memory: opened in a moment whatever their size."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_MARK = b"GIJAarr1"
_ALIGN = 64


class Arrays(Mapping[str, Array]):
    """The arrays of one file, read-only. Errors: ValueError where the file is not whole."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        end = int.from_bytes(held[8:16], "little")
        if held[:8] != _MARK or len(held) < end:
            raise ValueError("not a whole file of arrays")
        start = int.from_bytes(held[16:24], "little")
        self._held, self._start = held, -(-(24 + start) // _ALIGN) * _ALIGN
        self._layout: dict[str, tuple[str, list[int], int]] = json.loads(held[24 : 24 + start])
        self._made: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._made:
            kind, shape, at = self._layout[name]
            count = int(np.prod(shape, dtype=np.int64))
            flat = np.frombuffer(self._held, np.dtype(kind), count, self._start + at) if count else np.empty(0, kind)
            self._made[name] = flat.reshape(shape)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._layout

    def __iter__(self) -> Any:
        return iter(self._layout)

    def __len__(self) -> int:
        return len(self._layout)


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write all arrays into one file, each aligned for quick reading."""
    layout, at = {}, 0
    for name, array in arrays.items():
        layout[name] = (array.dtype.str, list(array.shape), at)
        at += -(-array.nbytes // _ALIGN) * _ALIGN
    head = json.dumps(layout).encode("ascii")
    start = -(-(24 + len(head)) // _ALIGN) * _ALIGN
    with path.open("wb") as file:
        file.write(_MARK + (start + at).to_bytes(8, "little") + len(head).to_bytes(8, "little") + head)
        for name, array in arrays.items():
            file.seek(start + layout[name][2])
            np.ascontiguousarray(array).tofile(file)
        file.truncate(start + at)


def lines_of(texts: Iterable[str]) -> Array:
    """Texts without line breaks, one after another, as bytes."""
    return np.frombuffer("\n".join(texts).encode("utf-8", "replace"), np.uint8)


def texts_of(lines: Array) -> list[str]:
    """The texts of `lines_of`."""
    return lines.tobytes().decode().split("\n")


def grouped(groups: Array, count: int, *values: Array) -> tuple[Array, ...]:
    """Values put together by group (0 .. count - 1): where each group begins (one more at the end), and the values."""
    order = np.argsort(groups, kind="stable")
    at = np.zeros(count + 1, np.uint32 if len(groups) < 1 << 32 else np.uint64)
    np.cumsum(np.bincount(groups, minlength=count), out=at[1:], dtype=at.dtype)
    return at, *(each[order] for each in values)


def spread(begins: Array, lengths: Array) -> Array:
    """The numbers from each beginning on, so many of each, one run after another."""
    moved = begins.astype(np.int64) - (np.cumsum(lengths) - lengths)
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(moved, lengths))


def taken(at: Array, values: Array, chosen: Array) -> tuple[Array, Array]:
    """The values of the groups chosen, one group after another, and how many each has. Group n begins at `at[n]`."""
    lengths = (at[chosen + 1] - at[chosen]).astype(np.int64)
    return values[spread(at[chosen], lengths)], lengths
