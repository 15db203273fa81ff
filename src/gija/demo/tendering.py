"""The contract of the demo's independent evaluator: without one in force nobody holds that role."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from gija.commons.accounts.queries import account_by_email, actor_of
from gija.methods.money import money
from gija.rapporteur.evaluators import queries, services
from gija.rapporteur.evaluators.models import Tender
from gija.rapporteur.evaluators.services import Criterion, Terms
from gija.vocabulary.text import Text

YEAR = 365  # days of the contract


def contract_evaluator(said: dict[str, Any]) -> None:
    """A tender called, won and signed today, unless the house has a contract in force already."""
    if queries.in_force(said["house"]):
        return
    actor, today = actor_of(account_by_email(said["keeper"])), timezone.localdate()
    code, report = f"demo-{today.isoformat()}", Text.of(said["report"])
    if not Tender.objects.filter(code=code).exists():
        price = Criterion("price", Text("Price", "Kaina"), 100)
        services.prepare(actor, code, Text.of(said["title"]), tuple(said["years"]), Text.of(said["asks"]), (price,))
        services.call(actor, code, 1, said["reference"], today, today)
        bid = services.bid(actor, code, said["bidder"], said["house"], today, money(said["price"], "EUR"))
        services.admit(actor, bid.pk, 1, True, "")
        services.score(actor, bid.pk, said["member"], {"price": 80})
        services.award(actor, code, 2, bid.pk)
        ends = today + dt.timedelta(days=YEAR)
        services.sign(
            actor, code, 3, Terms(said["number"], today, today, ends, money(said["price"], "EUR")), report, ends
        )
