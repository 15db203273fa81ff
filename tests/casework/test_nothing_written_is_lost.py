"""What was written and cannot be read is told, never taken as left empty; a senseless form is no fault of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.exchange.models import Exchange
from gija.casework.memoranda import services as memoranda
from gija.casework.memoranda.models import Memorandum
from gija.casework.referral import services as referral
from gija.casework.referral.models import Referral
from gija.casework.returns import services as returns
from gija.casework.returns.models import FollowUp, Return, Signal
from gija.casework.teams.models import Member
from gija.commons.accounts.models import Account
from gija.commons.accounts.services import make_account
from gija.commons.courier.work import run_once
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = timezone.localdate
NEVER = "20277-01-01"  # a browser lets a year of five digits be typed
LONG = "ą" * 3000


@pytest.fixture
def mine(worker: Actor) -> Any:
    return cases.open_case(worker, {**WHOLE, "consents": ["service", "referral"]})


@pytest.fixture
def desk(client_for: Any) -> Any:
    """Mantas at his screen."""
    return client_for("mantas", "en")


def kept(page: Any, address: str, said: dict[str, Any], *words: str) -> None:
    """The form comes back, with what was written."""
    answer = page.post(address, said)
    assert answer.status_code == 422, address
    text = answer.content.decode()
    assert [one for one in words if one not in text] == []


def test_a_last_day_that_is_none_makes_no_memorandum_without_end(desk: Any) -> None:
    said = {"subject": "Pagalba", "signed_on": TODAY().isoformat(), "valid_to": NEVER}
    kept(desk, "/casework/memoranda/enter/", said, NEVER)
    assert not Memorandum.objects.exists()


def test_a_change_of_a_memorandum_keeps_its_last_day(desk: Any, worker: Actor) -> None:
    made = memoranda.enter(worker, memoranda.Said("Pagalba", "", TODAY(), None, TODAY()))
    said = {"subject": "Pagalba", "signed_on": TODAY().isoformat(), "valid_to": NEVER, "version": 1}
    kept(desk, f"/casework/memoranda/{made.pk}/change/", said, NEVER)
    assert Memorandum.objects.get().valid_to == TODAY()


def test_a_member_of_a_team_with_days_that_are_none_is_not_added(desk: Any, mine: Any) -> None:
    said = {"role": "lawyer", "name": "Ieva", "from_on": TODAY().isoformat(), "to_on": NEVER, "contact": "+370 1"}
    kept(desk, f"/casework/teams/{mine.pk}/", said, NEVER, "+370 1")
    kept(desk, f"/casework/teams/{mine.pk}/", said | {"to_on": "", "contact": LONG}, LONG)
    assert not Member.objects.exists()


def test_a_referral_with_a_note_or_day_that_cannot_be_read_is_not_sent(desk: Any, mine: Any, rival: Actor) -> None:
    said = {"case": mine.pk, "partner": "prieglobstis", "reason": "services", "services": ["psych"]}
    kept(desk, "/casework/referrals/send/", said | {"note": LONG}, LONG)
    kept(desk, "/casework/referrals/send/", said | {"answer_by": NEVER}, NEVER)
    assert not Referral.objects.exists()


def test_a_referral_names_one_body(desk: Any, mine: Any, rival: Actor) -> None:
    said = {"case": mine.pk, "partner": "prieglobstis", "reason": "services", "services": ["psych"]}
    kept(desk, "/casework/referrals/send/", said | {"abroad": "Rygos prieglauda", "country": "LVA"}, "Rygos prieglauda")
    assert not Referral.objects.exists()


def test_an_answer_that_cannot_be_read_settles_nothing(
    cast: Any, worker: Actor, rival: Actor, mine: Any, client_for: Any
) -> None:
    referral.refer(worker, mine.pk, referral.Said("prieglobstis", "services", ["psych"]))
    run_once(strict=True)
    got = Referral.objects.get(institution="prieglobstis")
    cast.accounts["nijole"] = Account.objects.get(email="nijole@gija.example")
    theirs, at = client_for("nijole", "en"), f"/casework/referrals/{got.pk}/answer"
    kept(theirs, f"{at}/reject/", {"version": 1, "refusal": "no_room", "said": LONG}, LONG)
    kept(theirs, f"{at}/accept/", {"version": 1, "case": mine.pk})  # not theirs: refused, not taken as none
    got.refresh_from_db()
    assert got.state == "in_progress"


def test_an_offer_does_not_last_a_month_because_its_day_was_not_read(desk: Any, mine: Any, rival: Actor) -> None:
    said = {"case": mine.pk, "partner": "prieglobstis", "purpose": "Tęsti", "kinds": ["identity"], "expires_on": NEVER}
    kept(desk, "/casework/exchange/offer/", said, NEVER)
    assert not Exchange.objects.exists()


def test_a_plan_of_return_keeps_what_it_says(desk: Any, worker: Actor, mine: Any) -> None:
    made = returns.begin(worker, mine.pk, "LVA")
    returns.write(worker, made.pk, 1, returns.Plan("low", TODAY(), TODAY(), TODAY(), {"meets": "Ilzė"}))
    said = {"version": 2, "risk": "low", "travel_on": NEVER, "meets": "Ilzė"}
    kept(desk, f"/casework/returns/{made.pk}/write/", said, NEVER)
    assert Return.objects.get().travel_on == TODAY()


def test_who_was_asked_after_is_not_noted_without_what_was_said(desk: Any, worker: Actor, mine: Any) -> None:
    made = returns.begin(worker, mine.pk, "LVA")
    Return.objects.update(state="returned_safely", settled_on=TODAY())
    said = {"version": 1, "on": TODAY().isoformat(), "safe": "yes", "note": LONG}
    kept(desk, f"/casework/returns/{made.pk}/follow/", said, LONG)
    assert not FollowUp.objects.exists()


def test_a_signal_is_not_kept_without_what_happened(cast: Any, client_for: Any) -> None:
    make_institution("konsulatas", "Consulate (invented)", "Konsulatas (išgalvotas)", "consular")
    consul = make_account("egle@gija.example", "Eglė", PASSWORD, "case_worker", "konsulatas", demo=True)
    cast.accounts["egle"] = consul
    said = {"country": "GBR", "signs": ["not_paid"], "given_names": "Rūta", "sex": "F", "birth_date": "1992-03-04"}
    kept(client_for("egle", "en"), "/casework/returns/signals/enter/", said | {"note": LONG}, LONG)
    assert not Signal.objects.exists()


ADDRESSES = ("memoranda/enter/", "referrals/send/", "exchange/ask/", "exchange/offer/", "returns/begin/")


def test_an_empty_form_and_one_of_zeros_are_refused_like_any_other(desk: Any, rival: Actor) -> None:
    names = ("case", "partner", "purpose", "subject", "country", "referral", "note", "installation")
    zeros = {"kinds": ["\0"], "services": ["\0"], **dict.fromkeys(names, "a\0b")}
    for at in (f"/casework/{address}" for address in ADDRESSES):
        assert desk.post(at, {}).status_code == 422
        assert desk.post(at, zeros).status_code == 422
        assert desk.get(f"{at}?case=\0&hint=\0&country=\0&referral=\0").status_code == 200


def test_an_empty_form_adds_nobody_to_a_team(desk: Any, mine: Any) -> None:
    assert desk.post(f"/casework/teams/{mine.pk}/", {}).status_code == 422
