"""The words of a dossier that no vocabulary has: what is shown of entities, relations and their provenance."""

from __future__ import annotations

from gija.methods.graph.values import Entity, Provenance, Relation
from gija.police.databases import registry
from gija.police.dossiers.values import NOTEBOOK, WITHHELD, Cut
from gija.vocabulary.entities import entity_type, entity_types
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_type
from gija.vocabulary.text import Text

REFER = Text("Refer to owner", "Kreiptis į valdytoją")
ANALYST = Text("Edited chart of an analyst", "Analitiko pakeista schema")
FIELDS = {
    "joined": Text("decision or likeness", "sprendimas arba panašumas"),
    "notes": Text("Notes", "Pastabos"),
    "grades": Text("Grades of another scale", "Kitos skalės įvertinimai"),
    "owner": Text("Owner of the data", "Duomenų valdytojas"),
    "contact": Text("Contact", "Kontaktai"),
    "score": Text("Score of likeness", "Panašumo įvertis"),
}
CUTS = {
    "relations": Text(
        "{entity}: {left_out} more by the relation “{relation}” are left out.",
        "{entity}: dar {left_out} pagal ryšį „{relation}“ nerodoma.",
    ),
    "entities": Text(
        "The dossier is full: at least {left_out} more entities are left out.",
        "Dosjė pilna: nerodoma dar bent {left_out} objektų.",
    ),
    "asked": Text(
        "{left_out} identifiers were not put to the databases.",
        "{left_out} identifikatorių duomenų bazėms nepateikta.",
    ),
}


def type_text(code: str) -> Text:
    """The name of an entity type; its code where the vocabulary does not have it."""
    try:
        return entity_type(code).text
    except KeyError:
        return Text(code, code)


def field_text(type_: str, field: str) -> Text:
    """The name of a field of an entity type or of what the dossier adds."""
    if field in FIELDS:
        return FIELDS[field]
    if field == "document":  # by which a person was merged
        return entity_type(field).text
    try:
        return entity_type(type_).field(field).text
    except KeyError:
        return Text(field, field)


def merged_texts(entity: Entity) -> list[Text]:
    """By which identifiers several records became this one entity."""
    return [field_text(entity.type, code) for code in entity.merged]


def values(entity: Entity, language: str) -> list[tuple[str, str]]:
    """Field and value in words, in the order of the vocabulary, every value found."""
    known = {one.code: [field.code for field in one.fields] for one in entity_types()}.get(entity.type, [])
    order = {code: place for place, code in enumerate(known)}
    fields = sorted(entity.attributes, key=lambda field: (order.get(field, len(order)), field))
    return [
        (field_text(entity.type, field).in_(language), _value(entity.type, field, value, language))
        for field in fields
        for value in entity.attributes[field]
    ]


def _value(type_: str, field: str, value: str, language: str) -> str:
    try:
        list_ = entity_type(type_).field(field).list
        return code_list(list_)[value].text.in_(language) if list_ else value
    except KeyError:
        return value


def relation_text(relation: Relation, language: str) -> str:
    """How the relation reads from its source to its target."""
    try:
        return relation_type(relation.type).forward.in_(language)
    except KeyError:
        return relation.type


def relation_type_text(code: str) -> Text:
    try:
        return relation_type(code).text
    except KeyError:
        return Text(code, code)


def directed(code: str) -> bool:
    """Does the relation lead one way? An unknown one does."""
    try:
        return relation_type(code).directed
    except KeyError:
        return True


def category_text(entity: Entity) -> Text | None:
    """Suspect, victim ...; None where it says nothing."""
    if entity.id.startswith(WITHHELD) or entity.type != "person" or not entity.category:
        return None
    return code_list("person_category")[entity.category].text


def kind_text(place: Provenance) -> Text:
    return code_list("information_kind")[place.kind].text


def database_names() -> dict[str, Text]:
    """Names of the databases that the installation has now."""
    return {mapping.code: mapping.name for mapping in registry.all_mappings()} | {NOTEBOOK: ANALYST}


def cut_text(cut: Cut, labels: dict[str, str]) -> Text:
    """What was left out, in a sentence; `labels`: entity id -> label."""
    relation = relation_type_text(cut.relation) if cut.relation else ""
    return CUTS[cut.of].fill(left_out=cut.left_out, entity=labels.get(cut.entity, "…"), relation=relation)
