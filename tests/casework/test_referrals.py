"""Referrals: with consent or an audited ground, sealed for one body, answered once, called back with the consent."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.memoranda import services as memoranda
from gija.casework.referral import letters, paper, queries, services
from gija.casework.referral.models import Referral
from gija.casework.referral.services import Said
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.courier.models import Outgoing
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}
SHELTER = Said("prieglobstis", "services", ["accommodation", "psych"], "Reikia vietos šiąnakt.")


@pytest.fixture
def mine(worker: Actor) -> Any:
    """Ona at Viltis; she agrees to being referred."""
    return cases.open_case(worker, AGREES)


@pytest.fixture
def silent(worker: Actor) -> Any:
    """A case without that consent."""
    return cases.open_case(worker, WHOLE | {"reference": "2014-050"}, anyway=True)


@pytest.fixture
def chief(cast: Any) -> Actor:
    """Birutė, supervisor at Viltis."""
    return actor_of(make_account("birute@gija.example", "Birutė", PASSWORD, "case_supervisor", "viltis"))


def carried() -> None:
    run_once(strict=True)


def theirs() -> Referral:
    return Referral.objects.get(institution="prieglobstis")


def ours() -> Referral:
    return Referral.objects.get(institution="viltis")


def faults(refused: pytest.ExceptionInfo[FaultsError]) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in refused.value.faults}


def test_a_referral_is_accepted_and_done_and_both_sides_say_the_same(
    worker: Actor, rival: Actor, mine: Any, audit_entries: Any
) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    got = theirs()
    assert (got.state, got.services, got.note) == ("in_progress", ["accommodation", "psych"], SHELTER.note)
    assert json.loads(got.content)["identity"]["family_name"] == "Pavyzdytė"
    services.accept(rival, got.pk, got.version)
    carried()
    assert ours().state == "accepted"
    services.done(rival, got.pk, theirs().version)
    carried()
    assert (ours().state, theirs().state, theirs().content) == ("done", "done", "")
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.referral")]
    assert acts == ["casework.referral.send", "casework.referral.accept", "casework.referral.done"]


def test_nothing_on_the_way_can_be_read(worker: Actor, rival: Actor, mine: Any) -> None:
    services.refer(worker, mine.pk, SHELTER)
    (letter,) = Outgoing.objects.using("casework").filter(kind="victim_referral")
    assert "Pavyzdyt" not in str(letter.body)
    assert "prieglobstis" not in str(letter.body)


def test_a_rejection_says_why_and_deletes_what_was_received(worker: Actor, rival: Actor, mine: Any) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    with pytest.raises(FaultsError) as refused:
        services.reject(rival, theirs().pk, 1, "never")
    assert faults(refused) == {("refusal", "casefile.required")}
    services.reject(rival, theirs().pk, 1, "no_room", "Nuo pirmadienio bus vietos.")
    carried()
    assert (theirs().content, theirs().note) == ("", "")  # what the other body wrote of the person, too
    assert ours().note == SHELTER.note
    assert (ours().state, ours().refusal, ours().answer) == ("rejected", "no_room", "Nuo pirmadienio bus vietos.")


def test_without_consent_a_ground_is_needed_and_a_supervisor_is_told(
    worker: Actor, rival: Actor, chief: Actor, silent: Any, audit_entries: Any
) -> None:
    with pytest.raises(FaultsError) as refused:
        services.refer(worker, silent.pk, SHELTER)
    assert faults(refused) == {("ground", "referral.no_consent")}
    told = Said("prieglobstis", "services", ["medical"], ground="life_in_danger", why="Grasinama nužudyti.")
    made = services.refer(worker, silent.pk, told)
    carried()
    assert (theirs().ground, theirs().why) == ("life_in_danger", "")
    assert (queries.to_review(worker).count(), queries.to_review(chief).count()) == (0, 1)
    services.looked_at(chief, made.pk)
    assert queries.waiting(chief) == 0
    (entry,) = [one for one in audit_entries("casework") if one.action == "casework.referral.send"]
    assert (entry.details["ground"], "nužudyti" in str(entry.details)) == ("life_in_danger", False)
    with pytest.raises(NotPermittedError):
        services.looked_at(worker, made.pk)


def test_a_consent_taken_back_calls_the_referral_back_and_deletes_what_was_sent(
    worker: Actor, rival: Actor, mine: Any
) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    (consent,) = mine.consents.filter(scope="referral")
    cases.withdraw_consent(worker, mine.pk, consent.pk, timezone.localdate().isoformat())
    assert services.revoke_withdrawn() == 1
    assert services.revoke_withdrawn() == 0
    carried()
    assert (theirs().state, theirs().content, theirs().note, ours().state) == ("revoked", "", "", "revoked")


def test_one_referral_that_cannot_be_called_back_keeps_no_other_from_it(
    worker: Actor, rival: Actor, mine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        services.refer(worker, mine.pk, SHELTER)
    (consent,) = mine.consents.filter(scope="referral")
    cases.withdraw_consent(worker, mine.pk, consent.pk, timezone.localdate().isoformat())
    sealed, told = letters.answer, list[str]()

    def failing(of: Referral, state: str, **more: Any) -> str:
        told.append(str(of.pk))
        if len(told) == 1:
            raise GijaError("exchange.too_large")
        return sealed(of, state, **more)

    monkeypatch.setattr(services, "answer", failing)
    with pytest.raises(GijaError):  # the duty is tried again
        services.revoke_withdrawn()
    assert sorted(Referral.objects.values_list("state", flat=True)) == ["in_progress", "revoked"]


def test_letters_that_cross_settle_nothing_twice(worker: Actor, rival: Actor, mine: Any) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    services.revoke(worker, ours().pk, ours().version)
    services.accept(rival, theirs().pk, theirs().version)
    carried()
    assert (ours().state, theirs().state) == ("revoked", "revoked")


def test_a_form_sent_twice_and_a_page_that_is_old_change_nothing(worker: Actor, rival: Actor, mine: Any) -> None:
    number = "0d0f0c55-9d0b-4f6c-8d5b-1f6a6a0f0a02"
    first = services.refer(worker, mine.pk, SHELTER, number)
    assert services.refer(worker, mine.pk, SHELTER, number) == first
    carried()
    services.accept(rival, theirs().pk, 1)
    with pytest.raises(GijaError) as refused:
        services.reject(rival, theirs().pk, 1, "no_room")
    assert refused.value.code == "casefile.changed_meanwhile"


def test_an_ngo_never_sees_or_answers_anothers_referral(worker: Actor, rival: Actor, mine: Any) -> None:
    made = services.refer(worker, mine.pk, SHELTER)
    with pytest.raises(NotPermittedError):
        queries.one(rival, made.pk)
    assert not queries.own(rival).exists()
    with pytest.raises(FaultsError) as refused:
        services.refer(worker, mine.pk, Said("viltis", "services", ["medical"]))
    assert faults(refused) == {("partner", "referral.to_oneself")}


def test_what_waits_is_counted_for_whoever_must_act(worker: Actor, rival: Actor, mine: Any) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    assert (queries.waiting(worker), queries.waiting(rival)) == (0, 1)
    Referral.objects.update(answer_by=timezone.localdate() - dt.timedelta(days=1))
    assert queries.waiting(worker) == 1


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_body_abroad_gets_a_form_on_paper_and_its_answer_is_noted(worker: Actor, mine: Any, language: str) -> None:
    abroad = Said(abroad="Shelter of Riga (invented)", country="LVA", reason="moved", services=["repatriation"])
    made = services.refer(worker, mine.pk, abroad)
    assert not Outgoing.objects.using("casework").filter(kind="victim_referral").exists()
    _found, form = paper.form(worker, made.pk, language)
    assert form.startswith(b"%PDF")
    with pytest.raises(FaultsError):
        services.answered(worker, made.pk, made.version, "rejected")
    services.answered(worker, made.pk, made.version, "accepted")
    assert ours().state == "accepted"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_refer_answer_and_keep_what_was_written(
    worker: Actor, rival: Actor, mine: Any, client_for: Any, language: str
) -> None:
    page = client_for("mantas", language)
    written = {"case": mine.pk, "partner": "prieglobstis", "services": ["psych"], "note": "Atvyks 18 val."}
    refused = page.post("/casework/referrals/send/", written)
    assert (refused.status_code, refused.content.decode().count("Atvyks 18 val.")) == (422, 1)
    nobody = page.post("/casework/referrals/send/", written | {"reason": "services", "case": ""})
    assert (nobody.status_code, "Atvyks 18 val." in nobody.content.decode()) == (422, True)
    made = page.post("/casework/referrals/send/", written | {"reason": "services"}, follow=True)
    assert made.status_code == 200
    carried()
    assert "Pavyzdytė" not in page.get(f"/casework/referrals/{ours().pk}/").content.decode()
    for address in ("", "?waits=on", "?side=sends&state=in_progress"):
        assert page.get(f"/casework/referrals/{address}").status_code == 200
    gone = page.post(f"/casework/referrals/{ours().pk}/own/revoke/", {"version": ours().version}, follow=True)
    assert gone.status_code == 200
    assert ours().state == "revoked"
    assert str(ours().pk) in page.get(f"/casework/cases/{mine.pk}/").content.decode()


def test_an_answer_that_overtakes_another_settles_all_the_same(worker: Actor, rival: Actor, mine: Any) -> None:
    """A courier that was killed holds the letter in its hand for a while; the next letter goes first."""
    services.refer(worker, mine.pk, SHELTER)
    carried()
    services.done(rival, services.accept(rival, theirs().pk, 1).pk, 2)
    held = Outgoing.objects.using("casework").filter(kind="victim_referral_answer").order_by("sequence").first()
    assert held is not None
    rows = Outgoing.objects.using("casework").filter(pk=held.pk)
    rows.update(claim="killed", claimed_until=timezone.now() + dt.timedelta(minutes=5))
    carried()
    assert ours().state == "done"
    rows.update(claim="", claimed_until=None)
    carried()
    assert (ours().state, theirs().state) == ("done", "done")


def test_a_referral_tells_and_keeps_how_the_memorandum_stands_and_is_never_stopped(
    worker: Actor, rival: Actor, mine: Any, client_for: Any
) -> None:
    nobody = services.refer(worker, mine.pk, Said(abroad="Riga", country="LVA", reason="moved", services=["legal"]))
    assert (nobody.memorandum, nobody.memorandum_state) == ("", "missing")
    today = timezone.localdate()
    said = memoranda.Said("Su prieglauda", "", today - dt.timedelta(days=9), None, today - dt.timedelta(days=1))
    agreed = memoranda.enter(worker, said)
    agreed = memoranda.add_party(worker, agreed.pk, 1, memoranda.SaidOfParty("prieglobstis", "", ["accommodation"]))
    made = services.refer(worker, mine.pk, SHELTER)
    assert (made.memorandum, made.memorandum_state) == (agreed.pk, "expired")
    page = client_for("mantas", "en")
    assert "expired" in page.get(f"/casework/referrals/{made.pk}/").content.decode()
    memoranda.change(worker, agreed.pk, agreed.version, memoranda.Said("Su prieglauda", "", today))
    told = page.get(f"/casework/referrals/{made.pk}/").content.decode()
    assert ("now: in force" in told, "not among its services: Psychological support" in told) == (True, True)
    assert Referral.objects.get(pk=made.pk).memorandum_state == "expired"  # as it was on the day
    carried()
    assert theirs().memorandum_state == "missing"  # the shelter keeps none of its own


def test_who_accepts_with_a_new_case_meets_whom_the_institution_knows(
    cast: Any, worker: Actor, rival: Actor, mine: Any, client_for: Any
) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    known = cases.open_case(rival, WHOLE | {"reference": ""})
    with pytest.raises(GijaError) as refused:
        services.accept(rival, theirs().pk, 1, opens=True)
    assert (refused.value.code, theirs().state) == ("casefile.already_there", "in_progress")
    with pytest.raises(FaultsError):
        services.accept(rival, theirs().pk, 1, str(known.pk), opens=True)
    cast.accounts["nijole"] = Account.objects.get(email="nijole@gija.example")
    page, at = client_for("nijole", "en"), f"/casework/referrals/{theirs().pk}/answer/accept/"
    assert page.post(at, {"version": 1, "opens": "on"}).status_code == 422
    assert page.post(at, {"version": 1, "opens": "on", "anyway": "on"}).status_code == 302
    made: Any = theirs().case
    assert (made.pk != known.pk, made.person.family_name, made.person.phone, theirs().state) == (
        True, "Pavyzdytė", mine.person.phone, "accepted",
    )  # fmt: skip


def test_who_accepts_with_a_new_case_of_nobody_known_has_it_open(worker: Actor, rival: Actor, mine: Any) -> None:
    services.refer(worker, mine.pk, SHELTER)
    carried()
    made: Any = services.accept(rival, theirs().pk, 1, opens=True).case
    assert (made.institution, made.citizenship, made.birth_year) == ("prieglobstis", ["LTU"], 1990)
