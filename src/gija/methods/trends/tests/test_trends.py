"""What is said of small counts: exact chances, known breaks, never a claim from noise."""

from __future__ import annotations

from itertools import product
from math import exp, factorial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.methods.trends import Counts, Verdict, interval, judge, judge_all, said, two_counts
from gija.methods.trends.chances import holm, trend_by_chance
from gija.methods.trends.fitting import fit, needed
from gija.vocabulary.errors import GijaError


def series(*values: int | None, breaks: tuple[int, ...] = ()) -> Counts:
    return Counts(tuple(str(2000 + i) for i in range(len(values))), values, breaks)


def test_two_counts_are_judged_by_the_binomial_law() -> None:
    # Twice the binomial tail of 2 of 12 at one half: 2 * (1 + 12 + 66) / 4096.
    assert two_counts(10, 2) == pytest.approx(2 * 79 / 4096)
    assert two_counts(2, 10) == pytest.approx(2 * 79 / 4096)
    assert two_counts(0, 0) == 1
    assert two_counts(5, 10, 1, 2) == 1


def test_the_interval_of_a_count_is_garwoods() -> None:
    # Tabled values (Garwood 1936; any table of exact Poisson limits).
    assert interval(0) == pytest.approx((0, 3.6889), abs=1e-4)
    assert interval(10) == pytest.approx((4.7954, 18.3904), abs=1e-4)


def test_the_exact_chance_of_a_trend_is_that_of_counting_all_ways() -> None:
    counts = (0, 2, 3)
    ways = [sum(t for t in way) for way in product(range(3), repeat=5)]
    above = sum(one >= 8 for one in ways) / len(ways)
    below = sum(one <= 8 for one in ways) / len(ways)
    assert trend_by_chance([(range(3), counts)]) == pytest.approx(min(1, 2 * min(above, below)))


def test_the_exact_chance_and_the_normal_law_meet_for_many_cases() -> None:
    from gija.methods.trends import chances

    many = [((0, 1, 2, 3, 4), (1000, 1050, 1010, 1090, 1100))]
    assert chances._normal(many, sum(t * y for t, y in zip(*many[0], strict=True))) == pytest.approx(
        trend_by_chance(many), rel=0.05
    )


def test_the_slope_is_that_of_poisson_regression() -> None:
    # Of a saturated pair: the logarithm of the ratio; of counts that double exactly: the logarithm of two.
    assert fit(series(10, 20)).slope == pytest.approx(np.log(2))
    assert fit(series(5, 10, 20, 40)).slope == pytest.approx(np.log(2))
    # Two stretches that each double share the slope, whatever their levels.
    assert fit(series(5, 10, 300, 600, breaks=(2,))).slope == pytest.approx(np.log(2))


def test_holms_correction_is_his() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_a_known_break_is_no_change() -> None:
    counts = (10, 12, 9, 11, 10, 100, 98, 103, 99, 101)
    assert judge(series(*counts)).claimed
    assert not judge(series(*counts, breaks=(5,))).claimed


def test_a_steady_rise_and_a_jump_are_told_apart() -> None:
    assert judge(series(20, 30, 45, 68, 101, 152, 228, 342)).verdict == Verdict.RISE
    assert judge(series(342, 228, 152, 101, 68, 45, 30, 20)).verdict == Verdict.FALL
    jump = judge(series(40, 42, 38, 41, 39, 120, 118, 123, 119, 121))
    assert jump.verdict == Verdict.CHANGE
    assert jump.change is not None
    assert jump.change.at == "2005"


def test_too_few_cases_say_how_many_would_be_needed_and_enough_cases_do_not() -> None:
    few = judge(series(2, 0, 3, 1, 2, 1, 4, 2))
    assert few.verdict == Verdict.TOO_FEW
    assert few.needed > few.mean
    assert f"about {few.needed} cases" in said(few).en
    many = judge(series(500, 512, 489, 503, 498, 507, 495, 501))
    assert many.verdict == Verdict.NONE
    assert many.needed < many.mean


@pytest.mark.parametrize(
    "counts", [series(), series(5), series(5, 90), series(5, 9, 90, breaks=(1, 2)), series(1, 2, 90)]
)
def test_too_few_periods_claim_nothing_whatever_they_are(counts: Counts) -> None:
    found = judge(counts)
    assert found.verdict == Verdict.TOO_SHORT
    assert "at least 4" in said(found).en


def test_no_case_at_all_is_too_few() -> None:
    assert judge(series(0, 0, 0, 0, 0, 0)).verdict == Verdict.TOO_FEW


def test_a_gap_is_not_a_zero() -> None:
    with_gap, with_zero = series(30, 31, None, 29, 30, 31), series(30, 31, 0, 29, 30, 31)
    assert with_gap.told == 5
    assert judge(with_gap).dispersion < judge(with_zero).dispersion


def test_looking_at_more_series_asks_more_of_each() -> None:
    one = series(20, 26, 30, 41, 45, 60, 66, 80)
    noise = [series(*np.random.default_rng(i).poisson(9, 8).tolist()) for i in range(40)]
    alone, among = judge(one), judge_all([one, *noise])[0]
    assert alone.p_trend < among.p_trend
    assert among.looked == 82
    assert alone.needed < among.needed


def test_bad_series_are_refused() -> None:
    for periods, values, breaks in ((("a",), (1, 2), ()), (("a",), (-1,), ()), (("a", "b"), (1, 2), (2,))):
        with pytest.raises(ValueError, match=r"count|break|value"):
            Counts(periods, values, breaks)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.none() | st.integers(0, 60), max_size=9), st.sets(st.integers(1, 8)))
def test_any_series_is_judged_in_words_of_both_languages(values: list[int | None], breaks: set[int]) -> None:
    found = judge(series(*values, breaks=tuple(one for one in breaks if one < len(values))))
    words = said(found)
    assert words.en
    assert words.lt
    assert 0 <= found.p_trend <= 1
    assert 0 <= found.p_change <= 1
    assert judge(series(*values, breaks=tuple(one for one in breaks if one < len(values)))) == found


def test_claims_from_nothing_stay_rare_when_a_whole_dashboard_is_looked_at() -> None:
    """24 series that do not change, in 40 worlds: at most one look of twenty may claim anything."""
    random = np.random.default_rng(5)
    worlds = [
        [series(*random.poisson(mean, 8).tolist()) for mean in (0.5, 2, 5, 15) for _ in range(6)] for _ in range(40)
    ]
    wrong = sum(any(one.claimed for one in judge_all(world)) for world in worlds)
    assert wrong <= 2


@pytest.mark.slow
@pytest.mark.parametrize("length", [6, 12])
@pytest.mark.parametrize("mean", [1.0, 5.0, 20.0])
@pytest.mark.parametrize("size", [None, 3.0], ids=["poisson", "negative-binomial"])
def test_series_that_do_not_change_are_claimed_at_most_as_often_as_promised(
    length: int, mean: float, size: float | None
) -> None:
    """250 constant series; more claims than 5 % of them and three standard errors would break the promise."""
    random = np.random.default_rng(11)
    wrong = 0
    for _ in range(250):
        draw = (
            random.poisson(mean, length)
            if size is None
            else random.negative_binomial(size, size / (size + mean), length)
        )
        wrong += judge(series(*draw.tolist())).claimed
    assert wrong <= 250 * 0.05 + 3 * (250 * 0.05 * 0.95) ** 0.5


@pytest.mark.slow
def test_a_doubling_is_found_about_four_times_in_five_with_the_cases_it_asks_for() -> None:
    random, length = np.random.default_rng(3), 10
    mean = needed(series(*[50] * length), 1.0, 0.025, 2.0)
    shape = 2.0 ** (np.arange(length) / (length - 1))
    found = [judge(series(*random.poisson(mean * shape / shape.mean()).tolist())).claimed for _ in range(100)]
    assert 0.65 <= np.mean(found) <= 0.97


def test_the_poisson_law_behind_the_chances_is_the_textbooks() -> None:
    low, high = interval(3)
    assert sum(exp(-high) * high**k / factorial(k) for k in range(4)) == pytest.approx(0.025)
    assert 1 - sum(exp(-low) * low**k / factorial(k) for k in range(3)) == pytest.approx(0.025)


def test_the_command_judges_the_series_of_a_file(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from gija.methods.trends.commands import app

    rows = [f"one,{2000 + i},{count},{'x' if i == 4 else ''}" for i, count in enumerate([2, 1, "", 2, 30, 31, 29, 33])]
    file = tmp_path / "series.csv"
    file.write_text("\n".join(["series,period,count,break", *rows]), encoding="utf-8")
    told = CliRunner().invoke(app, ["judge", str(file)])
    assert told.exit_code == 0
    assert told.output.startswith("one: ")


def test_a_file_that_is_none_is_refused_with_its_row() -> None:
    from gija.methods.trends.commands import read

    for text, code in (("a,b\n1,2", "trends.columns"), ("series,period,count\nx,2001,many", "trends.row")):
        with pytest.raises(GijaError) as error:
            read(text)
        assert error.value.code == code


def test_slope_dispersion_and_correction_are_those_of_statsmodels() -> None:
    """Values of statsmodels 0.15.0: Poisson regression with a level for each stretch; Holm's correction."""
    found = fit(series(23, 15, 21, 11, 23, 24, breaks=(4,)))
    assert found.slope == pytest.approx(-0.14691250063925035)
    assert found.information**-0.5 == pytest.approx(0.1012202861406731, rel=1e-6)
    assert found.gain == pytest.approx(2.1242923221155543)
    assert found.dispersion == pytest.approx(1.1110552747876612)
    assert fit(series(118, 128, 152, 129, 133, 160, 171, 190)).slope == pytest.approx(0.06047781338673541)
    assert holm([0.01, 0.04, 0.03, 0.005, 0.2]) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.2])
