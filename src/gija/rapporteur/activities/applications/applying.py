"""What an institution does: writes an application, keeps it, submits it once and in time, withdraws it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.directory.queries import institution
from gija.commons.permissions import Actor, require
from gija.messages.base import sha256
from gija.rapporteur.activities import rules, seeds
from gija.rapporteur.activities.calls.calling import moment
from gija.rapporteur.activities.checks import MISSING, application_in, no_person, state_is, total
from gija.rapporteur.activities.models import ZONE, Application, ApplicationState, Call, CallState
from gija.rapporteur.bodies import trail
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Project:
    """What is applied for. English may be empty. `budget`: (words, amount) in the currency of the call."""

    title: Text
    summary: Text
    budget: tuple[tuple[str, Decimal], ...]
    requested: Decimal
    victims: int
    at_risk: int
    partners: str = ""
    documents: str = ""
    statements: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Fields of `Application`. Refuses a title or summary that is missing in Lithuanian (`activities.project`), a
        personal code anywhere (`activities.person`)."""
        words = [line for line, _amount in self.budget]
        texts = (self.title.lt, self.title.en, self.summary.lt, self.summary.en, self.partners, self.documents)
        no_person(*texts, *words)
        if len(self.title.lt.strip()) < 3 or len(self.summary.lt.strip()) < 3:
            raise GijaError("activities.project")
        return {
            "title_lt": self.title.lt.strip(), "title_en": self.title.en.strip(), "partners": self.partners.strip(),
            "summary_lt": self.summary.lt.strip(), "summary_en": self.summary.en.strip(),
            "budget": [{"words": line, "amount": str(amount)} for line, amount in self.budget],
            "requested": self.requested, "victims": self.victims, "at_risk": self.at_risk,
            "documents": self.documents.strip(), "statements": list(self.statements),
        }  # fmt: skip


def save(actor: Actor | None, code: str, project: Project, version: int = 0) -> Application:
    """Keep the draft of the actor's institution; `version` 0 begins it. Whether it is whole is asked when submitted.

    Refuses a kind of institution that may not apply (`activities.kind`) and a call that takes nothing now.
    """
    actor, fields = require(actor, rules.APPLY), project.fields()
    if institution(actor.institution).kind not in seeds.kinds():
        raise GijaError("activities.kind")
    with transaction.atomic(using=ZONE):
        call = _open(code)
        there = (
            call.applications.filter(institution=actor.institution).exclude(state=ApplicationState.WITHDRAWN).first()
        )
        if there is None:
            found = Application(call=call, institution=actor.institution)
        else:
            found = trail.locked(Application, there.pk, version, MISSING)
            state_is(found.state, ApplicationState.DRAFT)
        for name, value in fields.items():
            setattr(found, name, value)
        found.save()
        trail.note(actor, rules.APPLY, "grant_application", found.pk, "save")
    return found


def _open(code: str) -> Call:
    """The call under its lock, if it takes applications now."""
    found = Call.objects.select_for_update().filter(code=code).exclude(state=CallState.DRAFT).first()
    if found is None:
        raise GijaError(MISSING)
    _takes(found)
    return found


def _takes(call: Call) -> None:
    """Refuses after the last moment (`activities.late`) and before the first (`activities.early`), and says which."""
    now = timezone.now()
    if now > call.closes_at:
        raise GijaError("activities.late", moment=moment(call.closes_at))
    if now < call.opens_at:
        raise GijaError("activities.early", moment=moment(call.opens_at))
    state_is(call.state, CallState.OPEN)


def submit(actor: Actor | None, pk: int, version: int) -> Application:
    """Submit it, once. Refuses lines that do not add up (`activities.sum`), more than there is (`activities.more`), and
    a statement that was not made (`activities.statements`)."""
    actor = require(actor, rules.APPLY)
    with transaction.atomic(using=ZONE):
        found, call = _mine(actor, pk, version, ApplicationState.DRAFT)
        _takes(call)
        lines = total(Decimal(one["amount"]) for one in found.budget)
        if lines != found.requested or lines <= 0:
            raise GijaError("activities.sum", lines=str(lines), requested=str(found.requested))
        if found.requested > call.amount:
            raise GijaError("activities.more", most=str(call.amount))
        if set(found.statements) != set(seeds.statements()):
            raise GijaError("activities.statements")
        found.state, found.submitted_at, found.hash = ApplicationState.SUBMITTED, timezone.now(), digest(found)
        found.save()
        trail.note(actor, rules.APPLY, "grant_application", pk, "submit")
    return found


def digest(of: Application) -> str:
    """SHA-256 of what is applied for: the receipt says it, so that both sides can show what was submitted."""
    names = ("title_lt", "title_en", "summary_lt", "summary_en", "partners", "documents", "budget", "statements")
    told = {name: getattr(of, name) for name in names}
    return sha256(told | {"requested": str(of.requested), "persons": [of.victims, of.at_risk], "call": of.call.code})


def withdraw(actor: Actor | None, pk: int, version: int, reason: str) -> Application:
    """Take it back before the call is awarded; until the last moment another may be written."""
    actor, plain = require(actor, rules.APPLY), trail.reason(reason)
    no_person(plain)
    with transaction.atomic(using=ZONE):
        found, call = _mine(actor, pk, version, ApplicationState.DRAFT, ApplicationState.SUBMITTED)
        state_is(call.state, CallState.OPEN, CallState.ASSESSING)
        found.state, found.outcome, found.awarded = ApplicationState.WITHDRAWN, "", None
        found.save()
        trail.note(actor, rules.APPLY, "grant_application", pk, "withdraw", plain)
    return found


def _mine(actor: Actor, pk: int, version: int, *states: str) -> tuple[Application, Call]:
    """Another institution's application is as if it were not there."""
    if not Application.objects.filter(pk=pk, institution=actor.institution).exists():
        raise GijaError(MISSING)
    return application_in(pk, version, *states)
