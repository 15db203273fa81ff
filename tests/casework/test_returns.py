"""Safe returns: nobody leaves without a risk assessment, their own consent and somebody who meets them; signals of
consular posts become cases at home."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.models import Case
from gija.casework.referral import paper as referral_paper
from gija.casework.referral import services as referrals
from gija.casework.referral.models import Referral
from gija.casework.referral.services import Said
from gija.casework.returns import paper, queries, services, signalling
from gija.casework.returns.models import Return, Signal
from gija.casework.returns.services import Plan
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.courier.work import run_once
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.methods.money import money
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}
RIGA = Said(abroad="Shelter of Riga (invented)", country="LVA", reason="moved", services=["repatriation"])
SEEN = {"given_names": "Ona", "family_name": "Pavyzdytė", "birth_date": "1990-05-17", "sex": "F", "citizenship": "LTU"}


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def plan(**more: Any) -> Plan:
    written = {"risks": "Skola vežėjui.", "meets": "Ilzė oro uoste.", "contact": "+371 20000000", "travel": "RIX 18:05"}
    said: dict[str, Any] = {"risk": "medium", "risk_on": days(-2), "consent_on": days(-1), "travel_on": days(3)}
    return Plan(**{**said, "parts": written, **more})


@pytest.fixture
def mine(worker: Actor) -> Any:
    """Ona at Viltis; she agrees to being referred."""
    return cases.open_case(worker, AGREES)


@pytest.fixture
def consul(cast: Any) -> Actor:
    """Eglė, of a consulate."""
    if not Institution.objects.filter(code="konsulatas").exists():
        make_institution("konsulatas", "Consulate (invented)", "Konsulatas (išgalvotas)", "consular")
    return actor_of(
        make_account("egle.k@gija.example", "Eglė Konsulė", PASSWORD, "case_worker", "konsulatas", demo=True)
    )


def fields(refused: pytest.ExceptionInfo[Any]) -> set[str]:
    return {fault.field for fault in refused.value.faults}


def test_a_return_begins_only_with_risks_consent_and_somebody_who_meets(
    worker: Actor, mine: Any, audit_entries: Any
) -> None:
    found = services.begin(worker, mine.pk, "LVA")
    with pytest.raises(FaultsError) as refused:
        services.start(worker, found.pk, found.version)
    assert fields(refused) == {"risk", "consent_on", "travel_on", "risks", "meets", "contact"}
    found = services.write(worker, found.pk, found.version, plan(risk="too_high"))
    with pytest.raises(FaultsError) as refused:
        services.start(worker, found.pk, found.version)
    assert refused.value.faults[0].code == "returns.too_risky"
    found = services.write(worker, found.pk, found.version, plan())
    found = services.start(worker, found.pk, found.version)
    with pytest.raises(FaultsError):  # on the way no consent is forgotten
        services.write(worker, found.pk, found.version, plan(consent_on=None))
    found = services.settle(worker, found.pk, found.version, "returned_safely", days(0))
    services.follow(worker, found.pk, found.version, days(0), True, "Skambino")
    acts = [one.action.rpartition(".")[2] for one in audit_entries("casework") if ".return." in one.action]
    assert acts == ["begin", "write", "write", "start", "settle", "follow"]
    assert "Ilzė" not in str([one.details for one in audit_entries("casework")])


def test_a_return_that_did_not_take_place_says_why_and_another_may_be_prepared(worker: Actor, mine: Any) -> None:
    found = services.begin(worker, mine.pk, "LVA")
    with pytest.raises(FaultsError) as refused:
        services.begin(worker, mine.pk, "LVA")
    assert refused.value.faults[0].code == "returns.there"
    with pytest.raises(GijaError) as wrong:  # it was not under way
        services.settle(worker, found.pk, found.version, "returned_safely", days(0))
    assert wrong.value.code == "returns.wrong_state"
    with pytest.raises(FaultsError) as refused:
        services.settle(worker, found.pk, found.version, "not_taken_place", days(1))
    assert fields(refused) == {"on", "obstacle"}
    services.settle(worker, found.pk, found.version, "not_taken_place", days(0), "own_wish")
    assert services.begin(worker, mine.pk, "LVA").state == "planned"


def test_what_is_late_waits_the_day_of_travel_and_a_month_after_the_return(worker: Actor, mine: Any) -> None:
    found = services.begin(worker, mine.pk, "LVA")
    Return.objects.update(travel_on=days(-1))
    assert queries.waiting(worker) == 1
    Return.objects.update(state="returned_safely", settled_on=days(-30))
    assert queries.waiting(worker) == 0
    Return.objects.update(settled_on=days(-31))
    assert queries.waiting(worker) == 1
    services.follow(worker, found.pk, found.version, days(0), None)
    assert queries.waiting(worker) == 0


def test_help_keeps_its_currency_and_is_counted_in_euro(worker: Actor, mine: Any) -> None:
    found = services.begin(worker, mine.pk, "LVA")
    with pytest.raises(FaultsError) as refused:
        services.give(worker, found.pk, found.version, "money", days(0), None)
    assert fields(refused) == {"amount"}
    found = services.give(worker, found.pk, found.version, "ticket", days(0), money("345,28", "LTL"))
    found = services.give(worker, found.pk, found.version, "escort", days(0), None, "Ilzė")
    found = services.give(worker, found.pk, found.version, "money", days(0), money("50", "EUR"))
    assert queries.spent(found) == Decimal("150.00")
    last = next(one for one in found.helped.all() if one.kind == "money")
    services.strike_help(worker, found.pk, found.version, last.pk)
    assert queries.spent(Return.objects.get()) == Decimal("100.00")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_plan_belongs_to_its_referral_and_stands_on_the_paper(worker: Actor, mine: Any, language: str) -> None:
    sent = referrals.refer(worker, mine.pk, RIGA)
    found = services.begin(worker, mine.pk, "LVA", sent.pk)
    services.write(worker, found.pk, found.version, plan())
    said = dict(queries.on_paper(Return.objects.get(), language))
    assert {"Ilzė oro uoste.", "+371 20000000", days(3).isoformat()} <= set(said.values())
    assert referral_paper._return(sent, language).entries == (queries.on_paper(Return.objects.get(), language),)
    assert paper.form(worker, found.pk, language)[1].startswith(b"%PDF")
    other = cases.open_case(worker, WHOLE | {"reference": "2014-051"}, anyway=True)
    with pytest.raises(FaultsError) as refused:
        services.begin(worker, other.pk, "LVA", sent.pk)
    assert refused.value.faults[0].code == "returns.other_case"


def test_another_institution_neither_sees_nor_changes_a_return(worker: Actor, rival: Actor, mine: Any) -> None:
    found = services.begin(worker, mine.pk, "LVA")
    assert not queries.own(rival).exists()
    with pytest.raises(NotPermittedError):
        services.opened(rival, found.pk)
    with pytest.raises(NotPermittedError):
        services.start(rival, found.pk, 1)


def test_words_of_returns_and_signals_are_not_readable_in_the_database(consul: Actor) -> None:
    from django.db import connections

    signalling.enter(consul, SEEN, "GBR", ["not_paid"], "Kambarys virš parduotuvės.")
    with connections["casework"].cursor() as cursor:
        cursor.execute("SELECT content FROM casework_returns_signal")
        assert not {"Pavyzdytė", "parduotuvės"} & set(str(cursor.fetchall()).split())


def test_a_consular_signal_becomes_a_case_that_is_referred_home(
    consul: Actor, worker: Actor, audit_entries: Any
) -> None:
    found = signalling.enter(consul, SEEN, "GBR", ["not_paid", "documents_taken"], "Kambarys virš parduotuvės.")
    assert queries.waiting(consul) == 1
    found = signalling.take_up(consul, found.pk)
    case = Case.objects.get(pk=found.case_id)
    assert (case.institution, case.person.family_name, case.notes.count()) == ("konsulatas", "Pavyzdytė", 1)
    assert (queries.waiting(consul), Signal.objects.get().content) == (0, "")
    home = referrals.refer(
        consul, case.pk, Said("viltis", "services", ["repatriation"], ground="life_in_danger", why="Grasina.")
    )
    run_once(strict=True)
    assert Referral.objects.get(institution="viltis").state == home.state == "in_progress"
    acts = [one.action for one in audit_entries("casework") if ".signal." in one.action]
    assert acts == ["casework.signal.enter", "casework.signal.take_up"]


def test_a_signal_about_somebody_known_opens_no_second_case_unawares(consul: Actor) -> None:
    for _n in range(2):
        signalling.enter(consul, SEEN, "GBR", ["not_paid"])
    first, second = Signal.objects.order_by("made_at")
    signalling.take_up(consul, first.pk)
    assert len(queries.candidates(second)) == 1
    with pytest.raises(GijaError) as refused:
        signalling.take_up(consul, second.pk)
    assert refused.value.code == "casefile.already_there"
    assert Signal.objects.get(pk=second.pk).state == Signal.State.OPEN
    signalling.take_up(consul, second.pk, anyway=True)
    assert Case.objects.filter(institution="konsulatas").count() == 2


def test_a_closed_signal_keeps_nothing_of_the_person_and_only_a_consular_post_opens_one(
    consul: Actor, worker: Actor
) -> None:
    with pytest.raises(GijaError) as refused:
        signalling.enter(worker, SEEN, "GBR", ["not_paid"])
    assert refused.value.code == "signals.not_consular"
    with pytest.raises(FaultsError) as faults:
        signalling.enter(consul, {"given_names": "Ona"}, "", [])
    assert {"sex", "country", "signs"} <= fields(faults)
    found = signalling.enter(consul, {"sex": "F", "age_group": "adult"}, "GBR", ["asks_for_help"])
    with pytest.raises(FaultsError):
        signalling.close(consul, found.pk, "")
    assert signalling.close(consul, found.pk, "lost_contact").content == ""
    with pytest.raises(NotPermittedError):
        queries.signal(worker, found.pk)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_of_a_return_keep_what_was_written(worker: Actor, mine: Any, client_for: Any, language: str) -> None:
    page = client_for("mantas", language)
    assert page.post("/casework/returns/begin/", {"case": mine.pk}).status_code == 422
    assert page.post("/casework/returns/begin/", {"case": mine.pk, "country": "LVA"}).status_code == 302
    at = f"/casework/returns/{Return.objects.get().pk}/"
    written = {"version": 1, "risk": "low", "meets": "Ilzė oro uoste", "consent_on": days(1).isoformat()}
    refused = page.post(f"{at}write/", written)
    assert (refused.status_code, "Ilzė oro uoste" in refused.content.decode()) == (422, True)
    assert page.post(f"{at}write/", written | {"consent_on": days(0).isoformat()}).status_code == 302
    wrong = {"version": 2, "kind": "ticket", "on": days(0).isoformat(), "amount": "abc", "currency": "EUR"}
    assert page.post(f"{at}give/", wrong).status_code == 422
    assert page.post(f"{at}give/", wrong | {"amount": "120"}, follow=True).status_code == 200
    for address in ("", "?state=planned", "?late=on"):
        assert page.get(f"/casework/returns/{address}").status_code == 200
    assert page.get("/casework/returns/signals/enter/").status_code == 400
    assert "Pavyzdytė" not in page.get(at).content.decode()


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_of_a_signal_open_a_case(cast: Any, consul: Actor, client_for: Any, language: str) -> None:
    cast.accounts["egle.k"] = Account.objects.get(email="egle.k@gija.example")
    page = client_for("egle.k", language)
    refused = page.post("/casework/returns/signals/enter/", SEEN | {"note": "Kambarys"})
    assert (refused.status_code, "Kambarys" in refused.content.decode()) == (422, True)
    whole = SEEN | {"note": "Kambarys", "country": "GBR", "signs": ["not_paid"]}
    assert page.post("/casework/returns/signals/enter/", whole).status_code == 302
    at = f"/casework/returns/signals/{Signal.objects.get().pk}/"
    assert "Pavyzdytė" in page.get(at).content.decode()
    assert page.post(f"{at}close/", {}).status_code == 422
    assert page.post(f"{at}take/", {}).status_code == 302
    assert "Pavyzdytė" not in page.get("/casework/returns/signals/").content.decode()
    assert page.get(at).status_code == 200
