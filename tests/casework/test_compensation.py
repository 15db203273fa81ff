"""Compensation: a claim from its preparation to the last cent, in order, in the currency of its day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.clocks.models import Period
from gija.casework.compensation import paper, queries, services
from gija.casework.compensation.models import Claim
from gija.casework.compensation.services import Said
from gija.commons.casefile.queries import standing
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.methods.money import Money
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
ASKED = Said(
    "offender", Money(Decimal("10000.00"), "EUR"), "Vilniaus apygardos teismas", "1-23/2014", ["claim", "proof"]
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def euro(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def step(worker: Actor, claim: Claim, what: str, on: str, money: Money | None = None) -> Claim:
    return services.turn(worker, claim.pk, claim.version, what, day(on), money)


@pytest.fixture
def claim(worker: Actor, case: Any) -> Claim:
    """A claim against the offender in Ona's case, filed."""
    return step(worker, services.begin(worker, case.pk, ASKED), "filed", "2014-05-01")


def stages() -> list[str]:
    """What the case file is told of compensation, in order."""
    return [one.said["compensation_stage"] for one in standing(Claim.objects.get().case.parts)]


def fields(refused: pytest.ExceptionInfo[FaultsError]) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in refused.value.faults}


def test_each_step_is_told_to_the_case_and_counted_by_rule(worker: Actor, claim: Claim, audit_entries: Any) -> None:
    claim = step(worker, claim, "decided", "2014-09-01", euro("6000"))
    claim = step(worker, claim, "paid", "2015-02-01", euro("2000.50"))
    assert stages() == ["claimed", "awarded", "paid"]
    assert queries.paid(claim) == Decimal("2000.50")
    assert [(row.year, row.filed, row.awarded, row.paid) for row in queries.by_year(Claim.objects.all())] == [
        (2014, 1, 1, 0), (2015, 0, 0, 1),
    ]  # fmt: skip
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.claim")]
    assert acts == ["casework.claim.turn"] * 2
    assert queries.waiting(worker) == 1


def test_litas_stay_litas_and_are_counted_in_euro_at_the_fixed_rate(worker: Actor, claim: Claim) -> None:
    """Council Regulation (EU) No 851/2014: 3.45280 litas to the euro."""
    claim = step(worker, claim, "decided", "2014-09-01", Money(Decimal("3452.80"), "LTL"))
    claim = step(worker, claim, "paid", "2014-12-01", Money(Decimal("3452.80"), "LTL"))
    assert queries.paid(claim) == Decimal("1000.00")
    assert str(queries.turns(claim)[-1].money) == "3452.80 LTL"
    assert queries.waiting(worker) == 0


def test_nothing_happens_out_of_order(worker: Actor, claim: Claim) -> None:
    wrong = [
        ("paid", "2014-06-01", euro("5"), ("turn", "claims.order")),
        ("decided", "2014-04-01", euro("5"), ("on", "claims.day")),
        ("decided", "2014-06-01", None, ("amount", "casefile.required")),
        ("decided", f"{timezone.localdate() + dt.timedelta(days=1)}", euro("5"), ("on", "claims.day")),
    ]  # fmt: skip
    for what, on, money, fault in wrong:
        with pytest.raises(FaultsError) as refused:
            step(worker, claim, what, on, money)
        assert fields(refused) == {fault}
    claim = step(worker, claim, "decided", "2014-09-01", euro("100"))
    with pytest.raises(FaultsError) as refused:
        step(worker, claim, "paid", "2014-10-01", euro("100.01"))
    assert fields(refused) == {("amount", "claims.more_than_awarded")}


def test_a_fresh_decision_begins_the_period_of_its_appeal_and_an_old_one_does_not(worker: Actor, claim: Claim) -> None:
    claim = step(worker, claim, "refused", "2014-09-01")
    assert not Period.objects.exists()
    claim = step(worker, claim, "appealed", "2014-09-10")
    today = timezone.localdate()
    step(worker, claim, "decided", today.isoformat(), euro("500"))
    (period,) = Period.objects.all()
    assert (period.kind, period.began_on) == ("court_appeal", today)


def test_a_step_in_error_is_taken_back_here_and_in_the_case(worker: Actor, claim: Claim) -> None:
    claim = step(worker, claim, "decided", "2014-09-01", euro("6000"))
    claim = services.strike(worker, claim.pk, claim.version, "Ne tas sprendimas")
    assert (claim.state, queries.awarded(Claim.objects.get())) == ("filed", Decimal("0.00"))
    assert stages() == ["claimed"]
    assert claim.turns.count() == 2, "it stays readable"


def test_another_institution_sees_no_claim_and_an_old_page_changes_nothing(
    worker: Actor, rival: Actor, claim: Claim
) -> None:
    with pytest.raises(NotPermittedError):
        queries.one(rival, claim.pk)
    assert not queries.own(rival).exists()
    with pytest.raises(GijaError) as refused:
        services.change(worker, claim.pk, 1, ASKED)
    assert refused.value.code == "casefile.changed_meanwhile"


def test_figures_that_are_taken_away_leave_one_entry(worker: Actor, claim: Claim, audit_entries: Any) -> None:
    assert [row.filed for row in services.exported(worker)] == [1]
    assert [one.action for one in audit_entries("casework")] == ["casework.claim.export"]


def test_documents_are_those_of_the_source(worker: Actor, case: Any) -> None:
    made = services.begin(worker, case.pk, Said("state", documents=["form", "proof", "nonsense"]))
    assert made.documents == ["form"]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_form_is_made_and_the_pages_keep_what_was_written(
    worker: Actor, claim: Claim, client_for: Any, language: str
) -> None:
    assert paper.form(worker, claim.pk, language)[1].startswith(b"%PDF")
    page, home = client_for("mantas", language), f"/casework/compensation/{claim.pk}/"
    said = {"version": claim.version, "turn": "decided", "on": "2014-09-01", "amount": "abc", "currency": "EUR"}
    refused = page.post(home + "turn/", said)
    assert (refused.status_code, 'value="abc"' in refused.content.decode()) == (422, True)
    assert page.post(home + "turn/", said | {"amount": "1 500,00"}, follow=True).status_code == 200
    assert queries.awarded(Claim.objects.get()) == Decimal("1500.00")
    for address in ("", "figures/", "begin/?case=" + claim.case_id, "?source=offender&state=decided", f"{claim.pk}/"):
        assert page.get(f"/casework/compensation/{address}").status_code == 200
    form = {"case": claim.case_id, "source": "", "amount": "12"}
    assert page.post("/casework/compensation/begin/", form).status_code == 422
    assert page.post("/casework/compensation/begin/", form | {"source": "state"}, follow=True).status_code == 200
    assert Claim.objects.count() == 2
    nobody = page.post("/casework/compensation/begin/", {"case": "", "source": "state", "reference": "Nr. 7"})
    assert (nobody.status_code, "Nr. 7" in nobody.content.decode()) == (422, True)
    struck = {"version": Claim.objects.get(pk=claim.pk).version, "reason": "Klaida"}
    assert page.post(home + "strike/", struck, follow=True).status_code == 200
