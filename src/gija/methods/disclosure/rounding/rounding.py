"""Controlled rounding: all cells of a table to multiples of a base, so that the sums still come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gija.methods.disclosure.rounding import drawing, exact, search
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.system import Additive, Ints
from gija.methods.disclosure.rounding.values import Aim, Problem, Rounded
from gija.vocabulary.errors import GijaError

BASES = (3, 5)
SMALL = 400  # cells that may rise: up to here the integer program is asked where the linear one is not enough
HOPELESS = 0.01  # a greater share of sums too far: hardly any rounding holds, and proving so would take hours


def round_cells(
    system: Additive,
    values: Sequence[int] | Ints,
    base: int = 3,
    *,
    seed: Seed,
    restricted: bool = True,
    aim: Aim = Aim.UNBIASED,
    names: Sequence[str] = (),
    carried: Ints | None = None,
) -> Rounded:
    """Multiples of `base` in the place of `values`, with every sum of `system` kept.

    Cells that are no total change by less than `base`, multiples (and so zeros) not at all; totals too where
    `restricted`, else by less than 2 x `base`, and zeros not at all. `names` bind the chance to cells, not to places
    in the list. Same input and seed, same output. Two-way tables and small ones are solved exactly; larger ones start
    from the linear program, are rounded and repaired (`Rounded.proven` says which).

    Refuses: `disclosure.base` (not 3 or 5), `disclosure.counts` (a negative number, or too many or few of them),
    `disclosure.sums_wrong` (the values do not add up), `disclosure.rounding_impossible` (no such rounding was found:
    tables of four and more ways often have none while `restricted`).

    After Cox (1987) and Salazar-Gonzalez et al. (2004) for zero-restricted rounding, Fellegi (1975) for unbiased.
    """
    counts = _checked(system, values, base)
    named = list(names) or [str(place) for place in range(system.cells)]
    problem = drawing.problem(counts, base, aim, seed, named, restricted=restricted, carried=carried)
    steps, proven = _steps(system, problem, seed)
    if steps is None:
        raise GijaError("disclosure.rounding_impossible", base=base)
    rounded = base * (problem.lower + steps)
    return Rounded(rounded, rounded - counts, base, _is_restricted(counts, rounded, base), aim, proven, seed.seal)


def _steps(system: Additive, problem: Problem, seed: Seed) -> tuple[Ints | None, bool]:
    """Steps up for every cell, and whether nothing better exists."""
    linear = exact.relaxed(system, problem)
    if linear.whole and linear.steps is not None:
        return np.round(linear.steps).astype(np.int64), True
    if linear.steps is None and problem.restricted:
        return None, True  # not even with parts of steps
    if int(problem.may_rise.sum()) <= SMALL:
        whole = exact.solved(system, problem)
        if whole.steps is not None:
            return whole.steps.astype(np.int64), True
    found = search.search(system, problem, linear.steps, seed.number("search"))
    if found.steps is None and found.too_far < HOPELESS:
        return _from_any(system, problem, seed), False
    return found.steps, False


def _from_any(system: Additive, problem: Problem, seed: Seed) -> Ints | None:
    """Where the search lost its way: any rounding that holds (found far quicker than a good one), then made better."""
    any_whole = exact.solved(system, replace(problem, cost=np.zeros_like(problem.cost)), nodes=20)
    if any_whole.steps is None:
        return None
    return search.search(system, problem, any_whole.steps, seed.number("again"), gentle=True).steps


def _checked(system: Additive, values: Sequence[int] | Ints, base: int) -> Ints:
    if base not in BASES:
        raise GijaError("disclosure.base", base=base)
    counts = np.asarray(values)
    if counts.shape != (system.cells,) or not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
        raise GijaError("disclosure.counts", cells=system.cells)
    _ = system.forms  # refuses sums that go round in a circle
    if not system.holds(counts):
        raise GijaError("disclosure.sums_wrong")
    return counts.astype(np.int64)


def _is_restricted(counts: Ints, rounded: Ints, base: int) -> bool:
    return bool((np.abs(rounded - counts) < base).all())
