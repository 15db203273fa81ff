"""What noisy numbers tell together: nobody is certain of a small count, however often and in whatever way they ask."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from gija.methods.disclosure.values import Knowledge, Release, Rule
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell
from gija.rapporteur.gate.judging import Verdict, verdict
from gija.rapporteur.gate.populations import time
from gija.rapporteur.selfservice.answering import answer, least
from gija.rapporteur.selfservice.setting import setting, transitions
from gija.rapporteur.selfservice.testing import AXES, LISTS, PEOPLE, TELLING, MadeCube

KNOWN = Knowledge(zeros_published=True, threshold_known=True)
BOUND = setting().noise.bound


def judged(earlier: list[Release], fresh: Release) -> Verdict:
    return verdict(earlier, fresh, KNOWN, Rule(), 30)


def by_sex(name: str, numbers: dict[str, int], *, exact: bool = False, day: str = "2014-07-20") -> Release:
    """A table by sex as it was told: with noise, or exact."""
    table = Table("register_people", (time(["2014-H1"]), Axis.flat("sex", AXES[1].leaves, "sex")),
                  tuple(Cell(("2014-H1", code), number) for code, number in numbers.items()))  # fmt: skip
    return Release(name, (table,), day, "table" if exact else "answer", base=0 if exact else BOUND + 1)


def test_a_number_stands_for_just_the_counts_that_noise_can_turn_into_it() -> None:
    noise = transitions()
    counts = range(len(noise.rows) + BOUND)
    possible: dict[int, set[int]] = {}
    for count in counts:
        row = noise.row(count)
        for change, chance in zip(row.changes, row.chances, strict=True):
            assert chance > 0
            possible.setdefault(count + change, set()).add(count)
    for number, behind in possible.items():
        if number + BOUND in counts:
            assert behind == set(range(least(number, BOUND), number + BOUND + 1)), number
    assert possible.keys().isdisjoint(range(1, setting().noise.forbidden + 1))


def test_the_same_question_has_the_same_numbers_however_it_is_put() -> None:
    fine = MadeCube(PEOPLE)
    assert answer(fine, ("sex", "form"), transitions()) == answer(fine, ("form", "sex"), transitions())
    alone = {c.key[1:]: c.value for c in answer(fine, ("sex",), transitions()).tables[0]}
    crossed = answer(fine, ("sex", "age_group"), transitions()).tables[0]
    assert alone == {(c.key[2],): c.value for c in crossed if c.key[1] == TOTAL}
    women = answer(fine, ("form",), transitions()).tables[0]["2014-H1", "sexual"]
    assert women.value == crossed["2014-H1", TOTAL, "F"].value  # the same people: all women, and nobody else


def test_one_table_of_noise_is_safe() -> None:
    assert judged([], answer(MadeCube(PEOPLE), ("sex", "age_group"), transitions())).safe


def test_two_numbers_for_people_and_some_of_them_tell_when_they_are_too_far_apart() -> None:
    told = answer(TELLING, ("sex",), transitions())
    numbers = {c.key[1]: c.value for c in told.tables[0]}
    assert numbers[TOTAL] == 18  # so 23 at most
    assert numbers["F"] == 25  # so 20 at least, and somebody is no woman: one to three
    assert judged([], told).found == 1


def test_an_exact_figure_narrows_what_noise_hides() -> None:
    exact = by_sex("half_year-2014-H1-v1", {TOTAL: 22}, exact=True)
    told = by_sex("answer", {TOTAL: 20, "F": 25, "M": 3, "X": 0, "U": 0, "_N": 0})  # 20 to 30 women, one man at least
    assert judged([exact], told).found
    assert judged([], told).safe


def test_an_exact_figure_that_is_not_small_may_be_known_of_what_was_shown_with_noise() -> None:
    exact = by_sex("half_year-2014-H1-v1", {TOTAL: 36, "F": 21, "M": 15, "X": 0, "U": 0, "_N": 0}, exact=True)
    assert judged([exact], answer(MadeCube(PEOPLE), ("sex",), transitions())).safe


def test_what_is_over_other_people_does_not_matter() -> None:
    other = Release("other", (Table("register_records", (), (Cell((), 3),)),), "2014-07-20")
    assert judged([other], answer(MadeCube(PEOPLE), ("sex",), transitions())).safe


def test_a_release_after_answers_is_judged_with_them() -> None:
    told = by_sex("answer", {TOTAL: 20, "F": 25, "M": 3, "X": 0, "U": 0, "_N": 0})
    assert judged([told], by_sex("table-2014-H1-v1", {TOTAL: 22}, exact=True)).found


def test_what_cannot_be_judged_in_time_is_not_safe() -> None:
    told = answer(MadeCube(PEOPLE), ("sex", "age_group"), transitions())
    found = verdict([], told, KNOWN, Rule(), 0)
    assert not found.safe
    assert found.trouble is not None


@pytest.mark.slow
def test_asked_in_many_ways_no_small_count_is_found_by_subtraction() -> None:
    """An attacker that is not the judge: the least and the most of every number and of every difference, by hand."""
    fine, given = MadeCube(PEOPLE), list[Release]()
    for names in (*((one,) for one in LISTS), *combinations(list(LISTS)[:4], 2)):
        told = answer(fine, names, transitions())
        if verdict(given, told, KNOWN, Rule(), 5).safe:
            given.append(told)
    assert len(given) >= 6
    numbers = {t.tables[0].where(c.key): c.value or 0 for t in given for c in t.tables[0]}
    for (some, few), (all_, many) in product(numbers.items(), repeat=2):
        if set(all_) < set(some):
            low = max(least(many, BOUND) - few - BOUND, int(few != many))
            assert not 1 <= low <= many + BOUND - least(few, BOUND) < Rule().threshold, (some, all_)
