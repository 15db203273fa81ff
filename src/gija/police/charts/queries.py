"""What a person sees of joins, ways, time, places and edits of a dossier, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gija.figures import relations as figure
from gija.figures.places import Located, located
from gija.figures.timeline import Moment, moments
from gija.methods.graph import Changed, Field, Relation, Way, Ways, along, layout
from gija.methods.graph.differences import CATEGORY, END, ENDS, LABEL, START, TYPE
from gija.methods.graph.values import Chart, Entity
from gija.police.dossiers import words
from gija.police.dossiers.files import worded
from gija.police.dossiers.layers import Decision, Finder, Join, Laid, together_with
from gija.police.dossiers.models import Dossier, Revision
from gija.police.dossiers.values import WITHHELD
from gija.police.sameness.values import LEVELS
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

OWN = {
    LABEL: Text("Label", "Užrašas"),
    TYPE: Text("Type", "Rūšis"),
    CATEGORY: Text("Category", "Kategorija"),
    ENDS: Text("From – to", "Nuo – iki"),
    START: Text("Start", "Pradžia"),
    END: Text("End", "Pabaiga"),
}
PRIOR = Text("Before anything is compared", "Prieš lyginant")
WIDEST = 16.0  # bits: the longest bar of the waterfall


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall: evidence, what it showed, its weight in bits, the sum so far."""

    name: str
    said: str
    weight: float
    sum: float

    @property
    def size(self) -> float:
        return min(abs(self.weight), WIDEST)


@dataclass(frozen=True, slots=True)
class JoinRow:
    """One pair as the page shows it."""

    join: Join
    one: str
    other: str
    known: tuple[list[tuple[str, str]], list[tuple[str, str]]]
    steps: list[Step]
    percent: str

    @property
    def open(self) -> bool:
        return self.join.decision is Decision.ASKED

    @property
    def together(self) -> bool:
        return self.join.decision is Decision.ONE


def joins(revision: Revision, language: str) -> list[JoinRow]:
    """The pairs of the chart, those to decide first, then those shown as one, then those kept apart.

    Two groups are asked about once, by their likeliest pair: best by those under whose names they are shown.
    """
    chart = worded(revision.base, language)
    things, finder = {one.id: one for one in chart.entities}, Finder(chart.entities)
    groups, gone = together_with(revision.layers, finder), revision.shown.now
    rows, asked = [], set()

    def rank(join: Join) -> tuple[int, float, int]:
        order = (Decision.ASKED, Decision.ONE, Decision.APART).index(join.decision)
        return order, -(join.weight or 99.0), (join.one in gone) + (join.other in gone)

    for join in sorted(revision.layers.joins, key=rank):
        ends = finder.now(join.one, join.rows[0]), finder.now(join.other, join.rows[1])
        about = frozenset(min(groups.get(end, {end})) for end in ends)
        if all(ends) and not (join.decision is Decision.ASKED and (about in asked or len(about) == 1)):
            rows.append(_join(join, things[ends[0]], things[ends[1]], language))
        if join.decision is Decision.ASKED:
            asked.add(about)
    return rows


def _join(join: Join, one: Entity, other: Entity, language: str) -> JoinRow:
    percent = "" if join.probability is None else f"{100 * join.probability:.1f}"
    known = words.values(one, language), words.values(other, language)
    return JoinRow(join, one.label, other.label, known, steps(join, language), percent)


def steps(join: Join, language: str) -> list[Step]:
    """The waterfall: from the prior by every piece of evidence to the match weight."""
    if join.weight is None:
        return []
    total, found = join.prior, [Step(PRIOR.in_(language), "", join.prior, join.prior)]
    for each in sorted(join.evidence, key=lambda one: list(LEVELS).index(one.of)):
        total += each.weight
        found.append(Step(each.name.in_(language), each.text.in_(language), each.weight, total))
    return found


def choices(chart: Chart, language: str, *, persons: bool = False) -> list[tuple[str, str]]:
    """What can be chosen of a chart: id and words; nobody withheld."""
    shown = [one for one in worded(chart, language).entities if not one.id.startswith(WITHHELD)]
    named = [(one.id, _called(one, language)) for one in shown if one.type == "person" or not persons]
    return sorted(named, key=lambda pair: (pair[1], pair[0]))


def _called(one: Entity, language: str) -> str:
    """Two entities may have one label: the birth date or place tells persons apart."""
    more = next((some[0] for name in ("birth_date", "place") if (some := one.attributes.get(name, ()))), "")
    told = f"{one.label}, {more}" if more and one.type == "person" else one.label
    return f"{told} – {words.type_text(one.type).in_(language)}"


# ---- ways ----


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a way in words: the relations between two things."""

    source: str
    relations: list[str]
    target: str


def legs(chart: Chart, way: Way, language: str) -> list[Leg]:
    labels = {one.id: one.label for one in chart.entities}
    return [
        Leg(labels[one], [tie(relation, labels, language) for relation in some], labels[other])
        for one, some, other in zip(way.things[:-1], way.relations, way.things[1:], strict=True)
    ]


def tie(relation: Relation, labels: dict[str, str], language: str) -> str:
    """A relation in words, with its time."""
    when = " – ".join(dict.fromkeys(part for part in (relation.start, relation.end) if part))
    said = f"{labels[relation.source]} {words.relation_text(relation, language)} {labels[relation.target]}"
    return f"{said} ({when})" if when else said


def picture(chart: Chart, found: Ways, language: str) -> str:
    """The things the ways pass, as a picture; empty where there is no way."""
    part = along(chart, found)
    return figure.svg(part, layout(part), language, names(language)) if found.ways else ""


def names(language: str) -> dict[str, str]:
    """What databases are called."""
    return {code: text.in_(language) for code, text in words.database_names().items()}


# ---- time and places ----


def timeline_rows(chart: Chart, language: str) -> tuple[Moment, ...]:
    return moments(chart, language, births=False)


def located_rows(chart: Chart, language: str) -> list[tuple[int, str, list[str]]]:
    """Number on the map, place, who and what is there."""
    found: Located = located(chart)
    return [
        (number, place.called(language), [_called(one, language) for one in some])
        for number, (place, some) in enumerate(found.at.items(), 1)
    ]


# ---- edits ----


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in words: what it is about, and what stood and stands."""

    of: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edited chart changed, in words."""

    laid: Laid
    made: datetime
    added: list[str]
    removed: list[str]
    changed: list[ChangeRow]
    added_relations: list[str]
    removed_relations: list[str]
    changed_relations: list[ChangeRow]
    moved: list[str]
    missed: int


def changes(dossier: Dossier, revision: Revision, language: str) -> Changes:
    """The last edit of this version in words, by the labels it stood on."""
    laid = revision.layers.edits[-1]
    before = dossier.revisions.get(number=laid.of)
    made = laid.edit.made
    charts = [worded(one, language) for one in (before.chart, revision.chart)]
    labels = {one.id: one.label for chart in charts for one in chart.entities}
    labels |= {one.id: one.label for one in (*made.added, *made.removed)}
    ties = {one.id: one for one in (*before.chart.relations, *revision.chart.relations)}
    types = {one.id: one.type for chart in charts for one in chart.entities}

    def said(relations: Iterable[Relation]) -> list[str]:
        return [
            tie(
                one,
                labels | {one.source: labels.get(one.source, "…"), one.target: labels.get(one.target, "…")},
                language,
            )
            for one in relations
        ]

    return Changes(
        laid,
        revision.created,
        [_called(one, language) for one in made.added],
        [_called(one, language) for one in worded_pieces(made.removed, before.chart, language)],
        [_change(labels.get(one.id, "…"), types.get(one.id, ""), one, labels, language) for one in made.changed],
        said(made.added_relations),
        said(made.removed_relations),
        [
            _change("; ".join(said([ties[one.id]])) if one.id in ties else "…", "", one, labels, language)
            for one in made.changed_relations
        ],
        sorted(labels[one] for one in laid.moved.keys() - {new.id for new in made.added} if one in labels),
        revision.shown.missed,
    )


def worded_pieces(pieces: Sequence[Entity], chart: Chart, language: str) -> list[Entity]:
    """Pieces as the page calls them; a withheld one stays nameless."""
    known = {one.id: one for one in worded(chart, language).entities}
    return [known.get(one.id, one) for one in pieces]


def _change(of: str, type_: str, one: Changed, labels: dict[str, str], language: str) -> ChangeRow:
    return ChangeRow(of, [_field(type_, field, labels, language) for field in one.fields])


def _field(type_: str, field: Field, labels: dict[str, str], language: str) -> tuple[str, str, str]:
    name = OWN[field.name] if field.name in OWN else words.field_text(type_, field.name)
    before, after = (_values(field, some, labels, language) for some in (field.before, field.after))
    return name.in_(language), before or "–", after or "–"


def _values(field: Field, some: Sequence[str], labels: dict[str, str], language: str) -> str:
    if field.name == ENDS:
        return " – ".join(labels.get(one, "…") for one in some)
    if field.name == CATEGORY and some and some[0] in code_list("person_category"):
        return code_list("person_category")[some[0]].text.in_(language)
    if field.name == TYPE and some:
        text = words.type_text(some[0])
        known = text.in_(language)
        return known if known != some[0] else words.relation_type_text(some[0]).in_(language)
    return "; ".join(some)
