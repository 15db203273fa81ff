"""The pages of tips, with the desk shut and open, by everybody who may and may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client

from gija.police.tips.keys import Made
from gija.police.tips.models import Keyholder, Tip
from gija.police.tips.opening import COOKIE, KEPT
from gija.police.tips.tests.conftest import PASSPHRASE, TEXT, mail

pytestmark = pytest.mark.django_db(databases=["default", "police", "casework", "register"])
HOSTILE = mail('<script>alert("x")</script> labas', Subject="<b>Tema</b>")


@pytest.fixture
def open_desk(client_for: Any, desk: Made) -> Client:
    """Tomas with the desk open in his browser."""
    client: Client = client_for("tomas", "en")
    answer = client.post("/police/tips/open/", {"passphrase": PASSPHRASE})
    assert (answer.status_code, answer["location"]) == (302, "/police/tips/")
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_shut_desk_shows_the_queue_and_no_content(client_for: Any, came: Callable[..., Tip]) -> None:
    found, client = came(), client_for("tomas")
    assert found.short in text(client, "/police/tips/")
    answer = client.get(f"/police/tips/{found.pk}/")
    assert answer.status_code == 302
    assert answer["location"].startswith("/police/tips/open/?next=")
    assert client.get(f"/police/tips/{found.pk}/file/0/").status_code == 302
    assert client.post(f"/police/tips/{found.pk}/close/", {"close-outcome": "spam"}).status_code == 302
    assert Tip.objects.get().is_open


def test_a_wrong_passphrase_opens_nothing_and_leads_nowhere_else(client_for: Any, desk: Made) -> None:
    client = client_for("tomas")
    assert client.post("/police/tips/open/", {"passphrase": "kita"}).status_code == 422
    assert KEPT not in client.session
    said = client.post("/police/tips/open/?next=https://blogas.example/", {"passphrase": PASSPHRASE})
    assert said["location"] == "/police/tips/"


def test_neither_the_session_nor_the_cookie_opens_the_desk_alone(
    open_desk: Client, came: Callable[..., Tip], desk: Made
) -> None:
    address = f"/police/tips/{came().pk}/"
    assert TEXT in text(open_desk, address)
    assert desk.identity not in str(open_desk.session.items())
    cookie = open_desk.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/police/tips/")
    kept = cookie.value
    open_desk.cookies[COOKIE] = "A" * 43 + "="
    assert open_desk.get(address).status_code == 302
    open_desk.cookies[COOKIE] = kept
    session = open_desk.session
    session[KEPT] = {**session[KEPT], "at": session[KEPT]["at"] - 1801}
    session.save()
    assert open_desk.get(address).status_code == 302  # half an hour after the last use


@pytest.mark.parametrize("who", ["jurga", "rasa", "inga", "aldona", "mantas"])
def test_who_is_no_officer_of_the_desk_is_refused_everywhere(
    client_for: Any, came: Callable[..., Tip], who: str
) -> None:
    found, client = came(), client_for(who)
    for address in ("", "open/", "desk/", "tables/", f"{found.pk}/", f"{found.pk}/file/0/"):
        assert client.get(f"/police/tips/{address}").status_code == 403
    assert client.post(f"/police/tips/{found.pk}/close/", {"close-outcome": "spam"}).status_code == 403


def test_what_a_mail_says_is_shown_as_words_alone(open_desk: Client, came: Callable[..., Tip]) -> None:
    page = text(open_desk, f"/police/tips/{came(HOSTILE).pk}/")
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>Tema" not in page
    assert "unverified" in page


def test_a_file_is_saved_never_shown_and_a_harmful_one_loses_its_kind(
    open_desk: Client, came: Callable[..., Tip]
) -> None:
    from gija.police.tips.tests.test_tips_mail import with_files

    raw = with_files(("a.pdf", "application/pdf", b"%PDF-1.7 x"), ("b.pdf", "application/pdf", b"MZ" + bytes(80)))
    found = came(raw)
    good, bad, whole = (open_desk.get(f"/police/tips/{found.pk}/file/{n}/") for n in (1, 2, 0))
    assert (good["content-type"], bad["content-type"]) == ("application/pdf", "application/octet-stream")
    assert f'attachment; filename="{found.short}-2.bin"' == bad["content-disposition"]
    assert (bad["x-content-type-options"], whole.content) == ("nosniff", raw)
    assert open_desk.get(f"/police/tips/{found.pk}/file/9/").status_code == 400


def test_a_tip_is_worked_on_to_its_end(open_desk: Client, came: Callable[..., Tip], cast: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    found = came()
    address = f"/police/tips/{found.pk}/"
    assert "Do not leave before" in text(open_desk, f"{address}?template=offer&said_in=en")
    steps: dict[str, dict[str, Any]] = {
        "sort": {"kind": "advice", "urgency": "soon"},
        "assign": {"account": cast["tomas"].pk},
        "note": {"note-text": "Paskambinta"},
        "answer": {"subject": "Dėl pasiūlymo", "text": "Neišvykite"},
        "close": {"close-outcome": "advised", "close-text": ""},
    }
    for name, said in steps.items():
        assert open_desk.post(f"{address}{name}/", said).status_code == 302, name
    assert outbox.outbox[0].to == ["ona@example.lt"]
    page = text(open_desk, address)
    assert "Paskambinta" in page
    assert "Advice given" in page
    assert open_desk.post(f"{address}reopen/").status_code == 302


def test_what_was_written_stays_when_it_is_refused(open_desk: Client, came: Callable[..., Tip]) -> None:
    found = came(mail(sender="undisclosed"))
    Tip.objects.filter(pk=found.pk).update(answers_by="mail")
    said = open_desk.post(f"/police/tips/{found.pk}/answer/", {"subject": "Tema", "text": "Ilgas atsakymas"})
    assert said.status_code == 422
    assert "Ilgas atsakymas" in said.content.decode()
    assert (
        open_desk.post(f"/police/tips/{found.pk}/link/", {"link-kind": "query", "link-target": "NESAMAS"}).status_code
        == 422
    )


def test_the_key_is_shown_once_and_a_colleague_is_let_in(client_for: Any, cast: Any, colleague: Any) -> None:
    client, said = client_for("tomas"), {"act": "make", "new": PASSPHRASE, "again": PASSPHRASE}
    page = client.post("/police/tips/desk/", said)
    assert "AGE-SECRET-KEY-1" in page.content.decode()
    assert page["cache-control"] == "no-store"
    assert "AGE-SECRET-KEY-1" not in text(client, "/police/tips/desk/")
    assert client.post("/police/tips/desk/", said).status_code == 422
    word = client.post("/police/tips/desk/", {"act": "admit", "account": colleague.account}).content.decode()
    word = word.split('id="word">')[1].split("<")[0]
    assert Keyholder.objects.get(account=colleague.account).first
    other, own = client_for("vytas"), "mano ilga slaptafrazė"
    assert other.post("/police/tips/open/", {"passphrase": word, "new": own, "again": own}).status_code == 302
    renewed = client.post("/police/tips/desk/", {"act": "renew", "new": own, "again": own}).content.decode()
    assert "AGE-SECRET-KEY-1" in renewed
    assert "You cannot open" in text(other, "/police/tips/open/")


def test_the_home_page_counts_what_waits(client_for: Any, came: Callable[..., Tip]) -> None:
    came()
    assert "/police/tips/" in text(client_for("tomas"), "/")
    assert "/police/tips/" not in text(client_for("rasa"), "/")
