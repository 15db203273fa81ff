"""What happens to a duty: made from the calendar or by hand, sent with proof, received, put off, dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.duties import calendar, rules
from gija.rapporteur.duties.models import ZONE, Act, Due, State
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """That it was sent: when, how, under which number, what."""

    day: dt.date
    channel: str
    reference: str
    release: str = ""
    hash: str = ""


def make_year(actor: Actor | None, year: int) -> list[Due]:
    """Every duty of the calendar about a year; those that are there stay as they are."""
    actor = require(actor, rules.KEEP)
    if not 2000 <= year <= 2099:
        raise GijaError("duties.year")
    with transaction.atomic(using=ZONE):
        made = [new for duty, period, day in calendar.of_year(year) if (new := _make(actor, duty, period, day))]
        if made:
            record(
                ZONE, actor, rules.KEEP, object_type="duties", object_id=str(year), details={"made": len(made)}
            )  # fmt: skip
    return made


def _make(actor: Actor, duty: calendar.Duty, period: str, day: dt.date) -> Due | None:
    made, new = Due.objects.get_or_create(
        duty=duty.code, period=period,
        defaults={
            "title_en": duty.text.en, "title_lt": duty.text.lt, "owes": duty.owes, "to": list(duty.to), "due_on": day,
            "source": duty.source,
        },
    )  # fmt: skip
    if new:
        _act(actor, made, "make")
    return made if new else None


def add(actor: Actor | None, text: Text, owes: str, to: tuple[str, ...], due_on: dt.date, source: str = "") -> Due:
    """A single duty, as after a country visit of GRETA."""
    actor = require(actor, rules.KEEP)
    if not text.en.strip() or not text.lt.strip():
        raise GijaError("duties.text")
    with transaction.atomic(using=ZONE):
        made = Due.objects.create(
            title_en=text.en.strip(), title_lt=text.lt.strip(), owes=owes, to=list(to), due_on=due_on, source=source
        )
        _act(actor, made, "make")
        _note(actor, rules.KEEP, made, "make")
    return made


def sent(actor: Actor | None, pk: int, version: int, proof: Proof) -> Due:
    """Note that it was sent. Refuses a proof without day, channel or number, and a day that is to come."""
    if proof.channel not in code_list("sending_channel").codes or len(proof.reference.strip()) < 2:
        raise GijaError("duties.proof")
    if proof.day > timezone.localdate():
        raise GijaError("duties.future")
    with _acting(actor, pk, version, rules.DO, (State.OPEN,)) as (who, found):
        found.state = State.SENT
        _act(
            who, found, "send", day=proof.day, channel=proof.channel, reference=proof.reference.strip(),
            release=proof.release, hash=proof.hash,
        )  # fmt: skip
    return found


def received(actor: Actor | None, pk: int, version: int, day: dt.date, reference: str) -> Due:
    """Note the receipt of the addressee."""
    if len(reference.strip()) < 2:
        raise GijaError("duties.proof")
    with _acting(actor, pk, version, rules.DO, (State.SENT,)) as (who, found):
        found.state = State.RECEIVED
        _act(who, found, "receive", day=day, reference=reference.strip())
    return found


def put_off(actor: Actor | None, pk: int, version: int, day: dt.date, reason: str) -> Due:
    """Another deadline, with the reason. The old one stays in the acts."""
    plain = _reason(reason)
    with _acting(actor, pk, version, rules.KEEP, (State.OPEN,)) as (who, found):
        before, found.due_on = found.due_on, day
        _act(who, found, "put_off", day=day, reason=f"{plain} ({before.isoformat()})")
    return found


def drop(actor: Actor | None, pk: int, version: int, reason: str) -> Due:
    """It is not to be done, with the reason."""
    plain = _reason(reason)
    with _acting(actor, pk, version, rules.KEEP, (State.OPEN,)) as (who, found):
        found.state = State.DROPPED
        _act(who, found, "drop", reason=plain)
    return found


def reopen(actor: Actor | None, pk: int, version: int, reason: str) -> Due:
    """Take back what was noted: it is to be done again; what was noted stays in the acts."""
    plain = _reason(reason)
    closed = (State.SENT, State.RECEIVED, State.DROPPED)
    with _acting(actor, pk, version, rules.KEEP, closed) as (who, found):
        found.state = State.OPEN
        _act(who, found, "reopen", reason=plain)
    return found


def _reason(reason: str) -> str:
    plain = " ".join(reason.split())[:2000]
    if len(plain) < SHORTEST_REASON:
        raise GijaError("duties.reason", shortest=SHORTEST_REASON)
    return plain


@contextmanager
def _acting(
    actor: Actor | None, pk: int, version: int, action: str, states: tuple[str, ...]
) -> Iterator[tuple[Actor, Due]]:
    """Under its lock. Who keeps the calendar may do all; an institution only what it owes itself."""
    who = require(actor, action, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        found = Due.objects.select_for_update().filter(pk=pk).first()
        if found is None or not (may(who, rules.KEEP) or may(who, action, found.owes)):
            raise GijaError("duties.not_found")
        if found.version != version:
            raise GijaError("duties.version")
        if found.state not in states:
            raise GijaError("duties.state")
        found.version += 1
        yield who, found
        found.save()
        _note(who, action, found, found.acts.latest("id").act)


def _act(who: Actor, found: Due, act: str, **told: Any) -> None:
    """Keep what was done; `told`: fields of `Act`."""
    Act.objects.create(
        due=found, act=act, account=who.account, actor_name=who.name, institution=who.institution,
        institution_name=who.institution_name, at=timezone.now(), **told,
    )  # fmt: skip


def _note(who: Actor, action: str, found: Due, act: str) -> None:
    record(
        ZONE, who, action, object_type="duty", object_id=str(found.pk),
        details={"act": act, "duty": found.duty, "period": found.period},
    )  # fmt: skip
