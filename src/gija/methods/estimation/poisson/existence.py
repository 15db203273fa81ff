"""Does the extended maximum likelihood estimate exist, and is it the only one? (Fienberg & Rinaldo 2012)

Only the pattern of zeros matters, so answers are kept by pattern and model. Where counting ranks does not decide, a
linear program does: is there a direction that leaves every filled cell as it is and lets an empty one fall for ever?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.poisson.models import Model

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats, Ints

FINE, NO_ESTIMATE, NOT_UNIQUE, NEITHER, UNDECIDED = 0, 1, 2, 3, -1


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code`: 0 fine, 1 the estimate does not exist, 2 more than one fits equally well, 3 both. `forced_by`: the empty
    histories along which the likelihood has no top. `infinite`: terms at minus infinity in the extended fit."""

    code: int
    forced_by: tuple[int, ...] = ()
    infinite: tuple[int, ...] = ()

    @property
    def fine(self) -> bool:
        return self.code == FINE


def check(table: CaptureTable, model: object = "") -> Verdict:
    """The verdict on a model for a table, with the cells that force it."""
    from gija.methods.estimation.poisson.ranks import directions, quick_code

    asked = Model.of(table.width, model)
    terms, counts = np.array(asked.terms, np.int64), table.array
    infinite = tuple(term for term in asked.interactions if not table.meeting(term))
    where, seen = directions(counts, terms)
    falls = falling(seen)
    code = int(quick_code(counts, terms))
    if code == UNDECIDED:
        code = _by_program(asked.terms, _pattern(counts))
    forced = tuple(int(mask) for mask, down in zip(where, falls, strict=True) if down)
    return Verdict(code, forced if code & NO_ESTIMATE else (), infinite)


def codes(tables: Floats, terms: Ints, sizes: Ints, at_table: Ints, at_model: Ints) -> Ints:
    """Codes for pairs of a row of `tables` and a row of `terms`."""
    from gija.methods.estimation.poisson.ranks import quick_codes

    found = np.zeros(len(at_table), np.int64)
    quick_codes(tables, terms, sizes, at_table, at_model, found)
    for i in np.flatnonzero(found == UNDECIDED):
        own = tuple(terms[at_model[i], : sizes[at_model[i]]].tolist())
        found[i] = _by_program(own, _pattern(tables[at_table[i]]))
    return found


def code_of(counts: Floats, terms: Sequence[int]) -> int:
    """The code of one model for one row of counts."""
    return _code(tuple(terms), _pattern(counts))


def _pattern(counts: Floats) -> bytes:
    return np.packbits(counts > 0).tobytes() + len(counts).to_bytes(2, "big")


def _zeros_and_ones(pattern: bytes) -> Floats:
    size = int.from_bytes(pattern[-2:], "big")
    return np.unpackbits(np.frombuffer(pattern[:-2], np.uint8))[:size].astype(np.float64)


@lru_cache(maxsize=500_000)
def _code(terms: tuple[int, ...], pattern: bytes) -> int:
    from gija.methods.estimation.poisson.ranks import quick_code

    code = int(quick_code(_zeros_and_ones(pattern), np.array(terms, np.int64)))
    return _by_program(terms, pattern) if code == UNDECIDED else code


@lru_cache(maxsize=500_000)
def _by_program(terms: tuple[int, ...], pattern: bytes) -> int:
    from gija.methods.estimation.poisson.ranks import directions

    _, seen = directions(_zeros_and_ones(pattern), np.array(terms, np.int64))
    many = np.linalg.matrix_rank(seen, tol=1e-8) < seen.shape[1]
    return (NO_ESTIMATE if falling(seen).any() else FINE) + (NOT_UNIQUE if many else FINE)


def falling(seen: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which empty cells can fall for ever while no other rises: the widest support, by one linear program.

    Maximise the sum of s with 0 <= s <= 1 and s <= D w, w free: s is 1 on the support at the top.
    """
    cells, free = seen.shape
    if not cells or not free or not np.any(seen):
        return np.zeros(cells, np.bool_)
    from scipy.optimize import linprog

    cost = np.concatenate([-np.ones(cells), np.zeros(free)])
    upper = np.hstack([np.eye(cells), -seen])
    bounds = [(0.0, 1.0)] * cells + [(None, None)] * free
    found = linprog(cost, A_ub=upper, b_ub=np.zeros(cells), bounds=bounds, method="highs-ds")
    return np.asarray(found.x[:cells] > 0.5)
