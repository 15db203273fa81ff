"""Releases as plain JSON values, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from gija.methods.disclosure.values import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell


def release_to(release: Release) -> dict[str, Any]:
    plain = {name: getattr(release, name) for name in ("name", "day", "kind", "vintage", "base", "source", "changes")}
    return {**plain, "tables": [table_to(table) for table in release.tables]}


def release_from(raw: Mapping[str, Any]) -> Release:
    return Release(**{**raw, "tables": tuple(table_from(table) for table in raw["tables"])})


def table_to(table: Table) -> dict[str, Any]:
    return {
        "population": table.population,
        "axes": [{"code": a.code, "trees": a.trees, "open": a.open, "list": a.list} for a in table.axes],
        "cells": [[list(c.key), c.value, c.status, c.why] for c in table],
    }


def table_from(raw: Mapping[str, Any]) -> Table:
    axes = tuple(
        Axis(a["code"], tuple(tuple((c, p) for c, p in tree) for tree in a["trees"]), a["open"], a["list"])
        for a in raw["axes"]
    )
    cells = tuple(Cell(tuple(key), value, status, why) for key, value, status, why in raw["cells"])
    return Table(raw["population"], axes, cells)


def digest(value: object) -> str:
    """SHA-256 of plain values: same values, same digest."""
    raw = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(raw.encode()).hexdigest()
