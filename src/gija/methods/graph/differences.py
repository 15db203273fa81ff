"""What differs between two charts of one object: things and relations added, taken away, changed, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gija.methods.graph.values import Chart, Entity, Relation

LABEL, TYPE, CATEGORY, ENDS, START, END = "label", "type", "category", "ends", "start", "end"
OWN = (TYPE, LABEL, CATEGORY, ENDS, START, END)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that differs: one of `OWN`, or an attribute's code. Values as they stood and as they stand."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Is it no attribute, but what every thing has?"""
        return self.name in OWN


@dataclass(frozen=True, slots=True)
class Changed:
    """A thing or relation that stands on both: its id on the first, and what differs."""

    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """From the first chart to the second. Where things came from is not compared: only what they say."""

    added: tuple[Entity, ...] = ()
    removed: tuple[Entity, ...] = ()
    changed: tuple[Changed, ...] = ()
    added_relations: tuple[Relation, ...] = ()
    removed_relations: tuple[Relation, ...] = ()
    changed_relations: tuple[Changed, ...] = ()

    def __len__(self) -> int:
        things = len(self.added) + len(self.removed) + len(self.changed)
        return things + len(self.added_relations) + len(self.removed_relations) + len(self.changed_relations)


def differences(before: Chart, after: Chart) -> Differences:
    """What changed from one chart to the other.

    Things are the same by id. Relations are the same by id; else, for another program may number them anew, by type,
    ends and dates; else by type and ends; else by ends alone.
    """
    old, new = ({one.id: one for one in chart.entities} for chart in (before, after))
    pairs = _same_relations(before.relations, after.relations)
    matched = set(pairs.values())
    was, now = ({one.id: one for one in chart.relations} for chart in (before, after))
    return Differences(
        tuple(one for one in after.entities if one.id not in old),
        tuple(one for one in before.entities if one.id not in new),
        tuple(Changed(one, told) for one in sorted(old.keys() & new.keys()) if (told := _entity(old[one], new[one]))),
        tuple(one for one in after.relations if one.id not in matched),
        tuple(one for one in before.relations if one.id not in pairs),
        tuple(Changed(one, told) for one, other in sorted(pairs.items()) if (told := _relation(was[one], now[other]))),
    )


def _same_relations(before: Sequence[Relation], after: Sequence[Relation]) -> dict[str, str]:
    """Id before -> id after."""
    there = {one.id for one in after}
    pairs = {one.id: one.id for one in before if one.id in there}
    for key in (_whole, _typed, _ends):
        _pair(key, [o for o in before if o.id not in pairs], _left(after, pairs), pairs)
    return pairs


def _left(after: Iterable[Relation], pairs: Mapping[str, str]) -> list[Relation]:
    taken = set(pairs.values())
    return [one for one in after if one.id not in taken]


def _pair(
    key: Callable[[Relation], object], some: list[Relation], others: list[Relation], pairs: dict[str, str]
) -> None:
    free: dict[object, list[str]] = defaultdict(list)
    for other in reversed(others):
        free[key(other)].append(other.id)
    for one in some:
        if free[key(one)]:
            pairs[one.id] = free[key(one)].pop()


def _whole(one: Relation) -> object:
    return one.type, one.source, one.target, one.start, one.end


def _typed(one: Relation) -> object:
    return one.type, frozenset((one.source, one.target))


def _ends(one: Relation) -> object:
    return frozenset((one.source, one.target))


def _entity(before: Entity, after: Entity) -> tuple[Field, ...]:
    own = [
        (TYPE, before.type, after.type),
        (LABEL, before.label, after.label),
        (CATEGORY, before.category, after.category),
    ]
    return _fields(own, before.attributes, after.attributes)


def _relation(before: Relation, after: Relation) -> tuple[Field, ...]:
    own = [(TYPE, before.type, after.type), (START, before.start, after.start), (END, before.end, after.end)]
    found = _fields(own, before.attributes or {}, after.attributes or {})
    ends = [(one.source, one.target) for one in (before, after)]
    return (Field(ENDS, *ends), *found) if ends[0] != ends[1] else found


def _fields(
    own: Iterable[tuple[str, str, str]], before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> tuple[Field, ...]:
    found = [Field(name, (old,) if old else (), (new,) if new else ()) for name, old, new in own if old != new]
    for name in sorted(before.keys() | after.keys()):
        old_values, new_values = before.get(name, ()), after.get(name, ())
        if set(old_values) != set(new_values):
            found.append(Field(name, old_values, new_values))
    return tuple(found)
