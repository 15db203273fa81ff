"""Nobody who adds and subtracts what was handed over learns a closed cell. The attackers here share no code with the
protection: one tries every difference, one every world that fits what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.methods.tables import THRESHOLD, TOTAL, Cube, Dimension, Period, Release, cube, protect, why

CODES = ("a", "b", "c", "d")
WAY = Dimension("way", CODES)
OTHER = Dimension("other", ("x", "y"))
H1, H2, YEAR = Period(2014, 1), Period(2014, 2), Period(2014)
SMALL_OR_NOT = st.one_of(st.integers(0, 6), st.integers(0, 30))
COUNTS = st.lists(SMALL_OR_NOT, min_size=4, max_size=4)


def table(counts: Sequence[int]) -> Cube:
    rows = [
        {"way": code, "other": "x" if n % 2 else "y"}
        for code, count in zip(CODES, counts, strict=True)
        for n in range(count)
    ]
    return cube(rows, (WAY, OTHER))


def one_way(counts: Sequence[int]) -> Cube:
    return cube([{"way": c} for c, n in zip(CODES, counts, strict=True) for _ in range(n)], (WAY,))


def shown(found: Cube, way: str = "way") -> list[int | None]:
    return [cell.value for cell in found.one_way(way)]


def reasons(found: Cube) -> list[str]:
    return [cell.why for cell in found.one_way("way")]


def worlds(open_: Sequence[int | None], total: int, zeros_shown: bool) -> Iterator[tuple[int, ...]]:
    """Every table of whole numbers that fits what is shown of one."""
    hidden = [n for n, value in enumerate(open_) if value is None]
    left = total - sum(value or 0 for value in open_)
    for guess in product(range(int(zeros_shown), left + 1), repeat=len(hidden)):
        if sum(guess) == left:
            world = [value or 0 for value in open_]
            for place, value in zip(hidden, guess, strict=True):
                world[place] = value
            yield tuple(world)


@given(COUNTS)
def test_small_cells_are_closed_zeros_stay_and_totals_hold(counts: list[int]) -> None:
    found = protect(table(counts), H1)
    if 0 < sum(counts) < THRESHOLD:
        assert [cell.why for cell in found] == ["total"] * len(found.cells)
        return
    assert found.total.value == sum(counts)
    for count, cell in zip(counts, found.one_way("way"), strict=True):
        assert not 0 < count < THRESHOLD or cell.value is None
        assert cell.value in (None, count)
        assert (cell.status, bool(cell.why)) == (("suppressed", True) if cell.value is None else ("reported", False))


@given(COUNTS)
def test_a_table_without_small_cells_is_left_as_it_is(counts: list[int]) -> None:
    lifted = [n if n == 0 or n >= THRESHOLD else n + THRESHOLD for n in counts]
    assert protect(one_way(lifted), H1) == one_way(lifted)


@given(COUNTS)
def test_same_figures_same_protection(counts: list[int]) -> None:
    assert protect(table(counts), H1) == protect(table(counts), H1)


@settings(max_examples=200, deadline=None)
@given(COUNTS)
def test_one_table_leaves_every_closed_cell_open_to_be_small_or_not(counts: list[int]) -> None:
    found = protect(one_way(counts), H1)
    if found.total.value is None:
        return
    zeros_shown = "table" not in reasons(found)
    possible = list(worlds(shown(found), found.total.value, zeros_shown))
    for place, value in enumerate(shown(found)):
        if value is None:
            seen = {world[place] for world in possible}
            assert len(seen) >= THRESHOLD
            assert any(n < THRESHOLD for n in seen)


def test_an_attacker_who_knows_the_method_cannot_pin_a_cell() -> None:
    """All worlds of three cells that the method turns into the same table differ in each closed cell."""
    most = 16  # the largest total of which every world is tried
    by_output: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for world in product(range(most + 1), repeat=3):
        if sum(world) <= most:
            found = protect(one_way([*world, 0]), H1)
            by_output.setdefault(tuple(cell.value for cell in found), []).append(world)
    pinned = [
        (key, members)
        for key, members in by_output.items()
        for place in range(3)
        if key[1 + place] is None and len({w[place] for w in members}) == 1
    ]
    assert pinned == []


def test_the_classic_15_is_10_3_1_1() -> None:
    found = protect(one_way([10, 3, 1, 1]), H1)
    assert found.total.value == 15
    assert shown(found) == [None] * 4
    assert reasons(found) == ["small", "small", "small", "small"]


@pytest.mark.parametrize(
    ("counts", "closed"),
    [
        ([20, 9, 8, 3], ["", "", "small", "small"]),
        ([20, 9, 0, 3], ["", "small", "", "small"]),
        ([30, 2, 2, 4], ["", "small", "small", "small"]),
        ([3, 2, 0, 0], ["table"] * 4),
        ([6, 7, 8, 9], [""] * 4),
        ([1, 1, 1, 1], ["total"] * 4),
        ([0, 0, 0, 0], [""] * 4),
    ],
)
def test_what_is_closed_and_why(counts: list[int], closed: list[str]) -> None:
    assert reasons(protect(one_way(counts), H1)) == closed
    assert set(filter(None, closed)) <= set(why())


# ---- several releases on the same people ----


def told(cube_: Cube) -> dict[str, int]:
    return {
        code: cell.value
        for code, cell in zip((*CODES, TOTAL), (*cube_.one_way("way"), cube_.total), strict=True)
        if cell.value is not None
    }


def subtractions(releases: Sequence[Release]) -> Iterator[tuple[list[tuple[int, Release]], dict[str, int]]]:
    """Every sum of up to three whole releases with signs, code by code: year less halves, vintage less vintage."""
    for size in (1, 2, 3):
        for chosen in combinations(releases, size):
            for signs in product((1, -1), repeat=size):
                terms = list(zip(signs, chosen, strict=True))
                values = [told(r.cube) for _, r in terms]
                common = set.intersection(*map(set, values))
                yield terms, {c: sum(s * v[c] for s, v in zip(signs, values, strict=True)) for c in common}


def attack(releases: Sequence[Release], truth: Mapping[Period, Sequence[int]]) -> list[str]:
    """What subtraction gets: closed cells whose true value it says, when the terms cancel down to their period."""
    caught = []
    for terms, result in subtractions(releases):
        left: dict[Period, int] = {}
        for sign, release in terms:
            for half in release.period.halves():
                left[half] = left.get(half, 0) + sign
        for release in releases:
            if dict.fromkeys(release.period.halves(), 1) != {h: n for h, n in left.items() if n}:
                continue
            open_ = told(release.cube)
            total = result.get(TOTAL)
            for place, code in enumerate(CODES):
                true = truth[release.period][place]
                if code in open_ or not true:
                    continue
                if release not in [r for _, r in terms] and true >= THRESHOLD:
                    continue  # follows from the others alone and is not small
                if result.get(code) == true and len({r.vintage for _, r in terms}) == 1:
                    caught.append(f"{release.period} {code} directly")
                rest = [c for c in CODES if c != code]
                if (
                    total is not None
                    and all(c in result for c in rest)
                    and total - sum(result[c] for c in rest) == true
                ):
                    caught.append(f"{release.period} {code} as what is left")
    return caught


def joint_worlds(releases: Sequence[Release], most: int) -> Iterator[dict[Period, tuple[int, ...]]]:
    """Every pair of half-years of up to `most` people each that fits all releases (the year being their sum)."""
    facts = {p: [told(r.cube) for r in releases if r.period == p] for p in (H1, H2, YEAR)}

    def fits(period: Period, world: Sequence[int]) -> bool:
        values = dict(zip((*CODES, TOTAL), (*world, sum(world)), strict=True))
        return all(values[code] == value for known in facts[period] for code, value in known.items())

    every = [(*w, 0) for w in product(range(most + 1), repeat=3) if sum(w) <= most]
    first, second = ([w for w in every if fits(half, w)] for half in (H1, H2))
    for one, two in product(first, second):
        whole = tuple(a + b for a, b in zip(one, two, strict=True))
        if fits(YEAR, whole):
            yield {H1: one, H2: two, YEAR: whole}


def hand_over(order: Sequence[Period], truth: Mapping[Period, Sequence[int]]) -> list[Release]:
    releases: list[Release] = []
    for period in order:
        releases.append(Release(period, protect(one_way(truth[period]), period, releases)))
    return releases


MOST = 15
ORDERS = [(H1, H2, YEAR), (YEAR, H1, H2), (H1, YEAR, H2)]


@settings(max_examples=150, deadline=None)
@given(COUNTS, COUNTS, st.sampled_from(ORDERS))
def test_half_years_and_year_subtract_into_nobody(one: list[int], two: list[int], order: tuple[Period, ...]) -> None:
    truth = {H1: one, H2: two, YEAR: [a + b for a, b in zip(one, two, strict=True)]}
    assert attack(hand_over(order, truth), truth) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=3, max_size=3),
    st.lists(st.integers(0, 5), min_size=3, max_size=3),
    st.sampled_from(ORDERS),
)
def test_no_closed_cell_is_the_same_in_every_world_that_fits_all_releases(
    one: list[int], two: list[int], order: tuple[Period, ...]
) -> None:
    truth = {H1: [*one, 0], H2: [*two, 0], YEAR: [*(a + b for a, b in zip(one, two, strict=True)), 0]}
    releases = hand_over(order, truth)
    possible = list(joint_worlds(releases, MOST))
    assert possible
    for number, release in enumerate(releases):
        for place, code in enumerate(CODES[:3]):
            if code in told(release.cube) or not truth[release.period][place]:
                continue
            if len({world[release.period][place] for world in possible}) == 1:
                assert truth[release.period][place] >= THRESHOLD
                before = joint_worlds(releases[:number], MOST)
                assert len({world[release.period][place] for world in before}) == 1, "not by this release"


@settings(max_examples=150, deadline=None)
@given(COUNTS, st.lists(st.integers(-2, 3), min_size=4, max_size=4))
def test_a_later_vintage_shows_no_change_of_fewer_than_five(counts: list[int], change: list[int]) -> None:
    later = [max(0, n + d) for n, d in zip(counts, change, strict=True)]
    first = Release(H1, protect(one_way(counts), H1))
    second = Release(H1, protect(one_way(later), H1, [first]), 2)
    before, after = told(first.cube), told(second.cube)
    for code in set(before) & set(after) - {TOTAL}:
        assert not 0 < abs(after[code] - before[code]) < THRESHOLD
    if before and set(reasons(second.cube)) <= {
        "",
        "small",
    }:  # an attacker who takes both for one table finds no closed cell
        assert set(after) <= set(before)


def test_withdrawn_consent_closes_the_breakdown_that_would_show_who_withdrew() -> None:
    first = Release(H1, protect(one_way([20, 10, 8, 0]), H1))
    again = protect(one_way([20, 9, 8, 0]), H1, [first])
    assert reasons(again) == ["history"] * 4
    assert again.total.value == 37
    assert protect(one_way([20, 16, 8, 0]), H1, [first]) == one_way([20, 16, 8, 0]), "six more is no single person"


def test_a_year_that_would_uncover_a_small_half_is_withheld_whole() -> None:
    halves = hand_over((H1, H2), {H1: [20, 10, 8, 0], H2: [2, 1, 0, 0]})
    assert halves[1].cube.total.value is None
    whole = protect(one_way([22, 11, 8, 0]), YEAR, halves)
    assert {cell.why for cell in whole} == {"total"}


def test_a_year_beside_one_half_shows_no_small_cell_of_the_half_not_handed_over() -> None:
    first = Release(H1, protect(one_way([20, 10, 8, 0]), H1))
    whole = protect(one_way([40, 12, 20, 0]), YEAR, [first])
    assert reasons(whole) == ["history"] * 4


def test_other_years_do_not_matter() -> None:
    other = Release(Period(2013, 1), protect(one_way([20, 10, 8, 0]), Period(2013, 1)))
    assert protect(one_way([20, 9, 8, 0]), H1, [other]) == one_way([20, 9, 8, 0])
