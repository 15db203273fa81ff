"""The figures of the literature: deterministic ones to a millionth, sampled ones within a tenth."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest

from gija.methods.estimation import Model, profile
from gija.methods.estimation.graphs.chordal import graphs
from gija.methods.estimation.poisson.glm import profile_as_r, wald_as_r
from gija.methods.estimation.resampling.limits import acceleration, bca
from gija.methods.estimation.selection.stepwise import totals

from .literature import BOUNDS, DATA, Tables, ids, numbers, rows


@pytest.mark.parametrize("row", rows("stepwise (Wald"), ids=ids)
def test_stepwise_reaches_the_published_model_and_limits(known: Tables, row: dict[str, str]) -> None:
    table, settings = known[row["dataset"]], row["settings"]
    found = table.stepwise(float(settings.split(";")[0].removeprefix("p=")))
    pairs = settings.split("pairs: ")[1].split(";")[0]
    assert " ".join(table.label(step.pair) for step in found.steps) == pairs.replace("-", "")
    wide, close = (wald_as_r(table, found.fit, level) for level in (0.95, 0.8))
    assert [found.fit.total, wide.low, wide.high, close.low, close.high] == pytest.approx(
        numbers(row, "estimate", *BOUNDS), rel=1e-6
    )
    exact = found.fit.wald()
    assert (exact.low, exact.high) == pytest.approx((wide.low, wide.high), rel=1e-4)


@pytest.mark.parametrize("row", rows("BIC rank"), ids=ids)
def test_models_are_ranked_by_bic_as_published(known: Tables, row: dict[str, str]) -> None:
    told = re.search(r"order<=(\d); (\[.*?\]); BIC=([\d.]+); valid models (\d+)", row["settings"])
    assert told
    every = known[row["dataset"]].all_models(int(told[1]))
    own = every.ranked[int(row["method"].split()[-1]) - 1]
    assert (own.model.name, len(every.ranked)) == (told[2], int(told[4]))
    assert own.bic == pytest.approx(float(told[3]), rel=1e-6)
    assert own.total == pytest.approx(float(row["estimate"]), rel=1e-6)


@pytest.mark.parametrize(("name", "order"), [("Korea", 2), ("Kosovo", 3)])
def test_every_model_has_the_bic_and_the_estimate_of_the_file(known: Tables, name: str, order: int) -> None:
    with (DATA / f"R_mse_bic_all_{name}_o{order}.csv").open(encoding="utf-8") as file:
        wanted = {row["model"]: row for row in csv.DictReader(file)}
    found = {one.model.name: one for one in known[name].all_models(order).ranked}
    assert set(found) == {Model.of(known[name].width, model).name for model in wanted}
    for model, row in wanted.items():
        own = found[Model.of(known[name].width, model).name]
        assert (own.total, own.bic) == pytest.approx((float(row["abundance"]), float(row["BIC"])), rel=1e-6)


@pytest.mark.parametrize("row", rows("Independence"), ids=ids)
def test_profile_limits_of_independence(known: Tables, row: dict[str, str]) -> None:
    table = known[row["dataset"]]
    told = profile_as_r(table)
    assert [table.loglinear().total, told.low, told.high] == pytest.approx(
        numbers(row, "estimate", "lo95", "hi95"), rel=1e-6
    )
    exact = profile(table)
    assert (exact.low, exact.high) == pytest.approx((told.low, told.high), rel=1e-4)


@pytest.mark.parametrize("row", rows("AIC stepwise"), ids=ids)
def test_the_older_route_and_its_multinomial_profile(known: Tables, row: dict[str, str]) -> None:
    threshold = 0.0 if row["settings"] == "main" else float(row["settings"].removeprefix("AIC_p"))
    found = known[row["dataset"]].aic_stepwise(threshold).profile
    limits = [limit for one in found.intervals for limit in (one.low, one.high)]
    assert [found.total, *limits] == pytest.approx(numbers(row, "estimate", *BOUNDS), rel=1e-6)


@pytest.mark.parametrize("row", rows("dga"), ids=ids)
def test_decomposable_quantiles_are_exact(known: Tables, row: dict[str, str]) -> None:
    table = known[row["dataset"]]
    full = "fullgrid" in row["settings"]
    last = 30 * table.observed
    grid = range(last + 1) if full else np.round(np.linspace(1, last, 1000)).astype(int).tolist()
    found = table.decomposable(missing=grid)
    limits = [limit for one in found.intervals for limit in (one.low, one.high)]
    told = numbers(row, "estimate", *BOUNDS)
    assert [found.median, *limits][: len(told)] == told
    if best := re.search(r"top (\S+) p=([\d.]+)", row["settings"]):
        assert found.graphs[0].probability == pytest.approx(float(best[2]), abs=1e-6)
        assert sorted(found.graphs[0].name.strip("[]").split(",")) == sorted(best[1].split(","))


@pytest.mark.parametrize("lists", [3, 4])
def test_chordal_graphs_have_the_cliques_and_separators_of_the_file(known: Tables, lists: int) -> None:
    def masks(told: str) -> tuple[int, ...]:
        return tuple(sorted(sum(1 << int(sign) - 1 for sign in part) for part in told.split("|") if part))

    with (DATA / f"R_dga_graphs{lists}.csv").open(encoding="utf-8") as file:
        wanted = {(masks(row["cliques"]), masks(row["separators"])) for row in csv.DictReader(file)}
    assert {(graph.cliques, tuple(s for s in graph.separators if s)) for graph in graphs(lists)} == wanted


@pytest.mark.parametrize("row", rows("stepwise+BCa", "run here"), ids=ids)
def test_acceleration_is_that_of_the_weighted_jackknife(known: Tables, row: dict[str, str]) -> None:
    table = known[row["dataset"]]
    own = np.flatnonzero(table.array)
    without, _ = totals(table.array - np.eye(len(table.counts))[own], table.width)
    told = float(row["settings"].split("ahat=")[1])
    assert acceleration(without, table.array[own]) == pytest.approx(told, rel=1e-6)
    if row["dataset"] != "UKdat_5":
        return
    stored = np.array((DATA / "R_sparsemse201_boot1000_UKdat_5.csv").read_text().split()[1:], dtype=float)
    limits = [limit for one in bca(stored, float(row["estimate"]), told, (0.95, 0.8)) for limit in (one.low, one.high)]
    assert limits == pytest.approx(numbers(row, *BOUNDS), rel=1e-6)


def test_artificial_three_is_refused_as_it_should_be(known: Tables) -> None:
    models = ("", "[12,3]", "[13,2]", "[23,1]", "[12,13]", "[12,23]", "[13,23]", "[12,13,23]")
    verdicts = [known["Artificial_3"].check(model) for model in models]
    assert [verdict.code for verdict in verdicts] == [0, 1, 0, 0, 1, 1, 0, 2]
    assert verdicts[1].forced_by == (0b101, 0b110, 0b111)


SAMPLED = [("stepwise+BCa", ""), ("BIC+BCa", "Silverman"), ("downhill BIC", "Silverman")]


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for method, source in SAMPLED for row in rows(method, source)], ids=ids)
def test_bootstrap_limits_are_within_a_tenth_of_the_published(known: Tables, row: dict[str, str]) -> None:
    table, settings = known[row["dataset"]], row["settings"]
    if row["dataset"] == "UKdat_5" and row["method"] == "BIC+BCa":
        pytest.skip("two million fits and more are for the benchmark")
    order = 2 if "order2" in settings or table.width == 3 else table.width - 1
    top = re.search(r"ntop=(\d+)$", settings)
    select = {"stepwise+BCa": "stepwise", "BIC+BCa": "bic", "downhill BIC": "downhill"}[row["method"]]
    found = table.bootstrap(select, replicates=2000, order=order, top=int(top[1]) if top else None)
    limits = [limit for one in found.intervals for limit in (one.low, one.high)]
    told = numbers(row, *BOUNDS)
    assert found.estimate == pytest.approx(float(row["estimate"]), rel=0.005)
    assert limits[: len(told)] == pytest.approx(told, rel=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("row", rows("Bayes threshold"), ids=ids)
def test_thresholded_posterior_is_within_a_tenth_of_the_published(known: Tables, row: dict[str, str]) -> None:
    order, precision = 3 if "order3" in row["settings"] else 2, 0.0 if "improper" in row["settings"] else 1.0
    found = known[row["dataset"]].bayes_threshold(order=order, precision=precision)
    limits = [limit for one in found.intervals for limit in (one.low, one.high)]
    told = numbers(row, "estimate", *BOUNDS)
    assert [found.median, *limits][: len(told)] == pytest.approx(told, rel=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in rows("LCMCR") if row["dataset"] != "UKdat_5"], ids=ids)
def test_latent_classes_are_within_a_tenth_of_the_published(known: Tables, row: dict[str, str]) -> None:
    classes = 5 if "K=5" in row["settings"] else 10
    found = known[row["dataset"]].latent_class(sweeps=100_000, classes=classes, workers=2)
    assert found.rhat <= 1.05
    limits = [limit for one in found.intervals for limit in (one.low, one.high)]
    told = numbers(row, "estimate", *BOUNDS)
    assert [found.median, *limits][: len(told)] == pytest.approx(told, rel=0.1)


@pytest.mark.slow
def test_chains_that_disagree_get_no_interval(known: Tables) -> None:
    found = known["UKdat_5"].latent_class(sweeps=20_000, burn=5_000, workers=2)
    assert found.rhat > 1.05
    assert (found.median, found.intervals) == (None, ())
