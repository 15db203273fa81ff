"""A chart as JSON (`dossier.json`) and back: a schema version, a stable order, ISO dates; strict on what it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from gija.methods.graph.build import chart as build
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.vocabulary.errors import GijaError

SCHEMA = "gija.chart/1"
T = TypeVar("T")


def to_json(chart: Chart) -> dict[str, Any]:
    """The chart as plain JSON values, keys always in the same order. Empty values are written, never left out."""
    return {
        "schema": SCHEMA,
        "title": chart.title,
        "focus": chart.focus,
        "created": chart.created.isoformat(),
        "entities": [_entity(one) for one in chart.entities],
        "relations": [_relation(one) for one in chart.relations],
    }


def from_json(raw: object) -> Chart:
    """The chart of `to_json`'s form, alone or under `chart` in a larger document such as `dossier.json`.

    Unknown, missing or wrongly typed places are refused (`graph.json_*`). An error names the place
    (`entities[3].provenance[0].retrieved`), never the value.
    """
    if isinstance(raw, dict) and raw.get("schema") != SCHEMA and isinstance(raw.get("chart"), dict):
        raw = raw["chart"]
    top = _Place(raw, "")
    if top.text_or("schema", "") != SCHEMA:
        raise GijaError("graph.json_schema", expected=SCHEMA)
    top.only("schema", "title", "focus", "created", "entities", "relations")
    return build(
        top.text("title"),
        top.text("focus"),
        top.many("entities", _read_entity),
        top.many("relations", _read_relation),
        top.moment("created"),
    )


def pieces_to_json(entities: Iterable[Entity], relations: Iterable[Relation]) -> dict[str, Any]:
    """Entities and relations that make no chart of their own, as plain JSON values."""
    return {"entities": [_entity(one) for one in entities], "relations": [_relation(one) for one in relations]}


def pieces_from_json(raw: object) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
    """The pieces of `pieces_to_json`. Refused as `from_json` refuses."""
    top = _Place(raw, "")
    return tuple(top.many("entities", _read_entity)), tuple(top.many("relations", _read_relation))


def _provenance(one: Provenance) -> dict[str, str]:
    return {
        "database": one.database,
        "record": one.record,
        "retrieved": one.retrieved.isoformat(),
        "evaluation": one.evaluation,
        "handling": one.handling,
        "kind": one.kind,
    }


def _attributes(raw: Mapping[str, tuple[str, ...]] | None) -> dict[str, list[str]]:
    return {field: list(raw[field]) for field in sorted(raw)} if raw else {}


def _entity(one: Entity) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "label": one.label,
        "category": one.category,
        "attributes": _attributes(one.attributes),
        "merged": list(one.merged),
        "provenance": [_provenance(piece) for piece in one.provenance],
    }


def _relation(one: Relation) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "source": one.source,
        "target": one.target,
        "start": one.start,
        "end": one.end,
        "attributes": _attributes(one.attributes),
        "provenance": [_provenance(piece) for piece in one.provenance],
    }


class _Place:
    """One JSON object and where it stands, so that an error can name the place."""

    def __init__(self, raw: object, path: str) -> None:
        if not isinstance(raw, dict):
            raise GijaError("graph.json_type", place=path or "/", expected="{}")
        self.raw: dict[str, object] = raw
        self.path = path

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def only(self, *keys: str) -> None:
        extra = [key for key in self.raw if key not in keys]
        if extra:
            raise GijaError("graph.json_unknown", place=self.path or "/", count=len(extra))

    def _get(self, key: str, kind: type[T], name: str) -> T:
        if key not in self.raw:
            raise GijaError("graph.json_missing", place=self.at(key))
        value = self.raw[key]
        if not isinstance(value, kind):
            raise GijaError("graph.json_type", place=self.at(key), expected=name)
        return value

    def text(self, key: str) -> str:
        return self._get(key, str, '"…"')

    def text_or(self, key: str, otherwise: str) -> str:
        value = self.raw.get(key, otherwise)
        return value if isinstance(value, str) else otherwise

    def moment(self, key: str) -> datetime:
        try:
            return datetime.fromisoformat(self.text(key))
        except ValueError:
            raise GijaError("graph.json_type", place=self.at(key), expected="YYYY-MM-DDThh:mm:ss+00:00") from None

    def many(self, key: str, read: Callable[[_Place], T]) -> list[T]:
        found = self._get(key, list, "[…]")
        return [read(_Place(one, f"{self.at(key)}[{i}]")) for i, one in enumerate(found)]

    def texts(self, key: str) -> tuple[str, ...]:
        found: list[object] = self._get(key, list, "[…]")
        return tuple(self._string(one, f"{self.at(key)}[{i}]") for i, one in enumerate(found))

    def attributes(self) -> dict[str, tuple[str, ...]]:
        place = _Place(self._get("attributes", dict, "{}"), self.at("attributes"))
        return {self._string(field, place.path): place.texts(field) for field in place.raw}

    @staticmethod
    def _string(value: object, path: str) -> str:
        if not isinstance(value, str):
            raise GijaError("graph.json_type", place=path, expected='"…"')
        return value


def _read_provenance(place: _Place) -> Provenance:
    place.only("database", "record", "retrieved", "evaluation", "handling", "kind")
    return Provenance(
        place.text("database"),
        place.text("record"),
        place.moment("retrieved"),
        place.text("evaluation"),
        place.text("handling"),
        place.text("kind"),
    )


def _read_entity(place: _Place) -> Entity:
    place.only("id", "type", "label", "category", "attributes", "merged", "provenance")
    return Entity(
        place.text("id"),
        place.text("type"),
        place.text("label"),
        place.attributes(),
        tuple(place.many("provenance", _read_provenance)),
        place.text("category"),
        place.texts("merged"),
    )


def _read_relation(place: _Place) -> Relation:
    place.only("id", "type", "source", "target", "start", "end", "attributes", "provenance")
    return Relation(
        place.text("id"),
        place.text("type"),
        place.text("source"),
        place.text("target"),
        tuple(place.many("provenance", _read_provenance)),
        place.text("start"),
        place.text("end"),
        place.attributes() or None,
    )
