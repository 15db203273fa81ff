"""What of a person on a chart the model looks at: names, birth date, sex, citizenship, and what they are tied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gija.methods.graph.merge import keys as identities
from gija.methods.graph.values import Entity, Relation
from gija.methods.sameness.people import Seen

__all__ = ["Seen", "seen"]

TYING = ("phone", "document", "vehicle", "address", "account", "online_handle")
CROWD = 12  # a thing that ties more persons than this (a bus, an office) tells nothing of who they are


def seen(entities: Sequence[Entity], relations: Iterable[Relation]) -> tuple[Seen, ...]:
    """The persons among the entities that have a name, in order of their ids."""
    near = _near(entities, relations)
    persons = sorted((one for one in entities if one.type == "person"), key=lambda one: one.id)
    return tuple(found for one in persons if (found := _seen(one, near.get(one.id, ()))).names)


def _near(entities: Sequence[Entity], relations: Iterable[Relation]) -> dict[str, tuple[str, ...]]:
    things = {one.id: _marks(one) for one in entities if one.type in TYING}
    tied: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        for one, other in ((relation.source, relation.target), (relation.target, relation.source)):
            for mark in things.get(other, ()):
                tied[mark].add(one)
    found: dict[str, set[str]] = defaultdict(set)
    for mark, persons in tied.items():
        if len(persons) <= CROWD:
            for one in persons:
                found[one].add(mark)
    return {one: tuple(sorted(marks)) for one, marks in found.items()}


def _marks(thing: Entity) -> tuple[str, ...]:
    """What tells the thing wherever it stands: its identifiers, else its id on this chart."""
    return tuple(f"{kind}:{'@'.join(values)}" for kind, _, values in identities(thing)) or (thing.id,)


def _seen(person: Entity, near: tuple[str, ...]) -> Seen:
    values = person.attributes
    families = (*values.get("family_name", ()), *values.get("former_name", ()))
    parts = (f"{given} {family}" for given in values.get("given_name", ()) for family in families)
    whole = (*values.get("name", ()), *parts)
    return Seen(
        person.id,
        tuple(dict.fromkeys(whole)),
        max(values.get("birth_date", ()), key=len, default=""),
        next(iter(values.get("sex", ())), ""),
        tuple(sorted(values.get("citizenship", ()))),
        tuple(values.get("personal_code", ())),
        near,
    )
