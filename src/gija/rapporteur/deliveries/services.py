"""Files that leave: each with one audit entry that says what it was, never what was in it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.formats import eu19a, sdmx
from gija.rapporteur.deliveries import queries, telling
from gija.vocabulary.errors import GijaError

ZONE = "rapporteur"  # the zone's database
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
SDMX_CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
SDMX_XML = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
SDMX_STRUCTURE = "application/vnd.sdmx.structure+xml;version=2.1"
SDMX_KINDS = ("csv", "xml", "structure")


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over."""

    name: str
    kind: str
    content: bytes


def as_sdmx(
    actor: Actor | None, kind: str, indicator: str = "", *, as_of: dt.date | None = None, vintages: bool = False,
    language: str = "en",
) -> File:  # fmt: skip
    """Figures as SDMX-CSV (`csv`) or SDMX-ML (`xml`), or the structure both are of (`structure`).

    Refuses no figures (`sdmx.empty`), an unknown indicator or kind.
    """
    actor = require(actor, queries.EXPORT)
    if kind not in SDMX_KINDS:
        raise GijaError("deliveries.kind")
    flow, told = telling.messages(queries.figures(indicator, as_of=as_of, vintages=vintages), language)
    if not told:
        raise GijaError("sdmx.empty")
    name, made = indicator or "figures", timezone.now().replace(microsecond=0)
    if kind == "csv":
        file = File(f"{name}-sdmx.csv", SDMX_CSV, sdmx.csv(flow, told))
    elif kind == "xml":
        file = File(f"{name}-sdmx.xml", SDMX_XML, sdmx.xml(flow, told, made=made))
    else:
        file = File(f"{flow.id}-structure.xml", SDMX_STRUCTURE, sdmx.structure(flow, made=made))
    _noted(actor, file, len(told))
    return file


def as_eu19a(actor: Actor | None, kind: str, year: str, language: str) -> File:
    """The yearly table set with its completeness (`xlsx`), or every cell as `csv`.

    Refuses a year for which nobody was asked (`deliveries.no_year`), and an unknown kind.
    """
    actor = require(actor, queries.EXPORT)
    if kind not in ("xlsx", "csv"):
        raise GijaError("deliveries.kind")
    made, names = queries.table_set(year)
    if not any(one.cells for one in made.tables):
        raise GijaError("deliveries.no_year", year=year)
    called = names["lt" if language.startswith("lt") else "en"]
    if kind == "csv":
        file = File(f"eu19a-{year}.csv", CSV, eu19a.csv(made, language, called))
    else:
        content = eu19a.xlsx(made, language, called, made=timezone.now().replace(microsecond=0))
        file = File(f"eu19a-{year}.xlsx", XLSX, content)
    _noted(actor, file, made.totals().total())
    return file


def _noted(actor: Actor, file: File, figures: int) -> None:
    digest = hashlib.sha256(file.content).hexdigest()
    with transaction.atomic(using=ZONE):
        record(
            ZONE, actor, queries.EXPORT, object_type="delivery", object_id=file.name,
            details={"figures": figures, "hash": digest},
        )  # fmt: skip
