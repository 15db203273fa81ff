"""A chart in words: what a reader who does not see the picture gets."""

from __future__ import annotations

from functools import cache

from gija.methods.graph.values import Chart, Entity, Relation
from gija.vocabulary.entities import EntityType, entity_types
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import RelationType, relation_types
from gija.vocabulary.text import Text

SUMMARY = Text(
    "Chart of relations round {focus}: {entities} objects, {relations} relations.",
    "Ryšių schema, kurios centre – {focus}: objektų – {entities}, ryšių – {relations}.",
)
ASSESSMENT = Text("assessment", "vertinimas")
FROM = Text("from {start}", "nuo {start}")
UNTIL = Text("until {end}", "iki {end}")


@cache
def _types() -> dict[str, EntityType]:
    return {one.code: one for one in entity_types()}


@cache
def _relations() -> dict[str, RelationType]:
    return {one.code: one for one in relation_types()}


def type_name(code: str, language: str) -> str:
    """The name of an entity type; its code where the vocabulary has none."""
    found = _types().get(code)
    return found.text.in_(language) if found else code


def wording(code: str, language: str) -> str:
    """How a relation reads from its source to its target; its code where the vocabulary has none."""
    found = _relations().get(code)
    return found.forward.in_(language) if found else code


def is_directed(code: str) -> bool:
    """Does the relation read differently the other way? One that is unknown does."""
    found = _relations().get(code)
    return found.directed if found else True


def caption(one: Entity, language: str) -> str:
    """What kind of thing it is: `Person · Suspect`."""
    known = code_list("person_category")
    parts = [type_name(one.type, language)]
    if one.category in known and one.category != "other":
        parts.append(known[one.category].text.in_(language))
    return " · ".join(parts)


def period(one: Relation, language: str) -> str:
    """When it held: `2019-05-01 – 2020`, `from 2019`, `until 2020`; empty where no date is known."""
    if one.start and one.end:
        return one.start if one.start == one.end else f"{one.start} – {one.end}"
    if one.start:
        return FROM.fill(start=one.start).in_(language)
    return UNTIL.fill(end=one.end).in_(language) if one.end else ""


def is_assessment(one: Relation) -> bool:
    """Is it held by nobody as a fact?"""
    return {piece.kind for piece in one.provenance} == {"assessment"}


def sentences(chart: Chart, language: str) -> list[str]:
    """The whole chart as sentences: a summary, then one for each relation (`A owns B (from 2019)`)."""
    labels = {one.id: one.label for one in chart.entities}
    counts = {"entities": len(chart.entities), "relations": len(chart.relations)}
    found = [SUMMARY.in_(language).format(focus=labels[chart.focus], **counts)]
    for one in chart.relations:
        notes = [
            note for note in (period(one, language), ASSESSMENT.in_(language) if is_assessment(one) else "") if note
        ]
        more = f" ({', '.join(notes)})" if notes else ""
        found.append(f"{labels[one.source]} {wording(one.type, language)} {labels[one.target]}{more}.")
    return found
