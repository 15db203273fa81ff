"""What happens to a call: prepared, changed while a draft, published, assessed, closed or cancelled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.methods.money import Money
from gija.rapporteur.activities import rules, seeds
from gija.rapporteur.activities.checks import call_in, no_person
from gija.rapporteur.activities.models import ZONE, ApplicationState, Call, CallState
from gija.rapporteur.bodies import trail
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call says. Conditions and documents may be empty; the rest not."""

    title: Text
    year: int
    purpose: Text
    money: Money
    opens_at: dt.datetime
    closes_at: dt.datetime
    contact: str
    conditions: Text = NOTHING
    documents: Text = NOTHING

    def fields(self) -> dict[str, Any]:
        """Fields of `Call`. Refuses a text in one language only, no money, no time to apply (`activities.call`)."""
        title, purpose = trail.both(self.title), trail.both(self.purpose)
        for one in (self.conditions, self.documents):
            if one.en.strip() or one.lt.strip():
                trail.both(one)
        if self.closes_at <= self.opens_at or self.money.amount <= 0 or len(self.contact.strip()) < 2:
            raise GijaError("activities.call")
        no_person(*(words for one in (title, purpose, self.conditions, self.documents) for words in (one.en, one.lt)))
        no_person(self.contact)
        return {
            "title_en": title.en, "title_lt": title.lt, "purpose_en": purpose.en, "purpose_lt": purpose.lt,
            "year": self.year, "amount": self.money.amount, "currency": self.money.currency,
            "opens_at": self.opens_at, "closes_at": self.closes_at, "contact": self.contact.strip(),
            "conditions_en": self.conditions.en.strip(), "conditions_lt": self.conditions.lt.strip(),
            "documents_en": self.documents.en.strip(), "documents_lt": self.documents.lt.strip(),
        }  # fmt: skip


def prepare(actor: Actor | None, code: str, terms: Terms) -> Call:
    """Begin a call with the starting criteria. Refuses a code that is taken (`activities.taken`)."""
    actor, fields = require(actor, rules.DECIDE), terms.fields()
    fields |= {"criteria": seeds.criteria(), "bound": seeds.bound(), "institution": actor.institution}
    with transaction.atomic(using=ZONE):
        made, new = Call.objects.get_or_create(code=code, defaults=fields)
        if not new:
            raise GijaError("activities.taken", taken=code)
        trail.note(actor, rules.DECIDE, "grant_call", code, "prepare")
    return made


def change(actor: Actor | None, code: str, version: int, terms: Terms) -> Call:
    """Change what a draft says."""
    return _changed(actor, code, version, terms.fields(), "change")


def set_criteria(actor: Actor | None, code: str, version: int, criteria: list[dict[str, Any]], bound: int) -> Call:
    """Change criteria, weights and scales of a draft. Refuses weights that are not 100 together, scales below 1, a code
    that stands twice and a bound outside 1 to 100 (`activities.criteria`)."""
    wrong = len({one["code"] for one in criteria}) < len(criteria) or any(
        one["weight"] < 1 or one["most"] < 1 or not one["en"] or not one["lt"] for one in criteria
    )
    if wrong or sum(one["weight"] for one in criteria) != 100 or not 1 <= bound <= 100:
        raise GijaError("activities.criteria")
    return _changed(actor, code, version, {"criteria": criteria, "bound": bound}, "criteria")


def _changed(actor: Actor | None, code: str, version: int, fields: dict[str, Any], act: str) -> Call:
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        found = call_in(code, version, CallState.DRAFT)
        for name, value in fields.items():
            setattr(found, name, value)
        found.save()
        trail.note(actor, rules.DECIDE, "grant_call", code, act)
    return found


def publish(actor: Actor | None, code: str, version: int) -> Call:
    """From now on what it says stands. Refuses one that would close at once (`activities.late`)."""
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        found = call_in(code, version, CallState.DRAFT)
        if found.closes_at <= timezone.now():
            raise GijaError("activities.late", moment=moment(found.closes_at))
        found.state = CallState.OPEN
        found.save()
        trail.note(actor, rules.DECIDE, "grant_call", code, "publish", content={"criteria": found.criteria})
    return found


def moment(at: dt.datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def assess(actor: Actor | None, code: str, version: int) -> Call:
    """Applications are assessed. Refuses before the last moment to apply (`activities.still_open`)."""
    actor = require(actor, rules.DECIDE)
    with transaction.atomic(using=ZONE):
        found = call_in(code, version, CallState.OPEN)
        if timezone.now() < found.closes_at:
            raise GijaError("activities.still_open", moment=moment(found.closes_at))
        found.state = CallState.ASSESSING
        found.save()
        trail.note(actor, rules.DECIDE, "grant_call", code, "assess")
    return found


def end(actor: Actor | None, code: str, version: int, reason: str) -> Call:
    """Cancel a call before it is awarded, or close an awarded one: with the reason."""
    actor, plain = require(actor, rules.DECIDE), trail.reason(reason)
    no_person(plain)
    with transaction.atomic(using=ZONE):
        found = call_in(code, version, CallState.DRAFT, CallState.OPEN, CallState.ASSESSING, CallState.AWARDED)
        closes = found.state == CallState.AWARDED
        won = found.applications.filter(state=ApplicationState.SUBMITTED, outcome="awarded", grant=None)
        if closes and won.exists():
            raise GijaError("activities.uncontracted")
        found.state = CallState.CLOSED if closes else CallState.CANCELLED
        found.save()
        trail.note(actor, rules.DECIDE, "grant_call", code, "close" if closes else "cancel", plain)
    return found
