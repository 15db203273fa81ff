"""Which plots a run has to show, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gija.methods.estimation import plots
from gija.methods.estimation.capture.table import CaptureTable
from gija.methods.estimation.checks import growth, lists, sweeps
from gija.methods.estimation.plots import Plot
from gija.methods.estimation.running import Run

CLOUD, PRIORS, MERGED = 5, 6, 6  # so many lists at most: beyond, the models, graphs or pairs are too many


def plots_of(found: Run, periods: Mapping[str, CaptureTable] | None = None) -> dict[str, Plot]:
    """Methods, overlaps, then what each method of the run has to show, then the checks; of two lists the first two.
    `periods`: the tables by period that were pooled, for the trajectory."""
    drawn: dict[str, Plot] = {"forest": plots.forest(found), "overlaps": plots.overlaps(found.table)}
    if found.table.width > 2:
        drawn |= dict(_of_methods(found))
        drawn |= dict(_of_checks(found))
        if periods and len(periods) > 1:
            rows = growth.trajectory(periods, seed=found.seed)
            drawn["trajectory"] = plots.checked("trajectory", rows, found.table.observed)
    return drawn


def _of_methods(found: Run) -> Iterator[tuple[str, Plot]]:
    table, results = found.table, found.results
    if table.width <= CLOUD and (every := table.all_models(2)).ranked:
        yield "cloud", plots.cloud(every)
    for name in ("stepwise", "bic", "downhill"):
        if name in results:
            yield "histogram", plots.histogram(results[name])
            break
    if "decomposable" in results:
        yield "posterior", plots.posterior(table, results["decomposable"])
    if "latent" in results:
        yield "traces", plots.traces(results["latent"])


def _of_checks(found: Run) -> Iterator[tuple[str, Plot]]:
    table, results = found.table, found.results
    if "linkage" in results:
        yield "linkage", plots.checked("linkage", results["linkage"], table.observed)
    if not results["conditioned"]:
        return
    yield "leave_one_out", plots.checked("leave_one_out", results["leave_one_out"], table.observed)
    yield "conditioned", plots.checked("conditioned", results["conditioned"])
    yield "thresholds", plots.checked("thresholds", sweeps.thresholds(table, seed=found.seed), table.observed)
    if 3 < table.width <= MERGED:
        yield "merged", plots.checked("merged", lists.merged(table, 200, found.seed), table.observed)
    if table.width <= PRIORS:
        yield "priors", plots.checked("priors", sweeps.priors(table), table.observed)
