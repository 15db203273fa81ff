"""The form without JavaScript: what was written is sealed in memory, kept once, and nothing of the sender is left."""

from __future__ import annotations

import base64
import io
import json
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gija.messages.receipts import receipt
from gija.public.tips import config, letters, tickets
from gija.public.tips.tests.conftest import FORM, TEXT, Desk, code_in

# None of these tests may touch a database: there is no `django_db` here, so pytest-django refuses any query.


def opened(desk: Desk, part: str = "letter") -> bytes:
    """What the police read of the one tip there is."""
    rows = sorted((one["message"] for one in desk.letters()), key=lambda row: row["place"])
    chosen = rows[: rows[0]["letter"]] if part == "letter" else rows[rows[0]["letter"] :]
    sealed = b"".join(base64.b64decode(row["sealed"]) for row in chosen)
    return bytes(pyrage.decrypt(sealed, [desk.identity]))


def test_a_tip_is_sealed_to_the_desk_and_its_code_leads_to_it(desk: Desk, post: Callable[..., Any]) -> None:
    answer = post(text=TEXT, wish="report", danger="yes", where="Kaunas", sender="", may_call="no", language="ru")
    assert answer.status_code == 200
    mine = receipt(code_in(answer))
    assert {row["message"]["tip_id"] for row in desk.letters()} == {mine.tip_id}
    said = json.loads(opened(desk))
    assert (said["text"], said["answer_to"]) == (TEXT, mine.recipient)
    assert dict(said["facts"]) == {
        "wish": "pranešti / to report", "danger": "taip / yes", "where": "Kaunas", "may_call": "ne / no",
        "language": "rusų / Russian",
    }  # fmt: skip
    assert "sender" not in said
    assert len(opened(desk)) % letters.STEP == 0  # the length of a letter tells little of what it says


def test_files_are_sealed_too_and_none_ever_lies_on_the_disk(
    desk: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: Any, **kwargs: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("tempfile.NamedTemporaryFile", never)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", never)
    picture = b"\xff\xd8\xff" + bytes(3 * 2**20)  # more than Django keeps in memory by itself
    answer = post(text=TEXT, files=[SimpleUploadedFile("nuotrauka ą.jpg", picture), SimpleUploadedFile("b.txt", b"x")])
    assert answer.status_code == 200
    parts = [one for one in message_from_bytes(opened(desk, "raw")).walk() if not one.is_multipart()]
    assert [(one.get_filename(), one.get_payload(decode=True)) for one in parts] == [
        ("nuotrauka ą.jpg", picture), ("b.txt", b"x"),
    ]  # fmt: skip
    assert [(f["name"], f["size"]) for f in json.loads(opened(desk))["attachments"]] == [
        ("nuotrauka ą.jpg", len(picture)), ("b.txt", 1),
    ]  # fmt: skip


def test_nothing_typed_lies_open_in_a_file_a_header_or_a_log(
    desk: Desk, post: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = ("Slaptas", "slapta@example.lt", "Žodis", "failas")
    answer = post(
        text="Slaptas pranešimas", sender="slapta@example.lt", who="Žodis",
        files=SimpleUploadedFile("failas.txt", b"Slaptas"),
    )  # fmt: skip
    refused = post(text="Slaptas pranešimas", ticket="not ours", who="Žodis")
    code = code_in(answer)
    assert refused.status_code == 400
    lying = b"".join(f.name.encode() + f.read_bytes() for f in desk.folder.rglob("*") if f.is_file())
    for word in (*secrets, code, code.replace("-", ""), "127.0.0.1"):
        assert word.encode() not in lying
        assert word not in caplog.text
        assert word not in str(answer.headers)


@pytest.mark.parametrize("address", [f"/public/{one}/tips/{more}" for one in ("lt", "ru") for more in ("", "answers/")])
def test_no_page_sets_a_cookie_is_kept_or_tells_where_one_comes_from(client: Client, desk: Desk, address: str) -> None:
    for answer in (client.get(address), client.post(address, {"text": TEXT})):
        assert not answer.cookies
        assert (answer["cache-control"], answer["referrer-policy"]) == ("no-store", "no-referrer")
        assert "script-src 'self'" in answer["content-security-policy"]


@pytest.mark.parametrize("language", ["lt", "en", "ru", "pl"])
def test_title_and_tab_are_neutral_and_112_and_the_way_out_come_first(
    client: Client, desk: Desk, language: str
) -> None:
    page = client.get(f"/public/{language}/tips/").content.decode()
    head, body = page.split("</head>")
    assert head.split("<title>")[1].split("</title>")[0] in (
        "Parašykite mums",
        "Write to us",
        "Напишите нам",
        "Napisz do nas",
    )
    assert "public_tips/page.svg" in head  # an icon of a sheet of paper, not Gija's
    assert "Gija" not in page
    assert body.index('href="tel:112"') < body.index("<form")
    assert body.index(config.EXIT) < body.index('id="content"')
    assert 'href="#limits"' in body


def test_the_way_out_is_set_by_the_operator_and_is_never_a_script(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJA_TIPS_EXIT", "http://127.0.0.1:9/oras")
    assert b'href="http://127.0.0.1:9/oras"' in client.get(FORM).content
    monkeypatch.setenv("GIJA_TIPS_EXIT", "javascript:alert(1)")
    assert config.EXIT.encode() in client.get(FORM).content


def test_without_a_desk_the_page_says_so_and_gives_numbers(
    client: Client, desk: Desk, post: Callable[..., Any]
) -> None:
    (desk.folder / "out" / "desk.json").unlink()
    page = client.get(FORM).content.decode()
    assert "Messages cannot be taken now" in page
    assert "<form" not in page
    assert "116 111" in page
    answer = post(text=TEXT)  # it was open when the form was
    assert answer.status_code == 503
    assert TEXT in answer.content.decode()
    for key in ("age1no", "age1" + "q" * 58):
        (desk.folder / "out" / "desk.json").write_text(f'{{"recipient": "{key}", "at": "2026-11-22T10:00:00Z"}}')
        assert b"<form" not in client.get(FORM).content


def test_a_form_sent_twice_is_one_tip_and_shows_its_code_again(desk: Desk, post: Callable[..., Any]) -> None:
    ticket = tickets.new()
    first, second = post(text=TEXT, ticket=ticket), post(text=TEXT, ticket=ticket)
    assert code_in(first) == code_in(second)
    assert len(desk.letters()) == 1
    other = post(text="Kai kas kita", ticket=ticket)
    assert other.status_code == 409
    page = other.content.decode()
    assert "Kai kas kita" in page
    assert "has not been sent" in page
    fresh = page.split('name="ticket" value="')[1].split('"')[0]
    assert code_in(post(text="Kai kas kita", ticket=fresh)) != code_in(first)
    assert len(desk.letters()) == 2


def test_many_at_the_same_time_are_one_tip_each_and_no_more_than_the_hour_has_room_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJA_TIPS_WITHOUT_WORK", "3")
    forms = [{"ticket": tickets.new(), "text": f"{TEXT} {n}", "end": "1"} for n in range(6)]
    with ThreadPoolExecutor(8) as together:
        found = list(together.map(lambda said: Client().post(FORM, said).status_code, forms * 3))
    assert sorted(found) == [200] * 9 + [429] * 9
    assert len(desk.letters()) == 3


def test_too_soon_too_late_and_too_many_are_said_and_nothing_is_lost(
    desk: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "WAIT", 60)
    soon = post(text=TEXT)
    monkeypatch.setattr(config, "WAIT", 0)
    monkeypatch.setenv("GIJA_TIPS_WITHOUT_WORK", "1")
    ticket = tickets.new()
    assert post(text=TEXT, ticket=ticket).status_code == 200
    many = post(text=TEXT)
    again = post(text=TEXT, ticket=ticket)  # a double click costs nothing
    monkeypatch.setattr(tickets, "LIFETIME", -1)
    late = post(text=TEXT)
    assert [one.status_code for one in (soon, many, again, late)] == [429, 429, 200, 400]
    for one, words in ((soon, "Wait a few seconds"), (many, "Very many messages"), (late, "open for very long")):
        assert words in one.content.decode()
        assert TEXT in one.content.decode()
    assert len(desk.letters()) == 1


def test_a_letter_that_could_not_be_kept_gives_its_place_in_the_hour_back(
    desk: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJA_TIPS_WITHOUT_WORK", "1")
    with monkeypatch.context() as full:
        full.setattr("gija.messages.spool.os.fsync", _no_room)
        refused = post(text=TEXT)
    assert refused.status_code == 503
    assert TEXT in refused.content.decode()
    assert not list((desk.folder / "in").iterdir())
    assert post(text=TEXT).status_code == 200


def _no_room(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_tip_of_many_pieces_is_left_whole_or_not_at_all(
    desk: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def full_later(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) > 3:
            _no_room(descriptor)

    monkeypatch.setattr("gija.messages.spool.os.fsync", full_later)
    answer = post(text=TEXT, files=SimpleUploadedFile("a.bin", bytes(10**6)))
    assert answer.status_code == 503
    assert len(written) == 4
    assert not list((desk.folder / "in").iterdir())
    assert "Choose the files again" in answer.content.decode()


def test_what_a_killed_server_left_half_behind_does_not_stand_in_the_way(
    desk: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, replaced = tickets.new(), []
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        replaced.append(target)
        if len(replaced) == 3:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        post(text=TEXT, ticket=ticket, files=SimpleUploadedFile("a.bin", bytes(10**6)))
    monkeypatch.undo()
    monkeypatch.setenv("GIJA_TIPS_SPOOL", str(desk.folder))
    monkeypatch.setattr(config, "WAIT", 0)
    left = {one["message"]["tip_id"] for one in desk.letters()}
    drafts = list((desk.folder / "in").glob(".*"))
    os.utime(drafts[0], (1, 1))
    mine = receipt(code_in(post(text=TEXT, ticket=ticket, files=SimpleUploadedFile("a.bin", bytes(10**6)))))
    rows = [one["message"] for one in desk.letters() if one["message"]["tip_id"] == mine.tip_id]
    assert left == {row["message"]["tip_id"] for row in desk.letters()} - {mine.tip_id}
    assert len(rows) == rows[0]["letter"] + rows[0]["raw"]
    assert not drafts[0].exists()


def test_a_folder_that_is_full_or_shut_is_said(
    desk: Desk, post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert post(text=TEXT).status_code == 200
    monkeypatch.setattr(config, "MOST_WAITING", 1)
    full = post(text=TEXT)
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("gija.public.tips.services.desk", lambda: str(desk.identity.to_public()))
    monkeypatch.setenv("GIJA_TIPS_SPOOL", str(tmp_path / "file"))
    shut = post(text=TEXT)
    assert (full.status_code, shut.status_code) == (503, 503)
    assert "could not be kept" in shut.content.decode()
    assert all(TEXT in one.content.decode() for one in (full, shut))


def test_fifty_megabytes_are_turned_away_and_the_text_stays(desk: Desk, post: Callable[..., Any]) -> None:
    answer = post(text=TEXT, files=SimpleUploadedFile("x.bin", bytes(50 * 2**20)))
    page = answer.content.decode()
    assert (answer.status_code, TEXT in page, "larger than 15 MB" in page) == (400, True, True)
    many = post(text=TEXT, files=[SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)])
    assert "More than 5 files" in many.content.decode()
    assert not desk.letters()


@pytest.mark.parametrize("lost", [0, 60, 400, 2000])
def test_what_did_not_arrive_whole_is_no_tip(client: Client, desk: Desk, lost: int) -> None:
    edge = "edge"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="ticket"\r\n\r\n{tickets.new()}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="text"\r\n\r\n{TEXT}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n{"x" * 1800}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="end"\r\n\r\n1\r\n--{edge}--\r\n'
    ).encode()
    body = body[: len(body) - lost]
    answer = client.generic("POST", FORM, body, f"multipart/form-data; boundary={edge}")
    assert answer.status_code in (200, 400)
    assert bool(desk.letters()) is (answer.status_code == 200) is (lost == 0)


def test_a_body_that_is_no_form_harms_nothing(client: Client, desk: Desk) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n--x--\r\n'
    for kind in (
        "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=x; charset=hex",
        "multipart/form-data; boundary=x; charset=utf-16", "application/json", "text/plain; charset=x",
        "application/x-www-form-urlencoded; charset=latin-1",
    ):  # fmt: skip
        for body in (b"\x00\xff--x", part, b"text=%ff%00"):
            assert client.generic("POST", FORM, body, kind).status_code == 400
    huge = client.generic("POST", FORM, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(2**40))
    assert huge.status_code == 400
    broken = io.BytesIO(b"")
    assert client.post(FORM, {"text": broken, "end": "1"}).status_code == 400


def test_nul_and_marks_of_direction_reach_the_police_as_text(desk: Desk, post: Callable[..., Any]) -> None:
    assert post(text="Jonas\x00\x1b \u202eeman \ud800<script>alert(1)</script>".encode("utf-8", "replace").decode())
    assert json.loads(opened(desk))["text"] == "Jonas \u202eeman ?<script>alert(1)</script>"
    page = post(text="a\x00<script>alert(1)</script>", ticket="no").content.decode()
    assert "\x00" not in page
    assert "<script>alert" not in page


def test_what_another_site_sends_in_a_visitors_name_is_not_taken(client: Client, desk: Desk) -> None:
    said = {"ticket": tickets.new(), "text": TEXT, "end": "1"}
    assert client.post(FORM, said, headers={"sec-fetch-site": "cross-site"}).status_code == 400
    assert not desk.letters()
    assert client.post(FORM, said, headers={"sec-fetch-site": "same-origin", "origin": "null"}).status_code == 200


def test_long_and_empty_texts_are_refused_at_their_field(desk: Desk, post: Callable[..., Any]) -> None:
    for fields, field in (({"text": " \n"}, "text"), ({"text": "x" * 20_001}, "text"),
                          ({"text": TEXT, "where": "x" * 2001}, "where")):  # fmt: skip
        answer = post(**fields)
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.content.decode()
    assert not desk.letters()
