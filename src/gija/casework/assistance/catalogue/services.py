"""What happens to a line of the catalogue: added, changed, retired. One act, one transaction, one audit entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from gija.casework.assistance.catalogue import queries
from gija.casework.assistance.models import Service
from gija.casework.assistance.rules import WRITE
from gija.casework.cases.file import FILE
from gija.commons.audit.services import record
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import EARLIEST, Fault, FaultsError
from gija.commons.directory.queries import institutions
from gija.commons.permissions import Actor, require
from gija.methods.money import Money
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
MOST = 10**10  # a cost is below: what the row can hold


@dataclass(frozen=True, slots=True)
class Offer:
    """What is said of a service. `body`: a code of the directory; `other`: a provider outside it; neither: we."""

    kind: str
    en: str
    lt: str
    valid_from: dt.date | None
    valid_to: dt.date | None = None
    body: str = ""
    other: str = ""
    place: str = ""
    groups: Collection[str] = ()
    languages: Collection[str] = ()
    cost: Money | None = None
    unit: str = ""
    capacity: int | None = None


def add(actor: Actor | None, said: Offer, number: str = "") -> Service:
    """A new line. The same form sent twice (`number`) makes one. Refuses faults (`FaultsError`)."""
    who = require(actor, WRITE, actor.institution if actor else None)
    if number and not is_id(number):
        raise GijaError("assistance.not_found")
    made = Service(id=number or new_id(), institution=who.institution)
    _put(made, said)
    try:
        with transaction.atomic(using=ZONE):
            made.save(force_insert=True)
            _audited(who, "add", made)
    except IntegrityError:  # the same form sent before, or at the same moment
        if there := Service.objects.filter(pk=made.pk, institution=who.institution).first():
            return there
        raise GijaError("assistance.not_found") from None
    return made


def change(actor: Actor | None, pk: str, version: int, said: Offer) -> Service:
    """Write a line anew. The kind stays once somebody was given it: the register was told of it by that kind."""
    with transaction.atomic(using=ZONE):
        found = _held(actor, pk, version)
        who = require(actor, WRITE, found.institution)
        if said.kind != found.kind and found.events.exists():
            raise FaultsError([Fault("kind", "assistance.kind_stays")])
        _put(found, said)
        found.version += 1
        found.save()
        _audited(who, "change", found)
    return found


def retire(actor: Actor | None, pk: str, version: int, last: dt.date | None) -> Service:
    """It is offered until this day, and stays readable."""
    with transaction.atomic(using=ZONE):
        found = _held(actor, pk, version)
        who = require(actor, WRITE, found.institution)
        if last is None or last < found.valid_from:
            raise FaultsError([Fault("valid_to", "casefile.order" if last else "casefile.required")])
        found.valid_to = last
        found.version += 1
        found.save(update_fields=["valid_to", "version"])
        _audited(who, "retire", found)
    return found


def _held(actor: Actor | None, pk: str, version: int) -> Service:
    queries.one_service(actor, pk, WRITE)
    found = Service.objects.select_for_update().get(pk=pk)
    if found.version != version:
        raise GijaError("assistance.changed_meanwhile")
    return found


def _put(found: Service, said: Offer) -> None:
    if faults := list(_faults(said)):
        raise FaultsError(faults)
    assert said.valid_from is not None  # noqa: S101  a fault otherwise
    found.kind, found.en, found.lt = said.kind, said.en.strip()[:200], said.lt.strip()[:200]
    found.body, found.other, found.place = said.body, said.other.strip()[:200], said.place.strip()[:200]
    found.groups = [one.code for one in code_list("target_group") if one.code in said.groups]
    found.languages = sorted(code for code in set(said.languages) if code in code_list("language"))
    found.amount = said.cost.amount if said.cost else None
    found.currency = said.cost.currency if said.cost else "EUR"
    found.unit, found.capacity = said.unit.strip()[:60], said.capacity
    found.valid_from, found.valid_to = said.valid_from, said.valid_to


def _faults(said: Offer) -> Iterator[Fault]:
    if said.kind not in code_list("service"):
        yield Fault("kind", "casefile.required")
    yield from (Fault(name, "casefile.required") for name in ("en", "lt") if not getattr(said, name).strip())
    if said.valid_from is None or said.valid_from < EARLIEST:
        yield Fault("valid_from", "casefile.day" if said.valid_from else "casefile.required")
    elif said.valid_to and said.valid_to < said.valid_from:
        yield Fault("valid_to", "casefile.order")
    if said.cost and said.cost.amount >= MOST:
        yield Fault("amount", "money.amount", {"value": f"{said.cost}"})
    if said.body and said.other.strip():
        yield Fault("other", "assistance.one_provider")
    if said.body and not institutions().filter(code=said.body).exists():
        yield Fault("body", "casefile.required")


def _audited(who: Actor, act: str, found: Service) -> None:
    record(
        ZONE, who, f"casework.assistance.service_{act}", object_type="service", object_id=str(found.pk),
        details={"kind": found.kind},
    )  # fmt: skip
