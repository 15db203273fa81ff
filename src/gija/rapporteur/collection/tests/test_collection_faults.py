"""Two hundred faults put into clean tables by a seed: each rule finds its own, and clean tables stay quiet."""

from __future__ import annotations

import pytest

from gija.rapporteur.collection import cells
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.checking import chance
from gija.rapporteur.collection.checking.all import everything, own
from gija.rapporteur.collection.checking.findings import Looked
from gija.rapporteur.collection.tests import generated

ARITHMETIC = {"emptied", "part_above", "parts_above", "sum_short", "crossing_wrong", "other_name"}
TOTAL = cells.key("victims_state")


@pytest.mark.slow
def test_two_hundred_faults_are_found_and_clean_tables_raise_few_alarms() -> None:
    scores, alarms, looked_at = generated.tried()
    assert sum(one.put for one in scores) == 200
    for one in scores:
        assert one.put >= 15
        if one.fault in ARITHMETIC:
            assert one.found == one.put, one
    assert sum(one.found for one in scores) >= 170
    assert set(alarms) <= {"zero", "outlier", "repeated", "repeated_total", "cross_supplier", "cross_supplier_same"}
    assert sum(alarms.values()) / looked_at < 0.01


def test_clean_figures_have_no_error() -> None:
    assert [f for f in everything(generated.supplier(1)) if f.level == "error"] == []


def test_a_whole_without_a_number_asks_for_no_parts() -> None:
    keys = cells.asked("victims_state")
    assert own(Looked(keys, {TOTAL: Told(None, "not_collected")})) == ()


def test_an_indicator_of_which_nothing_is_told_says_so_once() -> None:
    found = own(Looked(cells.asked("victims_state"), {}))
    assert [(f.rule, f.cell) for f in found] == [("unanswered", TOTAL)]


@pytest.mark.parametrize(("one", "other", "p"), [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (0, 11, 0.000977)])
def test_two_small_counts_are_compared_exactly(one: int, other: int, p: float) -> None:
    assert chance.two_counts(one, other) == pytest.approx(p, abs=1e-6)
    assert chance.two_counts(other, one) == chance.two_counts(one, other)


def test_the_normal_tail_joins_the_exact_one() -> None:
    from scipy.stats import binomtest

    assert chance.two_counts(931, 1070) == pytest.approx(binomtest(931, 2001).pvalue, rel=0.01)


def test_a_count_against_its_history_is_the_negative_binomial_tail() -> None:
    from scipy.stats import nbinom

    p = chance.against_history(9, [2, 3, 1, 2])
    below, above = nbinom.cdf(9, 8.5, 0.8), nbinom.sf(8, 8.5, 0.8)
    assert p == pytest.approx(2 * min(below, above))
    assert chance.against_history(9, [2, 3, 1, 2]) < chance.against_history(9, [0, 9, 1, 12])


def test_a_finding_has_the_same_code_as_long_as_its_numbers_stand() -> None:
    keys = cells.asked("victims_state")
    part = cells.key("victims_state", (("sex", "F"),))
    codes = [own(Looked(keys, {TOTAL: Told(3), part: Told(value)}))[0].code for value in (5, 5, 6)]
    assert codes[0] == codes[1]
    assert codes[0] != codes[2]
