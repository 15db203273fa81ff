"""What happens to a consular signal: opened, taken up as a case, closed. One act, one audit entry."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.file import FILE
from gija.casework.returns import queries
from gija.casework.returns.models import Signal
from gija.casework.returns.rules import SEE, SIGNAL
from gija.commons.audit.services import record
from gija.commons.casefile.fields import PERSON
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError, check
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
TOLD = ("given_names", "family_name", "birth_date", "age_group", "sex", "personal_code", "phone", "email")
UNKNOWN = "UNK"  # of the code list `missing`


def enter(
    actor: Actor | None,
    said: Mapping[str, Any],
    country: str,
    signs: Collection[str] = (),
    note: str = "",
    number: str = "",
) -> Signal:
    """A consular post opens a signal; `said`: fields of the person as on page 1 of a case, `citizenship` one code.

    The same form sent twice (`number`) opens one. Refuses another kind of institution (`signals.not_consular`) and what
    a case could not be opened with.
    """
    if number and not is_id(number):
        raise GijaError("signals.not_found")
    who = require(actor, SIGNAL, actor.institution if actor else None)
    if not queries.consular(who):
        raise GijaError("signals.not_consular")
    pk = number or new_id()
    with transaction.atomic(using=ZONE):
        if there := Signal.objects.filter(pk=pk, institution=who.institution).first():
            return there
        told = {name: str(said.get(name) or "").strip() for name in (*TOLD, "citizenship")}
        _check(pk, told, country, signs)
        content = json.dumps({**told, "note": note.strip()[:2000]}, ensure_ascii=False)
        made = Signal(
            id=pk, institution=who.institution, country=country, signs=_signs(signs), content=content,
            account=who.account, actor_name=who.name, made_at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        _audit(who, "enter", made)
    return made


def _signs(signs: Collection[str]) -> list[str]:
    return sorted(code for code in signs if code in code_list("consular_sign"))


def _check(pk: str, told: Mapping[str, str], country: str, signs: Collection[str]) -> None:
    _values, found = check(_page(pk, told), PERSON)
    faults = list(found)
    if country not in code_list("country"):
        faults.append(Fault("country", "casefile.required"))
    if not _signs(signs):
        faults.append(Fault("signs", "casefile.required"))
    if faults:
        raise FaultsError(faults)


def _page(pk: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Page 1 of the case that a signal becomes; its own number is that of the signal."""
    citizenship = [told["citizenship"]] if told.get("citizenship") else []
    return {
        **{name: told.get(name, "") for name in TOLD}, "reference": f"K-{pk[:8].upper()}",
        "registered_on": timezone.localdate().isoformat(), "citizenship": citizenship,
        "citizenship_missing": "" if citizenship else UNKNOWN,
        "birth_date_missing": "" if told.get("birth_date") else UNKNOWN,
    }  # fmt: skip


def take_up(actor: Actor | None, pk: str, *, anyway: bool = False) -> Signal:
    """Open a case from a signal. Refuses somebody who has a case here (`casefile.already_there`), unless `anyway`."""
    with _held(actor, pk) as (who, found):
        told = queries.written(found)
        case = cases.open_case(who, _page(str(found.pk), told), anyway=anyway)
        if told.get("note"):
            cases.add_note(who, case.pk, told["note"])
        found.state, found.case, found.content = Signal.State.CASE, case, ""
        _settled(who, "take_up", found, case=str(case.pk))
    return found


def close(actor: Actor | None, pk: str, outcome: str) -> Signal:
    """Close a signal without a case: what was told is deleted."""
    with _held(actor, pk) as (who, found):
        if outcome not in code_list("signal_outcome"):
            raise FaultsError([Fault("outcome", "casefile.required")])
        found.state, found.outcome, found.content = Signal.State.CLOSED, outcome, ""
        _settled(who, "close", found, outcome=outcome)
    return found


def opened(actor: Actor | None, pk: str) -> Signal:
    """A signal with who it is about, for its page; each look at somebody leaves one entry."""
    found = queries.signal(actor, pk)
    if found.content:
        with transaction.atomic(using=ZONE):
            _audit(require(actor, SEE, found.institution), "read", found)
    return found


@contextmanager
def _held(actor: Actor | None, pk: str) -> Iterator[tuple[Actor, Signal]]:
    with transaction.atomic(using=ZONE):
        Signal.objects.select_for_update().filter(pk=pk).first()  # judged is what stands once it is held
        found = queries.signal(actor, pk, SIGNAL)
        if found.state != Signal.State.OPEN:
            raise GijaError("signals.over")
        yield require(actor, SIGNAL, found.institution), found


def _settled(who: Actor, act: str, found: Signal, **details: Any) -> None:
    found.settled_at = timezone.now()
    found.save()
    _audit(who, act, found, **details)


def _audit(who: Actor, act: str, found: Signal, **details: Any) -> None:
    record(
        ZONE, who, f"casework.signal.{act}", object_type="signal", object_id=str(found.pk),
        details={"country": found.country, **details},
    )  # fmt: skip
