"""What goes outside and what comes from counting once: public words, faults of linkage, groups that exist."""

from __future__ import annotations

from math import isfinite

import numpy as np
import pytest

from gija.methods.estimation import CaptureTable, Estimate, Interval, Strata, World, covariates, diagnose, run, simulate
from gija.methods.estimation.checks import linking
from gija.methods.estimation.running import recalled
from gija.methods.estimation.strata.existence import alone, code
from gija.methods.estimation.telling import public
from gija.vocabulary.errors import GijaError

SMALL = CaptureTable.of("ABC", {(0,): 403, (1,): 307, (2,): 211, (0, 1): 61, (0, 2): 43, (1, 2): 7})


def test_a_run_comes_back_whole_from_its_record(four: CaptureTable) -> None:
    found = run(four, ("stepwise",), replicates=100, people=(four.observed - 30, four.observed + 20))
    back = recalled(found.record())
    assert (back.table, back.estimates, back.diagnosis, back.range) == (
        found.table, found.estimates, found.diagnosis, found.range,
    )  # fmt: skip
    assert back.sentences == found.sentences
    assert [one.method for one in back.estimates] == ["stepwise", "linking"]


def test_outside_nothing_is_told_finer_than_tens_and_no_count_at_all() -> None:
    found = run(SMALL, ("stepwise",), replicates=100)
    for row in public.rows(found):
        assert row.total is None or row.total % 10 == row.low % 10 == row.high % 10 == 0  # type: ignore[operator]
    told = " ".join(text.en for text in (*public.sentences(found), *public.gates(found)))
    assert "1,032" not in told
    assert "seen by at least one list among them" in told


def test_with_label_d_no_number_goes_outside() -> None:
    found = run(CaptureTable.of("AB", {(0,): 80, (1,): 60, (0, 1): 20}))
    assert all(row.total is None for row in public.rows(found))
    assert "no range" in public.sentences(found)[0].en


def test_an_answer_opens_the_gate_of_lists_that_share_nobody() -> None:
    table = CaptureTable.of("ABC", {(0,): 400, (1,): 300, (2,): 200, (0, 1): 60, (0, 2): 50})
    assert [gate.code for gate in diagnose(table).gates] == ["never_meet"]
    assert diagnose(table, possible=["B:C"]).label == "A"


@pytest.mark.parametrize("flag", ["at_edge", "few_draws", "full_classes", "steps"])
def test_what_a_method_finds_wrong_with_itself_is_told(four: CaptureTable, flag: str) -> None:
    one = Estimate("latent", four.observed, 2000, (Interval(0.95, 1800, 2300),), flags=(flag,))
    found = diagnose(four, [one])
    assert ([gate.code for gate in found.gates], found.label) == ([flag], "B")


def test_the_interval_of_counting_once_is_carried_through(four: CaptureTable) -> None:
    seen, plain = four.observed, four.stepwise().fit.total
    nothing = linking.over_interval(four, seen, seen)
    assert nothing.total == pytest.approx(plain)
    fewer, more = linking.over_interval(four, seen - 80, seen), linking.over_interval(four, seen, seen + 80)
    assert fewer.interval is not None
    assert more.interval is not None
    assert fewer.interval.low < plain < more.interval.high
    both = linking.over_interval(four, seen - 80, seen + 80, resampled=True)
    assert both.interval is not None
    assert both.interval.high - both.interval.low > fewer.interval.high - fewer.interval.low
    with pytest.raises(GijaError, match="below 1"):
        linking.over_interval(four, seen + 1, seen + 2)


def test_existence_over_groups_is_that_of_one_table_where_there_is_one_group() -> None:
    histories = np.arange(1, 8)
    design = np.array([[1, *(h >> i & 1 for i in range(3)), h & 3 == 3] for h in histories], dtype=np.float64)
    for counts, wanted in (((5, 4, 3, 2, 1, 1, 1), 0), ((5, 4, 3, 2, 0, 0, 0), 1)):
        assert code(design, np.array(counts, dtype=np.float64)) == wanted


def test_a_group_without_an_estimate_of_its_own_gets_one_from_the_others_and_it_is_told() -> None:
    women = simulate(World(1500, (0.3, 0.2, 0.25, 0.15)), seed=3)
    men = CaptureTable.of("ABCD", {(0,): 12, (1,): 9, (2,): 7, (3,): 4})  # no two lists share a man
    strata = Strata(("sex",), (("F",), ("M",)), (women, men))
    assert [verdict.fine for verdict in alone(strata)] == [True, False]
    found = covariates(strata, replicates=50)
    assert [verdict.fine for verdict in found.alone] == [True, False]
    assert all(isfinite(total) for total in found.totals)
