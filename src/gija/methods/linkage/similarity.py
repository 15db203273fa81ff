"""All pairs of two lists that are alike enough: exact, in blocks, on several cores, going on where it was stopped."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gija.methods.linkage.encoding import WORDS, Encodings
from gija.methods.linkage.kernels import AT_MOST, Found, Kernel, kernel, ones
from gija.vocabulary.errors import GijaError

Pairs = npt.NDArray[np.int64]  # (m, 2): row of a, row of b
Scores = npt.NDArray[np.float64]  # (m,): Dice coefficient, 0..1
Progress = Callable[[int, int], None]  # blocks done, blocks in all
ROWS = 2048  # rows of a in one block


def similar_pairs(
    a: Encodings,
    b: Encodings | None = None,
    threshold: float = 0.8,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    folder: Path | None = None,
    at_most: int = AT_MOST,
    by: str = "auto",
) -> tuple[Pairs, Scores]:
    """Every pair whose Dice coefficient reaches the threshold, ordered by row of `a`, then of `b`; none is left out.

    Without `b` the pairs within `a`, each once (left row below right row). Memory stays near the size of the lists and
    of what is found. `folder` keeps finished blocks, so that the same call goes on after it was killed; it holds rows
    and scores only, and is the caller's to remove. `by` names the kernel (`kernels.kernel`); all give the same.
    Raises `linkage.shape`, `linkage.list_empty`, `linkage.no_bits`, `linkage.threshold`, `linkage.too_many_pairs`.
    """
    if not 0 < threshold <= 1:
        raise GijaError("linkage.threshold", threshold=threshold)
    left = checked(a)
    right = left if b is None else checked(b)
    blocks = _Blocks(left, right, threshold, b is None, kernel(by), at_most, folder)
    total, found, room = len(blocks), [], at_most
    for done, part in enumerate(_run(blocks, workers or os.cpu_count() or 1), start=1):
        room -= len(part[0])
        if room < 0:
            raise GijaError("linkage.too_many_pairs", pairs=at_most)
        found.append(part)
        if progress:
            progress(done, total)
    rows, columns, shared = (np.concatenate(column) for column in zip(*found, strict=True))
    scores = 2.0 * shared / (ones(left)[rows] + ones(right)[columns])
    return np.stack([rows, columns], axis=1), scores


def checked(encodings: Encodings) -> Encodings:
    """The same, laid out for the kernel. Refuses other shapes and types, no rows, and rows without a bit."""
    if not isinstance(encodings, np.ndarray) or encodings.dtype != np.uint64 or encodings.shape[1:] != (WORDS,):
        raise GijaError("linkage.shape", words=WORDS)
    if not len(encodings):
        raise GijaError("linkage.list_empty")
    if not encodings.any(axis=1).all():
        raise GijaError("linkage.no_bits", row=int(np.argmin(encodings.any(axis=1))) + 1)
    return np.ascontiguousarray(encodings)


class _Blocks:
    """The blocks of one task, each `ROWS` rows of the left list against the whole right one."""

    def __init__(
        self, a: Encodings, b: Encodings, threshold: float, own: bool, by: Kernel, at_most: int, folder: Path | None
    ) -> None:
        self.a, self.b, self.threshold, self.own, self.by, self.at_most = a, b, threshold, own, by, at_most
        self.folder = folder
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            told = hashlib.sha256(f"{threshold!r} {own} {ROWS}".encode())
            told.update(a.tobytes())
            told.update(b.tobytes())
            self.task = told.hexdigest()[:24]

    def __len__(self) -> int:
        return -(-len(self.a) // ROWS)

    def __getitem__(self, number: int) -> Found:
        kept = self.folder / f"{self.task}-{number}.npy" if self.folder else None
        if kept and kept.exists():
            rows, columns, shared = np.load(kept)
            return rows, columns, shared
        found = self._made(number * ROWS)
        if kept:
            fresh = kept.with_suffix(f".{os.getpid()}.part")
            with fresh.open("wb") as file:
                np.save(file, np.stack(found))
            fresh.replace(kept)
        return found

    def _made(self, start: int) -> Found:
        first = start if self.own else 0  # within one list the pairs left of the diagonal were met before
        rows, columns, shared = self.by(self.a[start : start + ROWS], self.b[first:], self.threshold, self.at_most)
        rows, columns = rows + start, columns + first
        if self.own:
            kept = rows < columns
            rows, columns, shared = rows[kept], columns[kept], shared[kept]
        return rows, columns, shared


def _run(blocks: _Blocks, workers: int) -> Iterator[Found]:
    """The blocks in order; a few ahead at a time, so that a caller who stops leaves little undone work."""
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        ahead = [pool.submit(blocks.__getitem__, n) for n in range(min(2 * workers, len(blocks)))]
        for number in range(len(blocks)):
            yield ahead.pop(0).result()
            following = number + 1 + len(ahead)
            if following < len(blocks):
                ahead.append(pool.submit(blocks.__getitem__, following))
