"""Replicates, posteriors and chains: repeatable, honest about failure, and covering what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from gija.methods.estimation import CaptureTable, World, simulate
from gija.methods.estimation.graphs.chordal import graphs
from gija.methods.estimation.latent.convergence import effective_size, rhat
from gija.methods.estimation.resampling.limits import acceleration, bca
from gija.vocabulary.errors import GijaError


@pytest.mark.parametrize("select", ["stepwise", "bic", "downhill"])
def test_the_same_seed_gives_the_same_replicates_for_any_number_of_workers(four: CaptureTable, select: str) -> None:
    one = four.bootstrap(select, replicates=300, seed=5)
    two = four.bootstrap(select, replicates=300, seed=5, workers=2)
    assert one == two
    assert one != four.bootstrap(select, replicates=300, seed=6)
    low, high = one.intervals[0].low, one.intervals[0].high
    assert four.observed < low < one.estimate < high


def test_progress_is_told_and_ends(four: CaptureTable) -> None:
    heard: list[tuple[int, int]] = []
    four.bootstrap(replicates=600, progress=lambda done, of: heard.append((done, of)))
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 600


def test_failed_replicates_are_counted_and_left_out_of_the_limits() -> None:
    values = np.array([np.nan] * 10 + [100.0 + i for i in range(90)])
    limits = bca(values, 140.0, 0.0, (0.95,))
    assert 100 <= limits[0].low < limits[0].high <= 190
    weak = CaptureTable.of("ABC", {(0,): 9, (1,): 8, (2,): 7, (0, 1): 1, (1, 2): 1})
    assert weak.bootstrap(replicates=300).failed > 0


def test_limits_are_finite_where_no_replicate_lies_below_the_estimate() -> None:
    limits = bca(np.linspace(10, 20, 50), 5.0, 0.1, (0.95, 0.8))
    assert all(np.isfinite([one.low, one.high]).all() for one in limits)
    assert bca(np.full(5, np.nan), 5.0, 0.0, (0.95,)) == ()


def test_acceleration_weighs_histories_by_their_people() -> None:
    assert acceleration(np.array([5.0, 5.0]), np.array([3.0, 9.0])) == 0.0
    apart = acceleration(np.array([1.0, 2.0, 9.0]), np.array([1.0, 2.0, 3.0]))
    alike = acceleration(np.array([1.0, 2.0, 2.0, 9.0, 9.0, 9.0]), np.ones(6))
    assert apart == pytest.approx(alike)


def test_too_few_replicates_and_an_unknown_selection_are_refused(four: CaptureTable) -> None:
    for how, code in (({"replicates": 5}, "estimation.replicates"), ({"select": "best"}, "estimation.selection")):
        with pytest.raises(GijaError) as refused:
            four.bootstrap(**how)
        assert refused.value.code == code


@pytest.mark.parametrize(("lists", "number"), [(3, 8), (4, 61), (5, 822)])
def test_there_are_as_many_chordal_graphs_as_known(lists: int, number: int) -> None:
    found = graphs(lists)
    assert len({graph.name for graph in found}) == len(found) == number
    assert all(len(graph.cliques) - len(graph.separators) == 1 for graph in found)


@pytest.mark.slow
def test_six_lists_have_18154_chordal_graphs() -> None:
    assert len(graphs(6)) == 18_154


def test_the_grid_grows_by_itself_until_nothing_is_beyond(four: CaptureTable) -> None:
    found = four.decomposable()
    fine = four.decomposable(missing=range(12 * four.observed))
    assert not found.at_top
    assert found.median == pytest.approx(fine.median, rel=0.002)
    assert found.intervals[0].high == pytest.approx(fine.intervals[0].high, rel=0.002)
    assert sum(one.probability for one in found.graphs) == pytest.approx(1.0)


def test_a_grid_that_ends_too_soon_says_so(four: CaptureTable) -> None:
    assert four.decomposable(missing=range(500)).at_top
    for missing in ([], [5, 4], [-1, 3]):
        with pytest.raises(GijaError, match="grid"):
            four.decomposable(missing=missing)


def test_rhat_is_near_one_for_chains_alike_and_far_for_chains_apart() -> None:
    rng = np.random.default_rng(2)
    alike = rng.normal(size=(8, 1000))
    assert rhat(alike) < 1.01
    assert effective_size(alike) > 6000
    assert rhat(alike + np.arange(8)[:, None]) > 1.5
    slow = np.cumsum(rng.normal(size=(8, 1000)), axis=1)
    assert effective_size(slow) < 100
    assert rhat(np.ones((8, 100))) == 1.0


@pytest.mark.slow
def test_latent_classes_repeat_with_the_seed_and_hold_the_truth() -> None:
    table = simulate(World(1500, (0.4, 0.35, 0.3, 0.3), spread=0.8), seed=11)
    one = table.latent_class(sweeps=25_000, burn=5_000, seed=4)
    assert one == table.latent_class(sweeps=25_000, burn=5_000, seed=4, workers=2)
    assert one.agreed
    assert one.intervals[0].low < 1500 < one.intervals[0].high
    with pytest.raises(GijaError, match="8 chains"):
        table.latent_class(chains=4)


@pytest.mark.slow
def test_a_posterior_without_end_is_cut_off_and_not_lost() -> None:
    """Two lists that share nobody: the chance of being seen goes to 0, p0 to 1, the concentration to 0."""
    table = CaptureTable.of("ABC", {(0,): 6, (1,): 5, (2,): 4})
    found = table.latent_class(sweeps=3000, burn=500)
    draws = np.array(found.totals)
    assert np.isfinite(draws).all()
    assert draws.min() >= 15


@pytest.mark.slow
def test_thresholded_posterior_repeats_with_the_seed(four: CaptureTable) -> None:
    one = four.bayes_threshold(sweeps=20_000, seed=3)
    assert one == four.bayes_threshold(sweeps=20_000, seed=3)
    assert one.model.name == "[12,3,4]"
    assert 0.1 < one.taken < 0.6
    assert one.intervals[0].low < 2000 < one.intervals[0].high


@pytest.mark.slow
def test_bca_limits_hold_the_truth_in_at_least_85_of_100_worlds() -> None:
    held = 0
    for seed in range(200):
        table = simulate(World(1000, (0.25, 0.2, 0.3, 0.2), {(0, 1): 1.0, (2, 3): 0.8}), seed)
        wide = table.bootstrap(replicates=300, seed=seed).intervals[0]
        held += wide.low <= 1000 <= wide.high
    assert held >= 170, held
