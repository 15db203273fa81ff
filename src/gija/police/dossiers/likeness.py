"""Persons without a common identifier who may be the same: told as an assessment with its score, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from gija.methods.graph.values import Entity, Relation
from gija.methods.names import Person, person_score
from gija.methods.search import HIT_THRESHOLD

THRESHOLD = 0.9  # on the scale of `gija.methods.names.person_score`
MOST = 60  # persons that are compared with one another; more than that are not one person's records
FULL_DATE = 10

Pair = tuple[str, str, float]


def alike(entities: Sequence[Entity], relations: Iterable[Relation]) -> tuple[Pair, ...]:
    """Pairs of persons whose names agree above the threshold: ids and score.

    Compared are persons of the same full birth date, and persons tied to the same thing (a phone, a vehicle) whose
    birth dates agree as far as they are known. Persons who carry different personal codes are never the same.
    """
    compared: dict[tuple[str, str], float] = {}
    for group in (*_by_birth_date(entities), *_by_neighbour(entities, relations)):
        for one, other in _comparable(group):
            pair = (one.id, other.id)
            if pair not in compared:
                compared[pair] = score(one, other)
    return tuple((*pair, points) for pair, points in sorted(compared.items()) if points >= THRESHOLD)


def resembling(some: Iterable[Entity], entities: Iterable[Entity]) -> tuple[Pair, ...]:
    """Pairs of one of `some` with any other person who would be a hit for them, whatever they are tied to."""
    persons = [entity for entity in entities if entity.type == "person"]
    return tuple(
        (one.id, other.id, points)
        for one in some
        for other in persons
        if one.id != other.id
        and _dates_agree(one, other)
        and not told_apart(one, other)
        and (points := score(one, other)) >= HIT_THRESHOLD
    )


def same_as(entities: Sequence[Entity], relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations `same_as` of kind assessment, `score` as their attribute, from the records they rest on."""
    known = {entity.id: entity for entity in entities}
    return tuple(relation(known[one], known[other], points) for one, other, points in alike(entities, relations))


def told_apart(one: Entity, other: Entity) -> bool:
    """Do they carry different personal codes?"""
    codes = [set(entity.attributes.get("personal_code", ())) for entity in (one, other)]
    return all(codes) and codes[0].isdisjoint(codes[1])


def score(one: Entity, other: Entity) -> float:
    """How far the two persons agree, in 0..1."""
    return person_score(_person(one), _person(other)).score


def full_dates(entity: Entity) -> tuple[str, ...]:
    """The birth dates that are known to the day."""
    return tuple(date for date in entity.attributes.get("birth_date", ()) if len(date) == FULL_DATE)


def _comparable(group: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    for one, other in combinations(sorted(group, key=lambda entity: entity.id)[:MOST], 2):
        if _dates_agree(one, other) and not told_apart(one, other):
            yield one, other


def _dates_agree(one: Entity, other: Entity) -> bool:
    return any(
        date[: len(late)] == late[: len(date)]
        for date in one.attributes.get("birth_date", ())
        for late in other.attributes.get("birth_date", ())
    )


def _by_birth_date(entities: Iterable[Entity]) -> list[list[Entity]]:
    groups: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.type == "person":
            for date in full_dates(entity):
                groups[date].append(entity)
    return [groups[date] for date in sorted(groups)]


def _by_neighbour(entities: Iterable[Entity], relations: Iterable[Relation]) -> list[list[Entity]]:
    persons = {entity.id: entity for entity in entities if entity.type == "person"}
    near: dict[str, dict[str, Entity]] = defaultdict(dict)
    for relation in relations:
        for person, thing in ((relation.source, relation.target), (relation.target, relation.source)):
            if person in persons and thing not in persons:
                near[thing][person] = persons[person]
    return [list(near[thing].values()) for thing in sorted(near)]


def _person(entity: Entity) -> Person:
    values = entity.attributes
    said = values.get("name", ())
    families = values.get("family_name", ())
    parts = tuple(f"{given} {family}" for given in values.get("given_name", ()) for family in families)
    return Person(
        names=(*said, *(parts or families)),
        former_names=values.get("former_name", ()),
        birth_date=max(values.get("birth_date", ()), key=len, default=""),
        sex=next(iter(values.get("sex", ())), ""),
        citizenship=next(iter(values.get("citizenship", ())), ""),
    )


def relation(one: Entity, other: Entity, points: float) -> Relation:
    """That these two may be one, with the score."""
    basis = {replace(place, evaluation="", kind="assessment") for end in (one, other) for place in end.provenance}
    return Relation(
        id=f"{one.id}>same_as>{other.id}",
        type="same_as",
        source=one.id,
        target=other.id,
        provenance=tuple(sorted(basis)),
        attributes={"score": (f"{points:.2f}",)},
    )
