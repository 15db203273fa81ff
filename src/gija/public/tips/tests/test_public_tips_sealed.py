"""What a browser with JavaScript sends: sealed already, with work instead of waiting; and coming back with a code."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gija.messages import spool
from gija.messages.receipts import new_code, receipt
from gija.messages.tips import TipAnswer
from gija.public.tips import config, letters, tickets
from gija.public.tips.tests.conftest import TEXT, Desk, code_in, work

SEALED, ANSWERS, OPENED = "/public/en/tips/sealed/", "/public/en/tips/answers/", "/public/en/tips/answers/sealed/"


@pytest.fixture
def by_browser(client: Client, desk: Desk) -> Callable[..., Any]:
    """`by_browser(code=…)`: a tip sealed as `letter.js` does it, and posted."""

    def sent(code: str = "", **other: Any) -> Any:
        mine, to = receipt(code or new_code()), str(desk.identity.to_public())
        sealed = letters.seal(to, letters.letter({"text": TEXT}, [], [], mine.recipient))
        ticket = other.get("ticket") or tickets.new()
        said = {
            "ticket": ticket,
            "work": other.get("work") or work(ticket),
            "to": to,
            "tip": mine.tip_id,
            "letter": sealed,
            **other,
        }
        blobs = {name: SimpleUploadedFile("blob", said.pop(name)) for name in ("letter", "raw") if name in said}
        return client.post(SEALED, {"end": "1", **said, **blobs})

    return sent


def test_what_the_browser_sealed_is_left_as_it_is(by_browser: Callable[..., Any], desk: Desk) -> None:
    code = new_code()
    answer = by_browser(code, raw=letters.seal(str(desk.identity.to_public()), bytes(400_000)))
    assert answer.json()["sent"] is True
    rows = [one["message"] for one in desk.letters()]
    assert {row["tip_id"] for row in rows} == {receipt(code).tip_id}
    assert sorted((row["place"], row["letter"], row["raw"]) for row in rows) == [(n, 1, 3) for n in range(4)]


def test_work_is_asked_for_once_each_time_and_is_worth_no_more_than_one_letter(
    by_browser: Callable[..., Any], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "WAIT", 3600)  # who has not worked would have to wait
    ticket = tickets.new()
    assert by_browser(ticket=ticket).status_code == 200
    replayed = by_browser(ticket=ticket)
    assert (replayed.status_code, replayed.json()["error"]) == (409, "used")
    assert by_browser(work="").json()["error"] == "too_soon"
    monkeypatch.setenv("GIJA_TIPS_WORK_BITS", "26")
    wrong = by_browser(work="1").json()
    assert (wrong["error"], wrong["bits"]) == ("stale", 26)
    assert tickets.read(wrong["ticket"]).age < 5  # the page goes on with a new one
    assert len(desk.letters()) == 1


def test_a_ticket_of_another_server_or_an_older_day_is_worth_nothing(
    by_browser: Callable[..., Any], desk: Desk, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECRET_KEY, own = "another server's", settings.SECRET_KEY
    foreign = tickets.new()
    settings.SECRET_KEY = own
    assert by_browser(ticket=foreign, work="1").json()["error"] == "stale"
    monkeypatch.setattr(tickets, "LIFETIME", -1)
    assert by_browser(ticket=tickets.new(), work="1").json()["error"] == "stale"


def test_a_key_that_changed_meanwhile_is_told_with_the_new_one(by_browser: Callable[..., Any], desk: Desk) -> None:
    later = Desk(desk.folder, pyrage.x25519.Identity.generate())
    later.announce()
    answer = by_browser()
    assert (answer.status_code, answer.json()["error"]) == (409, "rotated")
    assert answer.json()["to"] == str(later.identity.to_public())
    assert not desk.letters()


@pytest.mark.parametrize(
    "other",
    [
        {"tip": "../../etc/passwd"},
        {"tip": "00000000-0000-1000-8000-000000000000"},
        {"letter": b"in clear"},
        {"letter": letters.HEAD + bytes(2**21)},
        {"raw": b"PK in clear"},
        {"end": "0"},
    ],
)
def test_what_is_not_sealed_or_has_no_number_is_not_taken(
    by_browser: Callable[..., Any], desk: Desk, other: dict[str, Any]
) -> None:
    answer = by_browser(**other)
    assert (answer.status_code, answer.json()["error"]) == (400, "broken")
    assert "clear" not in answer.content.decode()
    assert not desk.letters()


def answer_to(desk: Desk, code: str, text: str) -> None:
    """An answer as the police leave it."""
    mine = receipt(code)
    sealed = base64.b64encode(letters.seal(mine.recipient, text.encode())).decode()
    message = TipAnswer(tip_id=mine.tip_id, place=1, sealed=sealed)
    spool.put(desk.folder / "out", message, timezone.now(), name=f"{mine.tip_id}_{text[:4]}")


def test_a_code_opens_its_answers_and_no_others(client: Client, desk: Desk, post: Callable[..., Any]) -> None:
    code, other = code_in(post(text=TEXT)), new_code()
    answer_to(desk, code, "Neišvykite.\n<b>Skambinkite</b>")
    answer_to(desk, other, "Kitam žmogui")
    page = post(ANSWERS, code=code.lower().replace("-", " ")).content.decode()
    assert "Neišvykite.<br>&lt;b&gt;Skambinkite&lt;/b&gt;" in page
    assert "Kitam" not in page
    (sealed,) = client.post(OPENED, {"tip": receipt(code).tip_id, "end": "1"}).json()["answers"]
    assert letters.unseal(receipt(code).identity, base64.b64decode(sealed)).startswith("Neišvykite")
    assert letters.unseal(receipt(other).identity, base64.b64decode(sealed)) == ""


def test_a_wrong_code_and_one_without_answers_look_alike(client: Client, desk: Desk, post: Callable[..., Any]) -> None:
    right, wrong = code_in(post(text=TEXT)), new_code()
    assert [client.post(OPENED, {"tip": receipt(one).tip_id, "end": "1"}).json() for one in (right, wrong)] == [
        {"answers": []}, {"answers": []},
    ]  # fmt: skip
    pages = []
    for code in (right, wrong):
        answer = post(ANSWERS, code=code)
        shown = answer.content.decode().replace(code.replace("-", ""), "")
        pages.append((answer.status_code, re.sub(r'(name="ticket" value=)"[^"]*"', r"\1", shown)))
    assert pages[0] == pages[1]
    assert post(ANSWERS, code="0000").status_code == 400


def test_a_code_that_is_none_stays_to_be_mended(desk: Desk, post: Callable[..., Any]) -> None:
    answer = post(ANSWERS, code='0000-0000-0000-0000-0000-000"\x00')
    assert (answer.status_code, 'value="0000-0000-0000-0000-0000-000&quot;"' in answer.content.decode()) == (400, True)


def test_who_has_a_code_writes_again_once_each_time(
    client: Client, desk: Desk, post: Callable[..., Any], by_browser: Callable[..., Any]
) -> None:
    code, ticket = new_code(), tickets.new()
    pages = [post(ANSWERS, code=code, again="1", text="Rytoj vakare", ticket=ticket) for _ in range(2)]
    assert all("Your message has been sent" in one.content.decode() for one in pages)
    kept = post(ANSWERS, code=code, again="1", text="Dar", ticket=ticket)
    assert (kept.status_code, "Dar</textarea>" in kept.content.decode()) == (409, True)
    (desk.folder / "out" / "desk.json").rename(desk.folder / "desk.json")
    shut = post(ANSWERS, code=code, again="1", text="Dar")
    assert (shut.status_code, "Dar</textarea>" in shut.content.decode()) == (503, True)
    (desk.folder / "desk.json").rename(desk.folder / "out" / "desk.json")
    sealed = letters.seal(str(desk.identity.to_public()), "Iš naršyklės".encode())
    assert by_browser(code, again="1", letter=sealed).json()["sent"] is True
    rows = [one for one in desk.letters() if one["kind"] == "tip_message"]
    said = {pyrage.decrypt(base64.b64decode(r["message"]["sealed"]), [desk.identity]).decode() for r in rows}
    assert said == {"Rytoj vakare", "Iš naršyklės"}
    assert {row["message"]["tip_id"] for row in rows} == {receipt(code).tip_id}
