"""Every row of the literature's figures is walked: met here, met by the test named, or different for a reason told.

The reasons stand in docs/methods/estimation-acceptance.md; a row that is in none of them fails.
"""

from __future__ import annotations

import numpy as np
import pytest

from .literature import BOUNDS, Tables, ids, numbers, rows

Row = dict[str, str]
WALKED = {  # method and source -> the test of `test_estimation_acceptance` that holds each of its rows to the figures
    ("stepwise (Wald", "run here"): "test_stepwise_reaches_the_published_model_and_limits",
    ("BIC rank", ""): "test_models_are_ranked_by_bic_as_published",
    ("Independence", ""): "test_profile_limits_of_independence",
    ("AIC stepwise", ""): "test_the_older_route_and_its_multinomial_profile",
    ("dga", ""): "test_decomposable_quantiles_are_exact",
    ("stepwise+BCa", ""): "test_bootstrap_limits_are_within_a_tenth_of_the_published",
    ("BIC+BCa", ""): "test_bootstrap_limits_are_within_a_tenth_of_the_published",
    ("downhill BIC", ""): "test_bootstrap_limits_are_within_a_tenth_of_the_published",
    ("Bayes threshold", ""): "test_thresholded_posterior_is_within_a_tenth_of_the_published",
    ("LCMCR", ""): "test_latent_classes_are_within_a_tenth_of_the_published",
}
DIFFER = {  # dataset, method, beginning of the settings -> why, in one line
    (
        "UKdat_5",
        "BIC+BCa",
        "order2",
    ): "its upper limit is the largest of the replicates: a matter of their number and chance",
    ("UKdat_5", "BIC+BCa", "order4"): "the same: a quantile of 0.997 of a distribution with two tops",
    ("UKdat_5", "LCMCR", "200 chains"): "the chains disagree, so that no interval is given",
    ("UKdat_5", "LCMCR one chain", "K=5"): "the chains disagree, so that no interval is given",
    ("UKdat_5", "SparseMSE", "stepwise"): "see the test of two published runs",
    ("NewOrl_5(185)", "SparseMSE", "stepwise"): "two published runs of it differ from each other by more than a tenth",
    ("Western", "SparseMSE", "stepwise"): "two published runs of it differ from each other by more than a tenth",
}
ALL = rows("")


def why(row: Row) -> str:
    return next(
        (
            reason
            for (name, method, begins), reason in DIFFER.items()
            if (row["dataset"], row["method"]) == (name, method) and row["settings"].startswith(begins)
        ),
        "",
    )


def test_every_row_is_held_to_its_figures_or_has_its_reason() -> None:
    if not ALL:
        pytest.skip("the data sets of the literature are not here")
    for row in ALL:
        held = any(row["method"].startswith(method) and source in row["source"] for method, source in WALKED)
        assert held or why(row), ids(row)
    assert sum(bool(why(row)) for row in ALL) == len(DIFFER)


@pytest.mark.parametrize("row", rows("SparseMSE"), ids=ids)
def test_two_published_runs_of_one_bootstrap_hold_ours_between_them(known: Tables, row: Row) -> None:
    """The same method, published twice: ours lies between the two, or within a tenth of one of them."""
    name = row["dataset"].partition("(")[0]
    (other,) = (one for one in rows("stepwise+BCa", "run here") if one["dataset"] == name)
    wide = known[row["dataset"]].bootstrap(replicates=2000).intervals[0]
    for own, one, two in zip((wide.low, wide.high), numbers(row, *BOUNDS), numbers(other, *BOUNDS), strict=False):
        assert 0.9 * min(one, two) <= own <= 1.1 * max(one, two)


@pytest.mark.slow
def test_the_upper_limit_of_the_best_by_bic_is_its_largest_replicate(known: Tables) -> None:
    """UK, all models of order 2, published from 1,000 replicates: the lower limit agrees, the upper is the last one."""
    (row,) = (one for one in rows("BIC+BCa") if (one["dataset"], one["settings"]) == ("UKdat_5", "order2,all"))
    found = known["UKdat_5"].bootstrap("bic", order=2, replicates=1000, seed=11)
    low, high = numbers(row, "lo95", "hi95")
    assert found.estimate == pytest.approx(float(row["estimate"]), rel=0.005)
    assert found.intervals[0].low == pytest.approx(low, rel=0.1)
    assert found.at_edge
    assert found.intervals[0].high == pytest.approx(max(found.replicates), rel=1e-3)
    assert np.quantile(found.replicates, 0.995) < high < 1.2 * max(found.replicates)


@pytest.mark.slow
def test_latent_classes_of_the_uk_pooled_regardless_are_within_a_tenth_of_the_published(
    known: Tables,
) -> None:
    """What may not be reported may still be looked at: all draws of the chains that disagree."""
    (row,) = (one for one in rows("LCMCR", "Binette") if one["dataset"] == "UKdat_5")
    found = known["UKdat_5"].latent_class(sweeps=50_000, workers=2)
    assert not found.agreed
    wide = found.unchecked[0]
    middle = float(np.median(np.array(found.totals)))
    assert [middle, wide.low, wide.high] == pytest.approx(numbers(row, "estimate", "lo95", "hi95"), rel=0.1)
