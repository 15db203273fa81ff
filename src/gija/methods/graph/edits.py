"""Changes laid over a chart: taken from a chart that an analyst edited, applied to the chart as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gija.methods.graph.differences import CATEGORY, END, ENDS, LABEL, START, TYPE, Changed, Differences
from gija.methods.graph.values import Chart, Entity, Provenance, Relation


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody changed, and as whose word it stands: `origin` is put beside where a changed piece comes from."""

    made: Differences
    origin: Provenance


def edited(chart: Chart, edit: Edit, now: Mapping[str, str] | None = None) -> tuple[Chart, int]:
    """The chart with the edit laid over it, and how many of its changes found nothing to change.

    `now`: where an id of the edit went since (things joined later). The object itself is never taken away, nothing
    that is there is overwritten by an addition, and a relation without an end on the chart is left out.
    """
    work = _Work(chart, edit, now or {})
    work.entities()
    work.relations()
    entities = tuple(work.things[one] for one in sorted(work.things))
    relations = tuple(work.ties[one] for one in sorted(work.ties))
    return Chart(chart.title, chart.focus, entities, relations, chart.created), work.missed


class _Work:
    def __init__(self, chart: Chart, edit: Edit, now: Mapping[str, str]) -> None:
        self.focus, self.edit, self.now, self.missed = chart.focus, edit, now, 0
        self.things = {one.id: one for one in chart.entities}
        self.ties = {one.id: one for one in chart.relations}

    def at(self, entity: str) -> str:
        return self.now.get(entity, entity)

    def entities(self) -> None:
        made = self.edit.made
        for gone in made.removed:
            if self.at(gone.id) in self.things and self.at(gone.id) != self.focus:
                del self.things[self.at(gone.id)]
            else:
                self.missed += 1
        for one in made.changed:
            if self.at(one.id) in self.things:
                self.things[self.at(one.id)] = self._changed(self.things[self.at(one.id)], one)
            else:
                self.missed += 1
        for new in made.added:
            self.missed += new.id in self.things
            self.things.setdefault(new.id, replace(new, provenance=(self.edit.origin,)))

    def relations(self) -> None:
        made = self.edit.made
        for gone in made.removed_relations:
            self.missed += self.ties.pop(gone.id, None) is None
        for one in made.changed_relations:
            if one.id in self.ties:
                self.ties[one.id] = self._retied(self.ties[one.id], one)
            else:
                self.missed += 1
        for new in made.added_relations:
            led = replace(new, source=self.at(new.source), target=self.at(new.target), provenance=(self.edit.origin,))
            self.ties.setdefault(new.id, led)
        whole = {key: one for key, one in self.ties.items() if self._stands(one)}
        self.missed += sum(1 for new in made.added_relations if new.id not in whole)
        self.ties = whole

    def _stands(self, one: Relation) -> bool:
        return one.source in self.things and one.target in self.things and one.source != one.target

    def _provenance(self, before: tuple[Provenance, ...]) -> tuple[Provenance, ...]:
        return tuple(sorted({*before, self.edit.origin}))

    def _changed(self, one: Entity, told: Changed) -> Entity:
        own, attributes = _split(told, one.attributes)
        return replace(
            one,
            type=own.get(TYPE, (one.type,))[0],
            label=(own.get(LABEL, (one.label,)) or ("",))[0],
            category=(own.get(CATEGORY, (one.category,)) or ("",))[0],
            attributes=attributes,
            provenance=self._provenance(one.provenance),
        )

    def _retied(self, one: Relation, told: Changed) -> Relation:
        own, attributes = _split(told, one.attributes or {})
        source, target = own.get(ENDS, (one.source, one.target))
        return replace(
            one,
            type=own.get(TYPE, (one.type,))[0],
            source=self.at(source),
            target=self.at(target),
            start=(own.get(START, (one.start,)) or ("",))[0],
            end=(own.get(END, (one.end,)) or ("",))[0],
            attributes=attributes or None,
            provenance=self._provenance(one.provenance),
        )


def _split(
    told: Changed, before: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """What every thing has, and the attributes as they are now."""
    own = {field.name: field.after for field in told.fields if field.own}
    attributes = dict(before) | {field.name: field.after for field in told.fields if not field.own}
    return own, {name: attributes[name] for name in sorted(attributes) if attributes[name]}
