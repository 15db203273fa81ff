"""What lies over the chart that the databases gave: joins decided by the model or a person, and analysts' edits.

The chart underneath is never changed, so each layer can be taken off again. A layer says who, when and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from gija.methods.graph import Changed, Differences, Edit, Field, edited, joined, layout
from gija.methods.graph.exchange import pieces_from_json, pieces_to_json
from gija.methods.graph.values import Chart, Entity, Provenance
from gija.police.sameness import Evidence

Row = tuple[str, str]  # database, record
Point = tuple[float, float]


class Decision(StrEnum):
    """What holds of a pair: shown as one, kept apart, or still to be decided by a person."""

    ONE = "one"
    APART = "apart"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Join:
    """Two entities and whether they are one. `who`: a person's name as it was, or the model's version.

    `rows` of each end tell it again when another id shows it later. `weight` in bits; None where nothing was computed.
    """

    one: str
    other: str
    decision: Decision
    by_model: bool
    who: str
    when: datetime
    why: str = ""
    weight: float | None = None
    prior: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    rows: tuple[tuple[Row, ...], tuple[Row, ...]] = ((), ())

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.one, self.other))

    @property
    def probability(self) -> float | None:
        return None if self.weight is None else 1 / (1 + 2**-self.weight)


@dataclass(frozen=True, slots=True)
class Laid:
    """One edit that came back: who brought it, when, why, made from which version; and where they put things."""

    edit: Edit
    who: str
    when: datetime
    why: str
    of: int
    moved: Mapping[str, Point] = field(default_factory=dict)

    @property
    def moves(self) -> int:
        """How many things were moved; what is new has a place, but was moved from none."""
        return len(self.moved.keys() - {one.id for one in self.edit.made.added})


@dataclass(frozen=True, slots=True)
class Layers:
    joins: tuple[Join, ...] = ()
    edits: tuple[Laid, ...] = ()

    def deciding(self, join: Join) -> Layers:
        """These with one decision, in the place of what was decided of that pair before."""
        return replace(self, joins=(*(one for one in self.joins if one.pair != join.pair), join))


@dataclass(frozen=True, slots=True)
class Shown:
    """The chart as it is shown, where ids went that were joined, how many changes found nothing to change, and where
    analysts put things."""

    chart: Chart
    now: Mapping[str, str] = field(default_factory=dict)
    missed: int = 0
    moved: Mapping[str, Point] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, Point]:
        """Where every entity stands: where an analyst put it last, else where the layout has it."""
        return {one: self.moved.get(one, place) for one, place in layout(self.chart).items()}


def shown(chart: Chart, layers: Layers) -> Shown:
    """The chart with everything that lies over it."""
    found = Finder(chart.entities)
    pairs = [(found.now(join.one, join.rows[0]), found.now(join.other, join.rows[1])) for join in _one(layers)]
    made, now = joined(chart, ((one, other) for one, other in pairs if one and other))
    missed, moved = 0, dict[str, Point]()
    for laid in layers.edits:
        made, left = edited(made, laid.edit, now)
        missed += left
        moved |= {now.get(one, one): place for one, place in laid.moved.items()}
    return Shown(made, now, missed, moved)


def _one(layers: Layers) -> Iterable[Join]:
    return (join for join in layers.joins if join.decision is Decision.ONE)


class Finder:
    """Entities of a chart by id, else by a record that only one entity of persons comes from."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.ids = {one.id for one in entities}
        self.by_row: dict[Row, set[str]] = {}
        for one in entities:
            if one.type == "person":
                for row in rows(one):
                    self.by_row.setdefault(row, set()).add(one.id)

    def now(self, entity: str, known: Sequence[Row]) -> str:
        """Its id on this chart; empty where it cannot be told."""
        if entity in self.ids:
            return entity
        found = [self.by_row[row] for row in known if row in self.by_row]
        told = set().union(*found)
        return told.pop() if len(told) == 1 else ""


def together_with(layers: Layers, finder: Finder) -> dict[str, set[str]]:
    """Every entity that is one with others -> all of them."""
    groups: dict[str, set[str]] = {}
    for join in _one(layers):
        ends = finder.now(join.one, join.rows[0]), finder.now(join.other, join.rows[1])
        if all(ends):
            whole: set[str] = set().union(*(groups.get(end, {end}) for end in ends))
            groups |= dict.fromkeys(whole, whole)
    return groups


def rows(entity: Entity) -> tuple[Row, ...]:
    """The records the entity rests on."""
    return tuple((place.database, place.record) for place in entity.provenance if place.record)


# ---- as JSON, as a revision keeps them ----


def join_to_json(one: Join) -> dict[str, Any]:
    return {
        "one": one.one,
        "other": one.other,
        "decision": one.decision.value,
        "by_model": one.by_model,
        "who": one.who,
        "when": one.when.isoformat(),
        "why": one.why,
        "weight": None if one.weight is None else round(one.weight, 3),
        "prior": round(one.prior, 3),
        "evidence": [[each.of, each.level, round(each.weight, 3)] for each in one.evidence],
        "rows": [[list(row) for row in some] for some in one.rows],
    }


def join_from_json(raw: Mapping[str, Any]) -> Join:
    one, other = (tuple((str(a), str(b)) for a, b in some) for some in raw["rows"])
    return Join(
        raw["one"],
        raw["other"],
        Decision(raw["decision"]),
        raw["by_model"],
        raw["who"],
        datetime.fromisoformat(raw["when"]),
        raw["why"],
        raw["weight"],
        raw["prior"],
        tuple(Evidence(*each) for each in raw["evidence"]),
        (one, other),
    )


def edit_to_json(one: Laid) -> dict[str, Any]:
    made, origin = one.edit.made, one.edit.origin
    return {
        "who": one.who,
        "when": one.when.isoformat(),
        "why": one.why,
        "of": one.of,
        "origin": [origin.database, origin.record, origin.retrieved.isoformat(), origin.handling],
        "added": pieces_to_json(made.added, made.added_relations),
        "removed": pieces_to_json(made.removed, made.removed_relations),
        "changed": [_changed(each) for each in made.changed],
        "changed_relations": [_changed(each) for each in made.changed_relations],
        "moved": {entity: list(place) for entity, place in sorted(one.moved.items())},
    }


def edit_from_json(raw: Mapping[str, Any]) -> Laid:
    added, removed = pieces_from_json(raw["added"]), pieces_from_json(raw["removed"])
    changed, retied = (tuple(map(_read_changed, raw[name])) for name in ("changed", "changed_relations"))
    database, record, retrieved, handling = raw["origin"]
    origin = Provenance(database, record, datetime.fromisoformat(retrieved), "", handling, "assessment")
    made = Differences(added[0], removed[0], changed, added[1], removed[1], retied)
    moved = {
        entity: (float(x), float(y)) for entity, (x, y) in raw.get("moved", {}).items()
    }  # none before it was taken
    return Laid(Edit(made, origin), raw["who"], datetime.fromisoformat(raw["when"]), raw["why"], raw["of"], moved)


def _changed(one: Changed) -> dict[str, Any]:
    return {"id": one.id, "fields": [[each.name, list(each.before), list(each.after)] for each in one.fields]}


def _read_changed(raw: Mapping[str, Any]) -> Changed:
    return Changed(raw["id"], tuple(Field(name, tuple(old), tuple(new)) for name, old, new in raw["fields"]))
