"""What a person sees of a dossier: rows for the page, nodes and edges for the interactive chart, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from gija.commons.permissions import Actor, may
from gija.methods.graph import distances
from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.police.databases import registry
from gija.police.databases.values import State
from gija.police.dossiers import words
from gija.police.dossiers.files import worded
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.rules import READ
from gija.police.dossiers.values import WITHHELD, DatabaseState
from gija.police.search.ids import LENGTH, typed
from gija.police.search.models import Candidate
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

GATHERING = timedelta(days=1)  # no gathering lasts so long


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One provenance in words."""

    database: str
    record: str
    taken: datetime
    evaluation: str
    handling: str
    kind: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    entity: Entity
    type: str
    label: str
    category: str
    withheld: bool
    focus: bool
    values: list[tuple[str, str]]
    merged: list[str]
    places: list[PlaceRow]
    handling: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    relation: Relation
    type: str
    source: str
    text: str
    target: str
    values: list[tuple[str, str]]
    places: list[PlaceRow]
    handling: str
    assessed: bool


@dataclass(frozen=True, slots=True)
class StateRow:
    """One database: what it is, how it did, whom to ask."""

    state: DatabaseState
    name: Text
    contact: str
    pieces: int  # entities and relations of the chart that rest on it

    @property
    def cut(self) -> bool:
        """Did it answer, but not with everything? Of a silent one that is plain."""
        return self.state.cut and self.state.state in (State.ANSWERED, State.STALE)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown of the tables; empty means everything. Codes only, so they may stand in an address."""

    type: str = ""
    relation: str = ""
    database: str = ""
    kind: str = ""

    def entity(self, one: Entity) -> bool:
        return self.type in ("", one.type) and self._places(one)

    def tie(self, one: Relation) -> bool:
        return self.relation in ("", one.type) and self._places(one)

    def _places(self, one: Entity | Relation) -> bool:
        """A piece that tells no source is shown where nothing is asked about sources."""
        return not (self.database or self.kind) or any(map(self._place, one.provenance))

    def _place(self, place: Provenance) -> bool:
        return self.database in ("", place.database) and self.kind in ("", place.kind)


class View:
    """A dossier in one language."""

    def __init__(self, dossier: Dossier, language: str) -> None:
        self.dossier, self.language = dossier, language
        self.names = words.database_names()

    @cached_property
    def chart(self) -> Chart:
        return worded(self.dossier.chart, self.language)

    @cached_property
    def labels(self) -> dict[str, str]:
        return {one.id: one.label for one in self.chart.entities}

    @property
    def focus(self) -> EntityRow:
        return self._entity(next(one for one in self.chart.entities if one.id == self.chart.focus))

    def entities(self, filters: Filters | None = None) -> list[EntityRow]:
        """The object first, then by type and label."""
        shown = [one for one in self.chart.entities if (filters or Filters()).entity(one)]
        shown.sort(key=lambda one: (one.id != self.chart.focus, one.type, one.label, one.id))
        return [self._entity(one) for one in shown]

    def relations(self, filters: Filters | None = None) -> list[RelationRow]:
        """By type, then by the labels of the ends."""
        shown = [one for one in self.chart.relations if (filters or Filters()).tie(one)]
        shown.sort(key=lambda one: (one.type, self.labels[one.source], self.labels[one.target], one.start, one.id))
        return [self._relation(one) for one in shown]

    @property
    def merged(self) -> list[EntityRow]:
        return [row for row in self.entities() if row.merged]

    @property
    def likenesses(self) -> list[RelationRow]:
        return [row for row in self.relations(Filters(relation="same_as")) if row.assessed]

    @property
    def states(self) -> list[StateRow]:
        known = {mapping.code: mapping for mapping in registry.all_mappings()}
        rows = []
        for state in self.dossier.latest.states:
            mapping = known.get(state.database)
            name = mapping.name if mapping else Text(state.database, state.database)
            contact = mapping.owner.contact if mapping else ""
            rows.append(StateRow(state, name, contact, self._pieces[state.database]))
        return sorted(rows, key=lambda row: (row.state.complete, row.name.in_(self.language)))

    @cached_property
    def _pieces(self) -> Counter[str]:
        parts: list[Entity | Relation] = [*self.chart.entities, *self.chart.relations]
        return Counter(database for part in parts for database in {place.database for place in part.provenance})

    @property
    def silent(self) -> list[str]:
        """Names of the databases of which a part or all is missing."""
        return [row.name.in_(self.language) for row in self.states if not row.state.complete]

    @property
    def cuts(self) -> list[str]:
        return [words.cut_text(one, self.labels).in_(self.language) for one in self.dossier.latest.cuts]

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the tables can be filtered by: code and name, of what occurs."""
        places = set(every_provenance(self.chart))
        return {
            "type": self._named({one.type for one in self.chart.entities}, words.type_text),
            "relation": self._named({one.type for one in self.chart.relations}, words.relation_type_text),
            "database": self._named({place.database for place in places}, self._database),
            "kind": self._named_kinds(places),
        }

    def _named(self, codes: Iterable[str], text: Callable[[str], Text]) -> list[tuple[str, str]]:
        return sorted(((code, text(code).in_(self.language)) for code in codes), key=lambda pair: pair[1])

    def _named_kinds(self, places: Iterable[Provenance]) -> list[tuple[str, str]]:
        return sorted({(place.kind, words.kind_text(place).in_(self.language)) for place in places})

    def _database(self, code: str) -> Text:
        return self.names.get(code, Text(code, code))

    def _places(self, piece: Entity | Relation) -> list[PlaceRow]:
        return [
            PlaceRow(
                self._database(place.database).in_(self.language),
                place.record,
                place.retrieved,
                place.evaluation,
                place.handling,
                words.kind_text(place).in_(self.language),
            )
            for place in piece.provenance
        ]

    def _entity(self, one: Entity) -> EntityRow:
        category = words.category_text(one)
        return EntityRow(
            one,
            words.type_text(one.type).in_(self.language),
            one.label,
            category.in_(self.language) if category else "",
            one.id.startswith(WITHHELD),
            one.id == self.chart.focus,
            words.values(one, self.language),
            [text.in_(self.language) for text in words.merged_texts(one)],
            self._places(one),
            strictest(one.provenance),
        )

    def _relation(self, one: Relation) -> RelationRow:
        return RelationRow(
            one,
            words.relation_type_text(one.type).in_(self.language),
            self.labels[one.source],
            words.relation_text(one, self.language),
            self.labels[one.target],
            [
                (words.field_text("", field).in_(self.language), value)
                for field, some in sorted((one.attributes or {}).items())
                for value in some
            ],
            self._places(one),
            strictest(one.provenance),
            all(place.kind == "assessment" for place in one.provenance),
        )


def drawing(view: View) -> dict[str, Any]:
    """Nodes and edges with places, for the page's script. Ids on the page are numbers; the real id goes with a node."""
    places = view.dossier.latest.places
    rows = view.entities()
    numbers = {row.entity.id: f"n{i}" for i, row in enumerate(rows)}
    far = distances(view.chart)
    return {
        "nodes": [_node(row, numbers, places) | {"step": far.get(row.entity.id, 9)} for row in rows],
        "edges": [_edge(row, f"e{i}", numbers) for i, row in enumerate(view.relations())],
    }


def _node(row: EntityRow, numbers: Mapping[str, str], places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    x, y = places[row.entity.id]
    facts = [*([["", row.category]] if row.category else []), *map(list, row.values)]
    return {
        "id": numbers[row.entity.id],
        "entity": row.entity.id,
        "label": row.label,
        "type": row.entity.type,
        "typeText": row.type,
        "focus": row.focus,
        "withheld": row.withheld,
        "category": row.entity.category,
        "x": round(x, 1),
        "y": round(y, 1),
        "facts": facts,
        "merged": row.merged,
        "handling": row.handling,
        "places": _said(row.places),
    }


def _edge(row: RelationRow, number: str, numbers: Mapping[str, str]) -> dict[str, Any]:
    one = row.relation
    return {
        "id": number,
        "source": numbers[one.source],
        "target": numbers[one.target],
        "type": one.type,
        "typeText": row.type,
        "label": row.text,
        "directed": words.directed(one.type),
        "sourceLabel": row.source,
        "targetLabel": row.target,
        "start": one.start,
        "end": one.end,
        "assessed": row.assessed,
        "facts": [list(pair) for pair in row.values],
        "handling": row.handling,
        "places": _said(row.places),
    }


def _said(places: Iterable[PlaceRow]) -> list[list[str]]:
    return [[p.database, p.record, moment(p.taken), p.evaluation, p.handling, p.kind] for p in places]


def moment(when: datetime) -> str:
    """Date and time as the page writes them."""
    return date_format(timezone.localtime(when), "Y-m-d H:i")


def own_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Every dossier of the actor's institution, latest first; none without the right to read."""
    if not may(actor, READ, actor.institution):
        return Dossier.objects.none()
    return Dossier.objects.filter(institution=actor.institution)


def needed(query_ids: Collection[str]) -> set[str]:
    """Which of these questions a dossier rests on, or is being gathered from now."""
    now = Candidate.objects.filter(answer__query__in=query_ids, gathered_at__gte=timezone.now() - GATHERING)
    resting = set(Dossier.objects.filter(query__in=query_ids).values_list("query", flat=True))
    return resting | set(now.values_list("answer__query", flat=True))


def dossier_by_short_id(actor: Actor, text: str) -> Dossier:
    """The dossier whose id begins with what a person typed (4 characters or more), of their own institution."""
    start = typed(text)
    if len(start) < 4:
        raise GijaError("dossier.not_found")
    lookup = {"pk": start} if len(start) == LENGTH else {"pk__startswith": start}
    found = list(own_dossiers(actor).filter(**lookup)[:2])
    if not found:
        raise GijaError("dossier.not_found")
    if len(found) > 1:
        raise GijaError("dossier.short_id_ambiguous")
    return found[0]
