"""Plots in a field of two axes: the cloud of models, bars of replicates, curves of posteriors and chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gija.figures.drawing import GRID, WIDTH, legend, n, text
from gija.figures.estimation.frame import COLOURS, DASHES, framed, ticks
from gija.figures.looks import INK, SOFT
from gija.figures.numbers import number
from gija.methods.estimation.plots import Cloud, Curves, Histogram
from gija.vocabulary.text import Text

TALL, LEFT = 220.0, 64.0
CLOUD = Text(
    "{count} models; estimates from {low} to {high}; the best has {best} people and BIC {bic}.",
    "Modelių – {count}; įverčiai nuo {low} iki {high}; geriausias: {best} žmonių, BIC {bic}.",
)
BARS = Text(
    "{count} replicates between {low} and {high} people, most near {most}; the estimate is {mark}.",
    "{count} kartojimų tarp {low} ir {high} žmonių, daugiausia apie {most}; įvertis – {mark}.",
)
CURVE = Text("{name}: from {low} to {high}, highest at {most}", "{name}: nuo {low} iki {high}, aukščiausia ties {most}")
ESTIMATE = Text("estimate", "įvertis")


@dataclass(frozen=True, slots=True)
class _Field:
    """Where values stand: across from `x0` to `x1`, upwards from `y0` to `y1`."""

    x0: float
    x1: float
    y0: float
    y1: float
    top: float

    @classmethod
    def round(cls, points: Sequence[tuple[float, float]], top: float) -> _Field:
        across, upward = [p[0] for p in points], [p[1] for p in points]
        return cls(min(across), max(max(across), min(across) + 1), min(upward), max(upward) or 1.0, top)

    def x(self, value: float) -> float:
        return LEFT + (value - self.x0) / (self.x1 - self.x0) * (WIDTH - LEFT - 30)

    def y(self, value: float) -> float:
        return self.top + TALL - (value - self.y0) / ((self.y1 - self.y0) or 1.0) * TALL

    def axes(self, across: str, language: str, upwards: bool) -> Iterator[str]:
        bottom = self.top + TALL
        yield f'<path d="M{n(LEFT)} {n(self.top)}V{n(bottom)}H{n(WIDTH - 24)}" fill="none" stroke="{INK}"/>'
        for value in ticks(self.x0, self.x1):
            x, said = self.x(value), number(value, language)
            yield f'<path d="M{n(x)} {n(bottom)}v5" stroke="{INK}"/>'
            yield text(x, bottom + 18, said, 'text-anchor="middle"', size=11, colour=SOFT)
        for value in ticks(self.y0, self.y1) if upwards else ():
            y = self.y(value)
            yield f'<path d="M{n(LEFT)} {n(y)}H{n(WIDTH - 24)}" stroke="{GRID}"/>'
            yield text(LEFT - 6, y + 4, number(value, language), 'text-anchor="end"', size=11, colour=SOFT)
        yield text(WIDTH - 24, bottom + 34, across, 'text-anchor="end"', size=11, colour=SOFT)


def cloud(plot: Cloud, language: str) -> str:
    """A ring for each model; the best is filled."""
    field = _Field.round(plot.points, 26)
    content = [text(8, 14, plot.upward.in_(language), size=11, colour=SOFT)]
    content += field.axes(plot.across.in_(language), language, True)
    for place, (x, y) in reversed(list(enumerate(plot.points))):
        fill = COLOURS[1] if place == 0 else "none"
        content.append(
            f'<circle cx="{n(field.x(x))}" cy="{n(field.y(y))}" r="{5 if place == 0 else 3}" fill="{fill}" '
            f'stroke="{COLOURS[1] if place == 0 else COLOURS[0]}"/>'
        )
    best = plot.points[0]
    told = CLOUD.fill(
        count=len(plot.points),
        low=number(round(field.x0), language),
        high=number(round(field.x1), language),
        best=number(round(best[0]), language),
        bic=number(round(best[1]), language),
    ).in_(language)
    return framed(plot.title.in_(language), told, 26 + TALL + 44, content, language)


def histogram(plot: Histogram, language: str) -> str:
    """A bar for each step, and a line at the estimate."""
    most = max(plot.counts)
    field = _Field(plot.edges[0], max(plot.edges[-1], plot.edges[0] + 1), 0, most, 26)
    content = list(field.axes(plot.across.in_(language), language, True))
    for count, low, high in zip(plot.counts, plot.edges, plot.edges[1:], strict=False):
        x, y = field.x(low), field.y(count)
        content.append(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(max(field.x(high) - x - 1, 0.5))}" '
            f'height="{n(26 + TALL - y)}" fill="{COLOURS[0]}"/>'
        )
    x = field.x(min(max(plot.mark, field.x0), field.x1))
    content.append(
        f'<path d="M{n(x)} 22V{n(26 + TALL)}" stroke="{COLOURS[1]}" stroke-width="3" stroke-dasharray="6 3"/>'
    )
    content.append(text(x + 5, 18, ESTIMATE.in_(language), size=11, colour=COLOURS[1]))
    at = plot.counts.index(most)
    told = BARS.fill(
        count=number(sum(plot.counts), language),
        low=number(round(field.x0), language),
        high=number(round(field.x1), language),
        most=number(round((plot.edges[at] + plot.edges[at + 1]) / 2), language),
        mark=number(round(plot.mark), language),
    ).in_(language)
    return framed(plot.title.in_(language), told, 26 + TALL + 44, content, language)


def curves(plot: Curves, language: str) -> str:
    """A line for each curve, with its own colour and dashes, named in the legend."""
    keys, told = [], []
    for place, curve in enumerate(plot.curves):
        keys.append((f'<path d="M-12 0H12" {_look(place)}/>', curve.label.in_(language)))
        best = max(curve.points, key=lambda p: p[1])
        ends = (curve.points[0][0], curve.points[-1][0], best[0])
        low, high, most = (number(round(v), language) for v in ends)
        told.append(CURVE.fill(name=curve.label.in_(language), low=low, high=high, most=most).in_(language))
    head, top = legend(keys, 14)
    field = _Field.round([p for curve in plot.curves for p in curve.points], top + 8)
    field = _Field(field.x0, field.x1, 0.0, field.y1, field.top)
    content = [*head, *field.axes(plot.across.in_(language), language, field.y1 > 1)]
    for place, curve in enumerate(plot.curves):
        path = "L".join(f"{n(field.x(x))} {n(field.y(y))}" for x, y in curve.points)
        content.append(f'<path d="M{path}" {_look(place)}/>')
    return framed(plot.title.in_(language), "; ".join(told) + ".", field.top + TALL + 44, content, language)


def _look(place: int) -> str:
    dashes = DASHES[place % len(DASHES)]
    own = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'fill="none" stroke="{COLOURS[place % len(COLOURS)]}" stroke-width="{2.5 if place == 0 else 1.6}"{own}'
