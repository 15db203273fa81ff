"""Estimation: the United Kingdom's table of 2013 (five lists) on one core, beside R where it is present.

Run: `python -m benchmarks estimation`, or `python benchmarks/estimation.py [--big]`. CPU seconds of this process, one
thread; kernels are compiled before the clock starts. R runs in the same run where `Rscript` is found (Debian:
r-base-core, r-cran-conting): SparseMSE where the machine has it, 1,024 plain `glm` fits, conting's sampler over models.
Where it is not, what others measured stands beside, named as recorded.
`--big` adds coverage in 200 worlds and the bootstraps over every model.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from gija.methods.estimation import CaptureTable, World, simulate
from gija.methods.estimation.graphs.chordal import graphs

LISTS = ("LA", "NG", "PFNCA", "GO", "GP")
# Published: Silverman, Modern Slavery: an application of multiple systems estimation (Home Office 2014).
UK = {
    (0,): 54, (1,): 463, (2,): 995, (3,): 695, (4,): 316, (0, 1): 15, (0, 2): 19, (0, 3): 3, (1, 2): 62, (1, 3): 19,
    (1, 4): 1, (2, 3): 76, (2, 4): 11, (3, 4): 8, (0, 1, 2): 1, (0, 1, 3): 1, (1, 2, 3): 4, (0, 1, 2, 3): 1,
}  # fmt: skip
RECORDED = 150.0  # CPU seconds of SparseMSE 2.0.1 for stepwise and 1,000 replicates, on another machine
PEER = """
arguments <- commandArgs(trailingOnly = TRUE)
told <- read.csv(arguments[1])
seconds <- function(work) { own <- system.time(work); own[["user.self"]] + own[["sys.self"]] }
if (requireNamespace("SparseMSE", quietly = TRUE)) {
  took <- seconds(SparseMSE::estimatepopulation(as.matrix(told), nboot = 1000))
  cat("SparseMSE stepwise, 1,000 replicates:", took, "CPU s\\n")
}
full <- expand.grid(rep(list(0:1), 5))[-1, ]
counts <- apply(full, 1, function(h) sum(told[[6]][apply(told[, 1:5], 1, function(o) all(o == h))]))
pairs <- combn(5, 2)
took <- seconds(for (chosen in 0:1023) {
  own <- as.matrix(full)
  for (p in 1:10) if (bitwAnd(chosen, 2^(p - 1)) > 0) own <- cbind(own, full[, pairs[1, p]] * full[, pairs[2, p]])
  suppressWarnings(glm.fit(cbind(1, own), counts, family = poisson()))
})
cat("1,024 models by glm.fit:", took, "CPU s\\n")
if (requireNamespace("conting", quietly = TRUE)) {
  lists <- data.frame(lapply(full, factor))
  names(lists) <- paste0("L", 1:5)
  unseen <- rbind(setNames(data.frame(lapply(rep(0, 5), factor, levels = 0:1)), names(lists)), lists)
  unseen$n <- c(NA, counts)
  set.seed(1)
  took <- seconds(found <- conting::bict(n ~ (L1 + L2 + L3 + L4 + L5)^2, data = unseen, n.sample = 2000))
  drawn <- conting::total_pop(found, n.burnin = 500)$TOT
  cat("conting, log-linear models averaged, 2,000 sweeps:", took, "CPU s; median", round(median(drawn)), "\\n")
}
"""


def timed(what: str, reach: str, work: Callable[[], object]) -> float:
    start, wall = time.process_time(), time.perf_counter()
    work()
    used = time.process_time() - start
    print(f"{what:58} {used:8.3f} CPU s  {time.perf_counter() - wall:8.3f} s wall   reach {reach}")
    return used


def peer(own: float) -> None:
    """R on the same table, or the recorded seconds, named as such."""
    program = shutil.which("Rscript")
    if program is None:
        print(f"R is not here. Recorded elsewhere: about {RECORDED:.0f} CPU s, {RECORDED / own:.0f} times Gija's.")
        return
    with tempfile.TemporaryDirectory() as folder:
        table, script = Path(folder) / "uk.csv", Path(folder) / "peer.R"
        rows = [",".join([*("01"[i in places] for i in range(5)), str(count)]) for places, count in UK.items()]
        table.write_text("\n".join([",".join([*LISTS, "n"]), *rows]) + "\n")
        script.write_text(PEER)
        found = subprocess.run([program, str(script), str(table)], capture_output=True, text=True, check=False)
        print(found.stdout or f"R failed: {found.stderr.strip()[-200:]}")


def usual(table: CaptureTable) -> None:
    table.latent_class(sweeps=1000, burn=100)  # compiles
    table.bootstrap(replicates=20)
    table.all_models(2)
    table.bayes_threshold(sweeps=10_000)
    graphs(5)
    own = timed("stepwise, BCa with 1,000 replicates", "10 CPU s", lambda: table.bootstrap(replicates=1000, seed=2))
    timed("all 1,024 models of order 2", "1 s", lambda: table.all_models(2))
    timed("all 6,893 models", "-", lambda: table.all_models(4))
    grid = np.round(np.linspace(1, 30 * table.observed, 1000)).astype(int).tolist()
    table.decomposable(missing=grid)
    timed("822 graphs by 1,000 points of the grid", "0.2 s", lambda: table.decomposable(missing=grid))
    timed("200,000 Gibbs sweeps, 10 classes (8 chains)", "2 s", lambda: table.latent_class(sweeps=25_000, burn=5_000))
    timed("thresholded posterior, 100,000 sweeps a round", "-", table.bayes_threshold)
    timed("downhill, BCa with 1,000 replicates", "-", lambda: table.bootstrap("downhill", replicates=1000))
    peer(own)


def big(table: CaptureTable) -> None:
    held = 0
    start = time.process_time()
    for seed in range(200):
        own = simulate(World(1000, (0.25, 0.2, 0.3, 0.2), {(0, 1): 1.0, (2, 3): 0.8}), seed)
        wide = own.bootstrap(replicates=1000, seed=seed).intervals[0]
        held += wide.low <= 1000 <= wide.high
    print(f"95 % BCa limits hold the truth in {held} of 200 worlds; {time.process_time() - start:.1f} CPU s")
    for order in (2, 4):
        start = time.process_time()
        made = table.bootstrap("bic", replicates=1000, order=order)
        wide = made.intervals[0]
        print(
            f"best by BIC, order {order}, 1,000 replicates: {made.estimate:,.0f} ({wide.low:,.0f} to {wide.high:,.0f})"
            f"{', at the edge of the replicates' if made.at_edge else ''}; {time.process_time() - start:.1f} CPU s"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--big", action="store_true")
    options, _ = parser.parse_known_args()
    table = CaptureTable.of(LISTS, UK)
    usual(table)
    if options.big:
        big(table)


if __name__ == "__main__":
    main()
