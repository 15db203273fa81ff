"""What happens at the hotline: a shift begins and ends, a call is recorded, somebody is warned. One act, one entry."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.police.hotline import queries
from gija.police.hotline.directory import lines
from gija.police.hotline.models import POLICE, Call, Outreach, Shift
from gija.police.hotline.rules import RECORD
from gija.police.tips import desks, intake
from gija.police.tips.intake import Came
from gija.police.tips.mail.bodies import readable
from gija.police.tips.mail.heads import plain
from gija.police.tips.mail.values import Letter
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

LONGEST = 8000  # letters of what was said


@dataclass(frozen=True, slots=True)
class Said:
    """What a call brought. `text` empty: nobody spoke, or there is nothing to keep; then no tip is made."""

    line: str
    caller: str
    language: str
    result: str
    text: str = ""
    urgency: str = "unsorted"
    kind: str = "unsorted"
    name: str = ""
    number: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Who is warned about which offer."""

    person: str
    contact: str
    offer: str
    country: str = ""
    outcome: str = "unknown"
    referred_to: str = ""
    follow_up_on: date | None = None
    tip: str = ""


def begin(actor: Actor | None) -> Shift:
    """Begin a shift. Refused: one that is open already (`hotline.shift_open`)."""
    actor = require(actor, RECORD, actor.institution if actor else None)
    with transaction.atomic(using=POLICE):
        if queries.open_shift(actor) is not None:
            raise GijaError("hotline.shift_open")
        made = Shift.objects.create(
            institution=actor.institution, account=actor.account, actor_name=actor.name, begun_at=timezone.now()
        )
        _audit(actor, "begin", "shift", made.pk)
    return made


def end(actor: Actor | None, handover: str = "") -> Shift:
    """End one's shift, with what the next officer must know. Refused: none open (`hotline.no_shift`)."""
    actor = require(actor, RECORD, actor.institution if actor else None)
    with transaction.atomic(using=POLICE):
        found = _shift(actor)
        found.ended_at, found.handover = timezone.now(), _words(handover) if handover.strip() else ""
        found.save(update_fields=["ended_at", "handover"])
        _audit(actor, "end", "shift", found.pk, calls=found.calls.count())
    return found


def call(actor: Actor | None, said: Said) -> Call:
    """Record a call; what was said becomes a tip, sealed to the receiving desk, which the recorder need not be able to
    open. Refused: no shift open, an unknown code, no desk that could keep it (`tips.no_desk`)."""
    actor = require(actor, RECORD, actor.institution if actor else None)
    for list_, code in (("caller_kind", said.caller), ("language", said.language), ("call_result", said.result),
                        ("tip_kind", said.kind), ("tip_urgency", said.urgency)):  # fmt: skip
        _known(code in code_list(list_))
    _known(said.line in lines())
    with acting_for(EVERY), transaction.atomic(using=POLICE):  # the desk may be another institution's
        shift = _shift(actor)
        tip = _tip(actor, said) if said.text.strip() else ""
        made = Call.objects.create(
            shift=shift, institution=actor.institution, at=timezone.now(), line=said.line, caller=said.caller,
            language=said.language, result=said.result, tip=tip,
        )  # fmt: skip
        _audit(actor, "call", "call", made.pk, line=said.line, result=said.result, tip=tip)
    return made


def _tip(actor: Actor, said: Said) -> str:
    spoken, caller = code_list("language")[said.language].text, code_list("caller_kind")[said.caller].text
    asked = (
        ("number_called", lines()[said.line].number), ("language", spoken.in_(actor.language)),
        ("caller", caller.in_(actor.language)),
    )  # fmt: skip
    letter = Letter(
        sender=plain(said.number, 60), sender_name=plain(said.name, 120), text=_words(said.text),
        facts=tuple((code, plain(answer)) for code, answer in (*asked, *said.facts) if answer),
    )  # fmt: skip
    came = Came("call", letter, timezone.now(), kind=said.kind, urgency=said.urgency)
    return intake.keep(desks.receiving(), came, secrets.token_hex(32), actor).pk


def warn(actor: Actor | None, said: Offer) -> Outreach:
    """Note that somebody was warned about an offer. Refused: nothing said of the offer, an unknown code."""
    actor = require(actor, RECORD, actor.institution if actor else None)
    _known(said.outcome in code_list("outreach_outcome"))
    _known(not said.country or said.country in code_list("country"))
    with transaction.atomic(using=POLICE):
        made = Outreach.objects.create(
            institution=actor.institution, at=timezone.now(), account=actor.account, actor_name=actor.name,
            person=plain(said.person, 200), contact=plain(said.contact, 200), offer=_words(said.offer),
            country=said.country, outcome=said.outcome, referred_to=said.referred_to, follow_up_on=said.follow_up_on,
            tip=said.tip, settled_at=timezone.now() if said.outcome != "unknown" else None,
        )  # fmt: skip
        _audit(actor, "warn", "warning", made.pk, outcome=said.outcome)
    return made


def settle(actor: Actor | None, warning_id: str, outcome: str) -> Outreach:
    """Say what became of an offer. Refused: an unknown code, one that was erased (`tips.erased`)."""
    _known(outcome in code_list("outreach_outcome"))
    with transaction.atomic(using=POLICE):
        found = queries.warning(actor, warning_id, RECORD)
        if found.erased_at:
            raise GijaError("tips.erased")
        found.outcome, found.settled_at = outcome, timezone.now() if outcome != "unknown" else None
        found.save(update_fields=["outcome", "settled_at"])
        _audit(actor, "settle", "warning", found.pk, outcome=outcome)
    return found


def read(actor: Actor | None, warning_id: str) -> Outreach:
    """A warning with who it was given to; every time leaves an entry."""
    found = queries.warning(actor, warning_id)
    with transaction.atomic(using=POLICE):
        _audit(actor, "read", "warning", found.pk)
    return found


def _shift(actor: Actor) -> Shift:
    found = queries.open_shift(actor)
    if found is None:
        raise GijaError("hotline.no_shift")
    return found


def _known(holds: bool) -> None:
    if not holds:
        raise GijaError("tips.unknown_code")


def _words(text: str) -> str:
    said = readable(text)
    if len(said) < 2 or len(said) > LONGEST:
        raise GijaError("hotline.not_words", limit=LONGEST)
    return said


def _audit(actor: Actor | None, act: str, kind: str, pk: str, **details: JSON) -> None:
    record(POLICE, actor, f"police.hotline.{act}", object_type=f"hotline_{kind}", object_id=pk, details=details)
