"""What happens to a memorandum: entered, changed, a party more or less, renewed, ended, struck out. One act, one audit
entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.memoranda import queries
from gija.casework.memoranda.models import Memorandum, Party
from gija.casework.memoranda.rules import EXPORT, WRITE
from gija.commons.audit.services import record
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.directory.queries import institutions, name_on
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a memorandum. `valid_to` left out: open-ended. `valid_from` left out: the day of signing."""

    subject: str = ""
    reference: str = ""
    signed_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SaidOfParty:
    """A body of the directory, or another by `name`; its competences."""

    body: str = ""
    name: str = ""
    services: Collection[str] = ()
    stages: Collection[str] = ()


def enter(actor: Actor | None, said: Said, number: str = "") -> Memorandum:
    """Enter a memorandum of one's own institution. The same form sent twice (`number`) enters one. Refuses faults."""
    if number and not is_id(number):
        raise GijaError("memoranda.not_found")
    who = require(actor, WRITE, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        if there := Memorandum.objects.filter(pk=number or "-", institution=who.institution).first():
            return there
        made = _new(who, said, number or new_id())
        made.save(force_insert=True)
        _audit(who, "enter", made)
    return made


def _new(who: Actor, said: Said, number: str) -> Memorandum:
    made = Memorandum(
        id=number, institution=who.institution, account=who.account, actor_name=who.name, entered_at=timezone.now()
    )
    _put(made, said)
    return made


def _put(found: Memorandum, said: Said) -> None:
    if faults := [*_faults(said)]:
        raise FaultsError(faults)
    assert said.signed_on is not None  # noqa: S101 - narrows the type; a fault above
    found.subject, found.reference = said.subject.strip()[:300], said.reference.strip()[:100]
    found.signed_on, found.valid_from = said.signed_on, said.valid_from or said.signed_on
    found.valid_to = said.valid_to


def _faults(said: Said) -> Iterator[Fault]:
    if not said.subject.strip():
        yield Fault("subject", "casefile.required")
    if said.signed_on is None:
        yield Fault("signed_on", "casefile.required")
    elif said.signed_on > timezone.localdate():
        yield Fault("signed_on", "memoranda.signed")
    begins = said.valid_from or said.signed_on
    if said.valid_to and begins and said.valid_to < begins:
        yield Fault("valid_to", "memoranda.backwards")


def change(actor: Actor | None, pk: str, version: int, said: Said) -> Memorandum:
    """Write anew what is said of a memorandum."""
    with _held(actor, pk, version) as (who, found):
        _put(found, said)
        _saved(who, "change", found)
    return found


def add_party(actor: Actor | None, pk: str, version: int, said: SaidOfParty) -> Memorandum:
    """A body more that signed. Refuses none or two named, one's own institution, and who is a party already."""
    with _held(actor, pk, version) as (who, found):
        name = " ".join(said.name.split())[:300]
        if bool(said.body) == bool(name):
            raise FaultsError([Fault("body", "memoranda.one_of_two" if name else "casefile.required")])
        there = {one.body or one.name.casefold() for one in found.parties.all()} | {found.institution}
        if (said.body or name.casefold()) in there:
            raise FaultsError([Fault("body" if said.body else "name", "memoranda.party_there")])
        if said.body and not institutions().filter(code=said.body).exists():
            raise FaultsError([Fault("body", "teams.other_body")])
        Party(
            institution=found.institution, of=found, body=said.body, name=name or name_on(said.body),
            services=_known("service", said.services), stages=_known("memorandum_stage", said.stages),
        ).save(force_insert=True)  # fmt: skip
        _saved(who, "add_party", found, party=said.body)
    return found


def _known(name: str, codes: Collection[str]) -> list[str]:
    return sorted(code for code in codes if code in code_list(name))


def remove_party(actor: Actor | None, pk: str, version: int, party: str) -> Memorandum:
    """A body that did not sign after all."""
    with _held(actor, pk, version) as (who, found):
        row = found.parties.filter(pk=party).first()
        if row is None:
            raise GijaError("memoranda.not_found")
        body = row.body
        row.delete()
        _saved(who, "remove_party", found, party=body)
    return found


def renew(actor: Actor | None, pk: str, version: int, said: Said) -> Memorandum:
    """Another memorandum that follows this one, with the same parties and competences.

    Refuses what was renewed, ended or struck out (`memoranda.over`), and an end not after the present one.
    """
    with _held(actor, pk, version) as (who, found):
        if queries.renewal(found) or found.ended_on:
            raise GijaError("memoranda.over")
        Memorandum.objects.filter(renews=found).update(renews=None)  # one that was struck out gives the place free
        made = _new(who, said, new_id())
        if found.valid_to and made.valid_to and made.valid_to <= found.valid_to:
            raise FaultsError([Fault("valid_to", "memoranda.gap")])
        made.renews = found
        made.save(force_insert=True)
        for one in found.parties.all():
            Party(
                institution=one.institution, of=made, body=one.body, name=one.name, services=one.services,
                stages=one.stages,
            ).save(force_insert=True)  # fmt: skip
        found.version += 1
        found.save(update_fields=["version"])
        _audit(who, "renew", made, renews=str(found.pk))
    return made


def end(actor: Actor | None, pk: str, version: int, on: dt.date | None) -> Memorandum:
    """It was ended before its last day; `on`: the last day on which it held. Refuses a day that cannot be."""
    with _held(actor, pk, version) as (who, found):
        latest = min(found.valid_to or dt.date.max, timezone.localdate())
        if on is None or not found.valid_from <= on <= latest:
            raise FaultsError([Fault("on", "memoranda.day")])
        if found.ended_on:
            raise GijaError("memoranda.over")
        found.ended_on = on
        _saved(who, "end", found)
    return found


def strike(actor: Actor | None, pk: str, version: int, reason: str) -> Memorandum:
    """Entered in error: it counts no more and stays readable."""
    with _held(actor, pk, version) as (who, found):
        if not reason.strip():
            raise FaultsError([Fault("reason", "casefile.required")])
        found.struck_at, found.struck_reason = timezone.now(), reason.strip()[:300]
        _saved(who, "strike", found)
    return found


def exported(actor: Actor | None) -> list[Memorandum]:
    """Every memorandum of the institution, to be taken away: one entry."""
    who = require(actor, EXPORT, actor.institution if actor else None)
    rows = list(queries.own(who))
    with transaction.atomic(using=ZONE):
        record(ZONE, who, EXPORT, object_type="memoranda", details={"rows": len(rows)})
    return rows


@contextmanager
def _held(actor: Actor | None, pk: str, version: int) -> Iterator[tuple[Actor, Memorandum]]:
    """As it was when its page was opened (`casefile.changed_meanwhile`), not struck out (`memoranda.over`)."""
    with transaction.atomic(using=ZONE):
        Memorandum.objects.select_for_update().filter(pk=pk).first()  # judged is what stands once it is held
        found = queries.one(actor, pk, WRITE)
        if found.version != version:
            raise GijaError("casefile.changed_meanwhile")
        if found.struck_at:
            raise GijaError("memoranda.over")
        yield require(actor, WRITE, found.institution), found


def _saved(who: Actor, act: str, found: Memorandum, **details: Any) -> None:
    found.version += 1
    found.save()
    _audit(who, act, found, **details)


def _audit(who: Actor, act: str, found: Memorandum, **details: Any) -> None:
    record(ZONE, who, f"casework.memorandum.{act}", object_type="memorandum", object_id=str(found.pk), details=details)
