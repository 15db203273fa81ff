"""May this person be expelled now? The migration authority asks; the answer is hit or no hit, never a case.

A person in a running reflection period is not expelled (S1 L29: Law on the Legal Status of Aliens, Art. 130). Who is
asked about is compared, not kept; the question is in the audit trail without a name.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.clocks import queries
from gija.casework.clocks.models import Period, Turn
from gija.casework.clocks.rules import ASK
from gija.casework.clocks.services import REFLECTION, ZONE
from gija.commons.audit.services import record
from gija.commons.casefile.keys import folded
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.casefile.rules import bounds
from gija.commons.permissions import Actor, require
from gija.commons.rowlevel.session import EVERY, acting_for


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about: a personal code, or a name with the date of birth; and why."""

    personal_code: str = ""
    given_names: str = ""
    family_name: str = ""
    birth_date: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Until when the person may not be expelled, and whom to ask. `until` None: no period is known here, as of `at`."""

    at: dt.datetime
    until: dt.date | None = None
    institution: str = ""  # code of the owner

    @property
    def hit(self) -> bool:
        return self.until is not None


def ask(actor: Actor | None, asked: Asked) -> Answer:
    """Hit or no hit over the reflection periods that run here today. Each question leaves an entry; a hit also a line
    in the log of the period, so that its owner sees who asked.

    Refuses everybody but the migration authority, and a question too thin (`FaultsError`).
    """
    who = require(actor, ASK, actor.institution if actor else None)
    _enough(asked)
    with (
        acting_for(EVERY),
        transaction.atomic(using=ZONE),
    ):  # the wall hides the cases of others: only the answer leaves
        found = next((one for one in _running() if _is(one.case.person, asked)), None)
        record(
            ZONE, who, ASK, object_type="period", object_id=str(found.pk) if found else "",
            details={"hit": found is not None, "purpose": asked.purpose[:300]},
        )  # fmt: skip
        if found is None:
            return Answer(timezone.now())
        Turn(
            institution=found.institution, of=found, act="asked", on=timezone.localdate(), by=who.institution_name,
            at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip
    return Answer(timezone.now(), queries.stands(found).last, found.institution)


def _running() -> list[Period]:
    """Reflection periods that run today: a few dozen in the whole country, so each is opened and compared."""
    there = Period.objects.filter(kind=REFLECTION, struck_at=None, last_on__gte=timezone.localdate())
    return [one for one in there.select_related("case__person") if queries.stands(one).runs]


def _is(person: Any, asked: Asked) -> bool:
    """The same code, or a name and date of birth that do not speak against it. Whoever is not told of here is expelled:
    a hit too many asks the owner, one too few harms."""
    code = _bare(asked.personal_code)
    return bool(code and code == _bare(person.personal_code)) or _named(person, asked)


def _bare(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _named(person: Any, asked: Asked) -> bool:
    """Every name that is asked for is one of theirs, or every one of theirs is asked for; a date of birth may be known
    in part. Where the file has none, given and family name must both be asked for."""
    if not (asked.family_name and asked.birth_date):
        return False
    own = set(folded(person.given_names, person.family_name).split())
    who = set(folded(asked.given_names, asked.family_name).split())
    born = person.birth_date
    if not (who and own and born):
        return len(who) > 1 and who <= own
    called = own <= who or who <= own | set(folded(person.other_names).split())
    return called and (born.startswith(asked.birth_date) or asked.birth_date.startswith(born))


def _enough(asked: Asked) -> None:
    named = asked.birth_date and folded(asked.family_name)
    faults = [] if _bare(asked.personal_code) or named else [Fault("personal_code", "casefile.too_thin")]
    if asked.birth_date and bounds(asked.birth_date) is None:
        faults.append(Fault("birth_date", "casefile.born"))
    if not asked.purpose.strip():
        faults.append(Fault("purpose", "casefile.required"))
    if faults:
        raise FaultsError(faults)
