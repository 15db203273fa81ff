"""Controlled rounding: it adds up, stays within its bounds, keeps zeros, is the same again, and pins no cell."""

from __future__ import annotations

import csv
import os
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from gija.methods.disclosure.rounding import (
    Additive,
    Aim,
    Carried,
    Rounded,
    Seed,
    cube_system,
    reach,
    round_cells,
    round_period,
    round_table,
    with_margins,
)
from gija.methods.tables.files import read_csv
from gija.vocabulary.errors import GijaError

SHARED = Path(os.environ.get("GIJA_SHARED", Path(__file__).parents[7] / "shared")) / "data" / "disclosure"
SEED = Seed(b"sixteen bytes or more")


def made(shape: tuple[int, ...], mean: float, number: int = 0) -> np.ndarray:
    """Counts as they are in life: many zeros and ones, a few large."""
    random = np.random.default_rng([2006, number])
    return with_margins(random.poisson(random.gamma(0.6, mean / 0.6, size=shape)))


def hold(rounded: Rounded, system: Additive, values: np.ndarray) -> None:
    assert system.holds(rounded.values)
    assert (rounded.values % rounded.base == 0).all()
    assert (rounded.values[values == 0] == 0).all()
    assert (rounded.values >= 0).all()


@pytest.mark.parametrize(("base", "l1", "greatest"), [(3, 16, 2), (5, 32, 3)])
def test_the_published_optimum_of_expsd_is_met(base: int, l1: int, greatest: int) -> None:
    """exPSD, the example of Langsrud & Heldal (PSD 2018) and R's SmallCountRounding: on all 24 cells with margins."""
    if not (SHARED / "exPSD.csv").exists():
        pytest.skip("the shared data are absent")
    rows = list(csv.DictReader((SHARED / "exPSD.csv").read_text().splitlines()))
    counts = {(row["rows"], row["cols"]): int(row["freq"]) for row in rows}
    inner = np.array([[counts[f"row{r}", f"col{c}"] for c in range(1, 6)] for r in range(1, 4)])
    rounded = round_cells(cube_system((3, 5)), with_margins(inner), base, seed=SEED, aim=Aim.NEAREST)
    assert (len(rounded.values), rounded.l1, rounded.greatest) == (24, l1, greatest)
    assert rounded.proven


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([(4,), (3, 4), (2, 3, 3), (6, 5)]),
    st.sampled_from([3, 5]),
    st.integers(0, 10**6),
    st.booleans(),
)
def test_rounding_adds_up_keeps_zeros_and_bounds(shape: tuple[int, ...], base: int, number: int, nearest: bool) -> None:
    values, system = made(shape, 2.0, number), cube_system(shape)
    aim = Aim.NEAREST if nearest else Aim.UNBIASED
    rounded = round_cells(system, values, base, seed=SEED, aim=aim)
    hold(rounded, system, values)
    assert rounded.greatest < base
    assert (rounded.change[values % base == 0] == 0).all()
    again = round_cells(system, values, base, seed=SEED, aim=aim)
    assert (again.values == rounded.values).all()


@pytest.mark.parametrize("mean", [0.3, 2.0])
def test_a_large_table_of_three_ways_is_rounded_within_its_bounds(mean: float) -> None:
    shape = (9, 10, 10)
    system, values = cube_system(shape), made(shape, mean)
    rounded = round_cells(system, values, 3, seed=SEED)
    hold(rounded, system, values)
    assert rounded.restricted
    assert (round_cells(system, values, 3, seed=SEED).values == rounded.values).all()


@pytest.mark.slow
def test_of_four_ways_totals_may_go_one_base_further_and_are_refused_where_they_may_not() -> None:
    shape = (5, 5, 6, 6)
    system, values = cube_system(shape), made(shape, 2.0)
    rounded = round_cells(system, values, 3, seed=SEED, restricted=False)
    hold(rounded, system, values)
    assert rounded.greatest < 6
    assert (np.abs(rounded.change[system.forms.base]) < 3).all()
    with pytest.raises(GijaError, match="rounding"):
        round_cells(system, values, 3, seed=SEED)


def test_linked_margins_without_a_crossing_share_their_total() -> None:
    """One total, divided by sex and, apart from that, by age: two ways to add up, and no cell common to both."""
    system = Additive(6, ((0, (1, 2)), (0, (3, 4, 5))))
    for number in range(20):
        random = np.random.default_rng(number)
        ages = random.integers(0, 9, 3)
        women = int(random.integers(0, ages.sum() + 1))
        values = np.array([ages.sum(), women, ages.sum() - women, *ages])
        hold(round_cells(system, values, 5, seed=SEED), system, values)


def test_going_up_is_as_frequent_as_the_rest_asks_for() -> None:
    """2 of 3 goes up in two of three cases: no cell leans. Cells of one-way tables, whose total follows."""
    values, system = np.array([1, 2, 4, 6, 13]), Additive(5, ((4, (0, 1, 2, 3)),))
    changes = np.array(
        [round_cells(system, values, 3, seed=Seed(number.to_bytes(16, "big"))).change for number in range(600)]
    )
    assert np.abs(changes.mean(axis=0)).max() < 0.35  # sums bind cells together, so not quite nothing
    assert {tuple(row) for row in changes.tolist()} >= {(-1, 1, -1, 0, -1), (2, -2, -1, 0, -1), (-1, -2, 2, 0, -1)}


def test_an_attacker_who_knows_all_but_the_seed_pins_no_cell() -> None:
    """Linear programs over everything published: an interval of at least a base for every cell."""
    shape = (3, 4)
    system = cube_system(shape)
    for number in range(6):
        rounded = round_cells(system, made(shape, 2.0, number), 3, seed=SEED)
        intervals = reach(system, [rounded.values], 3)[0]
        assert (intervals[:, 1] - intervals[:, 0]).min() >= 2
        assert (intervals[:, 1] >= rounded.values + 2).all()


def counts_left(system: Additive, told: np.ndarray, base: int) -> np.ndarray:
    """(cells, 2): the least and the greatest whole count of each, by integer programs of our own over all tables that
    add up and lie within the bounds."""
    off = base - 1
    sums = np.zeros((len(system.relations), system.cells))
    for row, (total, parts) in enumerate(system.relations):
        sums[row, total], sums[row, list(parts)] = -1, 1
    bounds, found = Bounds(np.maximum(told - off, 0), told + off), np.empty((system.cells, 2), dtype=int)
    for cell, cost in enumerate(np.eye(system.cells)):
        for side, sign in enumerate((1, -1)):
            whole = np.ones(system.cells)
            answer = milp(sign * cost, constraints=LinearConstraint(sums, 0, 0), integrality=whole, bounds=bounds)
            assert answer.status == 0
            found[cell, side] = round(sign * answer.fun)
    return found


@pytest.mark.parametrize("base", [3, 5])
@pytest.mark.parametrize("shape", [(2, 2), (3, 4), (2, 3, 3)])
def test_whoever_knows_base_bounds_and_sums_is_left_a_base_of_whole_counts(shape: tuple[int, ...], base: int) -> None:
    """Of each cell at least from the value shown to the base less one above it, in whole numbers that add up."""
    system = cube_system(shape)
    told = round_cells(system, made(shape, 2.0), base, seed=SEED).values
    left = counts_left(system, told, base)
    assert (left[:, 0] <= told).all()
    assert (left[:, 1] >= told + base - 1).all()
    assert (left == reach(system, [told], base)[0]).all()  # the linear programs say no more and no less


@pytest.mark.parametrize("shown", [[0, 3, 3, 0], [3, 3, 3, 3], [0, 0, 0, 3]])
def test_whoever_also_knows_the_method_is_left_two_counts_of_each_cell(shown: list[int]) -> None:
    """All but the seed is known: of every cell two counts remain from which the method comes to what is shown."""
    system, told = cube_system((2, 2)), with_margins(np.array(shown).reshape(2, 2))
    seeds = [Seed(number.to_bytes(16, "big")) for number in range(40)]
    met: list[set[int]] = [set() for _ in told]
    for fits in product(*(range(max(0, value - 2), value + 3) for value in shown)):
        values = with_margins(np.array(fits).reshape(2, 2))
        news = any(int(count) not in seen for count, seen in zip(values, met, strict=True) if len(seen) < 2)
        if not news or (np.abs(values - told) >= 3).any():
            continue
        if any((round_cells(system, values, 3, seed=seed).values == told).all() for seed in seeds):
            for count, seen in zip(values, met, strict=True):
                seen.add(int(count))
    assert min(len(seen) for seen in met) >= 2


def test_years_do_not_drift_and_pin_no_cell_over_time() -> None:
    """Ten half-years: what is added up is as near to the truth as a single one, in every cell and at every time."""
    shape, base = (3, 3), 3
    system, carried = cube_system(shape), Carried()
    names = [str(cell) for cell in range(system.cells)]
    told, true = [], []
    for half in range(10):
        values = made(shape, 1.5, half)
        rounded, carried = round_period(system, values, carried, names=names, period=str(half), base=base, seed=SEED)
        hold(rounded, system, values)
        told.append(rounded.values)
        true.append(values)
    drift = np.abs(np.cumsum(told, axis=0) - np.cumsum(true, axis=0))
    assert (drift < base).mean() > 0.95
    assert drift.max() < 2 * base
    intervals = reach(system, told[:4], base)
    assert (intervals[..., 1] - intervals[..., 0]).min() >= base - 1


def test_the_seed_is_never_shown_and_asking_again_draws_the_same_chance() -> None:
    seed = Seed.fresh()
    assert seed.secret.hex() not in repr(seed) + str(seed)
    assert len(seed.seal) == 64
    assert (seed.uniform(["a", "b"]) == seed.uniform(["a", "b"])).all()
    assert seed.uniform(["a"]) != seed.uniform(["b"])
    assert seed.seal != Seed.fresh().seal


def test_a_table_keeps_statuses_and_its_hierarchy() -> None:
    table = read_csv("sex,age,n\nF,0,1\nF,1,4\nM,0,2\nM,1,\n".replace("M,1,\n", "M,1,7\n"))
    after, rounded = round_table(table, 3, seed=SEED)
    assert after.additive()
    assert rounded.restricted
    assert [cell.key for cell in after] == [cell.key for cell in table]


@pytest.mark.parametrize(
    ("system", "values", "base", "code"),
    [
        (Additive(2, ()), [1, 2], 4, "disclosure.base"),
        (Additive(2, ()), [1, -2], 3, "disclosure.counts"),
        (Additive(2, ()), [1], 3, "disclosure.counts"),
        (Additive(3, ((0, (1, 2)),)), [4, 1, 2], 3, "disclosure.sums_wrong"),
        (Additive(2, ((0, (1,)), (1, (0,)))), [1, 1], 3, "disclosure.sums_circle"),
    ],
)
def test_what_cannot_be_rounded_is_refused_by_name(system: Additive, values: list[int], base: int, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        round_cells(system, values, base, seed=SEED)
    assert refused.value.code == code


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(GijaError, match="short"):
        Seed(b"short")
