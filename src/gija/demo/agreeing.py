"""What institutions of the demo agree on: memoranda between bodies that help, and the ministry's call for projects."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from gija.casework.memoranda import services as memoranda
from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.permissions import Actor
from gija.demo.victims.writing import number
from gija.methods.money import money
from gija.rapporteur.activities import seeds
from gija.rapporteur.activities.applications import applying
from gija.rapporteur.activities.calls import calling
from gija.rapporteur.activities.models import Application, Call
from gija.vocabulary.text import Text

SEED = 0


def agree(actor: Actor, said: list[dict[str, Any]], today: dt.date) -> None:
    """Memoranda of the actor's institution, each with its one other party."""
    for one in said:
        first, last = today - dt.timedelta(days=one["ago"]), today + dt.timedelta(days=one["ahead"])
        told = memoranda.Said(one["subject"], one["reference"], first, first, last)
        found = memoranda.enter(actor, told, number(SEED, "memorandum", one["reference"]))
        if not found.parties.exists():
            party = memoranda.SaidOfParty(one["body"], services=one["services"])
            memoranda.add_party(actor, found.pk, found.version, party)


def call_for_projects(said: dict[str, Any], today: dt.date) -> int:
    """A call that is open, with what was applied for so far; how many applications there are."""
    about, code = said["call"], f"demo-{today.year + 1}"
    if not Call.objects.filter(code=code).exists():
        officer, now = actor_of(account_by_email(said["officer"])), timezone.now()
        closes = now + dt.timedelta(days=about["ahead"])
        terms = calling.Terms(
            Text(about["en"], about["lt"]), today.year + 1, Text(about["purpose_en"], about["purpose_lt"]),
            money(about["amount"], "EUR"), now, closes, about["contact"],
        )  # fmt: skip
        made = calling.prepare(officer, code, terms)
        calling.publish(officer, code, made.version)
        for one in said["applications"]:
            _applied(code, one)
    return Application.objects.filter(call__code=code).count()


def _applied(code: str, said: dict[str, Any]) -> None:
    """A project of one institution, submitted or still a draft."""
    actor = actor_of(account_by_email(said["who"]))
    lines = tuple((what, Decimal(amount)) for what, amount in said["lines"])
    project = applying.Project(
        Text("", said["title"]), Text("", said["summary"]), lines, sum((n for _, n in lines), Decimal(0)),
        victims=said["victims"], at_risk=said["at_risk"], statements=tuple(seeds.statements()),
    )  # fmt: skip
    made = applying.save(actor, code, project)
    if said["submitted"]:
        applying.submit(actor, made.pk, made.version)
