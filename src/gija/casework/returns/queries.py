"""What an actor sees: returns and signals of their own institution, what is late, what a form on paper says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.cases.file import FILE
from gija.casework.returns.models import Help, Return, Signal
from gija.casework.returns.rules import AFTER, CONSULAR, OPEN, READ, SEE, WRITE, parts
from gija.commons.casefile import finding
from gija.commons.casefile.beside import Link
from gija.commons.casefile.forms import language
from gija.commons.directory.queries import institution
from gija.commons.permissions import Actor, may, require
from gija.methods.money import total
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


def own(actor: Actor) -> QuerySet[Return]:
    """Every return of the actor's institution; none without the right."""
    if not may(actor, READ, actor.institution):
        return Return.objects.none()
    return Return.objects.filter(institution=actor.institution).select_related("case")


def one(actor: Actor | None, pk: str, action: str = READ) -> Return:
    """One return. Refused: `returns.not_found`; another institution's is `NotPermittedError`."""
    found = Return.objects.select_related("case__person").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("returns.not_found")
    require(actor, action, found.institution)
    return found


def signals(actor: Actor) -> QuerySet[Signal]:
    """Every consular signal of the actor's institution; none without the right."""
    if not may(actor, SEE, actor.institution):
        return Signal.objects.none()
    return Signal.objects.filter(institution=actor.institution)


def signal(actor: Actor | None, pk: str, action: str = SEE) -> Signal:
    """One signal. Refused: `signals.not_found`; another institution's is `NotPermittedError`."""
    found = Signal.objects.filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("signals.not_found")
    require(actor, action, found.institution)
    return found


def consular(actor: Actor) -> bool:
    """Is the actor's institution a diplomatic mission or consular post?"""
    return bool(actor.institution) and institution(actor.institution).kind == CONSULAR


def written(found: Return | Signal) -> dict[str, Any]:
    """What is written in a plan, or told in a signal."""
    text = found.plan if isinstance(found, Return) else found.content
    said: dict[str, Any] = json.loads(text) if text else {}
    return said


def listed(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Return]:
    """The returns that fit the filters of the list."""
    rows = own(actor)
    if value := asked.get("state"):
        rows = rows.filter(state=value)
    return rows.filter(pk__in=late(actor).values("pk")) if asked.get("late") else rows


def late(actor: Actor) -> QuerySet[Return]:
    """The day of travel has passed and nothing was noted, or the person is back and nobody asked how they are."""
    today = timezone.localdate()
    over = Q(state__in=OPEN, travel_on__lt=today)
    silent = Q(state="returned_safely", settled_on__lt=today - AFTER, followed=None)
    return own(actor).filter(over | silent).distinct()


def waiting(actor: Actor) -> int:
    """Late returns, and signals that nobody took up."""
    return late(actor).count() + signals(actor).filter(state=Signal.State.OPEN).count()


def candidates(found: Signal) -> list[Any]:
    """Own cases of who is told of, found as `search before you create` does."""
    return list(finding.known(FILE, found.institution, written(found))) if found.content else []


def helped(found: Return) -> list[Help]:
    """What was given and not struck out."""
    return [one for one in found.helped.all() if one.struck_at is None]


def spent(found: Return) -> Decimal:
    """In euro; each sum is rounded before it is added."""
    return total([one.money for one in helped(found) if one.money])


def of_referral(institution_: str, referral: str) -> Return | None:
    """The return that belongs to a referral. Asks for no right: the room of the referral has asked."""
    return Return.objects.filter(institution=institution_, referral=referral).order_by("-entered_at").first()


RISK, CONSENT, DAY = Text("Risk", "Rizika"), Text("Agreed to return on", "Sutiko grįžti"), Text("Travels on", "Vyksta")


def on_paper(found: Return, language_: str) -> tuple[tuple[str, str], ...]:
    """What a form says of the return, part by part in one language; what is not written is left out."""
    risk = code_list("return_risk")[found.risk].text.in_(language_) if found.risk else ""
    days = ((RISK, risk), (CONSENT, f"{found.consent_on or ''}"), (DAY, f"{found.travel_on or ''}"))
    said = written(found)
    rows = [*days, *((label, said.get(code, "")) for code, (label, _help) in parts().items())]
    return tuple((label.in_(language_), text) for label, text in rows if text)


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its returns, and preparing one."""
    countries, states = code_list("country"), code_list("return_state")
    shown = [
        Link(
            _("Return to %(country)s: %(state)s")
            % {
                "country": countries[one.country].text.in_(language()),
                "state": states[one.state].text.in_(language()),
            },
            reverse("returns:one", args=[one.pk]),
        )
        for one in own(actor).filter(case=case.pk, struck_at=None)
    ]
    if not may(actor, WRITE, case.institution):
        return shown
    return [*shown, Link(_("Prepare a safe return"), reverse("returns:begin") + f"?case={case.pk}")]
