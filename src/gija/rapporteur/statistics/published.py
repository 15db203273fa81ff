"""The published figures that ship with the project: facts, each with its source line and the document's words."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.drafts import Draft
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

COLUMNS = (
    "indicator", "period", "breakdown", "value", "status", "qualifier", "base", "stage", "definition", "authority",
    "source", "line", "how", "quote",
)  # fmt: skip
OURS = "published_lithuania.csv"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that figures are cited from; `known_from` is None for what is not cited (the register's tables)."""

    code: str
    text: Text
    published: str
    known_from: dt.date | None


@cache
def data(name: str) -> Mapping[str, Any]:
    """One YAML file of this room's `data`."""
    text = files("gija.rapporteur.statistics").joinpath("data", name).read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def sources() -> Mapping[str, Source]:
    return {
        code: Source(code, Text.of(raw), str(raw.get("published", "")), raw.get("known_from"))
        for code, raw in data("sources.yaml").items()
    }


def ours() -> str:
    """The project's own CSV of published figures."""
    return files("gija.rapporteur.statistics").joinpath("data", OURS).read_text(encoding="utf-8")


def file(path: Path) -> str:
    """A CSV of the same columns from elsewhere; `statistics.file` where it cannot be read as UTF-8 text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise GijaError("statistics.file", file=path.name) from None


def drafts(text: str) -> Iterator[Draft]:
    """The figures of a CSV, row by row (row 1 is the heading); refuses other columns (`statistics.columns`)."""
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise GijaError("statistics.columns", columns=", ".join(COLUMNS))
    for row in reader:
        yield Draft(_point(row, reader.line_num), reader.line_num)


def _point(row: Mapping[str, str], number: int) -> Point:
    if None in row.values() or None in row:
        raise GijaError("statistics.bad_row", row=number, field="columns")
    if row["value"] and not (row["value"].isascii() and row["value"].isdigit()):
        raise GijaError("statistics.bad_row", row=number, field="value")
    source = sources().get(row["source"])
    if source is None or source.known_from is None:
        raise GijaError("statistics.bad_row", row=number, field="source")
    try:
        of = breakdowns.typed(row["breakdown"])
    except GijaError:
        raise GijaError("statistics.bad_row", row=number, field="breakdown") from None
    return Point(
        indicator=row["indicator"],
        period=row["period"],
        breakdown=of,
        value=int(row["value"]) if row["value"] else None,
        status=row["status"],
        basis=Basis(
            row["base"], row["stage"], row["definition"], row["authority"], "computed" if row["how"] else "cited"
        ),
        source=source.code,
        qualifier=row["qualifier"],
        line=row["line"],
        quote=row["quote"],
        how=row["how"],
        published_at=source.published,
        known_from=source.known_from,
    )
