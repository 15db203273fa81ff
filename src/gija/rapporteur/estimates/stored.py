"""Plots and numbers as plain JSON and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from gija.methods.estimation import plots
from gija.vocabulary.text import Text

KIND = "_"
_TYPES: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        Text, plots.Span, plots.Spans, plots.Overlaps, plots.Cloud, plots.Histogram, plots.Curve, plots.Curves,
    )
}  # fmt: skip


def to_json(value: Any) -> Any:
    """Plain JSON values; every dataclass says its kind. What has no end is written as a word."""
    if is_dataclass(value) and not isinstance(value, type):
        return {KIND: type(value).__name__, **{f.name: to_json(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, dict):
        return {name: to_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(one) for one in value]
    if isinstance(value, float) and not isfinite(value):
        return {KIND: "number", "value": str(value)}
    return value


def plot_of(raw: Any) -> Any:
    """The plot that `to_json` was given."""
    if isinstance(raw, list):
        return tuple(plot_of(one) for one in raw)
    if isinstance(raw, dict):
        if raw[KIND] == "number":
            return float(raw["value"])
        return _TYPES[raw[KIND]](**{name: plot_of(one) for name, one in raw.items() if name != KIND})
    return raw


def plain(value: Any) -> Any:
    """Numbers without an end as words, for a record."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, float) and not isfinite(value) else value
