"""A report as JSON and back, and its hash: what is frozen, approved and published is this and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from gija.figures import charts
from gija.rapporteur.reports import values
from gija.vocabulary.text import Text

KIND = "_"
_TYPES: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        Text, charts.Value, charts.Part, charts.Bar, charts.BarRow, charts.BarChart, charts.Line, charts.LineChart,
        values.Paragraph, values.Points, values.Notice, values.Column, values.Table, values.Figure, values.Section,
        values.Source, values.Term, values.ReportData,
    )
}  # fmt: skip


def to_json(value: Any) -> Any:
    """Plain JSON values; every dataclass says its kind."""
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
        return {KIND: type(value).__name__, **own}
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    if isinstance(value, Decimal):
        return {KIND: "Decimal", "value": str(value)}
    return value


def from_json(raw: Any) -> Any:
    """What `to_json` was given. Refuses (KeyError, TypeError) what it did not write."""
    if isinstance(raw, list):
        return tuple(from_json(one) for one in raw)
    if isinstance(raw, dict):
        kind = raw[KIND]
        if kind == "Decimal":
            return Decimal(raw["value"])
        return _TYPES[kind](**{name: from_json(one) for name, one in raw.items() if name != KIND})
    return raw


def canonical(report: values.ReportData) -> bytes:
    """The one way to write a report as bytes."""
    return json.dumps(to_json(report), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(content: bytes | str) -> values.ReportData:
    """The report that `canonical` wrote."""
    found = from_json(json.loads(content))
    if not isinstance(found, values.ReportData):
        raise TypeError("not a report")
    return found


def digest(report: values.ReportData) -> str:
    """SHA-256 (hex) of the canonical bytes."""
    return hashlib.sha256(canonical(report)).hexdigest()
