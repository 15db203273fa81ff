"""What is held on a person: the records that are theirs, read live from their databases, without other people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gija.methods.graph.values import Entity
from gija.police.databases import pickup
from gija.police.databases.registry import all_mappings
from gija.police.databases.values import PickUp
from gija.police.subjects.models import Finding
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Thing:
    """The person themselves, or something tied to them in the same record: a type and what is said of it."""

    type: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One record that is theirs. `kind`: fact or assessment. `missing`: it could not be read now."""

    database: str
    name: Text
    owner: str
    kind: str
    category: str
    things: tuple[Thing, ...]
    missing: bool = False


def read(findings: Iterable[Finding]) -> tuple[Held, ...]:
    """The records of these findings, in order of database. One that its database does not give now is `missing`."""
    by_database: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        by_database[one.database].append(one.record_id)
    known = {mapping.code: mapping for mapping in all_mappings()}
    found: list[Held] = []
    for code in sorted(by_database):
        if code not in known:
            found += [Held(code, Text(code, code), "", "", "", (), True) for _ in by_database[code]]
            continue
        mapping, given = known[code], pickup.records(known[code], by_database[code])
        found += [_held(given, record, mapping.name, mapping.owner.institution) for record in by_database[code]]
    return tuple(found)


def _held(given: PickUp, record: str, name: Text, owner: str) -> Held:
    entities = {entity.id: entity for entity in given.entities}
    person = entities.get(given.found.get(record, ""))
    if person is None:
        return Held(given.database, name, owner, "", "", (), True)
    tied = {r.target for r in given.relations if r.source == person.id}
    tied |= {r.source for r in given.relations if r.target == person.id}
    things = [person, *(entities[one] for one in sorted(tied) if one in entities and entities[one].type != "person")]
    kind = person.provenance[0].kind if person.provenance else ""
    return Held(given.database, name, owner, kind, person.category, tuple(_thing(one) for one in things))


def _thing(entity: Entity) -> Thing:
    return Thing(entity.type, tuple((field, tuple(values)) for field, values in entity.attributes.items()))


def to_json(held: Held) -> dict[str, Any]:
    return {
        "database": held.database,
        "name": [held.name.en, held.name.lt],
        "owner": held.owner,
        "kind": held.kind,
        "category": held.category,
        "missing": held.missing,
        "things": [[one.type, [[field, list(values)] for field, values in one.values]] for one in held.things],
    }


def from_json(raw: dict[str, Any]) -> Held:
    things = tuple(Thing(type_, tuple((f, tuple(v)) for f, v in values)) for type_, values in raw["things"])
    name = Text(raw["name"][0], raw["name"][1])
    return Held(raw["database"], name, raw["owner"], raw["kind"], raw["category"], things, raw["missing"])
