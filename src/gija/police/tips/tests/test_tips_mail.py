"""Mails written by anybody: what a person wrote is shown in words, what harms is kept sealed and harms nothing."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.police.tips.mail import apart
from gija.police.tips.mail.parse import file, parse
from gija.police.tips.mail.values import MOST_PARTS, PARSED, Letter
from gija.police.tips.received import letter_of
from gija.police.tips.tests.conftest import TEXT, mail

HEAD = b"From: Ona <ona@example.lt>\r\nSubject: x\r\nMIME-Version: 1.0\r\nReturn-Path: <ona@example.lt>\r\n"


def with_files(*files: tuple[str, str, bytes]) -> bytes:
    made = EmailMessage()
    made["From"] = "Ona <ona@example.lt>"
    made.set_content(TEXT)
    for name, type_, data in files:
        main, _, sub = type_.partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def html(page: str) -> bytes:
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()


def test_a_mail_is_read_in_words() -> None:
    said = parse(mail(Reply_To="kitas@example.lt"))
    assert (said.sender, said.sender_name, said.text) == ("ona@example.lt", "Ona Rašanti", TEXT)
    assert (said.subject, said.reply_to, said.message_id) == ("Dėl draugės", "kitas@example.lt", "<1@example.lt>")
    assert (said.automatic, said.unread, said.authentic) == ("", "", False)
    assert Letter.of(said.written()) == said


def test_html_is_shown_as_text_and_its_links_as_addresses() -> None:
    page = (
        '<p>Labas</p><script>alert(1)</script><style>p{}</style><a href="http://blogas.example/a?b=1">čia</a>&lt;b&gt;'
    )
    said = parse(html(page))
    assert said.text == "Labas\nčia<b>"
    assert said.links == ("http://blogas.example/a?b=1",)
    assert "alert" not in said.text


def test_plain_text_goes_before_html() -> None:
    made = EmailMessage()
    made["From"] = "ona@example.lt"
    made.set_content("Tekstas")
    made.add_alternative("<p>Puslapis</p>", subtype="html")
    assert parse(made.as_bytes()).text == "Tekstas"


def test_a_head_cannot_smuggle_a_line_or_turn_the_direction_of_writing() -> None:
    raw = b"From: =?utf-8?q?Ona=0d=0aBcc=3a_x=40example.lt?= <ona@example.lt>\r\n"
    raw += b"Subject: =?utf-8?b?4oCucGRmLmV4ZQ0KWDogMQ==?=\r\n\r\nx"
    said = parse(raw)
    assert said.sender == "ona@example.lt"
    for line in (said.sender_name, said.subject):
        assert not {"\r", "\n", "\u202e"} & set(line)


@pytest.mark.parametrize("sender", ["a@b@c", "<>", "ona", "ona@example.lt\r\n Bcc: x@y.lt", "a b@c.lt", "ž@x.lt"])
def test_what_is_no_address_is_never_written_to(sender: str) -> None:
    said = parse(b"From: " + sender.encode() + b"\r\n\r\nx")
    assert said.sender in ("", "ona@example.lt")
    assert not {"\r", "\n"} & set(said.sender)


AUTOMATIC = {
    "auto_submitted": {"Auto_Submitted": "auto-replied"},
    "list": {"List_Id": "<x.example.lt>"},
    "null_sender": {"Return_Path": "<>"},
    "machine": {"sender": "MAILER-DAEMON@example.lt"},
    "no_sender": {"sender": "undisclosed"},
}


@pytest.mark.parametrize("why", AUTOMATIC)
def test_a_machine_is_told_from_a_person(why: str) -> None:
    assert parse(mail(**AUTOMATIC[why])).automatic == why
    assert parse(mail(Precedence="bulk")).automatic == "list"


def test_only_our_own_servers_word_makes_a_sender_genuine() -> None:
    said = "mx.policija.example; dkim=pass; dmarc=pass header.from=example.lt"
    assert parse(mail(Authentication_Results=said), "mx.policija.example").authentic
    assert not parse(mail(Authentication_Results=said)).authentic
    forged = b"Authentication-Results: mx.policija.example; dmarc=fail\r\n" + mail(Authentication_Results=said)
    assert not parse(forged, "mx.policija.example").authentic


def test_files_are_told_by_their_bytes_and_taken_out_whole() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", bytes(30 * 2**20))
    raw = with_files(
        ("../../skelbimas.pdf", "application/pdf", b"%PDF-1.7 x"), ("foto.jpg", "image/jpeg", b"MZ" + bytes(80)),
        ("daug.zip", "application/zip", bomb.getvalue()), ("", "application/octet-stream", b""),
    )  # fmt: skip
    said = parse(raw)
    assert [one.verdict for one in said.attachments] == ["plain", "program", "bomb", "empty"]
    assert [one.place for one in said.attachments] == [1, 2, 3, 4]
    assert file(raw, 2) == b"MZ" + bytes(80)
    with pytest.raises(IndexError):
        file(raw, 5)


@pytest.mark.parametrize("charset", ["windows-1257", "iso-8859-13", "utf-7x", "x-nothing", "", "utf-16"])
def test_a_wrong_charset_hides_nothing(charset: str) -> None:
    raw = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\nAciu ".encode() + "ąčę".encode("cp1257")
    assert parse(raw).text
    assert parse(raw).unread == ""


HOSTILE = {
    "deep": b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n"
    + b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(2000)),
    "many": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * (20 * MOST_PARTS),
    "broken": b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\xff\xfe",
    "no end": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    "long head": b"X: " + b"a" * 300_000 + b"\r\n\r\nx",
    "own type": b'Content-Type: \xff/\xfe; charset="\r\n\r\nx',
    "inside": b"Content-Type: message/rfc822\r\n\r\n" * 200,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_kept_with_what_can_be_said_of_it(name: str) -> None:
    said = parse(HEAD + HOSTILE[name])
    assert said.sender == "ona@example.lt"
    assert said.unread == {"deep": "broken", "many": "too_many_parts"}.get(name, said.unread)


def test_what_is_too_large_is_not_parsed() -> None:
    said = parse(HEAD + b"\r\n" + bytes(PARSED))
    assert (said.unread, said.sender, said.text) == ("too_large", "ona@example.lt", "")


@settings(max_examples=40)
@given(st.binary(max_size=600))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for raw in (data, HEAD + data, HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + data):
        parse(raw).written().encode("utf-8", "replace")


def test_it_is_read_in_a_process_of_its_own_and_what_kills_that_kills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_SECRET", "never given on")
    assert apart.read(mail()).text == TEXT
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    said = apart.read(mail())
    assert (said.unread, said.sender, said.text) == ("too_long", "ona@example.lt", "")
    assert apart.file(mail(), 9) is None


HOSTILE_FORMS = [
    b"",
    b"[]",
    b"{",
    b"\xff\xfe",
    b'{"text": 5, "facts": [1, ["where"], ["no_such", "x"], [[], "x"]]}',
    b'{"attachments": [{"verdict": "plain", "extension": "../x", "size": -1}, 7], "answer_to": "age1"}',
]


@pytest.mark.parametrize("data", HOSTILE_FORMS)
def test_a_sealed_form_is_trusted_in_nothing(data: bytes) -> None:
    said = letter_of(data)
    assert said.facts == ()
    assert said.answer_to == ""
    assert all(one.extension == "bin" for one in said.attachments)
