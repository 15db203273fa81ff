"""What goes wrong beside an officer or under the worker: nobody is let in again, nothing is lost, no lie is told."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
import smtplib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from gija.commons.accounts.models import RoleAssignment
from gija.messages import spool
from gija.messages.receipts import new_code, receipt
from gija.messages.tips import Tip as TipPiece
from gija.messages.tips import TipMessage
from gija.police.tips import acknowledging, answering, keys, publishing, queries, retention, sealing, services
from gija.police.tips.desk_views import colleagues
from gija.police.tips.keys import Made
from gija.police.tips.mail.parse import parse
from gija.police.tips.mailbox import GoneError, Lying, Opened, _lying
from gija.police.tips.models import Keyholder, Tip, Writing
from gija.police.tips.tests.conftest import PASSPHRASE, TEXT, mail
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police", "casework", "register"])
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
OWN = "mano ilga slaptafrazė"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


@pytest.fixture
def let_in(cast: Any, desk: Made, colleague: Any) -> Any:
    """The colleague, with a passphrase of their own."""
    word = keys.admit(cast.actor("tomas"), (desk.identity,), colleague.account, colleague.name)
    keys.open_desk(colleague, word, OWN)
    return colleague


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a public site."""
    monkeypatch.setenv("GIJA_TIPS_SPOOL", str(tmp_path))
    (tmp_path / "in").mkdir()
    return tmp_path


def piece(desk: Made, code: str = "", answer_to: str = "", **said: Any) -> TipPiece:
    """A tip from the form in one piece."""
    mine = receipt(code or new_code())
    content = json.dumps({"text": TEXT, "answer_to": answer_to or mine.recipient, **said}).encode()
    sealed = base64.b64encode(sealing.seal(desk.key.recipient, content)).decode()
    return TipPiece(tip_id=mine.tip_id, place=0, letter=1, raw=0, sealed=sealed)


# ---- the key ----


def test_who_loses_the_key_while_opening_the_desk_does_not_hold_it_again(
    cast: Any, let_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock = sealing.unlock

    def taken_meanwhile(*said: str) -> str | None:
        Keyholder.objects.filter(account=let_in.account).delete()
        return unlock(*said)

    monkeypatch.setattr(sealing, "unlock", taken_meanwhile)
    keys_before = Keyholder.objects.count()
    with pytest.raises(GijaError):
        keys.open_desk(let_in, OWN)
    assert Keyholder.objects.count() == keys_before - 1


def test_wrong_passphrases_tried_at_the_same_time_are_all_counted(
    cast: Any, desk: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomas, unlock, depth = cast.actor("tomas"), sealing.unlock, [0]

    def another_meanwhile(*said: str) -> str | None:
        if depth[0] < 4:
            depth[0] += 1
            with pytest.raises(GijaError):
                keys.open_desk(tomas, "ne ta slaptafrazė")
        return unlock(*said)

    monkeypatch.setattr(sealing, "unlock", another_meanwhile)
    assert refused(lambda: keys.open_desk(tomas, "ne ta slaptafrazė")) == "tips.wrong_passphrase"
    assert refused(lambda: keys.open_desk(tomas, PASSPHRASE)) == "tips.shut_out"


@pytest.mark.django_db(databases=["default", "police"], transaction=True)
def test_two_who_take_the_key_from_each_other_at_once_leave_one_holder(
    cast: Any, desk: Made, let_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, audit = threading.Barrier(2), keys._audit

    def together(*said: Any, **details: Any) -> None:
        with suppress(threading.BrokenBarrierError):  # broken where one has to wait for the other, as it should
            both.wait(0.5)
        audit(*said, **details)

    def takes(actor: Any) -> str:
        try:
            keys.withdraw(actor, Keyholder.objects.exclude(account=actor.account).get().pk)
        except GijaError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    monkeypatch.setattr(keys, "_audit", together)
    with ThreadPoolExecutor(2) as pool:
        assert "done" in pool.map(takes, (cast.actor("tomas"), let_in))
    assert Keyholder.objects.count() == 1


def test_a_key_taken_back_shuts_the_desk_that_is_open(
    client_for: Any, cast: Any, came: Callable[..., Tip], let_in: Any
) -> None:
    client, address = client_for("vytas"), f"/police/tips/{came().pk}/"
    client.post("/police/tips/open/", {"passphrase": OWN})
    assert client.get(address).status_code == 200
    keys.withdraw(cast.actor("tomas"), Keyholder.objects.get(account=let_in.account).pk)
    assert client.get(address).status_code == 302


def test_who_works_there_no_more_is_neither_let_in_nor_given_a_tip(
    cast: Any, came: Callable[..., Tip], desk: Made, colleague: Any, let_in: Any
) -> None:
    tomas, found = cast.actor("tomas"), came()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    RoleAssignment.objects.filter(account=let_in.account).update(valid_from=None, valid_to=yesterday)
    assert refused(lambda: services.assign(tomas, found.pk, let_in.account)) == "tips.not_an_officer"
    Keyholder.objects.filter(account=let_in.account).delete()
    assert let_in.account not in dict(colleagues(tomas))


@pytest.mark.parametrize("said", [{"act": "withdraw", "holder": "a\0b"}, {"act": "withdraw"}, {"act": "x\0"}])
def test_a_form_of_the_desk_with_junk_in_it_breaks_nothing(client_for: Any, desk: Made, said: dict[str, str]) -> None:
    client = client_for("tomas")
    assert client.post("/police/tips/desk/", said).status_code in (200, 404)
    assert client.post("/police/tips/tables/", {"act": "approve", "table": said.get("holder", "")}).status_code == 404


# ---- an officer at work ----


def test_what_was_written_stays_when_the_desk_has_shut_meanwhile(
    client_for: Any, came: Callable[..., Tip], desk: Made
) -> None:
    client, found = client_for("tomas", "en"), came()
    address, words = f"/police/tips/{found.pk}/note/", {"note-text": 'Ilga "pastaba" <b>'}
    shut = client.post(address, words)
    page = shut.content.decode()
    assert (shut.status_code, "Ilga &quot;pastaba&quot; &lt;b&gt;" in page) == (422, True)
    assert f'action="{address}"' in page
    wrong = client.post(address, words | {"desk-passphrase": "ne ta"})
    assert (wrong.status_code, "Ilga &quot;pastaba&quot;" in wrong.content.decode()) == (422, True)
    assert not Writing.objects.exists()
    kept = client.post(address, words | {"desk-passphrase": PASSPHRASE})
    assert (kept.status_code, kept["location"]) == (302, f"/police/tips/{found.pk}/")
    assert queries.writings(found, (desk.identity,))[0][1] == 'Ilga "pastaba" <b>'
    assert client.get(f"/police/tips/{found.pk}/").status_code == 200  # the desk is open


def test_an_answer_that_the_mail_server_refuses_for_good_is_not_told_as_sent(
    cast: Any, came: Callable[..., Tip], desk: Made, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    found = came()

    def no_such_address(letter: Any, **_: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"ona@example.lt": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", no_such_address)
    act = lambda: answering.answer(cast.actor("tomas"), (desk.identity,), found.pk, "x", "Neišvykite")  # noqa: E731
    assert refused(act) == "tips.not_sent"
    assert not Writing.objects.exists()
    assert acknowledging.send_due() == 0
    found.refresh_from_db()
    assert (found.acknowledge_to, found.acknowledged_at) == ("", None)  # not tried for ever, nor told as done


def test_one_address_that_is_not_taken_now_keeps_no_other_from_its_acknowledgement(
    came: Callable[..., Tip], desk: Made, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    came(mail(), 1)
    came(mail("Kitas", sender="petras@example.lt", Message_ID="<2@x.lt>"), 2)
    sent: list[str] = []

    def later(letter: Any, **_: Any) -> int:
        if letter.to == ["ona@example.lt"]:
            raise smtplib.SMTPRecipientsRefused({"ona@example.lt": (451, b"try later")})
        sent.extend(letter.to)
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", later)
    assert acknowledging.send_due() == 1
    assert sent == ["petras@example.lt"]
    assert Tip.objects.exclude(acknowledge_to="").count() == 1  # Ona's waits


def test_an_answer_by_code_says_that_it_is_sealed_and_asks_no_subject_that_would_not_leave(
    client_for: Any, cast: Any, public: Path, desk: Made
) -> None:
    spool.put(
        public / "in", piece(desk, attachments=[{"name": "a", "declared": "image/jpeg", "size": 5}]), timezone.now()
    )
    publishing.carry()
    (found,) = queries.queue(cast.actor("tomas"))
    client, address = client_for("tomas", "en"), f"/police/tips/{found.pk}/"
    client.post("/police/tips/open/", {"passphrase": PASSPHRASE})
    page = client.get(address + "?template=offer&said_in=en").content.decode()
    assert 'name="subject"' not in page
    assert "open mail" not in page
    assert "Do not leave before" in page
    assert "said to be image/jpeg" in page  # what the sender's browser told, marked as such
    assert client.post(address + "answer/", {"text": "Neišvykite"}).status_code == 302
    assert queries.writings(found, (desk.identity,))[0][1] == "Neišvykite"


def test_a_key_for_answers_that_is_none_is_told_before_an_answer_is_written(
    client_for: Any, cast: Any, public: Path, desk: Made
) -> None:
    spool.put(public / "in", piece(desk, answer_to="age1" + "q" * 58), timezone.now())
    publishing.carry()
    (found,) = queries.queue(cast.actor("tomas"))
    client = client_for("tomas", "en")
    client.post("/police/tips/open/", {"passphrase": PASSPHRASE})
    assert "cannot be answered" in client.get(f"/police/tips/{found.pk}/").content.decode()
    act = lambda: answering.answer(cast.actor("tomas"), (desk.identity,), found.pk, "", "labas")  # noqa: E731
    assert refused(act) == "tips.no_way_back"


# ---- the mailbox ----


@pytest.mark.parametrize(
    "results",
    [
        "spf=none smtp.mailfrom=dmarc=pass@blogas.example; dmarc=fail header.from=example.lt",
        'spf=none smtp.mailfrom="; dmarc=pass header.from=example.lt ;"@blogas.example; dmarc=fail',
        "spf=none (; dmarc=pass header.from=example.lt) smtp.mailfrom=x; dmarc=fail (p=none)",
        "dmarc=pass header.from=blogas.example",
        "dmarc=fail header.from=example.lt; dmarc=pass header.from=example.lt",
        'spf=none smtp.mailfrom="; dmarc=pass',
        "dmarc=passed",
    ],
)
def test_no_envelope_address_makes_a_sender_genuine(results: str) -> None:
    said = mail(Authentication_Results=f"mx.policija.example; {results}")
    assert not parse(said, "mx.policija.example").authentic


@pytest.mark.parametrize(
    "results", ["dmarc=pass (p=none; d=x) header.from=Example.LT", "spf=fail; dmarc = pass", "dmarc/1=pass"]
)
def test_what_our_own_server_found_genuine_is_so(results: str) -> None:
    assert parse(mail(Authentication_Results=f"MX.policija.example 1; {results}"), "mx.policija.example").authentic


def test_the_hour_that_comes_twice_in_autumn_is_not_an_hour_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Vilnius")
    time.tzset()
    try:
        found = _lying(b'1 (UID 1 RFC822.SIZE 10 INTERNALDATE "26-Oct-2025 01:30:00 +0000")')
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found is not None
    assert found.at == dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "answers", [[[None]], [[b"1 (UID 1 BODY[]<0> NIL)"]], [[(b"1 (BODY[]<0> {4194304}", bytes(2**22)), b")"], [None]]]
)
def test_a_mail_that_another_reader_took_meanwhile_is_no_empty_tip(answers: list[Any]) -> None:
    left = iter(answers)
    client = SimpleNamespace(uid=lambda *_said: ("OK", next(left)))
    folder = Opened(SimpleNamespace(client=client), "x", 1, SimpleNamespace(), frozenset())  # type: ignore[arg-type]
    with pytest.raises(GoneError):
        folder.raw(Lying(1, 10, timezone.now()))


# ---- the folder of the public site ----


def test_with_two_desks_and_none_named_letters_wait_and_the_form_is_shut(
    public: Path, desk: Made, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.carry()
    spool.put(public / "in", piece(desk), timezone.now())
    cast.join({"kitas": ("Kitas Tyrėjas", "investigator", "kpb")})
    keys.make(cast.actor("kitas"), PASSPHRASE)
    monkeypatch.delenv("GIJA_TIPS_DESK")
    publishing.carry()
    assert len(list((public / "in").glob("*.json"))) == 1
    assert not (public / "refused").exists()
    assert not (public / "out" / "desk.json").exists()  # nobody receives: the form says so
    monkeypatch.setenv("GIJA_TIPS_DESK", "vilnius_police")
    publishing.carry()
    assert Tip.objects.get().key == desk.key
    assert (public / "out" / "desk.json").exists()


def test_a_letter_that_failed_for_once_is_not_thrown_out(
    public: Path, desk: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, now = piece(desk), timezone.now()
    spool.put(public / "in", good, now)
    with monkeypatch.context() as busy:
        busy.setattr(Tip.objects, "get_or_create", _locked)
        publishing.carry()
    assert not (public / "refused").exists()
    publishing.carry()
    assert Tip.objects.get().receipt == good.tip_id
    file = spool.put(public / "in", piece(desk), now)
    os.utime(file, (1, 1))  # one that fails for days is put aside
    monkeypatch.setattr(Tip.objects, "get_or_create", _locked)
    publishing.carry()
    assert [one.name for one in (public / "refused").iterdir()] == [file.name]


def _locked(*_said: Any, **_more: Any) -> None:
    raise OperationalError("database is locked")


@pytest.mark.parametrize("wrong", [{"version": "Infinity"}, {"letter": '"a\\u0000b"'}, {"kind": '"\\u0000"'}])
def test_no_letter_however_written_keeps_the_next_from_being_taken(
    public: Path, desk: Made, wrong: dict[str, str]
) -> None:
    said = piece(desk)
    content = {"letter": '"x"', "kind": '"tip"', "version": "1", "sent_at": '"2026-11-22T10:00:00+00:00"'} | wrong
    line = ", ".join(f'"{name}": {value}' for name, value in content.items())
    (public / "in" / "aaaa.json").write_text(f'{{{line}, "message": {json.dumps(said.data())}}}')
    os.utime(public / "in" / "aaaa.json", (1, 1))
    spool.put(public / "in", piece(desk), timezone.now())
    publishing.carry()
    assert Tip.objects.filter(pieces_due=0).count() == 1
    assert [one.name for one in (public / "refused").iterdir()] == ["aaaa.json"]


def test_a_tip_has_no_more_pieces_than_it_said(public: Path, desk: Made) -> None:
    first = piece(desk)
    for place, letter in ((0, 1), (1, 1), (1, 2)):
        said = TipPiece(tip_id=first.tip_id, place=place, letter=letter, raw=2 - letter, sealed=first.sealed)
        spool.put(public / "in", said, timezone.now())
        publishing.carry()
    assert Tip.objects.get().pieces_due == 0
    assert len(list((public / "refused").iterdir())) == 1


def test_what_was_refused_is_not_kept_for_ever(public: Path, desk: Made) -> None:
    said = TipMessage(tip_id=receipt(new_code()).tip_id, place=1, sealed="QUFB")
    spool.put(public / "in", said, timezone.now())
    publishing.carry()
    (file,) = (public / "refused").iterdir()
    os.utime(file, (file.stat().st_mtime - 29 * 86_400,) * 2)
    publishing.carry()
    assert file.exists()
    os.utime(file, (file.stat().st_mtime - 2 * 86_400,) * 2)
    publishing.carry()
    assert not file.exists()


def test_a_tip_closed_anew_while_the_old_are_swept_is_kept(
    came: Callable[..., Tip], cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomas, found = cast.actor("tomas"), came()
    services.close(tomas, found.pk, "spam")
    Tip.objects.filter(pk=found.pk).update(closed_at=timezone.now() - dt.timedelta(days=400))
    erase = retention._erase

    def meanwhile(*said: Any) -> int:
        services.reopen(tomas, found.pk)
        services.close(tomas, found.pk, "proceeding")
        return erase(*said)

    monkeypatch.setattr(retention, "_erase", meanwhile)
    assert retention.sweep() == 0
    assert queries.sealed(found, "letter")
