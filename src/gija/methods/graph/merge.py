"""Merge: entities that share an identifier become one, with the reason; their relations go with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from gija.methods.graph.values import Entity, Provenance, Relation
from gija.methods.names.identifiers import canonical
from gija.vocabulary.entities import EntityType, entity_types
from gija.vocabulary.relations import relation_types

Key = tuple[str, tuple[str, ...], tuple[str, ...]]  # type, fields that agree, their canonical values

# A number plate may pass to another vehicle: it makes nothing one where the chassis numbers differ.
_OVERRULED = {("vehicle", "plate"): "vin"}
# Where databases disagree on a person, the category that protects most, then the one that asks most care, is kept.
_CATEGORIES = ("victim", "suspect", "witness", "contact", "other", "")


def merge(entities: Iterable[Entity], relations: Iterable[Relation]) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
    """One entity for all that share an identifier (vocabulary `identifiers`, compared in canonical form).

    The merged entity holds every value and provenance of its parts; `merged` names the identifier fields that joined
    them; its id is `type:identifier`, the same whichever databases answered. Relations are re-pointed and joined where
    type, ends and dates agree; one whose two ends became one entity is left out. Any order of the input.
    """
    found, ids = _merged(entities)
    return tuple(found[one] for one in sorted(found)), pointed(relations, ids)


def identities(entities: Iterable[Entity]) -> dict[str, str]:
    """For the id of each entity, the id `merge` gives it. What is merged already keeps its id when merged again."""
    return _merged(entities)[1]


def _merged(entities: Iterable[Entity]) -> tuple[dict[str, Entity], dict[str, str]]:
    """The merged entities by id, and for the id of each part the id it went to."""
    parts = sorted(entities, key=lambda one: (one.id, one.type, one.label, repr(one.attributes)))
    known = [keys(part) for part in parts]
    told = _told(parts, known)
    groups, reasons = _groups(parts, told)
    ids: dict[str, str] = {}
    found: dict[str, Entity] = {}
    for group in groups:
        some, why = [parts[i] for i in group], sorted({reason for i in group for reason in reasons[i]})
        whole = combined(some, _id(some[0], [key for i in group for key in known[i] if key in told]), why)
        found[whole.id] = whole
        ids |= {parts[i].id: whole.id for i in group}
    return found, ids


@cache
def _types() -> dict[str, EntityType]:
    return {one.code: one for one in entity_types()}


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(one.code for one in relation_types() if not one.directed)


def _values(entity: Entity, field: str) -> set[str]:
    """Canonical values of a field; a field without a canonical form (a platform's name) is compared caseless."""
    written = entity.attributes.get(field, ())
    leads = field in _types()[entity.type].identifiers
    read = (canonical(entity.type, field, value) if leads else value.casefold().strip() for value in written)
    return {value for value in read if value}


def keys(entity: Entity) -> list[Key]:
    """Every identity of the entity: what makes it one with another entity. Empty where nothing identifies it."""
    known = _types().get(entity.type)
    if known is None:
        return []
    found: list[Key] = []
    for fields in known.identities:
        choices: list[tuple[str, ...]] = [()]
        for field in fields:
            choices = [(*chosen, value) for chosen in choices for value in sorted(_values(entity, field))]
        found += [(entity.type, fields, chosen) for chosen in choices]
    return found


def _contradicted(key: Key, members: Sequence[Entity]) -> bool:
    """Do two of `members` differ in the stronger identifier that overrules this one?"""
    stronger = _OVERRULED.get((key[0], key[1][0]))
    if stronger is None:
        return False
    told = [values for values in (_values(one, stronger) for one in members) if values]
    return any(told[0].isdisjoint(values) for values in told[1:])


def _told(parts: Sequence[Entity], known: Sequence[list[Key]]) -> dict[Key, list[int]]:
    """For each identity, the indices of the parts that have it; identities that a stronger one contradicts are out."""
    found: dict[Key, list[int]] = defaultdict(list)
    for i, keys_of in enumerate(known):
        for key in keys_of:
            found[key].append(i)
    return {key: some for key, some in found.items() if not _contradicted(key, [parts[i] for i in some])}


def _groups(parts: Sequence[Entity], told: Mapping[Key, list[int]]) -> tuple[list[list[int]], list[set[str]]]:
    """Indices of parts that are one thing, in order of their first; and for each part the fields that joined it."""
    parent = list(range(len(parts)))
    reasons: list[set[str]] = [set() for _ in parts]
    first: dict[str, int] = {}
    for i, part in enumerate(parts):
        _join(parent, first.setdefault(part.id, i), i)
    for key, some in told.items():
        for i in some if len(some) > 1 else ():
            _join(parent, some[0], i)
            reasons[i].add(key[1][0])
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(parts)):
        groups[_root(parent, i)].append(i)
    return list(groups.values()), reasons


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _join(parent: list[int], a: int, b: int) -> None:
    a, b = _root(parent, a), _root(parent, b)
    parent[max(a, b)] = min(a, b)


def combined(parts: list[Entity], stable: str, reasons: list[str]) -> Entity:
    """One entity of these parts, called `stable`: every value and provenance, and the reasons why it is one."""
    first = parts[0]
    if len(parts) == 1:
        return replace(first, id=stable)
    fields: dict[str, dict[str, str]] = {}
    for part in parts:
        for field, values in part.attributes.items():
            told = fields.setdefault(field, {})
            for value in values:
                told.setdefault(_spelling(first.type, field, value), value)
    labels = [part.label for part in parts]
    return Entity(
        stable,
        first.type,
        min(labels, key=lambda label: (-labels.count(label), -len(label), label)),
        {field: tuple(fields[field].values()) for field in sorted(fields)},
        union(part.provenance for part in parts),
        min((part.category for part in parts), key=_rank),
        tuple(sorted({*reasons, *(one for part in parts for one in part.merged)})),
    )


def _rank(category: str) -> int:
    return _CATEGORIES.index(category) if category in _CATEGORIES else len(_CATEGORIES)


def _spelling(type_code: str, field: str, value: str) -> str:
    """What makes two spellings of an identifier one value; other values are kept exactly as the databases have them."""
    known = _types().get(type_code)
    if known is None or field not in known.identifiers:
        return value
    return canonical(type_code, field, value) or value


def _id(first: Entity, found: list[Key]) -> str:
    """`type:identifier` by the vocabulary's leading identity, smallest value; else the id of the first part."""
    if not found:
        return first.id
    order = _types()[first.type].identities
    kind, _, values = min(found, key=lambda key: (order.index(key[1]), key[2]))
    return f"{kind}:{'@'.join(values)}"


def union(many: Iterable[tuple[Provenance, ...]]) -> tuple[Provenance, ...]:
    """Every provenance once, in order."""
    return tuple(sorted({one for some in many for one in some}))


def pointed(relations: Iterable[Relation], ids: Mapping[str, str]) -> tuple[Relation, ...]:
    """Relations led to where their ends went, those that became equal joined, those to oneself left out."""
    same: dict[tuple[str, str, str, str, str], list[Relation]] = defaultdict(list)
    for one in relations:
        source, target = ids.get(one.source, one.source), ids.get(one.target, one.target)
        if one.type in _symmetric() and target < source:
            source, target = target, source
        if source != target:
            same[one.type, source, target, one.start, one.end].append(replace(one, source=source, target=target))
    return tuple(sorted((_joined(some) for some in same.values()), key=lambda one: one.id))


def _joined(some: list[Relation]) -> Relation:
    some.sort(key=lambda one: (one.id, repr(one.attributes)))
    if len(some) == 1:
        return some[0]
    fields: dict[str, dict[str, None]] = {}
    for one in some:
        for field, values in (one.attributes or {}).items():
            fields.setdefault(field, {}).update(dict.fromkeys(values))
    attributes = {field: tuple(fields[field]) for field in sorted(fields)}
    return replace(some[0], provenance=union(one.provenance for one in some), attributes=attributes or None)
