"""Any plot of estimates as SVG."""

from __future__ import annotations

from gija.figures.estimation import fields, grids, spans
from gija.methods.estimation.plots import Cloud, Histogram, Overlaps, Plot, Spans


def svg(plot: Plot, language: str) -> str:
    """The plot in one language: title, description in words, presentation attributes only. Same plot, same text."""
    if isinstance(plot, Spans):
        return spans.svg(plot, language)
    if isinstance(plot, Overlaps):
        return grids.svg(plot, language)
    if isinstance(plot, Cloud):
        return fields.cloud(plot, language)
    if isinstance(plot, Histogram):
        return fields.histogram(plot, language)
    return fields.curves(plot, language)
