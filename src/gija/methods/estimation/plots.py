"""The numbers of plots, without how they are drawn: spans, a grid of overlaps, a cloud of models, bars and curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import mask_of
from gija.methods.estimation.telling.words import method_words, plot_words
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable
    from gija.methods.estimation.checks.values import Row
    from gija.methods.estimation.graphs.posterior import Posterior
    from gija.methods.estimation.latent.chains import LatentClass
    from gija.methods.estimation.resampling.running import Bootstrap
    from gija.methods.estimation.running import Run
    from gija.methods.estimation.selection.every import AllModels

BINS, CLOUD, POINTS = 30, 300, 120


@dataclass(frozen=True, slots=True)
class Span:
    """A point with its interval; None where it is withheld. `truth` where it is known."""

    label: Text
    point: float | None
    low: float | None = None
    high: float | None = None
    truth: float | None = None


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans under each other on one scale of people; `seen` people are a line across."""

    title: Text
    spans: tuple[Span, ...]
    seen: float | None = None


@dataclass(frozen=True, slots=True)
class Overlaps:
    """For each two lists the people on both, and how many independence expects; on the diagonal the lists' own."""

    title: Text
    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    expected: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Cloud:
    """Models by estimate (across) and BIC (down is better), the best first."""

    title: Text
    across: Text
    upward: Text
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many replicates lie between edges; `mark` is the estimate."""

    title: Text
    across: Text
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    mark: float


@dataclass(frozen=True, slots=True)
class Curve:
    label: Text
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    title: Text
    across: Text
    curves: tuple[Curve, ...]


Plot = Spans | Overlaps | Cloud | Histogram | Curves


def forest(run: Run) -> Spans:
    """The methods of a run under each other."""
    spans = []
    for one in run.estimates:
        wide = one.interval()
        low, high = (wide.low, wide.high) if wide else (None, None)
        spans.append(Span(method_words(one.method), one.total, low, high))
    return Spans(plot_words("forest"), tuple(spans), run.table.observed)


def checked(kind: str, rows: Sequence[Row], seen: float | None = None) -> Spans:
    """The rows of a check; `kind` names it: `leave_one_out`, `conditioned`, `merged`, `thresholds`, `priors`,
    `trajectory`, `linkage`."""
    spans = []
    for row in rows:
        low, high = (row.interval.low, row.interval.high) if row.interval else (None, None)
        label = plot_words(row.name) if kind == "linkage" else Text(row.name, row.name)
        spans.append(Span(label, row.total, low, high, row.truth))
    return Spans(plot_words(kind), tuple(spans), seen)


def overlaps(table: CaptureTable) -> Overlaps:
    """Who meets whom beside what independent lists would show."""
    expected = np.array(table.loglinear().expected)
    expected[0] = 0.0
    histories, width = np.arange(len(expected)), table.width
    found = [
        tuple(float(expected[histories & mask_of((i, j)) == mask_of((i, j))].sum()) for j in range(width))
        for i in range(width)
    ]
    counts = tuple(tuple(int(v) for v in row) for row in table.overlap())
    return Overlaps(plot_words("overlaps"), table.lists, counts, tuple(found))


def cloud(every: AllModels) -> Cloud:
    """The 300 best models: many far apart with much the same BIC is the reason for a range."""
    points = tuple((one.total, one.bic) for one in every.ranked[:CLOUD])
    return Cloud(plot_words("cloud"), plot_words("people"), plot_words("bic"), points)


def histogram(made: Bootstrap) -> Histogram:
    """The replicates; the last hundredth on either side is gathered in the outer bars."""
    usable = np.array([value for value in made.replicates if value == value])
    low, high = np.quantile(usable, [0.01, 0.99])
    counts, edges = np.histogram(np.clip(usable, low, high), bins=BINS)
    return Histogram(
        plot_words("histogram"), plot_words("people"), tuple(edges.tolist()), tuple(counts.tolist()), made.estimate
    )


def posterior(table: CaptureTable, found: Posterior, top: int = 4) -> Curves:
    """The posterior of the total by graph: the likeliest ones and all together, as shares of equal steps."""
    from gija.methods.estimation.graphs.posterior import by_graph

    low, high = found.quantile(0.001), found.quantile(0.999)
    steps = np.unique(np.linspace(low, high, POINTS).round()).astype(int) - table.observed
    whole, parts = by_graph(table, steps.tolist(), [one.name for one in found.graphs[:top]])
    totals = (steps + table.observed).tolist()
    curves = [Curve(plot_words("all_graphs"), tuple(zip(totals, whole, strict=True)))]
    curves += [Curve(Text(name, name), tuple(zip(totals, own, strict=True))) for name, own in parts.items()]
    return Curves(plot_words("posterior"), plot_words("people"), tuple(curves))


def traces(found: LatentClass) -> Curves:
    """Each chain along its draws, thinned."""
    curves = []
    for number, chain in enumerate(found.totals, start=1):
        step = max(1, len(chain) // POINTS)
        curves.append(
            Curve(Text(str(number), str(number)), tuple((float(i), chain[i]) for i in range(0, len(chain), step)))
        )
    return Curves(plot_words("traces"), plot_words("draw"), tuple(curves))
