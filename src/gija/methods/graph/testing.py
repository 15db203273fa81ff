"""Synthetic charts for tests and benchmarks: invented names and numbers, every type, the same for the same size."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from gija.methods.graph.build import chart as build
from gija.methods.graph.values import Chart, Entity, Provenance, Relation

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_DATABASES = (("residents", "4x4:A1", "H1"), ("vehicles", "4x4:A2", "H1"), ("intelligence", "4x4:C3", "H2"))
_GIVEN = ("Bandomasis", "Pavyzdė", "Išgalvotas", "Nebūtė", "Tariamas", "Žaismė", "Ąžuolis", "Ūkė")
_FAMILY = ("Pavyzdaitis", "Netikrienė", "Sugalvotutis", "Šabloniškis", "Čionykštė", "Žaibūnas", "Įrašaitė")
_CATEGORIES = ("suspect", "victim", "witness", "contact", "other")
# (relation, type it leads to): what stands round a person
_ROUND = (
    ("uses", "phone"),
    ("owns", "vehicle"),
    ("lives_at", "address"),
    ("employed_by", "organisation"),
    ("has_document", "document"),
    ("holds_account", "account"),
    ("travelled_with", "person"),
    ("uses", "online_handle"),
    ("present_at", "event"),
    ("recruited", "person"),
)


def provenance(number: int, *, kind: str = "fact") -> Provenance:
    """The provenance of the piece with this number, from one of three databases."""
    database, evaluation, handling = _DATABASES[number % 3]
    taken = MOMENT + timedelta(seconds=number % 600)
    return Provenance(database, f"LENTA:{number}:main", taken, evaluation, handling, kind)


def entity(number: int, kind: str = "person", **changes: object) -> Entity:
    """An invented entity; `changes` replace its fields."""
    label, attributes = _content(kind, number)
    category = _CATEGORIES[number % 5] if kind == "person" else ""
    values: dict[str, object] = {"category": category, "merged": ()}
    values |= {"attributes": attributes, "provenance": (provenance(number),)} | changes
    return Entity(id=str(values.pop("id", f"{kind}:{number:05}")), type=kind, label=label, **values)  # type: ignore[arg-type]


def _content(kind: str, number: int) -> tuple[str, dict[str, tuple[str, ...]]]:
    given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[number % len(_FAMILY)]
    born = f"{1960 + number % 45}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    plain = {
        "phone": (f"+370 600 {number:05}", "number"),
        "document": (f"XX{number:06}", "number"),
        "account": (f"LT00 0000 0000 {number:08}", "iban"),
        "online_handle": (f"@bandymas{number}", "handle"),
        "address": (f"Pavyzdžio g. {number}, Bandymų miestas", "text"),
        "organisation": (f"UAB „Pavyzdys {number}“", "name"),
        "vehicle": (f"ZZZ {number:03}", "plate"),
    }
    if kind == "person":
        label = f"{given} {family}"
        return label, {"given_name": (given,), "family_name": (family,), "birth_date": (born,)}
    if kind == "event":
        return f"Įvykis Nr. {number}", {"date": (born,), "kind": ("patikra",)}
    label, field = plain[kind]
    return label, {field: (label,)}


def synthetic_chart(entities: int = 15, relations: int = 18, *, seed: int = 2013) -> Chart:
    """A chart round `person:00000`: each further entity hangs on an earlier person; the rest of the relations cross.

    One relation in five is an assessment, one in three has dates, some pairs have two relations.
    """
    random = Random(seed)  # noqa: S311 (no secret)
    things = [entity(0)]
    people = [things[0]]
    links: list[Relation] = []
    for i in range(1, entities):
        relation, kind = random.choice(_ROUND)
        near = people[min(int(random.expovariate(0.4)), len(people) - 1)]
        things.append(entity(i, kind))
        links.append(_relation(len(links), relation, near, things[-1]))
        if kind == "person":
            people.append(things[-1])
    while len(links) < relations and len(people) > 1:
        one, other = random.sample(people, 2)
        links.append(_relation(len(links), random.choice(("travelled_with", "contacted", "paid")), one, other))
    return build("Bandomoji schema", things[0].id, things, links[:relations], MOMENT)


def _relation(number: int, kind: str, source: Entity, target: Entity) -> Relation:
    start = f"20{10 + number % 15}-0{number % 9 + 1}-11"[: (4, 7, 10)[number % 3]] if number % 3 else ""
    end = "2025" if number % 6 == 4 else ""
    pieces = (provenance(number, kind="assessment" if number % 5 == 4 else "fact"),)
    return Relation(f"relation:{number:05}", kind, source.id, target.id, pieces, start, end)
