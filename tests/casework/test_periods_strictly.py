"""Periods of law under a stranger's hands: bad days, wrong kinds, two at once; and no false "no hit"."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.clocks import counting, feed, protection, queries, reminding, services
from gija.casework.clocks.models import OWN, Period
from gija.casework.clocks.services import PERMIT, REFLECTION, Begun
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
LENA = WHOLE | {
    "reference": "2026-001", "given_names": "Olena", "family_name": "Vyhadana", "citizenship": ["UKR"],
    "personal_code": "", "birth_date": "1995-02-03", "other_names": "", "municipality": "",
}  # fmt: skip
HOME = "/casework/periods/"


@pytest.fixture
def lena(worker: Actor) -> Any:
    """A case of somebody who is no citizen of the Union."""
    return cases.open_case(worker, LENA)


@pytest.fixture
def officer(cast: Any) -> Actor:
    """Vaida, of the migration authority."""
    if not Institution.objects.filter(code="migracija").exists():
        make_institution("migracija", "Migration authority (invented)", "Migracijos tarnyba (išgalvota)", "immigration")
    cast.join({"vaida": ("Vaida Sienienė", "migration_officer", "migracija")})
    found: Actor = cast.actor("vaida")
    return found


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def begun(worker: Actor, case: Any, kind: str = REFLECTION, ago: int = 10, **more: Any) -> Period:
    return services.begin(worker, case.pk, Begun(kind, days(-ago), **more))


def refused(act: Any) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.faults[0].code if isinstance(error.value, FaultsError) else error.value.code


UNREAD = (
    {"last_on": "2026-13-45"}, {"began_on": "vakar"}, {"met": ["nonsense"]}, {"title": "x" * 201},
    {"reference": "a\x00b"},
)  # fmt: skip


def test_what_cannot_be_read_begins_no_period(lena: Any, client_for: Any) -> None:
    said = {"case": lena.pk, "kind": PERMIT, "began_on": days(-1).isoformat(), "reference": "2026/17"}
    page = client_for("mantas")
    for bad in UNREAD:
        assert (page.post(HOME + "begin/", said | bad).status_code, Period.objects.count()) == (422, 0), bad


UNDONE: tuple[tuple[str, dict[str, str]], ...] = (
    ("decide", {"on": "2026-01-02"}), ("decide", {"on": "vakar", "cooperates": "yes"}),
    ("decide", {"cooperates": "x"}), ("interrupt", {"on": "32", "ground": "own_wish"}),
    ("interrupt", {"ground": "proceedings_ended"}), ("strike", {"reason": "x" * 1001}),
)  # fmt: skip


def test_what_cannot_be_read_is_noted_of_no_period(worker: Actor, lena: Any, client_for: Any) -> None:
    found, page = begun(worker, lena), client_for("mantas")
    for act, said in UNDONE:
        answer = page.post(f"{HOME}{found.pk}/{act}/", {"version": 1, "on": days(0).isoformat()} | said)
        kept = Period.objects.get()
        assert (answer.status_code, kept.version, kept.cooperates) == (422, 1, None), (act, said)
        assert (kept.decided_on, kept.interrupted_on, kept.struck_at) == (None, None, None)


def test_only_what_protects_is_ended_early_and_only_once(worker: Actor, lena: Any) -> None:
    hearing = begun(worker, lena, OWN, ago=5, last_on=days(5), title="Posėdis")
    assert refused(lambda: services.interrupt(worker, hearing.pk, 1, days(0), "own_wish")) == "clocks.wrong_kind"
    found = begun(worker, lena)
    services.interrupt(worker, found.pk, 1, days(-2), "own_wish")
    assert refused(lambda: services.interrupt(worker, found.pk, 2, days(0), "own_wish")) == "clocks.over"
    permit = begun(worker, lena, PERMIT)
    services.interrupt(worker, permit.pk, 1, days(0), "public_order")
    assert refused(lambda: services.renew(worker, permit.pk, 2, began_on=days(0))) == "clocks.over"
    assert counting.ended_permits("viltis", days(0), days(1)) == {("ended_early",): 1}


def test_a_deadline_is_met_once(worker: Actor, lena: Any) -> None:
    hearing = begun(worker, lena, OWN, ago=5, last_on=days(5), title="Posėdis")
    services.done(worker, hearing.pk, 1, days(-2))
    assert refused(lambda: services.done(worker, hearing.pk, 2, days(0))) == "clocks.over"


def test_a_permit_that_was_taken_back_is_noted_on_its_page(worker: Actor, lena: Any, client_for: Any) -> None:
    found = begun(worker, lena, PERMIT)
    page = client_for("mantas")
    assert reverse("clocks:turn", args=[found.pk, "interrupt"]) in page.get(f"{HOME}{found.pk}/").content.decode()
    said = {"version": 1, "on": days(0).isoformat(), "ground": "public_order"}
    assert page.post(f"{HOME}{found.pk}/interrupt/", said).status_code == 302
    assert Period.objects.get().interrupted_on == days(0)


def test_a_renewal_does_not_begin_before_the_permit_it_follows(worker: Actor, lena: Any) -> None:
    first = begun(worker, lena, PERMIT, ago=170)
    assert refused(lambda: services.renew(worker, first.pk, 1, began_on=days(-171))) == "clocks.backwards"


def test_a_renewal_in_error_gives_the_permit_before_it_back(worker: Actor, lena: Any) -> None:
    first = begun(worker, lena, PERMIT, ago=170)
    second = services.renew(worker, first.pk, 1, began_on=first.last_on)
    services.strike(worker, second.pk, 1, "Kito asmens")
    first.refresh_from_db()
    assert (first.replaced, first.version) == (False, 3)
    assert [one.pk for one in queries.running(lena)] == [first.pk]
    third = services.renew(worker, first.pk, 3, began_on=first.last_on)
    assert third.times == 2


def test_of_two_at_once_the_second_is_told_though_it_looked_before_the_first_wrote(
    worker: Actor, lena: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What PostgreSQL lets happen: the other transaction ends between the look and the lock."""
    found, look = begun(worker, lena), queries.one

    def meanwhile(*args: Any) -> Period:
        seen = look(*args)
        Period.objects.filter(pk=seen.pk).update(version=2, decided_on=days(0), cooperates=True)
        return seen

    monkeypatch.setattr(queries, "one", meanwhile)
    act = lambda: services.interrupt(worker, found.pk, 1, days(0), "own_wish")  # noqa: E731
    assert refused(act) == "casefile.changed_meanwhile"
    assert Period.objects.get().interrupted_on is None


def test_the_last_day_there_is_breaks_no_calendar_and_no_page(worker: Actor, lena: Any, client_for: Any) -> None:
    far = begun(worker, lena, OWN, ago=0, last_on=dt.date.max, title="Niekada")
    early = services.begin(worker, lena.pk, Begun(PERMIT, dt.date(1, 1, 1)))
    assert feed.calendar_of(worker, "lt", timezone.now()).count(b"BEGIN:VEVENT") == 1
    page = client_for("mantas")
    for address in ("", "?show=soon", "?show=late", f"{far.pk}/", f"{early.pk}/", "periods.ics"):
        assert page.get(HOME + address).status_code == 200


HIT = {"given_names": "Olena", "family_name": "Vyhadana", "birth_date": "1995-02-03"}


WAYS: tuple[dict[str, str], ...] = (
    {}, {"personal_code": "39502030011"}, {"given_names": ""}, {"given_names": "Olena Ivanivna"},
    {"given_names": "Vyhadana", "family_name": "Olena"}, {"birth_date": "1995"},
)  # fmt: skip


def test_no_way_of_writing_it_hides_a_protected_person(worker: Actor, officer: Actor, lena: Any) -> None:
    """A false "no hit" expels a protected person; a hit too many asks the owner."""
    begun(worker, lena)
    for asked in WAYS:
        assert protection.ask(officer, protection.Asked(**HIT | asked, purpose="x")).hit, asked


def test_who_is_somebody_else_is_no_hit_and_a_birth_date_nobody_can_read_is_refused(
    worker: Actor, officer: Actor, lena: Any
) -> None:
    begun(worker, lena)
    assert not protection.ask(officer, protection.Asked(personal_code="39502030011", purpose="x")).hit
    for other in ({"birth_date": "1995-02-04"}, {"family_name": "Kita"}, {"given_names": "Iryna"}):
        assert not protection.ask(officer, protection.Asked(**HIT | other, purpose="x")).hit
    for wrong in ("1995.02.03", "03/02/1995", "vasaris", "1995-2-3"):
        asked = protection.Asked(**HIT | {"birth_date": wrong}, purpose="x")
        assert refused(lambda asked=asked: protection.ask(officer, asked)) == "casefile.born"


def test_a_question_that_says_nothing_once_it_is_read_is_refused_not_answered(officer: Actor) -> None:
    for thin in ({"personal_code": "--"}, {"family_name": "-", "birth_date": "1995"}, {"birth_date": "1995-02-03"}):
        assert refused(lambda thin=thin: protection.ask(officer, protection.Asked(**thin, purpose="x"))) == (
            "casefile.too_thin"
        )


def test_a_personal_code_is_found_however_it_is_written(worker: Actor, officer: Actor, lena: Any) -> None:
    lena.person.personal_code = "49502030017"
    lena.person.save()
    begun(worker, lena)
    for written in ("49502030017", "4950203 0017", "4950203-0017"):
        assert protection.ask(officer, protection.Asked(personal_code=written, purpose="x")).hit


def test_letters_that_are_refused_keep_no_other_period_from_being_told_of(
    worker: Actor, lena: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = begun(worker, lena, ago=21)
    begun(worker, lena, OWN, ago=1, last_on=days(2), title="Posėdis")
    told = reminding._one

    def one(period: Period, before: int) -> bool:
        if period.pk == refusing.pk:
            raise SMTPRecipientsRefused({})
        return told(period, before)

    monkeypatch.setattr(reminding, "_one", one)
    assert reminding.remind_daily() == 1
    with pytest.raises(SMTPRecipientsRefused):
        reminding.remind_daily()
    monkeypatch.setattr(reminding, "_one", told)
    assert reminding.remind_daily() == 1


def test_a_form_that_says_nothing_at_all_is_refused(client_for: Any) -> None:
    page = client_for("mantas")
    for address in ("periods/begin/", "compensation/begin/"):
        assert page.post(f"/casework/{address}", {}).status_code == 422
