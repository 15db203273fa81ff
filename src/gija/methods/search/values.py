"""What goes into a search and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gija.methods.names.values import Comparison


@dataclass(frozen=True, slots=True)
class Record:
    """One searchable thing in one database.

    `id` is unique within the database (`TABLE:key:alias`); `type` is an entity type code of the vocabulary (person,
    vehicle, ...); `fields` holds canonical field names of that type with every value the database gives, as written
    except dates, which are ISO (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`). `category` is the category of person. `handling`,
    `evaluation` and `kind` are the record's own where the database grades each record; "" means as the database says.
    Fields that no type knows (such as those that begin with `~`) are kept and are not searched.
    """

    id: str
    database: str
    type: str
    fields: Mapping[str, tuple[str, ...]]
    category: str = "other"
    handling: str = ""
    evaluation: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """One question: the type of thing sought and what is known of it, by canonical field.

    Persons: `name` and optionally `birth_date` (ISO, may be a year only), `sex`, `personal_code`. Vehicles: `plate` or
    `vin`. Phones: `number`. Documents: `number`. Organisations: `name` or `code`. Addresses: `text`. Accounts: `iban`.
    Online handles: `handle`. An identifier known in part has `?` for one unknown character and `*` for any number of
    them (`ABC 1?3`, `*4567`).
    """

    type: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """A record that answers a query, with the reasons."""

    record: Record
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Matches:
    """All that was found, best first; `cut`: more may match than the limit, or a cap on candidates, let through."""

    found: tuple[Match, ...] = field(default=())
    cut: bool = False
