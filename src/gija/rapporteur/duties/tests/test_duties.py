"""Duties: the calendar, proof, escalation by real mail, feeds, who may do what."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from gija.commons import letters
from gija.commons.testing import Cast
from gija.rapporteur.duties import calendar, ical, queries, reminding, services
from gija.rapporteur.duties.models import Due
from gija.rapporteur.duties.services import Proof
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/duties/"
# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "paulius": ("Paulius Koordinatorius", "national_coordinator", "moi"),
    "vytas": ("Vytas Vadovas", "supplier_head", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


@pytest.fixture
def due(cast: Cast) -> Callable[..., Due]:
    """`due(days=-2)`: a duty of the police bureau, due that many days from today."""

    def made(days: int = 10) -> Due:
        day = timezone.localdate() + dt.timedelta(days=days)
        return services.add(cast.actor("vaida"), Text("Report", "Ataskaita"), "kpb", ("government",), day, "own")

    return made


PROOF = Proof(dt.date(2026, 1, 15), "document_system", "1D-123")


def test_the_commission_informs_the_government_until_the_end_of_january() -> None:
    """S1 L55: each year until 31 January; S2 L45: every half of a year."""
    found = {(duty.code, period): day for duty, period, day in calendar.of_year(2014)}
    assert found["commission_january", "2014"] == dt.date(2015, 1, 31)
    assert found["half_year_report", "2014-H1"] == dt.date(2014, 7, 31)
    assert found["half_year_report", "2014-H2"] == dt.date(2015, 1, 31)
    assert not calendar.duty("commission_january").own_day


def test_the_next_action_plan_is_presented_every_third_year() -> None:
    """S1 L51: the Commission presents a plan every 3 years; that of 2013–2015 was adopted in 2012."""
    years = [year for year in range(2010, 2020) if calendar.duty("plan_cycle").of(year)]
    assert years == [2012, 2015, 2018]
    assert calendar.duty("plan_cycle").day(2015, "") == dt.date(2015, 12, 31)


def test_every_deadline_is_in_the_year_or_the_next() -> None:
    for year in (2019, 2023, 2024):
        assert all(day.year in (year, year + 1) for _duty, _period, day in calendar.of_year(year))


def test_a_year_is_entered_once(cast: Cast) -> None:
    made = services.make_year(cast.actor("vaida"), 2031)
    assert len(made) == len(calendar.of_year(2031))
    assert services.make_year(cast.actor("vaida"), 2031) == []


def test_proof_of_sending_stays_whatever_comes_after(cast: Cast, due: Any, audit_entries: Any) -> None:
    vaida, one = cast.actor("vaida"), due()
    one = services.put_off(
        vaida, one.pk, one.version, one.due_on + dt.timedelta(days=5), "The Government asked for it."
    )
    one = services.sent(cast.actor("vytas"), one.pk, one.version, PROOF)
    one = services.received(cast.actor("vytas"), one.pk, one.version, dt.date(2026, 1, 16), "G-77")
    one = services.reopen(vaida, one.pk, one.version, "It was another letter.")
    acts = list(one.acts.all())
    assert [a.act for a in acts] == ["make", "put_off", "send", "receive", "reopen"]
    assert (acts[2].reference, acts[3].reference) == ("1D-123", "G-77")
    own = [e for e in audit_entries("rapporteur") if e.object_type == "duty" and e.object_id == str(one.pk)]
    assert len(own) == len(acts)
    with pytest.raises(GijaError):
        acts[2].delete()


REFUSED: list[tuple[str, str, Callable[[Any, Any, Any], Any]]] = [
    ("duties.proof", "vytas", lambda a, d, s: s.sent(a, d.pk, d.version, Proof(dt.date(2026, 1, 1), "pigeon", "1D"))),
    ("duties.proof", "vytas", lambda a, d, s: s.sent(a, d.pk, d.version, Proof(dt.date(2026, 1, 1), "post", ""))),
    ("duties.future", "vytas", lambda a, d, s: s.sent(a, d.pk, d.version, Proof(dt.date(2999, 1, 1), "post", "1D"))),
    ("duties.version", "vytas", lambda a, d, s: s.sent(a, d.pk, d.version + 1, PROOF)),
    ("duties.state", "vytas", lambda a, d, s: s.received(a, d.pk, d.version, dt.date(2026, 1, 1), "G-1")),
    ("duties.reason", "vaida", lambda a, d, s: s.drop(a, d.pk, d.version, "no")),
    ("common.not_permitted", "vytas", lambda a, d, s: s.drop(a, d.pk, d.version, "We do not like it.")),
    ("common.not_permitted", "ona", lambda a, d, s: s.sent(a, d.pk, d.version, PROOF)),
]


@pytest.mark.parametrize(("code", "who", "act"), REFUSED, ids=range(len(REFUSED)))
def test_what_does_not_fit_is_refused_and_changes_nothing(cast: Cast, due: Any, code: str, who: str, act: Any) -> None:
    one = due()
    with pytest.raises(GijaError) as refused:
        act(cast.actor(who), one, services)
    assert refused.value.code == code
    assert list(Due.objects.filter(pk=one.pk).values_list("state", "version")) == [("open", 1)]


def test_another_institution_notes_nothing(cast: Cast, due: Any) -> None:
    one = services.add(
        cast.actor("vaida"), Text("Report", "Ataskaita"), "seimas", (), timezone.localdate(), ""
    )  # fmt: skip
    with pytest.raises(GijaError) as refused:
        services.sent(cast.actor("vytas"), one.pk, one.version, PROOF)
    assert refused.value.code == "duties.not_found"
    assert (
        services.sent(cast.actor("paulius"), one.pk, one.version, PROOF).state == "sent"
    )  # who keeps the calendar may


@pytest.fixture
def mailbox(settings: Any) -> Any:
    """A real mail server on this machine."""
    from aiosmtpd.controller import Controller

    class Kept:
        def __init__(self) -> None:
            self.letters: list[tuple[list[str], str]] = []

        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Kept()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False
    yield kept
    server.stop()


def test_what_is_late_is_told_to_the_head_and_the_coordinator_once(cast: Cast, due: Any, mailbox: Any) -> None:
    one, today = due(days=20), timezone.localdate()
    assert reminding.remind(cast.actor("vaida"), today) == 1  # within a month: to who owes it
    assert {to for people, _text in mailbox.letters for to in people} == {"vytas@gija.example"}
    assert reminding.remind(cast.actor("vaida"), today) == 0
    mailbox.letters.clear()
    assert reminding.remind(cast.actor("vaida"), one.due_on + dt.timedelta(days=1)) == 1
    assert {to for people, _text in mailbox.letters for to in people} == {"vytas@gija.example", "paulius@gija.example"}
    services.put_off(cast.actor("vaida"), one.pk, 1, one.due_on + dt.timedelta(days=60), "The Government asked for it.")
    assert [n for d, n in reminding.due(one.due_on + dt.timedelta(days=59)) if d.pk == one.pk] == [-7]


def test_without_a_mail_server_nothing_is_noted(cast: Cast, due: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    due(days=-3)
    with pytest.raises(GijaError, match="mail server"):
        reminding.remind(cast.actor("vaida"))
    assert reminding.remind_daily() == 0
    assert list(reminding.due())


def test_a_calendar_program_reads_the_open_duties(cast: Cast, due: Any) -> None:
    from icalendar import Calendar

    one, done = due(), due()
    services.drop(cast.actor("vaida"), done.pk, 1, "It is not needed.")
    found = queries.all_of(cast.actor("vaida"))
    text = ical.calendar_of(found, "lt", timezone.now())
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [(e["uid"], e.decoded("dtstart")) for e in events] == [(f"duty-{one.pk}@gija", one.due_on)]
    assert "Ataskaita" in text.decode()
    assert not any(name in text.decode() for name in ("Vaida", "@gija.example"))


def test_a_feed_ends_with_its_key_or_its_owner(cast: Cast, client: Any, due: Any) -> None:
    due()
    first = ical.FEEDS.renew(cast.actor("vaida"))
    second = ical.FEEDS.renew(cast.actor("vaida"))
    assert client.get(f"{BASE}feed/{first}.ics").status_code == 404
    answer = client.get(f"{BASE}feed/{second}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    account = cast.accounts["vaida"]
    account.is_active = False
    account.save()
    assert client.get(f"{BASE}feed/{second}.ics").status_code == 404


@pytest.mark.parametrize("language", ["en", "lt"])
def test_pages_of_duties(client_for: Any, due: Any, language: str) -> None:
    one = due(days=-1)
    for address in ("", "?state=late", "?year=2026", f"{one.pk}/", "duties.ics", "feed/"):
        for key in ("vaida", "paulius", "vytas", "ona"):
            assert client_for(key, language).get(BASE + address).status_code == 200, address
        assert client_for("rasa", language).get(BASE + address).status_code == 403, address
    assert client_for("vaida").get(f"{BASE}add/").status_code == 200
    assert client_for("vytas").get(f"{BASE}add/").status_code == 403
    late = client_for("vaida", language).get(f"{BASE}?state=late").content.decode()
    assert {"en": "Report", "lt": "Ataskaita"}[language] in late


def test_errors_stand_at_their_fields_and_proof_is_shown(client_for: Any, due: Any) -> None:
    one, vytas = due(), client_for("vytas")
    said = {"version": 1, "day": "2026-01-15", "channel": "post", "reference": ""}
    assert vytas.post(f"{BASE}{one.pk}/sent/", said).status_code == 422
    assert vytas.post(f"{BASE}{one.pk}/sent/", said | {"reference": "1"}).status_code == 422
    assert vytas.post(f"{BASE}{one.pk}/fly/", said).status_code == 404
    assert vytas.post(f"{BASE}{one.pk}/sent/", said | {"reference": "1D-9"}).status_code == 302
    assert "1D-9" in vytas.get(f"{BASE}{one.pk}/").content.decode()
    assert vytas.post(f"{BASE}{one.pk}/keep/drop/", {"version": 2, "reason": "It is not ours."}).status_code == 403


def test_a_duty_whose_letters_are_refused_keeps_no_other_from_being_reminded_of(
    cast: Cast, due: Callable[..., Due], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = due(1), due(2)
    Due.objects.exclude(pk__in=(mine.pk, theirs.pk)).update(state="received")
    send, tried = letters.send, []

    def refuses_the_first(*given: Any) -> int:
        tried.append(given)
        if len(tried) == 1:
            raise SMTPRecipientsRefused({})
        return send(*given)

    monkeypatch.setattr(letters, "send", refuses_the_first)
    assert reminding.remind(cast.actor("vaida")) == 1
    assert len(mail.outbox) == 1
    (left,) = (one for one, _days in reminding.due())  # noted only where letters went
    tried.clear()
    with pytest.raises(SMTPRecipientsRefused):  # nobody could be written to: that is told
        reminding.remind(cast.actor("vaida"))
    assert [one.pk for one, _days in reminding.due()] == [left.pk]
