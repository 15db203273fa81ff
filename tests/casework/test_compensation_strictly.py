"""Claims under a stranger's hands: sums too large, steps out of turn, what waits, and what another institution's is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.clocks.models import Period
from gija.casework.compensation import queries, services
from gija.casework.compensation.models import Claim
from gija.casework.compensation.services import Said
from gija.commons.permissions import Actor
from gija.methods.money import Money

pytestmark = pytest.mark.django_db(databases="__all__")
HOME = "/casework/compensation/"


def euro(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def claimed(worker: Actor, case: Any, *turns: tuple[str, str, str]) -> Claim:
    """A claim with these turns: what, day, sum in euro or empty."""
    found = services.begin(worker, case.pk, Said("offender", euro("5000")))
    for what, on, sum_ in turns:
        day = dt.date.fromisoformat(on)
        found = services.turn(worker, found.pk, found.version, what, day, euro(sum_) if sum_ else None)
    return found


BAD: tuple[dict[str, Any], ...] = (
    {"amount": "99999999999"}, {"amount": "10000000000"}, {"amount": "1e400"}, {"amount": "NaN"}, {"amount": "-1"},
    {"amount": "0.001"}, {"currency": "USD", "amount": "5"}, {"before": "a\x00b"}, {"reference": "x" * 201},
    {"documents": ["nonsense"]}, {"number": "1"}, {"source": "bank"}, {"case": "00000000-0000-4000-8000-000000000000"},
)  # fmt: skip


def test_what_cannot_be_kept_is_said_at_the_form(case: Any, client_for: Any) -> None:
    said, page = {"case": case.pk, "source": "state", "amount": "12", "currency": "EUR"}, client_for("mantas")
    for bad in BAD:
        answer = page.post(HOME + "begin/", said | bad)
        assert (answer.status_code in (404, 422), Claim.objects.count()) == (True, 0), bad


def test_the_largest_sum_there_is_is_kept(worker: Actor, case: Any, client_for: Any) -> None:
    said = {"case": case.pk, "source": "state", "amount": "9999999999.99", "currency": "EUR"}
    assert client_for("mantas").post(HOME + "begin/", said).status_code == 302
    assert Claim.objects.get().amount == Decimal("9999999999.99")


def test_a_step_that_cannot_be_read_is_not_taken(worker: Actor, case: Any, client_for: Any) -> None:
    found, page = claimed(worker, case), client_for("mantas")
    said = {"version": found.version, "turn": "filed", "on": "2014-02-01"}
    for bad in ({"on": "vakar"}, {"note": "a\x00b"}, {"turn": "paid"}, {"turn": ""}):
        answer = page.post(f"{HOME}{found.pk}/turn/", said | bad)
        assert (answer.status_code, found.turns.count()) == (422, 0), bad


def test_a_reason_that_cannot_be_read_takes_nothing_back(worker: Actor, case: Any, client_for: Any) -> None:
    found = claimed(worker, case, ("filed", "2014-02-01", ""))
    said = {"version": found.version, "reason": "x" * 1001}
    answer = client_for("mantas").post(f"{HOME}{found.pk}/strike/", said)
    assert (answer.status_code, Claim.objects.get().state) == (422, "filed")
    assert "x" * 1001 in answer.content.decode(), "what was written stays"


def test_what_the_state_got_back_does_not_hide_what_is_still_owed(worker: Actor, case: Any) -> None:
    steps = (("filed", "2014-02-01", ""), ("decided", "2014-03-01", "1000"), ("paid", "2014-04-01", "500"))
    claimed(worker, case, *steps)
    assert queries.waiting(worker) == 1
    found = Claim.objects.get()
    services.turn(worker, found.pk, found.version, "recovered", dt.date(2014, 5, 1), euro("100"))
    assert queries.waiting(worker) == 1


def test_a_decision_in_error_takes_the_period_of_its_appeal_along(worker: Actor, case: Any, audit_entries: Any) -> None:
    found = claimed(worker, case, ("filed", "2014-02-01", ""), ("decided", timezone.localdate().isoformat(), "900"))
    assert Period.objects.get().struck_at is None
    services.strike(worker, found.pk, found.version, "Ne tas sprendimas")
    assert Period.objects.get().struck_at is not None
    acts = [one.action for one in audit_entries("casework")][-2:]
    assert acts == ["casework.period.strike", "casework.claim.strike"]
