"""What is said: gates, labels, one range, words in both languages, checks, groups, two lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from gija.methods.estimation import (
    CaptureTable,
    Estimate,
    Interval,
    Strata,
    World,
    chapman,
    covariates,
    diagnose,
    per_100_000,
    read_strata,
    run,
    simulate,
)
from gija.methods.estimation.checks import growth, linking, lists, sweeps
from gija.methods.estimation.checks.values import Row
from gija.methods.estimation.telling.ranges import over_methods
from gija.vocabulary.errors import GijaError

QUICK = ("stepwise", "decomposable")


def answer(low: float = 1800, total: float | None = 2000, high: float = 2300, **more: object) -> Estimate:
    return Estimate("stepwise", 1000, total, (Interval(0.95, low, high),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("estimates", "gate", "label"),
    [
        ([answer()], None, "A"),
        ([answer(total=21_000, high=22_000, low=20_000)], "far_beyond", "C"),
        ([answer(low=1000, high=12_000)], "wide", "C"),
        ([answer(tried=100, failed=6)], "failed", "C"),
        ([answer(at_top=True)], "at_top", "C"),
        ([answer(rhat=1.06)], "disagree", "C"),
        ([answer(red=True)], "red", "D"),
        ([answer(), answer(total=4100, high=4500, low=4000)], "methods_apart", "C"),
        ([answer(total=None)], "none", "D"),
    ],
)
def test_gates_close_where_they_should(
    four: CaptureTable, estimates: list[Estimate], gate: str | None, label: str
) -> None:
    found = diagnose(four, estimates)
    assert ([one.code for one in found.gates], found.label) == ([gate] if gate else [], label)


def test_gates_of_the_lists_need_no_estimate() -> None:
    table = CaptureTable.of("ABC", {(0,): 400, (1,): 300, (2,): 200, (0, 1): 9})
    told = diagnose(table)
    assert [gate.code for gate in told.gates] == ["few_shared", "never_meet"]
    assert "A:C, B:C" in told.gates[1].text.lt
    assert diagnose(table.merge(["B", "C"])).label == "D"


def test_a_test_on_lists_of_known_size_that_fails_is_no_quality_a(four: CaptureTable) -> None:
    def rows(*ends: int) -> list[Row]:
        return [Row("A", 100, Interval(0.95, 90, high), 110) for high in ends]

    for known, gates, label in (
        (rows(120, 120, 120), [], "A"),
        (rows(120, 120, 105), ["known_doubt"], "B"),
        (rows(120, 105, 105), ["known_missed"], "C"),
    ):
        found = diagnose(four, [answer()], known)
        assert ([gate.code for gate in found.gates], found.label) == (gates, label)
    far = [Row("A", 4000, None), Row("B", 2000, None)]
    assert "Be sąrašo A" in diagnose(four, [answer()], without=far).gates[0].text.lt


def test_the_range_is_rounded_outwards_and_never_below_the_seen() -> None:
    found = over_methods([answer(1834, 2012, 2311), answer(1790, 1903, 2487)])
    assert found
    assert (found.low, found.high, found.least, found.most) == (1790, 2490, 1900, 2010)
    assert over_methods([answer(high=float("inf"))]) is None
    assert over_methods([Estimate("latent", 10, None)]) is None


def test_a_run_says_a_range_its_quality_and_what_no_data_can_test(four: CaptureTable) -> None:
    found = run(four, QUICK, replicates=200)
    assert found.record() == run(four, QUICK, replicates=200, workers=2).record()
    assert found.record()["data"]["sha256"] == four.digest
    assert found.range
    assert found.range.low < 2000 < found.range.high
    told = " ".join(text.lt for text in found.sentences)
    for words in ("uždara populiacija", "tobulas susiejimas", "viena apibrėžtis", "aukščiausios eilės sąveikos"):
        assert words in told
    with pytest.raises(GijaError, match="stepwise"):
        run(four, ["magic"])


def test_two_lists_get_chapman_in_red_and_no_range_is_said() -> None:
    table = CaptureTable.of("AB", {(0,): 80, (1,): 60, (0, 1): 20})
    estimate = chapman(table)
    assert estimate.total == pytest.approx(101 * 81 / 21 - 1)
    assert estimate.red
    found = run(table)
    assert found.diagnosis.label == "D"
    assert "Matyti 160" in found.sentences[0].lt
    with pytest.raises(GijaError, match="two lists"):
        chapman(simulate(World(100, (0.5, 0.5, 0.5))))


def test_lists_left_out_conditioned_and_merged(four: CaptureTable) -> None:
    assert [row.name for row in lists.leave_one_out(four, 100)] == ["A", "B", "C", "D"]
    apart = simulate(World(3000, (0.3, 0.25, 0.3, 0.2)), seed=8)
    known = lists.conditioned(apart, 200)
    assert [row.truth for row in known] == list(apart.on_list)
    assert sum(row.holds is True for row in known) >= 3
    assert len(lists.merged(four, 0)) == 6


def test_thresholds_priors_and_periods_are_swept(four: CaptureTable) -> None:
    assert [row.name for row in sweeps.thresholds(four, (0.001, 0.05), 0)] == ["0.001", "0.05"]
    assert all(row.interval for row in sweeps.priors(four, (0.5, 1.0)))
    years = {str(2020 + i): simulate(World(500, (0.3, 0.2, 0.25, 0.15)), seed=i) for i in range(3)}
    rows = growth.trajectory(years, 100)
    assert [row.name for row in rows] == ["2020", "2021", "2022"]
    totals = [row.total or 0 for row in rows]
    assert totals == sorted(totals)
    assert growth.should_pool(simulate(World(60, (0.2, 0.2, 0.2))))


def test_missed_links_bring_the_estimate_down_and_wrong_ones_up(four: CaptureTable) -> None:
    plain = four.stepwise().fit.total
    fewer, more = linking.under_faults(four, missed=0.1), linking.under_faults(four, wrong=0.1)
    assert fewer.total
    assert more.total
    assert fewer.total < plain < more.total
    assert linking.under_faults(four).total == pytest.approx(plain)
    with pytest.raises(GijaError, match="below 1"):
        linking.under_faults(four, missed=1.0)


def test_groups_are_read_fitted_together_and_summed(tmp_path: Path) -> None:
    women = simulate(World(1500, (0.3, 0.2, 0.25, 0.15)), seed=3)
    men = simulate(World(900, (0.15, 0.3, 0.25, 0.15)), seed=4)
    rows = ["A,B,C,D,sex,n"]
    for sex, table in (("F", women), ("M", men)):
        rows += [f"{h & 1},{h >> 1 & 1},{h >> 2 & 1},{h >> 3},{sex},{c}" for h, c in enumerate(table.counts) if c]
    (tmp_path / "groups.csv").write_text("\n".join(rows))
    strata = read_strata(tmp_path / "groups.csv", ["sex"])
    assert strata == Strata(("sex",), (("F",), ("M",)), (women, men))
    found = covariates(strata, replicates=200)
    assert found == covariates(strata, replicates=200)
    assert {(term.lists, term.covariate) for term in found.terms} >= {(1, 0), (2, 0)}
    for level, truth in (("F", 1500), ("M", 900)):
        _, (wide, _) = found.estimate("sex", level)
        assert wide.low < truth < wide.high
    whole, (wide, _) = found.estimate()
    assert whole == pytest.approx(sum(found.totals))
    assert wide.low < 2400 < wide.high


def test_groups_that_give_no_estimate_are_refused() -> None:
    table = CaptureTable.of("ABC", {(0,): 5, (1,): 4, (2,): 3})
    with pytest.raises(GijaError, match="no estimate"):
        covariates(Strata(("sex",), (("F",),), (table,)))


def test_rates_hold_their_population() -> None:
    assert per_100_000(500, 1500, 1_000_000) == (50.0, 150.0)
    for low, high, people in ((5, 4, 100), (5, 10, 0), (5, 200, 100)):
        with pytest.raises(GijaError, match="population"):
            per_100_000(low, high, people)


def test_a_world_can_refer_and_exclude() -> None:
    table = simulate(World(3000, (0.3, 0.2, 0.25), referral={(0, 1): 0.5}, exclusive=((1, 2),)), seed=2)
    overlap = table.overlap()
    assert overlap[1, 2] == 0
    assert overlap[0, 1] > 0.3 * overlap[0, 0]
    assert table == simulate(World(3000, (0.3, 0.2, 0.25), referral={(0, 1): 0.5}, exclusive=((1, 2),)), seed=2)
    with pytest.raises(GijaError, match="chances"):
        simulate(World(100, (0.3, 1.2)))


def test_every_sentence_has_both_languages_and_the_same_places() -> None:
    from string import Formatter

    from gija.methods.estimation.telling.words import _all

    for part in _all().values():
        for code, both in part.items():
            places = [sorted(name for _, name, _, _ in Formatter().parse(both[one]) if name) for one in ("en", "lt")]
            assert places[0] == places[1], code
