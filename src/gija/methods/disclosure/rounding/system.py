"""What has to add up: cells, and which of them are the sum of which others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gija.vocabulary.errors import GijaError

Ints = npt.NDArray[np.int64]
Relation = tuple[int, tuple[int, ...]]  # a total, and the cells that it is the sum of


@dataclass(frozen=True)
class Forms:
    """Every total as a sum over base cells (those that are no total), in rows. A row past the totals is a check: two
    ways to add up one total, whose difference must stay nothing."""

    base: Ints  # the cells that are no total
    totals: Ints  # the cell each of the first rows stands for
    starts: Ints  # (rows + 1): where a row begins in `members` and `signs`
    members: Ints  # places in `base`
    signs: Ints

    @property
    def rows(self) -> int:
        return len(self.starts) - 1

    def sums(self, values: Ints) -> Ints:
        """What each row comes to for values of the base cells."""
        running = np.concatenate([[0], np.cumsum(self.signs * values[self.members])])
        return np.asarray(running[self.starts[1:]] - running[self.starts[:-1]])


@dataclass(frozen=True)
class Additive:
    """`cells` cells, numbered from 0, and the sums among them. A total may be the sum in more than one way."""

    cells: int
    relations: tuple[Relation, ...]

    def holds(self, values: Sequence[int] | Ints) -> bool:
        """Do all sums come out?"""
        given = np.asarray(values)
        return all(given[total] == given[list(parts)].sum() for total, parts in self.relations)

    @cached_property
    def forms(self) -> Forms:
        """Refuses (`disclosure.sums_circle`) a total that is, over other totals, part of itself."""
        first: dict[int, tuple[int, ...]] = {}
        for total, parts in self.relations:
            first.setdefault(total, parts)
        base = np.array([cell for cell in range(self.cells) if cell not in first], dtype=np.int64)
        place = {int(cell): at for at, cell in enumerate(base)}
        known: dict[int, Ints] = {cell: np.array([at]) for cell, at in place.items()}
        for total in first:
            _expand(total, first, known, set())
        rows = [(known[total], np.ones(len(known[total]), dtype=np.int64)) for total in first]
        rows += list(_checks(self.relations, known))
        starts = np.concatenate([[0], np.cumsum([len(members) for members, _ in rows])]).astype(np.int64)
        empty = np.empty(0, dtype=np.int64)
        members = np.concatenate([empty, *(members for members, _ in rows)])
        signs = np.concatenate([empty, *(signs for _, signs in rows)])
        return Forms(base, np.array(list(first), dtype=np.int64), starts, members, signs)


def _expand(total: int, first: dict[int, tuple[int, ...]], known: dict[int, Ints], above: set[int]) -> Ints:
    """The base cells of a total, sorted; one that counts twice stands twice."""
    if total in known:
        return known[total]
    if total in above:
        raise GijaError("disclosure.sums_circle", cell=total)
    parts = [_expand(part, first, known, above | {total}) for part in first[total]]
    known[total] = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *parts]))
    return known[total]


def _checks(relations: Iterable[Relation], known: dict[int, Ints]) -> Iterable[tuple[Ints, Ints]]:
    """For each further way to add up a total that does not come to the same base cells: the difference."""
    for total, parts in relations:
        other = np.sort(np.concatenate([known[part] for part in parts])) if parts else np.empty(0, dtype=np.int64)
        if np.array_equal(other, known[total]):
            continue
        width = int(max(known[total].max(initial=0), other.max(initial=0))) + 1
        difference = np.bincount(known[total], minlength=width) - np.bincount(other, minlength=width)
        members = np.flatnonzero(difference)
        yield members, difference[members]


def cube_system(shape: Sequence[int]) -> Additive:
    """The cells of a full cube of these lengths with all its margins: along each axis the last place is the total.
    Cells are numbered as `numpy.ravel` does for an array one longer along each axis."""
    full = np.arange(int(np.prod([length + 1 for length in shape]))).reshape([length + 1 for length in shape])
    relations: list[Relation] = []
    for axis in range(full.ndim):
        for line in np.moveaxis(full, axis, -1).reshape(-1, full.shape[axis]).tolist():
            relations.append((line[-1], tuple(line[:-1])))
    return Additive(full.size, tuple(relations))


def with_margins(inner: npt.NDArray[np.integer]) -> Ints:
    """The values of `cube_system(inner.shape)`: the inner cells with all their sums, flat."""
    full = np.asarray(inner, dtype=np.int64)
    for axis in range(full.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    return full.ravel()
