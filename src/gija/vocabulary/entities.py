"""Entity types: the things police ask about and draw on a chart, with their canonical fields (`entities.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from gija.vocabulary.files import read_yaml
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical field of an entity type.

    `kind` is name, date (ISO, may be a year or a month only), year, code, identifier, address or text; a code's values
    are those of the code list `list`.
    """

    code: str
    text: Text
    kind: str
    list: str = ""


@dataclass(frozen=True, slots=True)
class EntityType:
    """One type of entity. `icon` is the file key of its icon in i2 Analyst's Notebook.

    `identifiers` are the fields that can tell the same thing again; `identities` says which must agree together: one
    tuple of fields is enough to make two records one thing.
    """

    code: str
    text: Text
    icon: str
    fields: tuple[Field, ...]
    identities: tuple[tuple[str, ...], ...]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The fields that lead an identity: what one asks by and merges by."""
        return tuple(fields[0] for fields in self.identities)

    def field(self, code: str) -> Field:
        """The field `code`; KeyError where this type has none."""
        for field in self.fields:
            if field.code == code:
                return field
        raise KeyError(f"{self.code}.{code}")


def _field(code: str, raw: dict[str, Any]) -> Field:
    return Field(code, Text.of(raw), raw["kind"], raw.get("list", ""))


def _entity_type(code: str, raw: dict[str, Any]) -> EntityType:
    return EntityType(
        code,
        Text.of(raw),
        raw["icon"],
        tuple(_field(name, field) for name, field in raw["fields"].items()),
        tuple(tuple(one) if isinstance(one, list) else (one,) for one in raw["identifiers"]),
    )


@cache
def _all() -> dict[str, EntityType]:
    return {code: _entity_type(code, raw) for code, raw in read_yaml("entities.yaml").items()}


def entity_types() -> tuple[EntityType, ...]:
    """Every entity type, in the order of the file."""
    return tuple(_all().values())


def entity_type(code: str) -> EntityType:
    """The entity type `code` ("person", "vehicle", ...); KeyError for an unknown one."""
    return _all()[code]
