"""What happens to a tip from its coming to its erasing: each act once, by right, with an entry and a clock."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core import mail as outbox
from django.utils import timezone

from gija.commons.courier.models import Outgoing
from gija.messages import spool
from gija.messages.receipts import new_code, receipt
from gija.messages.tips import Tip as TipPiece
from gija.messages.tips import TipMessage
from gija.methods.tables import Period
from gija.police.search import retention as questions
from gija.police.search.tests.conftest import ONA
from gija.police.tips import (
    acknowledging,
    answering,
    linking,
    publishing,
    queries,
    retention,
    sealing,
    services,
    tables,
)
from gija.police.tips.keys import Made
from gija.police.tips.models import Event, Piece, Tip, TipFile, Writing
from gija.police.tips.tests.conftest import TEXT, mail
from gija.police.tips.words import State
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police"])
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


@pytest.fixture
def tomas(cast: Any) -> Any:
    return cast.actor("tomas")


def test_a_mail_met_again_is_the_same_tip(came: Callable[..., Tip]) -> None:
    first = came(mail(), uid=1)
    assert came(mail(), uid=2).pk == first.pk
    assert came(mail(), uid=1).pk == first.pk
    assert (Tip.objects.count(), first.sightings.count()) == (1, 2)


def test_like_tips_are_found_without_opening_any(came: Callable[..., Tip], tomas: Any) -> None:
    first = came(mail(), uid=1)
    same = came(mail(TEXT.upper() + " !!", sender="kita@example.lt", Message_ID="<2@x.lt>"), uid=2)
    sender = came(mail("Visai kas kita", Message_ID="<3@x.lt>"), uid=3)
    came(mail("Trečias", sender="trys@example.lt", Message_ID="<4@x.lt>"), uid=4)
    assert {one.tip.pk: one.why for one in queries.alike(tomas, first)} == {
        same.pk: (queries.SAME["text"],), sender.pk: (queries.SAME["sender"],),
    }  # fmt: skip


def test_the_queue_puts_what_is_urgent_first_and_the_clock_follows(came: Callable[..., Tip], tomas: Any) -> None:
    found = [came(mail(f"Pranešimas {n}", Message_ID=f"<{n}@x.lt>"), uid=n) for n in range(3)]
    services.sort(tomas, found[2].pk, "report", "now")
    services.sort(tomas, found[0].pk, "advice", "usual")
    assert [one.pk for one in queries.queue(tomas)] == [found[2].pk, found[1].pk, found[0].pk]
    today = timezone.localdate()
    assert Tip.objects.get(pk=found[2].pk).due_on == today
    assert Tip.objects.get(pk=found[0].pk).due_on == today + dt.timedelta(days=10)
    assert queries.waiting(tomas) == 3
    assert refused(lambda: services.sort(tomas, found[0].pk, "report", "later")) == "tips.unknown_code"


def test_a_tip_is_taken_on_closed_and_opened_again(came: Callable[..., Tip], tomas: Any, audit_entries: Any) -> None:
    found = came()
    assert services.assign(tomas, found.pk, tomas.account).state == State.ASSIGNED
    assert refused(lambda: services.assign(tomas, found.pk, 999_999)) == "tips.not_an_officer"
    assert refused(lambda: services.close(tomas, found.pk, "used")) == "tips.sort_first"
    services.sort(tomas, found.pk, "report", "soon")
    assert services.close(tomas, found.pk, "used", "Panaudota tyrime").outcome == "used"
    assert refused(lambda: services.add_note(tomas, found.pk, "dar")) == "tips.closed"
    assert services.reopen(tomas, found.pk).state == State.ASSIGNED
    assert refused(lambda: services.reopen(tomas, found.pk)) == "tips.not_closed"
    acts = [e.action.rpartition(".")[2] for e in audit_entries("police") if e.object_id == found.pk]
    assert acts == ["receive", "assign", "sort", "close", "reopen"]
    assert services.close(tomas, found.pk, "spam").kind == "spam"


def test_an_answer_goes_by_mail_and_is_kept_sealed(
    came: Callable[..., Tip], tomas: Any, desk: Made, settings: Any
) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    found = came()
    answering.answer(
        tomas, (desk.identity,), found.pk, "Dėl\r\nBcc: x@y.lt", "Neišvykite, paskambinkite mums.", wait=True
    )
    sent = outbox.outbox[0]
    assert (sent.to, sent.subject, sent.extra_headers) == (
        ["ona@example.lt"], "Dėl Bcc: x@y.lt", {"In-Reply-To": "<1@example.lt>"},
    )  # fmt: skip
    assert "Neišvykite" in sent.body
    assert TEXT not in sent.body
    (one, text) = queries.writings(found, (desk.identity,))[0]
    assert (one.kind, text.endswith("paskambinkite mums.")) == ("answer", True)
    assert Tip.objects.get(pk=found.pk).state == State.WAITING


def test_what_the_mail_server_does_not_take_is_not_kept(
    came: Callable[..., Tip], tomas: Any, desk: Made, settings: Any
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    found = came()
    assert refused(lambda: answering.answer(tomas, (desk.identity,), found.pk, "x", "Neišvykite")) == "tips.not_sent"
    assert not Writing.objects.exists()
    nobody = came(mail(sender="undisclosed", Message_ID="<9@x.lt>"), uid=9)
    assert refused(lambda: answering.answer(tomas, (desk.identity,), nobody.pk, "x", "labas")) == "tips.no_way_back"


def test_each_sender_is_told_once_a_day_and_machines_never(came: Callable[..., Tip], settings: Any) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    for uid, raw in enumerate((mail(), mail("Dar", Message_ID="<2@x.lt>"), mail("x", Auto_Submitted="auto-replied"),
                               mail("y", sender="petras@example.lt")), start=1):  # fmt: skip
        came(raw, uid)
    assert acknowledging.send_due() == 2
    assert [one.to for one in outbox.outbox] == [["ona@example.lt"], ["petras@example.lt"]]
    assert all(one.extra_headers["Auto-Submitted"] == "auto-replied" for one in outbox.outbox)
    assert acknowledging.send_due() == 0
    came(mail("Rytoj", Message_ID="<7@x.lt>"), 7)
    assert acknowledging.send_due() == 0
    assert not Tip.objects.exclude(acknowledge_to="").exists()


def test_a_flood_of_made_up_senders_is_not_passed_on(
    came: Callable[..., Tip], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    monkeypatch.setattr(acknowledging, "MOST", 3)
    for n in range(5):
        came(mail(f"Nr. {n}", sender=f"n{n}@example.lt"), n)
    assert acknowledging.send_due() == 3
    assert acknowledging.send_due() == 0
    Tip.objects.exclude(acknowledge_to="").update(received_at=timezone.now() - dt.timedelta(days=3))
    acknowledging.send_due()
    assert not Tip.objects.exclude(acknowledge_to="").exists()  # an address is not kept for ever


def test_only_what_one_may_see_is_linked_and_an_open_tip_keeps_its_question(
    came: Callable[..., Tip], tomas: Any, databases: Any, asks: Any
) -> None:
    databases.add("residents", ONA)
    own, other, found = asks("tomas", name="Jonas Žvalgaitis"), asks("rasa", name="Jonas Žvalgaitis"), came()
    assert refused(lambda: linking.link(tomas, found.pk, "query", other.pk)) == "tips.nothing_to_link"
    assert refused(lambda: linking.link(tomas, found.pk, "proceeding", "x")) == "tips.nothing_to_link"
    made = linking.link(tomas, found.pk, "query", f"http://x/police/search/{own.pk}/")
    assert linking.link(tomas, found.pk, "query", own.pk).pk == made.pk
    assert [one.seen for one in linking.links(tomas, found)] == [True]
    assert questions.needed([own.pk, other.pk]) == {own.pk}
    linking.unlink(tomas, found.pk, made.pk)
    assert not questions.needed([own.pk])


def test_what_a_closed_tip_says_is_erased_on_its_day_and_the_figure_stays(came: Callable[..., Tip], tomas: Any) -> None:
    found, other = came(), came(mail("Kitas", Message_ID="<2@x.lt>"), 2)
    services.close(tomas, found.pk, "spam", "Reklama")
    day = retention.kept_until(Tip.objects.get(pk=found.pk))
    assert day == timezone.localdate() + dt.timedelta(days=30)
    assert retention.sweep(day) == 0
    assert retention.sweep(day + dt.timedelta(days=1)) == 1
    for model in (Piece, TipFile, Writing, Event):
        assert not model.objects.filter(tip=found.pk).exists()
    assert Piece.objects.filter(tip=other.pk).exists()
    left = Tip.objects.get(pk=found.pk)
    assert (left.sender_index, left.text_index, left.outcome) == ("", "", "spam")
    assert came(mail()).pk == found.pk  # the same mail met again makes no new tip
    assert refused(lambda: services.reopen(tomas, found.pk)) == "tips.erased"


def test_counts_of_a_half_year_are_approved_by_another_and_handed_over(
    came: Callable[..., Tip], tomas: Any, colleague: Any
) -> None:
    found = came()
    Tip.objects.filter(pk=found.pk).update(received_at=dt.datetime(2013, 6, 30, 20, 59, tzinfo=dt.UTC))
    late = came(mail("Kitas", Message_ID="<2@x.lt>"), 2)
    Tip.objects.filter(pk=late.pk).update(received_at=dt.datetime(2013, 6, 30, 21, 0, tzinfo=dt.UTC))  # July in Vilnius
    made = tables.make(tomas, Period(2013, 1))
    assert tables.kept(made) == {("mail", "unsorted", "open"): 1}
    assert refused(lambda: tables.approve(tomas, made.pk)) == "tips.own_approval"
    tables.approve(colleague, made.pk)
    assert refused(lambda: tables.approve(colleague, made.pk)) == "tips.table_sent"
    letter = Outgoing.objects.using("police").get(kind="statistics_table")
    body = json.loads(letter.body)
    assert (letter.to_zone, body["period"], body["table"]) == ("rapporteur", "2013-H1", "tips")
    assert TEXT not in letter.body
    counted = {tuple(cell["key"]): cell["value"] for cell in body["cells"]}
    assert counted["_T", "_T", "_T"] == counted["mail", "_T", "_T"] == counted["mail", "unsorted", "open"] == 1
    assert counted["call", "_T", "_T"] == 0
    assert refused(lambda: tables.make(tomas, Period(timezone.localdate().year, 2))) == "tips.period_open"


def test_counts_that_have_changed_are_not_handed_over(came: Callable[..., Tip], tomas: Any, colleague: Any) -> None:
    found = came()
    Tip.objects.filter(pk=found.pk).update(received_at=dt.datetime(2012, 3, 1, tzinfo=dt.UTC))
    made = tables.make(tomas, Period(2012, 1))
    services.close(tomas, found.pk, "spam")
    assert refused(lambda: tables.approve(colleague, made.pk)) == "tips.table_changed"
    assert tables.make(tomas, Period(2012, 1)).vintage == 2


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a public site."""
    monkeypatch.setenv("GIJA_TIPS_SPOOL", str(tmp_path))
    (tmp_path / "in").mkdir()
    return tmp_path


def test_a_sealed_tip_of_the_public_site_is_kept_once_answered_and_talked_with(
    public: Path, desk: Made, tomas: Any
) -> None:
    publishing.carry()
    recipient = json.loads((public / "out" / "desk.json").read_text())["recipient"]
    code, now = new_code(), timezone.now()
    mine = receipt(code)
    said = {"text": TEXT, "answer_to": mine.recipient, "facts": [["may_call", "ne"]]}
    sealed = sealing.seal(recipient, json.dumps(said).encode())
    for place, half in ((1, sealed[100:]), (0, sealed[:100])):  # in another order, and twice
        piece = TipPiece(tip_id=mine.tip_id, place=place, letter=2, raw=0, sealed=base64.b64encode(half).decode())
        spool.put(public / "in", piece, now)
        spool.put(public / "in", piece, now)
        assert publishing.carry() == 2
        assert bool(queries.queue(tomas)) is (place == 0)  # in the queue when all of it is there
    (found,) = queries.queue(tomas)
    assert not list((public / "in").iterdir())
    assert queries.letter(found, (desk.identity,)).text == TEXT
    answering.answer(tomas, (desk.identity,), found.pk, "", "Ar galite parašyti, kada išvyksta?")
    assert publishing.carry() == 1
    (answer,) = [json.loads(f.read_text()) for f in (public / "out").glob("*-*.json")]
    told = base64.b64decode(answer["message"]["sealed"])
    assert (
        pyrage.decrypt(told, [pyrage.x25519.Identity.from_str(receipt(code).identity)]).decode().startswith("Ar galite")
    )
    services.close(tomas, found.pk, "spam")
    again = base64.b64encode(sealing.seal(recipient, b"Rytoj vakare")).decode()
    spool.put(public / "in", TipMessage(tip_id=mine.tip_id, place=1, sealed=again), now)
    publishing.carry()
    assert [text for one, text in queries.writings(found, (desk.identity,)) if one.kind == "message"] == [
        "Rytoj vakare"
    ]
    assert [one.pk for one in queries.queue(tomas)] == [found.pk]  # taken up again


def test_what_is_no_letter_is_put_aside(public: Path, desk: Made) -> None:
    (public / "in" / "abc.json").write_text("{")
    spool.put(public / "in", TipMessage(tip_id=receipt(new_code()).tip_id, place=1, sealed="QUFB"), timezone.now())
    assert publishing.carry() == 1  # only the desk's key was written
    assert len(list((public / "refused").iterdir())) == 2
    assert not Tip.objects.exists()


def test_what_came_in_part_and_never_whole_is_deleted_after_a_week(came: Callable[..., Tip]) -> None:
    whole, torn = came(), came(mail("Kitas", Message_ID="<2@x.lt>"), 2)
    Tip.objects.filter(pk=torn.pk).update(pieces_due=1)
    today = timezone.localdate()
    assert retention.sweep(today + dt.timedelta(days=7)) == 0
    assert retention.sweep(today + dt.timedelta(days=8)) == 1
    assert not Tip.objects.filter(pk=torn.pk).exists()
    assert not Piece.objects.filter(tip=torn.pk).exists()
    assert Piece.objects.filter(tip=whole.pk).exists()
