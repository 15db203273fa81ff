"""The chart as a value: entities and typed relations, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Provenance:
    """Where a piece comes from: database, its record, when it was taken, its evaluation and handling code."""

    database: str
    record: str  # `TABLE:key` in that database
    retrieved: datetime  # aware, UTC
    evaluation: str = ""  # as the owner grades it, with its scale: "4x4:A1", "5x5x5:B2", "6x6:A1"; never converted
    handling: str = ""  # H0 .. H3
    kind: str = "fact"  # "fact" or "assessment"


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, vehicle, phone ... `attributes`: canonical field -> every value found, in a stable order.

    `id` is stable for the same thing found again: `person:<personal code>` and the like when an identifier tells it,
    else `database/TABLE:key:alias`. `merged` tells why several records are shown as one (code of the identifier).
    """

    id: str
    type: str
    label: str
    attributes: Mapping[str, tuple[str, ...]]
    provenance: tuple[Provenance, ...]
    category: str = ""  # of persons: suspect, victim, witness, contact, other
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed relation between two entities. Dates are ISO (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`) or empty."""

    id: str
    type: str
    source: str  # id of the entity the relation starts from
    target: str
    provenance: tuple[Provenance, ...]
    start: str = ""
    end: str = ""
    attributes: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Typed relations round one object (`focus`). Entities and relations are unique by id and sorted by it."""

    title: str
    focus: str
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    created: datetime  # aware, UTC
