"""The posterior of the total, averaged over all decomposable graphs, on a grid that grows until its tail is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.graphs.chordal import MOST, graphs
from gija.methods.estimation.values import Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable, Floats

POINTS, TAIL, MOST_TIMES = 1000, 1e-6, 1e4
STRETCH = 500  # points of the grid at once: the graphs times this many stay near the processor
LEVELS = (0.95, 0.8)


@dataclass(frozen=True, slots=True)
class GraphShare:
    """A graph and its posterior probability."""

    name: str
    probability: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """The posterior of the total: `totals` and `probabilities` on the grid, the graphs by share, largest first.

    `at_top`: more than one in a thousand lies on the last twentieth of the grid, so that its end shapes the answer.
    """

    totals: tuple[int, ...]
    probabilities: tuple[float, ...]
    graphs: tuple[GraphShare, ...]
    at_top: bool

    def quantile(self, share: float) -> int:
        """The smallest total of the grid that at least `share` of the posterior does not exceed."""
        return self.totals[int(np.searchsorted(np.cumsum(self.probabilities), share - 1e-12))]

    @property
    def median(self) -> int:
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        return float(np.dot(self.totals, self.probabilities))

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return tuple(
            Interval(level, self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)) for level in LEVELS
        )


def decomposable(table: CaptureTable, *, missing: Sequence[int] | None = None, delta: float | None = None) -> Posterior:
    """Madigan & York's average: hyper-Dirichlet with `delta` in each of the 2**lists cells (2**-lists unless given),
    prior 1 / N, all graphs alike. `missing`: the numbers unseen that are tried; without it a grid of 1,000 points from
    0 upwards, geometric, which grows until less than a millionth lies beyond (or ten thousand times the seen).

    Raises `estimation.graph_lists` above six lists, `estimation.grid` for a grid that is empty or falls, or `delta`
    not above 0.
    """
    if table.width > MOST:
        raise GijaError("estimation.graph_lists", most=MOST)
    own = 2.0**-table.width if delta is None else delta
    if own <= 0 or (missing is not None and (len(missing) < 2 or missing[0] < 0 or np.any(np.diff(missing) <= 0))):
        raise GijaError("estimation.grid")
    if missing is not None:
        return _posterior(table, np.array(missing, np.float64), own, np.ones(len(missing)))
    most = 10.0 * table.observed
    while True:
        grid, widths = _grown(most)
        found = _posterior(table, grid, own, widths)
        far = float(np.sum(np.array(found.probabilities)[grid > most * 0.8]))
        if far < TAIL or most >= MOST_TIMES * table.observed:
            grid, widths = _closer(grid, found)
            return _posterior(table, grid, own, widths)
        most = min(most * 3.0, MOST_TIMES * table.observed)


def _grown(most: float) -> tuple[Floats, Floats]:
    """Whole numbers from 0, close at first, and how many numbers each stands for."""
    return _with_widths(np.expm1(np.linspace(0.0, np.log1p(most), POINTS)))


def _closer(grid: Floats, found: Posterior) -> tuple[Floats, Floats]:
    """The grid with as many points again, evenly between the millionth and the last millionth of the posterior."""
    seen = found.totals[0] - grid[0]
    between = np.linspace(found.quantile(TAIL) - seen, found.quantile(1 - TAIL) - seen, 2 * POINTS)
    return _with_widths(np.concatenate([grid, between]))


def _with_widths(wanted: Floats) -> tuple[Floats, Floats]:
    points = np.unique(np.round(wanted))
    edges = np.concatenate([[-0.5], (points[1:] + points[:-1]) / 2, [points[-1] + 0.5]])
    return points, np.diff(edges)


def _posterior(table: CaptureTable, missing: Floats, delta: float, widths: Floats) -> Posterior:
    names = graphs(table.width)
    shares, chances = _summed(table, missing, delta, np.log(widths))
    order = np.argsort(-shares, kind="stable")
    ranked = tuple(GraphShare(names[i].name, float(shares[i])) for i in order)
    totals = tuple((missing + table.observed).astype(int).tolist())
    return Posterior(totals, tuple(chances.tolist()), ranked, bool(chances[missing > missing[-1] * 0.95].sum() > 1e-3))


def _summed(table: CaptureTable, missing: Floats, delta: float, weights: Floats) -> tuple[Floats, Floats]:
    """Posterior of the graphs and of the grid, a stretch of the grid at a time, scaled by the highest so far."""
    incidence = _incidence(table.width)
    shares, chances = np.zeros(len(incidence)), np.zeros(len(missing))
    highest = -np.inf
    for start in range(0, len(missing), STRETCH):
        part = slice(start, start + STRETCH)
        logs = incidence @ _margins(table, missing[part], delta)
        logs += _shared(table, missing[part], delta) + weights[part]
        top = max(highest, float(logs.max()))
        scale = np.exp(highest - top)
        shares, chances, highest = shares * scale, chances * scale, top
        np.exp(np.subtract(logs, top, out=logs), out=logs)
        shares += logs.sum(axis=1)
        chances[part] = logs.sum(axis=0)
    return shares / shares.sum(), chances / chances.sum()


def by_graph(
    table: CaptureTable, missing: Sequence[int], names: Sequence[str]
) -> tuple[list[float], dict[str, list[float]]]:
    """The posterior along a grid of numbers unseen, of all graphs and of those named, as shares of the whole grid."""
    points = np.array(missing, np.float64)
    delta = 2.0**-table.width
    logs = _incidence(table.width) @ _margins(table, points, delta) + _shared(table, points, delta)
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    place = {graph.name: i for i, graph in enumerate(graphs(table.width))}
    return chances.sum(axis=0).tolist(), {name: chances[place[name]].tolist() for name in names}


@lru_cache(maxsize=4)
def _incidence(lists: int) -> Floats:
    """(graphs, 2**lists): 1 for each clique, less 1 for each separator."""
    own = graphs(lists)
    found = np.zeros((len(own), 1 << lists))
    for row, graph in enumerate(own):
        for clique in graph.cliques:
            found[row, clique] += 1
        for separator in graph.separators:
            found[row, separator] -= 1
    return found


def _margins(table: CaptureTable, missing: Floats, delta: float) -> Floats:
    """(2**lists, grid): the log marginal likelihood of the margin of each set of lists, but for what all share.

    Only the cell of those on none of the set's lists changes with the grid.
    """
    from scipy.special import gammaln

    found = np.zeros((1 << table.width, len(missing)))
    for mask in range(1 << table.width):
        cells = np.zeros(1 << table.width)
        for history, count in enumerate(table.counts):
            cells[history & mask] += count
        prior = delta * 2.0 ** (table.width - mask.bit_count())
        kept = [h for h in range(1, 1 << table.width) if h & mask == h]
        fixed = float((gammaln(cells[kept] + prior) - gammaln(prior)).sum()) - float(gammaln(prior))
        found[mask] = fixed + gammaln(missing + cells[0] + prior)
    return found


def _shared(table: CaptureTable, missing: Floats, delta: float) -> Floats:
    """(grid): what every graph has: the multinomial coefficient, the whole of the Dirichlet (cliques less separators
    are one), and the prior 1 / N. Constants are left out."""
    from scipy.special import gammaln

    total = missing + table.observed
    whole = delta * 2.0**table.width
    return np.asarray(gammaln(total + 1) - gammaln(missing + 1) - gammaln(total + whole) - np.log(total))
