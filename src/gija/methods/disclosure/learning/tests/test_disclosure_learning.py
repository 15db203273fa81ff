"""The judge that learns agrees with the exact one, forgets nothing, and says so where it cannot judge."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product

import pytest

from gija.methods.disclosure import Knowledge, Release, Rule, audit
from gija.methods.disclosure.learning import Learned
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table
from gija.methods.tables.values import TOTAL, Cell
from gija.vocabulary.errors import GijaError

SEX, AGE = Axis.flat("sex", ["F", "M"]), Axis.flat("age", ["child", "adult"])
FORM = Axis.flat("form", ["sexual", "labour", "crime"])
KNOWN = Knowledge(threshold_known=True)
PEOPLE: dict[tuple[str, ...], int] = {
    ("F", "adult", "sexual"): 11,
    ("F", "child", "sexual"): 2,
    ("M", "adult", "labour"): 9,
    ("M", "child", "crime"): 3,
}
OFF = 5


def truth() -> Table:
    cells = (Cell(key, PEOPLE.get(key, 0)) for key in product(*(axis.leaves for axis in (SEX, AGE, FORM))))
    return Table("people", (SEX, AGE, FORM), tuple(cells))


def counted(*axes: Axis) -> Table:
    places = [("sex", "age", "form").index(axis.code) for axis in axes]
    counts: dict[tuple[str, ...], int] = {}
    for key, count in PEOPLE.items():
        mine = tuple(key[place] for place in places)
        counts[mine] = counts.get(mine, 0) + count
    return table("people", axes, counts)


def noisy(seed: int, *axes: Axis, name: str = "answer") -> Release:
    """An answer: each number at most 5 off, 1 and 2 never shown, 0 only where there may be nobody."""
    rng = random.Random(seed)
    cells = []
    for cell in counted(*axes):
        count = cell.value or 0
        may = [n for n in range(max(0, count - OFF), count + OFF + 1) if n not in (1, 2)] if count else [0]
        cells.append(Cell(cell.key, rng.choice(may)))
    return Release(f"{name} {seed}", (Table("people", axes, tuple(cells)),), kind="answer", base=OFF + 1)


def shown(numbers: dict[str, int], name: str = "answer") -> Release:
    cells = tuple(Cell((code,), number) for code, number in numbers.items())
    return Release(name, (Table("people", (SEX,), cells),), kind="answer", base=OFF + 1)


def learned(*releases: Release) -> Learned:
    found = Learned(KNOWN, Rule(), truth())
    for release in releases:
        found.learn(release)
    return found


def test_what_it_holds_safe_no_linear_program_finds() -> None:
    """Each table beside all that were told before: what is told is safe to the exact audit, too."""
    given: list[Release] = []
    asked: Sequence[tuple[Axis, ...]] = ((SEX,), (AGE,), (FORM,), (SEX, AGE), (SEX, FORM), (AGE, FORM))
    judge = learned()
    for seed, axes in product(range(3), asked):
        fresh = noisy(seed * 10 + len(given), *axes)
        if judge.judge(fresh).safe:
            exact = audit(given, fresh, KNOWN, Rule(singles=False))
            assert exact.trouble is None
            assert not [c for c in exact.cells if c.found in ("small", "change") and c.kind != "rounded"]
            given.append(fresh)
            judge.learn(fresh)
    assert len(given) > 3


def test_numbers_too_far_apart_tell_that_few_are_between_them() -> None:
    judge = learned()
    assert judge.judge(shown({TOTAL: 25, "F": 15, "M": 12})).safe
    told = judge.judge(shown({TOTAL: 20, "F": 18, "M": 12}))  # 25 people at most, 13 women at least: 12 men at most
    assert told.safe
    close = Learned(KNOWN, Rule(), Table("people", (SEX,), (Cell(("F",), 21), Cell(("M",), 3))))
    assert not close.judge(shown({TOTAL: 19, "F": 26})).safe  # 24 people at most, 21 women at least, and somebody more


def test_beside_exact_figures_and_closed_cells_it_says_what_linear_programs_say() -> None:
    """12 people are of the two closed forms together: where noise keeps one of them from being few, the other is."""
    given = [
        Release("half-year", (counted(SEX),)),
        Release("by form", (counted(FORM).closed([("crime",), ("labour",)]),)),
    ]
    judge, said = learned(*given), set[bool]()
    for seed in range(5):
        fresh = noisy(seed, FORM)
        exact = audit(given, fresh, KNOWN, Rule(singles=False))
        found = [c for c in exact.cells if c.found and not (c.kind == "rounded" and c.found == "exact")]
        assert judge.judge(fresh).safe is (exact.trouble is None and not found)
        said.add(not found)
    assert said == {True, False}


def test_what_is_of_another_state_or_by_something_else_cannot_be_judged() -> None:
    judge = learned()
    other = Release("other", (table("people", (SEX,), {("F",): 30}),))
    with pytest.raises(GijaError) as refused:
        judge.learn(other)
    assert refused.value.code == "disclosure.learning"
    place = Axis.flat("place", ["a", "b"])
    for fresh in (other, Release("by place", (table("people", (place,), {("a",): 25}),))):
        found = judge.judge(fresh)
        assert not found.safe
        assert found.trouble is not None
    assert judge.judge(Release("others", (table("others", (SEX,), {("F",): 3}),))).safe  # other people


def test_what_cannot_be_judged_in_time_is_not_safe() -> None:
    assert not learned().judge(noisy(1, SEX, AGE), seconds=0).safe
