"""Memoranda of cooperation: parties with competences, reminders before the end; a referral says how one stands."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from gija.casework.memoranda import queries, reminding, services
from gija.casework.memoranda.models import Memorandum
from gija.casework.memoranda.queries import State
from gija.casework.memoranda.services import Said, SaidOfParty
from gija.commons import letters
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def kept(worker: Actor, until: dt.date | None, services_: tuple[str, ...] = (), **more: Any) -> Memorandum:
    """A memorandum of Viltis with the shelter."""
    begun = more.pop("signed_on", days(-400))
    made = services.enter(worker, Said("Pagalba aukoms", "S-12", begun, begun, until))
    return services.add_party(worker, made.pk, made.version, SaidOfParty("prieglobstis", "", services_, ["assistance"]))


@pytest.mark.parametrize(
    ("until", "state"),
    [(None, State.IN_FORCE), (61, State.IN_FORCE), (60, State.EXPIRING), (0, State.EXPIRING), (-1, State.EXPIRED)],
)
def test_a_memorandum_stands_as_its_last_day_says(worker: Actor, rival: Actor, until: int | None, state: State) -> None:
    found = kept(worker, None if until is None else days(until))
    assert queries.state(found) == state
    assert queries.with_body("viltis", "prieglobstis").state == state
    shown = {"in_force": state != State.EXPIRED, "expiring": state == State.EXPIRING, "expired": state == State.EXPIRED}
    assert {show: queries.listed(worker, {"show": show}).exists() for show in shown} == shown
    assert queries.waiting(worker) == (state == State.EXPIRING)


def test_the_best_one_is_told_with_what_is_outside_its_competences(worker: Actor, rival: Actor) -> None:
    assert queries.with_body("viltis", "prieglobstis").state == State.MISSING
    kept(worker, days(-10))
    there = kept(worker, days(200), ("psych", "legal"))
    told = queries.with_body("viltis", "prieglobstis", services=["psych", "medical"])
    assert (told.state, told.memorandum, told.outside) == (State.IN_FORCE, there.pk, ("medical",))
    assert queries.with_body("prieglobstis", "viltis").state == State.MISSING  # the other keeps its own
    assert queries.bodies("viltis") == {"prieglobstis": State.IN_FORCE}


def test_a_body_that_is_not_in_the_directory_is_found_by_what_it_is_called(worker: Actor) -> None:
    made = services.enter(worker, Said("Riga", "", days(-1)))
    services.add_party(worker, made.pk, 1, SaidOfParty(name="Shelter  of Riga"))
    assert queries.with_body("viltis", "", "shelter of riga").state == State.IN_FORCE
    assert queries.with_body("viltis", "", "").state == State.MISSING


def test_a_renewed_one_reminds_nobody_and_its_follower_has_the_same_parties(worker: Actor, rival: Actor) -> None:
    found = kept(worker, days(20), ("psych",))
    made = services.renew(worker, found.pk, found.version, Said("Pagalba aukoms", "S-13", days(0), days(21), days(900)))
    (party,) = made.parties.all()
    assert (party.body, party.services) == ("prieglobstis", ["psych"])
    assert (queries.state(queries.one(worker, found.pk)), queries.waiting(worker)) == (State.IN_FORCE, 0)
    assert not list(reminding.due())
    with pytest.raises(GijaError) as refused:
        services.renew(worker, found.pk, found.version + 1, Said("x", "", days(0)))
    assert refused.value.code == "memoranda.over"


def test_supervisors_are_reminded_once_for_each_day_of_the_calendar(
    worker: Actor, rival: Actor, settings: Any, audit_entries: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_account("birute@gija.example", "Birutė", PASSWORD, "case_supervisor", "viltis")
    found = kept(worker, days(60))
    kept(worker, days(61))
    assert (reminding.remind_daily(), reminding.remind_daily()) == (1, 0)
    for left, sent in ((31, 0), (30, 1), (8, 0), (6, 1)):
        Memorandum.objects.filter(pk=found.pk).update(valid_to=days(left))
        found.told.update(last_on=days(left))
        assert reminding.remind_daily() == sent
    assert {tuple(letter.to) for letter in mail.outbox} == {("birute@gija.example",)}
    assert found.short in mail.outbox[0].subject
    entries = [one.action for one in audit_entries("casework") if one.action == "casework.memorandum.remind"]
    assert len(entries) == len(mail.outbox) == 3


def test_letters_that_are_refused_keep_no_other_memorandum_from_being_told_of(
    worker: Actor, rival: Actor, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_account("birute@gija.example", "Birutė", PASSWORD, "case_supervisor", "viltis")
    first, second = kept(worker, days(30)), kept(worker, days(30))
    refused, send = min(first.pk, second.pk), letters.send

    def taken(people: Any, written: Any) -> Any:
        if refused[:8].upper() in written("lt")[0]:
            raise SMTPException
        return send(people, written)

    monkeypatch.setattr(letters, "send", taken)
    assert reminding.remind_daily() == 1
    with pytest.raises(SMTPException):
        reminding.remind_daily()
    monkeypatch.setattr(letters, "send", send)
    assert reminding.remind_daily() == 1


def test_what_is_no_memorandum_is_refused_and_each_act_leaves_one_entry(
    worker: Actor, rival: Actor, audit_entries: Any
) -> None:
    for said, place in (
        (Said("", "", days(0)), "subject"),
        (Said("x"), "signed_on"),
        (Said("x", "", days(1)), "signed_on"),
        (Said("x", "", days(0), days(0), days(-1)), "valid_to"),
    ):
        with pytest.raises(FaultsError) as refused:
            services.enter(worker, said)
        assert refused.value.faults[0].field == place
    found = kept(worker, None)
    for party in (SaidOfParty(), SaidOfParty("kpb", "A"), SaidOfParty("prieglobstis"), SaidOfParty("viltis")):
        with pytest.raises(FaultsError):
            services.add_party(worker, found.pk, found.version, party)
    found = services.end(worker, found.pk, found.version, days(-1))
    assert queries.state(found) == State.ENDED
    services.strike(worker, found.pk, found.version, "Suklysta")
    assert queries.with_body("viltis", "prieglobstis").state == State.MISSING
    acts = [one.action.rpartition(".")[2] for one in audit_entries("casework") if "memorandum" in one.action]
    assert acts == ["enter", "add_party", "end", "strike"]


def test_another_institution_neither_sees_nor_changes_it(worker: Actor, rival: Actor) -> None:
    found = kept(worker, None)
    assert not queries.own(rival).exists()
    with pytest.raises(NotPermittedError):
        services.end(rival, found.pk, found.version, days(0))


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_enter_renew_and_take_away(worker: Actor, rival: Actor, client_for: Any, language: str) -> None:
    page = client_for("mantas", language)
    refused = page.post("/casework/memoranda/enter/", {"subject": "Su prieglauda"})
    assert (refused.status_code, "Su prieglauda" in refused.content.decode()) == (422, True)
    said = {"subject": "=Su prieglauda", "signed_on": days(-9).isoformat(), "valid_to": days(5).isoformat()}
    made = page.post("/casework/memoranda/enter/", said, follow=True)
    assert made.status_code == 200
    found = Memorandum.objects.get()
    at = f"/casework/memoranda/{found.pk}/"
    party = {"version": 1, "body": "prieglobstis", "services": ["psych"], "stages": ["assistance"]}
    assert page.post(f"{at}party/", party | {"name": "ir kita"}).status_code == 422
    assert page.post(f"{at}party/", party).status_code == 302
    for address in ("", "?show=expiring", "?show=in_force", "?show=expired", "?body=prieglobstis"):
        assert page.get(f"/casework/memoranda/{address}").status_code == 200
    assert "S-14" in page.post(f"{at}renew/", {"version": 2, "reference": "S-14"}).content.decode()
    removed = page.post(f"{at}party/{found.parties.get().pk}/remove/", {"version": 2}, follow=True)
    assert (removed.status_code, found.parties.count()) == (200, 0)


def test_what_is_taken_away_is_no_formula(worker: Actor, rival: Actor) -> None:
    from gija.casework.memoranda.views import _plain

    assert (_plain("=1+1"), _plain(None), _plain("S-1")) == ("'=1+1", "", "S-1")
    kept(worker, None)
    assert len(services.exported(worker)) == 1
