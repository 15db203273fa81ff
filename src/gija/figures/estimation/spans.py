"""Spans under each other: methods, lists left out, thresholds, periods."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from gija.figures.drawing import HALO, n, text, wrapped
from gija.figures.estimation.frame import COLOURS, Axis, framed
from gija.figures.looks import INK, SOFT
from gija.figures.numbers import number
from gija.figures.room import text_width
from gija.methods.estimation.plots import Span, Spans
from gija.vocabulary.text import Text

ROW, TOP, LABEL = 40.0, 26.0, 210.0
WITHHELD = Text("no estimate given", "įvertis nepateikiamas")
SEEN = Text("seen: {count}", "matyta: {count}")
TO = Text("{point} ({low} to {high})", "{point} (nuo {low} iki {high})")
TRUTH = Text("truly {count}", "iš tikrųjų {count}")


def svg(plot: Spans, language: str) -> str:
    """A row for each span: a line for the interval, a dot for the point, a diamond for the truth, the numbers above."""
    labels = [wrapped(span.label.in_(language), LABEL) for span in plot.spans]
    left = 20 + max((text_width(line, 12) for lines in labels for line in lines), default=0)
    ends = [v for s in plot.spans for v in (s.point, s.high, s.truth) if v is not None and isfinite(v)]
    axis = Axis.of(max([*ends, plot.seen or 0.0]), left)
    bottom = TOP + ROW * len(plot.spans) + 6
    content = [*axis.drawn(TOP - 8, bottom, language), *_seen(plot, axis, bottom, language)]
    for place, (span, lines) in enumerate(zip(plot.spans, labels, strict=True)):
        y = TOP + ROW * place + 24
        for row, line in enumerate(lines):
            content.append(text(left - 10, y + 4 + 13 * (row - (len(lines) - 1) / 2), line, 'text-anchor="end"'))
        content += _span(span, axis, y, language)
    told = "; ".join(f"{span.label.in_(language)}: {said(span, language)}" for span in plot.spans)
    return framed(plot.title.in_(language), told + ".", bottom + 28, content, language)


def said(span: Span, language: str) -> str:
    """`11,313 (9,212 to 15,899)`."""
    if span.point is None:
        found = WITHHELD.in_(language)
    elif span.low is None or span.high is None:
        found = number(round(span.point), language)
    else:
        low, high = (number(round(v), language) if isfinite(v) else "∞" for v in (span.low, span.high))
        found = TO.fill(point=number(round(span.point), language), low=low, high=high).in_(language)
    if span.truth is not None:
        found += ", " + TRUTH.fill(count=number(round(span.truth), language)).in_(language)
    return found


def _seen(plot: Spans, axis: Axis, bottom: float, language: str) -> Iterator[str]:
    if plot.seen is None:
        return
    x = axis.x(plot.seen)
    yield f'<path d="M{n(x)} {n(TOP - 10)}V{n(bottom)}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    words = SEEN.fill(count=number(round(plot.seen), language)).in_(language)
    yield text(x + 4, TOP - 12, words, HALO, size=11, colour=SOFT)


def _span(span: Span, axis: Axis, y: float, language: str) -> Iterator[str]:
    words, colour = said(span, language), COLOURS[0]
    start = axis.x(span.low if span.low is not None else span.point or 0.0)
    if span.low is not None and span.high is not None:
        end = axis.x(span.high)
        yield (
            f'<path d="M{n(start)} {n(y)}H{n(end)}M{n(start)} {n(y - 5)}v10M{n(end)} {n(y - 5)}v10" fill="none" '
            f'stroke="{colour}" stroke-width="2.5"/>'
        )
    if span.point is not None:
        yield f'<circle cx="{n(axis.x(span.point))}" cy="{n(y)}" r="5" fill="{colour}"/>'
    if span.truth is not None:
        x = axis.x(span.truth)
        yield f'<path d="M{n(x)} {n(y - 7)}l6 7l-6 7l-6 -7z" fill="none" stroke="{COLOURS[1]}" stroke-width="2.2"/>'
    at = min(start, axis.right - text_width(words, 11))
    yield text(at, y - 10, words, HALO, size=11, colour=SOFT if span.point is None else INK)
