"""Periods of law in cases: begun, decided, interrupted, renewed, reminded of; and nobody is expelled meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.clocks import feed, paper, protection, queries, reminding, services
from gija.casework.clocks.models import OWN, Period
from gija.casework.clocks.services import PERMIT, REFLECTION, Begun
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
LENA = WHOLE | {
    "reference": "2026-001", "given_names": "Olena", "family_name": "Vyhadana", "citizenship": ["UKR"],
    "personal_code": "",
    "birth_date": "1995-02-03", "other_names": "", "municipality": "",
}  # fmt: skip


@pytest.fixture
def lena(worker: Actor) -> Any:
    """A case of somebody who is no citizen of the Union."""
    return cases.open_case(worker, LENA)


@pytest.fixture
def officer(cast: Any) -> Actor:
    """Vaida, of the migration authority."""
    if not Institution.objects.filter(code="migracija").exists():
        make_institution("migracija", "Migration authority (invented)", "Migracijos tarnyba (išgalvota)", "immigration")
    account = make_account(
        "vaida@gija.example", "Vaida Sienienė", PASSWORD, "migration_officer", "migracija", demo=True
    )
    return actor_of(account)


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def begun(worker: Actor, case: Any, kind: str = REFLECTION, ago: int = 10, **more: Any) -> Period:
    return services.begin(worker, case.pk, Begun(kind, days(-ago), **more))


def code_of(refused: pytest.ExceptionInfo[GijaError]) -> str:
    return refused.value.faults[0].code if isinstance(refused.value, FaultsError) else refused.value.code


def test_a_reflection_period_runs_thirty_days_and_each_act_leaves_one_entry(
    worker: Actor, lena: Any, audit_entries: Any
) -> None:
    found = begun(worker, lena)
    assert (found.last_on, queries.stands(found).left) == (days(20), 20)
    found = services.decide(worker, found.pk, found.version, days(-1), True)
    services.interrupt(worker, found.pk, found.version, days(0), "own_wish")
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.period")]
    assert acts == ["casework.period.begin", "casework.period.decide", "casework.period.interrupt"]
    found = Period.objects.get()
    assert (found.cooperates, queries.stands(found).last, found.turns.count()) == (True, days(0), 3)


def test_a_form_sent_twice_begins_one_period(worker: Actor, lena: Any) -> None:
    number = "0d0f0c55-9d0b-4f6c-8d5b-1f6a6a0f0a01"
    first = services.begin(worker, lena.pk, Begun(REFLECTION, days(0)), number)
    assert services.begin(worker, lena.pk, Begun(REFLECTION, days(0)), number) == first
    assert Period.objects.count() == 1


def test_what_the_law_does_not_give_is_refused(worker: Actor, case: Any, lena: Any) -> None:
    wrong = {
        "clocks.union_citizen": (case, Begun(REFLECTION, days(0))), "clocks.future": (lena, Begun(PERMIT, days(1))),
        "clocks.backwards": (lena, Begun(PERMIT, days(0), days(-3))), "casefile.required": (lena, Begun(OWN, days(0))),
    }  # fmt: skip
    for code, (of, said) in wrong.items():
        with pytest.raises(GijaError) as refused:
            services.begin(worker, of.pk, said)
        assert code_of(refused) == code
    begun(worker, lena)
    with pytest.raises(GijaError) as refused:
        begun(worker, lena)
    assert code_of(refused) == "clocks.runs_already"


def test_a_permit_is_renewed_in_a_chain_and_a_gap_is_a_new_permit(worker: Actor, lena: Any) -> None:
    first = begun(worker, lena, PERMIT, ago=170)
    second = services.renew(worker, first.pk, first.version, began_on=first.last_on)
    assert (second.times, second.first_on) == (2, first.began_on)
    assert second.last_on > first.last_on
    with pytest.raises(GijaError) as refused:
        services.renew(worker, first.pk, first.version + 1, began_on=first.last_on)
    assert code_of(refused) == "clocks.over"
    with pytest.raises(GijaError) as refused:
        services.renew(worker, second.pk, second.version, began_on=second.last_on + dt.timedelta(days=2))
    assert code_of(refused) == "clocks.gap"


def test_two_at_once_lose_nothing(worker: Actor, lena: Any) -> None:
    found = begun(worker, lena)
    services.decide(worker, found.pk, found.version, days(0), False)
    with pytest.raises(GijaError) as refused:
        services.interrupt(worker, found.pk, found.version, days(0), "own_wish")
    assert code_of(refused) == "casefile.changed_meanwhile"


def test_what_is_late_stands_first_for_whoever_must_act(worker: Actor, rival: Actor, lena: Any) -> None:
    begun(worker, lena, REFLECTION, ago=40)
    hearing = begun(worker, lena, OWN, ago=20, last_on=days(-2), title="Posėdis")
    begun(worker, lena, PERMIT, ago=10)
    assert [one.kind for one in queries.undecided(worker)] == [REFLECTION]
    assert [one.pk for one in queries.unmet(worker)] == [hearing.pk]
    assert queries.waiting(worker) == 2
    services.done(worker, hearing.pk, hearing.version, days(-3))
    assert (queries.waiting(worker), queries.waiting(rival)) == (1, 0)


def test_another_institution_sees_and_changes_no_period(worker: Actor, rival: Actor, lena: Any) -> None:
    found = begun(worker, lena)
    assert not queries.own(rival).exists()
    with pytest.raises(NotPermittedError):
        queries.one(rival, found.pk)
    with pytest.raises(NotPermittedError):
        services.strike(rival, found.pk, 1, "x")


def test_the_migration_authority_gets_hit_or_no_hit_and_the_owner_sees_who_asked(
    worker: Actor, officer: Actor, lena: Any, audit_entries: Any
) -> None:
    found = begun(worker, lena)
    who = {"given_names": "OLENA", "family_name": "vyhadana", "birth_date": "1995-02-03"}
    hit = protection.ask(officer, protection.Asked(**who, purpose="Sprendimas dėl išsiuntimo"))
    assert (hit.hit, hit.until, hit.institution) == (True, found.last_on, "viltis")
    assert not protection.ask(officer, protection.Asked(**who | {"birth_date": "1995-02-04"}, purpose="x")).hit
    assert [turn.act for turn in found.turns.all()] == ["begin", "asked"]
    entries = [one for one in audit_entries("casework") if one.action == "casework.period.ask"]
    assert [one.details["hit"] for one in entries] == [True, False]
    assert "vyhadana" not in str([one.details for one in entries]).lower()


def test_nobody_else_may_ask_and_a_thin_question_is_refused(worker: Actor, officer: Actor) -> None:
    with pytest.raises(NotPermittedError):
        protection.ask(worker, protection.Asked(personal_code="1", purpose="x"))
    with pytest.raises(FaultsError) as refused:
        protection.ask(officer, protection.Asked(family_name="X"))
    assert [fault.field for fault in refused.value.faults] == ["personal_code", "purpose"]


def test_a_period_that_is_over_or_ended_early_protects_nobody(worker: Actor, officer: Actor, lena: Any) -> None:
    asked = protection.Asked(given_names="Olena", family_name="Vyhadana", birth_date="1995-02-03", purpose="x")
    over = begun(worker, lena, ago=31)
    assert not protection.ask(officer, asked).hit
    services.strike(worker, over.pk, over.version, "Klaida")
    cut = begun(worker, lena, ago=5)
    services.interrupt(worker, cut.pk, cut.version, days(-1), "public_order")
    assert not protection.ask(officer, asked).hit


def test_reminders_go_once_for_each_day_and_name_nobody(worker: Actor, lena: Any, settings: Any) -> None:
    begun(worker, lena, ago=21)  # nine days left: the tenth has come
    assert reminding.remind_daily() == 1
    assert reminding.remind_daily() == 0
    (letter,) = mail.outbox
    assert lena.short in letter.subject
    assert "Vyhadana" not in f"{letter.subject} {letter.body}"
    (again,) = list(reminding.due(days(7)))  # two days left: the third has come
    assert again[1] == 3


def test_the_calendar_tells_case_numbers_and_days_and_ends_with_its_key(worker: Actor, lena: Any, client: Any) -> None:
    begun(worker, lena)
    begun(worker, lena, OWN, ago=0, last_on=days(5), title="Olena Vyhadana teisme")
    key = feed.FEEDS.renew(worker)
    got = client.get(f"/casework/periods/feed/{key}.ics")
    assert (got.status_code, got.content.count(b"BEGIN:VEVENT")) == (200, 2)
    assert b"Vyhadana" not in got.content
    feed.FEEDS.end(worker)
    assert client.get(f"/casework/periods/feed/{key}.ics").status_code == 404


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_certificate_is_made_while_the_period_runs_and_looking_is_kept(
    worker: Actor, lena: Any, audit_entries: Any, language: str
) -> None:
    found = begun(worker, lena)
    _found, made = paper.certificate(worker, found.pk, language)
    assert made.startswith(b"%PDF")
    assert made == paper.certificate(worker, found.pk, language)[1], "same day, same bytes"
    assert [one.action for one in audit_entries("casework")][-1] == "casework.period.export"
    services.interrupt(worker, found.pk, found.version, days(-1), "own_wish")
    with pytest.raises(GijaError) as refused:
        paper.certificate(worker, found.pk, language)
    assert code_of(refused) == "clocks.over"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_work_without_script_and_keep_what_was_written(
    worker: Actor, lena: Any, client_for: Any, language: str
) -> None:
    page, form = client_for("mantas", language), {"case": lena.pk, "kind": OWN, "began_on": days(0).isoformat()}
    refused = page.post("/casework/periods/begin/", form | {"reference": "2026/17"})
    assert (refused.status_code, refused.content.count(b"2026/17")) == (422, 1)
    nowhere = page.post("/casework/periods/begin/", form | {"case": "", "reference": "2026/17"})
    assert (nowhere.status_code, nowhere.content.count(b"2026/17")) == (422, 1)
    form |= {"kind": REFLECTION, "reference": "2026/17"}
    made = page.post("/casework/periods/begin/", form, follow=True)
    assert made.status_code == 200
    found = Period.objects.get()
    for address in ("", f"{found.pk}/", "?show=late", "?show=soon", "?show=live&kind=" + REFLECTION, "feed/"):
        assert page.get(f"/casework/periods/{address}").status_code == 200
    bad = page.post(f"/casework/periods/{found.pk}/interrupt/", {"version": 1, "on": days(3).isoformat(), "ground": ""})
    assert bad.status_code == 422
    on = {"version": 1, "on": days(0).isoformat(), "cooperates": "no"}
    assert page.post(f"/casework/periods/{found.pk}/decide/", on, follow=True).status_code == 200
    assert Period.objects.get().cooperates is False
    assert str(found.pk) in page.get(f"/casework/cases/{lena.pk}/").content.decode()
