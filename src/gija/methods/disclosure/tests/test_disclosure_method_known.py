"""Somebody who has this program protects every table that fits anew, and drops those that would look otherwise."""

from __future__ import annotations

from itertools import product

import pytest

from gija.methods.disclosure import Knowledge, Release, Rule, suppress
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.suppressing import problem
from gija.methods.disclosure.testing import made
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table

AXES = (Axis.flat("r", ["r0", "r1"]), Axis.flat("c", ["c0", "c1", "c2"]))
TELLING = (3, 0, 9, 0, 2, 3)
KNOWN = Knowledge(threshold_known=True)


def of(counts: tuple[int, ...]) -> Table:
    return table("people", AXES, dict(zip(product(*(axis.leaves for axis in AXES)), counts, strict=True)))


def shown(truth: Table, rule: Rule, seed: Seed | None) -> Table:
    done = suppress(Release("table", (truth,)), (), KNOWN, rule, propose=False, seed=seed)
    return done.release.tables[0] if done.release else truth


def fitting(told: Table) -> list[Table]:
    """Every table of the same total with the zeros that are shown, of which the open cells are those that are told."""
    whole, leaves = told["_T", "_T"].value, [key for key in of(TELLING).by_key if "_T" not in key]
    assert whole is not None
    closed = [key for key in leaves if told[key].value is None]
    rest = whole - sum(told[key].value or 0 for key in leaves)
    tables = []
    for counts in product(range(1, rest), repeat=len(closed) - 1):
        if sum(counts) < rest:
            values = dict(zip(closed, (*counts, rest - sum(counts)), strict=True))
            tables.append(of(tuple(values.get(key, told[key].value or 0) for key in leaves)))
    return [one for one in tables if all(c.value in (None, one[c.key].value) for c in told)]


@pytest.mark.parametrize(("singles", "all_left"), [(False, True), (True, False)])
def test_with_a_secret_no_count_is_pinned_by_running_the_method_over_all_tables(
    singles: bool, all_left: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any cell beyond the small ones may be drawn, so a table is left if the pattern is safe for it. It always is,
    where nobody alone in a cell is reckoned with; else tables in which such a person finds a count can be dropped."""
    rule, plain = Rule(singles=singles), shown(of(TELLING), Rule(singles=singles), None)
    closed = {(plain.population, plain.where(cell.key)) for cell in plain if not cell.open}
    fit = fitting(plain)
    without = [one for one in fit if shown(one, rule, None) == plain]
    assert len(without) < len(fit)  # the method alone tells something
    monkeypatch.setattr(problem, "shut", lambda _seed, cells: [cell in closed for cell in cells])
    left = [one for one in fit if shown(one, rule, Seed(bytes(16))) == plain]
    assert (len(left) == len(fit)) is all_left
    for _, place in closed:
        key = tuple(dict(place).get(axis.code, "_T") for axis in AXES)
        assert len({one[key].value for one in left}) > 1


def test_the_same_secret_closes_the_same_cells_and_another_may_close_others() -> None:
    whole = made(1, 4, 4)
    seeds = [Seed(bytes([number]) * 16) for number in range(4)]
    closed = [{c.key for c in shown(whole, Rule(), seed) if not c.open} for seed in (*seeds, seeds[0])]
    assert closed[0] == closed[-1]
    assert len({frozenset(one) for one in closed}) > 1
    assert all(cell.key in one for one in closed for cell in whole if Rule().small(cell.value or 0))


def test_a_lone_small_count_is_refused_to_readers_who_know_why_cells_are_closed() -> None:
    only = Release("one", (Table("people", (), tuple(table("people", (), {(): 3}).cells)),))
    assert suppress(only, propose=False).possible
    assert not suppress(only, knowledge=KNOWN, propose=False).possible
