"""What is closed is as little as possible, and is not found: by the audit, nor by trying every table there is."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gija.methods.disclosure import Knowledge, Release, Rule, audit, suppress, verify
from gija.methods.disclosure.testing import DATA, flat, made
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table
from gija.methods.tables.values import TOTAL, Cell

shared = pytest.mark.skipif(not DATA.is_dir(), reason="the published tables are not here")


@shared
def test_sdctables_microdata_gets_the_optimal_three() -> None:
    """sdcTable's microdata1 by region and gender, A/female (2) primary: three more are the least that hides it."""
    done = suppress(Release("m", (flat("microdata1.csv", "region", "gender"),)), rule=Rule(4))
    assert [c.why for c in done.closed].count("primary") == 1
    assert {tuple(code for _, code in c.place) for c in done.closed} == {
        ("female", "A"), ("male", "A"), ("female", "C"), ("male", "C"),
    }  # fmt: skip
    assert done.gap < 1e-6
    assert suppress(Release("m", (flat("microdata1.csv", "region", "gender"),)), rule=Rule(4), weight="cells").cost == 4


@shared
def test_sdctables_four_by_four_is_solved_to_the_least() -> None:
    """sdcTable's 4x4 problem with x/c (5) primary: x/d, y/c and y/d are the cheapest rectangle (brute force below)."""
    whole = flat("problemdata_4x4.csv", "v1", "v2")
    done = suppress(Release("p", (whole,)), rule=Rule(10))
    inner = {(a, b): whole[a, b].value or 0 for a in "wxyz" for b in "abcd"}
    least = min(
        inner["x", "c"] + inner["x", b] + inner[a, "c"] + inner[a, b] for a in "wyz" for b in "abd"
    )  # fmt: skip
    assert done.cost == least == 180


def test_the_least_cost_is_the_least_of_all_patterns() -> None:
    whole = made(3, 3, 3, mean=8)
    done = suppress(Release("m", (whole,)))
    assert done.release is not None
    open_ = [c for c in whole if c.value]
    small = {c.key for c in open_ if c.value and c.value < 5}
    others = [c for c in open_ if c.key not in small]
    best = min(
        cost
        for size in range(len(others) + 1)
        for more in itertools.combinations(others, size)
        if (cost := sum(c.value or 0 for c in open_ if c.key in small or c in more)) <= done.cost
        and audit((), Release("x", (whole.closed([*small, *(c.key for c in more)]),)), exact=False).released
    )
    assert best == done.cost


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_three_hundred_cells_within_a_second(threshold: int) -> None:
    done = suppress(Release("m", (made(1, 15, 18),)), rule=Rule(threshold))
    assert done.possible
    assert done.gap < 1e-6
    assert done.seconds < 3  # the goal is 1 s on a quiet machine; see the benchmark


def test_same_table_same_answer() -> None:
    one, other = (suppress(Release("m", (made(7, 8, 8),))) for _ in range(2))
    assert one == other


def test_every_closed_cell_says_why_in_both_languages() -> None:
    done = suppress(Release("m", (made(7, 6, 6),)))
    assert {c.why for c in done.closed} == {"primary", "secondary"}
    assert all(c.text.en and c.text.lt and c.text.en != c.text.lt for c in done.closed)
    assert done.release is not None
    assert {c.why for t in done.release.tables for c in t if not c.open} == {"small"}  # the public is not told which


def test_where_the_past_leaves_no_way_coarser_tables_are_named() -> None:
    sex = Axis.flat("sex", ["F", "M"])
    age = Axis.of("age", {"0-9": "child", "10-17": "child", "18+": "adult", "child": TOTAL, "adult": TOTAL})
    whole = table(
        "people", [sex, age], {("F", "0-9"): 2, ("F", "18+"): 30, ("M", "0-9"): 9, ("M", "10-17"): 8, ("M", "18+"): 7}
    )
    ages = Table("people", (age,), tuple(_of_all(whole)))
    men = Table("people", whole.axes, tuple(c for c in whole if c.key[0] == "M"))
    history = [Release("ages", (ages,)), Release("men", (men,))]
    done = suppress(Release("both", (whole,)), history)
    assert not done.possible
    assert done.proposals == () or all(p.open for p in done.proposals)


def _of_all(whole: Table) -> list[Cell]:
    return [replace(c, key=c.key[1:]) for c in whole if c.key[0] == TOTAL]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_no_closed_cell_is_found_by_trying_all_tables(values: list[int]) -> None:
    """Sharing no code with the gate: all whole numbers are put into the closed cells."""
    rows, columns = "ab", "xyz"
    keys: list[tuple[str, ...]] = list(itertools.product(rows, columns))
    counts = dict(zip(keys, values, strict=True))
    whole = table("people", [Axis.flat("r", rows), Axis.flat("c", columns)], counts)
    done = suppress(Release("m", (whole,)), propose=False)
    if done.release is None:
        return
    told = {c.key: c.value for c in done.release.tables[0]}
    shut = [key for key in keys if told[key] is None]
    assume(0 < len(shut) < 5)  # more would be too many tables to try
    grid = np.indices((18,) * len(shut)).reshape(len(shut), -1) + 1
    worlds = {key: grid[shut.index(key)] if key in shut else np.full(grid.shape[1], told[key]) for key in keys}
    fits = np.full(grid.shape[1], True)
    for row, column in itertools.product([*rows, TOTAL], [*columns, TOTAL]):
        if TOTAL in (row, column) and told[row, column] is not None:
            parts = [worlds[r, c] for r, c in keys if row in (r, TOTAL) and column in (c, TOTAL)]
            fits &= sum(parts) == told[row, column]
    for key in shut:
        seen = set(worlds[key][fits].tolist())
        assert counts[key] in seen
        assert len(seen) > 1
        assert not seen <= {1, 2, 3, 4}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_a_released_table_is_additive_and_its_certificate_holds(seed: int, zeros: bool) -> None:
    whole, knows = made(seed, 4, 4), Knowledge(zeros_published=zeros)
    done = suppress(Release("m", (whole,)), (), knows, propose=False)
    if done.release is not None and done.audit is not None and done.audit.certificate is not None:
        assert done.release.tables[0].additive()
        verify(done.audit.certificate, (), done.release, knows)
        assert all(c.open for c in done.release.tables[0] if zeros and whole[c.key].value == 0)
