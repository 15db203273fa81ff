"""A report as JSON and back, and its hash: what is frozen, approved and published is this and nothing else."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from gija.figures import charts, waterfall
from gija.rapporteur.reports import values
from gija.rapporteur.statistics import points
from gija.vocabulary.text import Text

KIND = "_"
_TYPES: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        Text, charts.Value, charts.Part, charts.Bar, charts.BarRow, charts.BarChart, charts.Line, charts.LineChart,
        values.Paragraph, values.Points, values.Notice, values.Column, values.Table, values.Figure, values.Section,
        values.Source, values.Term, values.ReportData, values.Heading, values.Origin, values.Signature,
        values.Range, values.Ranges, waterfall.Waterfall, points.Point, points.Basis,
    )
} | {"WaterfallBar": waterfall.Bar}  # fmt: skip
_NAMES = {one: name for name, one in _TYPES.items()}


def to_json(value: Any) -> Any:
    """Plain JSON values; every dataclass says its kind. A field that was added later is written only where it says
    something: what was frozen before has the hash it had."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: getattr(value, f.name) for f in fields(value)}
        empty = {f.name for f in fields(value) if f.metadata.get("later") and told[f.name] == f.default}
        return {KIND: _NAMES[type(value)], **{n: to_json(one) for n, one in told.items() if n not in empty}}
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    if isinstance(value, Decimal):
        return {KIND: "Decimal", "value": str(value)}
    if isinstance(value, dt.date):
        return {KIND: "date", "value": value.isoformat()}
    return value


def from_json(raw: Any) -> Any:
    """What `to_json` was given. Refuses (KeyError, TypeError) what it did not write."""
    if isinstance(raw, list):
        return tuple(from_json(one) for one in raw)
    if isinstance(raw, dict):
        kind = raw[KIND]
        if kind == "Decimal":
            return Decimal(raw["value"])
        if kind == "date":
            return dt.date.fromisoformat(raw["value"])
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
