"""What each institution writes down of a person: its own spelling, what it knows, what happened, how it helped.

`Entry.data` are the fields of a case file by their names (`gija.commons.casefile.fields`), as a hand would type them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gija.demo.country.chance import data, pick, stream
from gija.demo.country.errors import swapped_day, typo
from gija.demo.victims.persons import Victim
from gija.demo.victims.slots import AT_RISK, Slot
from gija.demo.words import say

HELPERS = {"ngo": "ngo", "iom": "igo", "police": "police"}  # kind of list -> kind of institution


@dataclass(frozen=True)
class Entry:
    """One case of one institution. `case`: its number there, the same for the same seed."""

    slot: Slot
    person: str
    case: str
    reference: str
    data: Mapping[str, Any]
    services: tuple[Mapping[str, str], ...]

    @property
    def half(self) -> str:
        """The half-year it counts in: `2014-H1`."""
        return f"{self.slot.year}-H{1 if int(self.data['registered_on'][5:7]) <= 6 else 2}"


def number(seed: int, *parts: object) -> str:
    """A number of the form of a random one (UUID 4), the same for the same seed: only in the demo."""
    made = hashlib.sha256("|".join(str(part) for part in (seed, *parts)).encode()).hexdigest()
    return f"{made[:8]}-{made[8:12]}-4{made[13:16]}-{'89ab'[int(made[16], 16) % 4]}{made[17:20]}-{made[20:32]}"


def days_of(places: list[Slot], random: np.random.Generator) -> list[dt.date]:
    """When each place was entered: those of one year some weeks apart, so that lists of one half-year meet."""
    base = int(random.integers(365))
    days = []
    for place in places:
        near = base if place is places[0] else base + int(random.integers(-60, 100))
        days.append(dt.date(place.year, 1, 1) + dt.timedelta(days=min(max(near, 0), 364)))
    return days


def write(slot: Slot, person: Victim, on: dt.date, reference: str, recognised: bool, seed: int) -> Entry:
    """The case of this person at this institution."""
    random = stream(seed, f"case {reference}")
    fields = {
        "reference": reference,
        "registered_on": on.isoformat(),
        "sex": "M" if slot.male else "F",
        "age_group": "child" if slot.child else "adult",
        "citizenship": [person.citizenship],
        **_identity(slot, person, random),
        **_status(slot, on, recognised, random),
        **_event(slot, random),
        **_ground(slot, on),
        "note": say("victim_note", "lt", name=f"{person.given} {person.family}", phone=person.phone),
    }
    return Entry(slot, person.id, number(seed, reference), reference, fields, _services(slot, on, random))


def _identity(slot: Slot, person: Victim, random: np.random.Generator) -> dict[str, Any]:
    knows = data("victims")["known"][slot.kind]
    if random.random() < knows["nameless"] and not slot.child:
        return {"given_names": person.given, "birth_date": "", "birth_date_missing": "REF"}
    code = person.personal_code if random.random() < knows["personal_code"] else ""
    born = person.born.isoformat() if random.random() < knows["whole_birth"] else str(person.born.year)
    names = [person.given, person.family]
    if random.random() < knows["slip"]:
        which = int(random.integers(2))
        names[which] = typo(names[which], random)
        # Only a birth far from 18 years: a slip must not make a child of an adult.
        if not code and slot.year - person.born.year > 20 and len(born) == 10:
            born = swapped_day(born)
    return {
        "given_names": names[0],
        "family_name": names[1],
        "other_names": person.former,
        "birth_date": born,
        "personal_code": code,
        "phone": person.phone if random.random() < knows["phone"] else "",
        "email": person.email if random.random() < knows["email"] else "",
        "municipality": person.home if random.random() < knows["municipality"] else "",
        "representative": say("victim_parent", "lt", name=person.family) if slot.child else "",
    }


def _status(slot: Slot, on: dt.date, recognised: bool, random: np.random.Generator) -> dict[str, Any]:
    own, chance = HELPERS[slot.kind], random.random()
    if slot.group == AT_RISK:
        status, giver = AT_RISK, own
    elif slot.kind == "police":
        status, giver = data("victims")["published"]["police"][slot.year]["status"], own
    elif recognised and chance < 0.6:
        status, giver = "recognised", "police"
    else:
        status = _one(data("victims")["statuses"], random)
        giver = "police" if status == "identified" and chance < 0.7 else own
    return {"status": status, "status_on": on.isoformat(), "authority_kind": giver}


def _event(slot: Slot, random: np.random.Generator) -> dict[str, Any]:
    said = data("victims")
    who = AT_RISK if slot.group == AT_RISK else "children" if slot.child else "men" if slot.male else "women"
    main = _one(said["forms"][who], random)
    abroad = who != "children" and random.random() < 0.85
    stage = "intended" if slot.group == AT_RISK else "realised" if random.random() < 0.9 else "intended"
    if slot.group == AT_RISK and main == "unknown":
        stage = "unknown"
    return {
        "exploitation_main": main,
        "exploitation_others": ["criminal"] if main == "labour" and random.random() < 0.08 else [],
        "exploitation_realised": stage,
        "recruitment_methods": [_one(said["recruited"], random)],
        "means": [] if slot.child or slot.group == AT_RISK else [_one(said["means"], random)],
        "countries_recruitment": ["LTU"],
        "countries_exploitation": [_one(said["countries"], random) if abroad else "LTU"],
    }


def _ground(slot: Slot, on: dt.date) -> dict[str, Any]:
    """Consent of the person; the police report on a duty."""
    if slot.kind == "police":
        return {"legal_duty": True, "legal_basis": say("victim_duty", "lt"), "consents": []}
    scopes = ["service"] if slot.beside == "no_consent" else ["service", "statistics"]
    return {"consents": scopes, "consents_on": on.isoformat()}


def _services(slot: Slot, on: dt.date, random: np.random.Generator) -> tuple[Mapping[str, str], ...]:
    if slot.kind == "police":
        return ()
    chosen = dict.fromkeys(_one(data("victims")["services"], random) for _ in range(1 + int(random.integers(3))))
    given = []
    for service in chosen:
        start = on + dt.timedelta(days=int(random.integers(20)))
        end = start + dt.timedelta(days=30 + int(random.integers(240)))
        given.append({"service": service, "start": start.isoformat(), "end": end.isoformat()})
    return tuple(given)


def _one(weights: Mapping[str, int], random: np.random.Generator) -> str:
    return list(weights)[int(pick(random, np.array(list(weights.values()), dtype=np.float64), 1)[0])]
