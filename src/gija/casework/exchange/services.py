"""Offering, asking, giving, refusing, reading. One act, one transaction, one audit entry, its letter in the outbox."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange import contents, queries
from gija.casework.exchange.letters import send_letter, step
from gija.casework.exchange.models import OPEN, Exchange, Side, State
from gija.casework.exchange.queries import ASK, EXPORT, GIVE, READ
from gija.casework.pathway.queries import refuse_closed
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError, text
from gija.commons.directory.queries import institution, name_on
from gija.commons.permissions import Actor, require
from gija.messages.base import sha256
from gija.vocabulary.errors import GijaError

ZONE = FILE.zone
LASTS = dt.timedelta(days=30)  # an offer, a request, a package, unless another day is chosen
LONGEST = dt.timedelta(days=365)


def ask(
    actor: Actor | None, case_id: str, partner: str, kinds: Collection[str], purpose: str, *, installation: str = "",
    number: str = "",
) -> Exchange:  # fmt: skip
    """Ask an organisation what it knows of the person of a case. They are named in the sealed letter.

    Refuses without a standing consent to sharing for referral (`exchange.no_consent`). The same form sent twice
    (`number`) asks once.
    """
    return _begin(actor, case_id, partner, kinds, purpose, installation, number, Side.TAKES, None)


def offer(
    actor: Actor | None, case_id: str, partner: str, kinds: Collection[str], purpose: str, *, installation: str = "",
    number: str = "", expires_on: dt.date | None = None,
) -> Exchange:  # fmt: skip
    """Offer an organisation what is known of the person of a case; nobody is named yet. Refuses as `ask`."""
    return _begin(actor, case_id, partner, kinds, purpose, installation, number, Side.GIVES, expires_on)


def _begin(
    actor: Actor | None, case_id: str, partner: str, kinds: Collection[str], purpose: str, installation: str,
    number: str, side: Side, expires_on: dt.date | None,
) -> Exchange:  # fmt: skip
    said, chosen = text(purpose)[:1000], _chosen(kinds)
    known = {"case": bool(case_id), "partner": bool(partner), "purpose": bool(said), "kinds": bool(chosen)}
    if not all(known.values()):
        raise FaultsError([Fault(name, "casefile.required") for name, there in known.items() if not there])
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, ASK, case.institution)
        exchange = _number(number)
        if there := Exchange.objects.filter(exchange=exchange, institution=who.institution).first():
            return there  # the form was sent twice
        refuse_closed(case)
        _agreed(case)
        made = Exchange(
            institution=who.institution, exchange=exchange, side=side, partner=_partner(who, partner),
            partner_name=name_on(partner), installation=_installation(installation, partner), case=case,
            state=State.ASKED if side is Side.TAKES else State.OFFERED, kinds=chosen, purpose=said,
            expires_on=_until(expires_on), made_at=timezone.now(), account=who.account, actor_name=who.name,
        )  # fmt: skip
        made.save(force_insert=True)
        content: dict[str, Any] = {"kinds": chosen, "purpose": said, "expires_on": made.expires_on.isoformat()}
        if side is Side.TAKES:
            content |= {"about": contents.about(case), "record": case.record_id if case.in_register else ""}
        letter = send_letter(made, "request" if side is Side.TAKES else "offer", content)
        act = "ask" if side is Side.TAKES else "offer"
        step(made, act, who.name, letter)
        _audit(who, f"casework.exchange.{act}", made, case=case.pk, kinds=chosen, letter=letter)
    return made


def accept(actor: Actor | None, pk: str) -> Exchange:
    """Say yes to an offer: the other side is asked for what it offered. Accepted already: nothing happens."""
    with _held(actor, pk, ASK) as (who, found):
        if found.side == Side.TAKES and found.state == State.ASKED:
            return found
        _is(found, Side.TAKES, State.OFFERED)
        found.state = State.ASKED
        letter = send_letter(found, "request", {"kinds": found.kinds})
        _acted(found, who)
        step(found, "ask", who.name, letter)
        _audit(who, "casework.exchange.accept", found, letter=letter)
    return found


def refuse(actor: Actor | None, pk: str) -> Exchange:
    """Say no to an offer or a request, or call one's own back before anything was sent. Again: nothing happens."""
    with _held(actor, pk, ASK) as (who, found):
        if found.state == State.REFUSED:
            return found
        if found.state not in (State.OFFERED, State.ASKED):
            raise GijaError("exchange.wrong_state")
        settle(found, State.REFUSED)
        letter = send_letter(found, "receipt", {"outcome": State.REFUSED.value})
        _acted(found, who)
        step(found, "refuse", who.name, letter)
        _audit(who, "casework.exchange.refuse", found, letter=letter)
    return found


def give(
    actor: Actor | None, pk: str, kinds: Collection[str], *, case_id: str = "", expires_on: dt.date | None = None
) -> Exchange:
    """Send what was chosen of the case. The consent is looked at again now.

    Refuses where nobody asked (`exchange.wrong_state`), a day that has passed (`exchange.expired`), no consent
    (`exchange.no_consent`). Sent already: nothing happens.
    """
    chosen = _kinds(kinds)
    with _held(actor, pk, GIVE) as (who, found):
        if found.side == Side.GIVES and found.state in (State.SENT, State.RECEIVED):
            return found
        _is(found, Side.GIVES, State.ASKED)
        number = str(found.case_id or case_id)
        with case_held(FILE, actor, number, "read") as (_reader, case):
            _agreed(case)
            content = contents.package(case, chosen)
            found.case, found.kinds, found.expires_on = case, chosen, _until(expires_on)
            found.digest, found.state, found.about = sha256(content), State.SENT, ""
            told = {"package": content, "digest": found.digest, "expires_on": found.expires_on.isoformat()}
            letter = send_letter(found, "package", told)
            _acted(found, who)
            step(found, "give", who.name, letter)
            _audit(who, GIVE, found, case=case.pk, kinds=chosen, letter=letter, digest=found.digest)
    return found


def link(actor: Actor | None, pk: str, case_id: str) -> Exchange:
    """Say which own case the exchange is about."""
    with _held(actor, pk, ASK) as (who, found), case_held(FILE, actor, case_id, "read") as (_reader, case):
        if found.case_id != case.pk:
            if found.case_id and found.side == Side.GIVES:
                raise GijaError("exchange.wrong_state")
            found.case = case
            _acted(found, who)
            step(found, "link", who.name)
            _audit(who, "casework.exchange.link", found, case=case.pk)
    return found


def opened(actor: Actor | None, pk: str, *, export: bool = False) -> tuple[Exchange, dict[str, Any]]:
    """What was received, for a page that shows it or a file: each look leaves one entry.

    Refuses where nothing was received (`exchange.nothing`) and after its last day (`exchange.expired`).
    """
    action = EXPORT if export else READ
    with _held(actor, pk, action) as (who, found):
        if found.content and found.expires_on < timezone.localdate():
            raise GijaError("exchange.expired")
        if not found.content:
            raise GijaError("exchange.nothing")
        content: dict[str, Any] = json.loads(found.content)
        _audit(who, action, found)
    return found, content


def asked_about(actor: Actor | None, pk: str) -> tuple[Exchange, dict[str, str]]:
    """Who a request names, for the page that looks for the own case; each look leaves one entry. Empty: nobody."""
    found = queries.one(actor, pk)
    about: dict[str, str] = json.loads(found.about) if found.about else {}
    if about:
        with transaction.atomic(using=ZONE):
            _audit(actor, READ, found, page="about")
    return found, about


def settle(found: Exchange, state: State) -> None:
    """Bring it to an end; who was asked about, and what was received and may be kept no longer, is deleted."""
    found.state, found.settled_at, found.about = state, timezone.now(), ""
    if state in (State.RECALLED, State.EXPIRED):
        found.content = ""
    found.save()


# ---- what each act looks at ----


@contextmanager
def _held(actor: Actor | None, pk: str, action: str) -> Iterator[tuple[Actor, Exchange]]:
    with transaction.atomic(using=ZONE):
        Exchange.objects.select_for_update().filter(pk=pk).first()  # judged is what stands once it is held
        found = queries.one(actor, pk, action)
        yield require(actor, action, found.institution), found


def _acted(found: Exchange, who: Actor) -> None:
    found.account, found.actor_name = who.account, who.name
    found.save()


def _is(found: Exchange, side: Side, state: State) -> None:
    if found.side != side or found.state != state:
        raise GijaError("exchange.wrong_state")
    if found.state in OPEN and found.expires_on < timezone.localdate():
        raise GijaError("exchange.expired")


def _agreed(case: Any) -> None:
    if not queries.agrees(case):
        raise GijaError("exchange.no_consent")


def _chosen(kinds: Collection[str]) -> list[str]:
    return [kind for kind in contents.KINDS if kind in set(kinds)]


def _kinds(kinds: Collection[str]) -> list[str]:
    if chosen := _chosen(kinds):
        return chosen
    raise FaultsError([Fault("kinds", "casefile.required")])


def _partner(who: Actor, partner: str) -> str:
    if partner == who.institution or not partner:
        raise FaultsError([Fault("partner", "casefile.required")])
    if institution(partner).kind in queries.NOT_CASEWORK:
        raise FaultsError([Fault("partner", "exchange.not_casework")])
    return partner


def _installation(code: str, partner: str) -> str:
    """The one that was chosen; else the one the partner is tied to; else this one."""
    known = queries.installations()
    if code and code not in known:
        raise FaultsError([Fault("installation", "casefile.required")])
    return code or queries.home_of(partner) or known[0]


def _until(day: dt.date | None) -> dt.date:
    today = timezone.localdate()
    last = day or today + LASTS
    if not today <= last <= today + LONGEST:
        raise FaultsError([Fault("expires_on", "exchange.day")])
    return last


def _number(number: str) -> str:
    if number and not is_id(number):
        raise GijaError("exchange.not_found")
    return number or new_id()


def _audit(who: Actor | None, action: str, found: Exchange, **details: Any) -> None:
    record(
        ZONE, who, action, object_type="exchange", object_id=str(found.pk),
        details={"exchange": found.exchange, "partner": found.partner, **details},
    )  # fmt: skip
