"""Files of strangers are told by their bytes, and nothing in them is unpacked or run."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.commons.scanning import LARGEST, TEXTS, Verdict, scan

PDF, JPEG = b"%PDF-1.7\n1 0 obj", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40)


def packed(*members: tuple[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return kept.getvalue()


WORD = (("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
FILES = {
    "offer.pdf": (PDF, Verdict.PLAIN, "pdf"),
    "photo.jpeg": (JPEG, Verdict.PLAIN, "jpg"),
    "letter.txt": ("Ačiū, kad rašote".encode(), Verdict.PLAIN, "txt"),
    "contract.docx": (packed(*WORD), Verdict.PLAIN, "docx"),
    "nothing.pdf": (b"", Verdict.EMPTY, "bin"),
    "what.ever": (bytes(range(9)) * 9, Verdict.UNKNOWN, "bin"),
    "text.pdf": (b"just words", Verdict.DISGUISED, "txt"),
    "photo.jpg": (b"MZ" + bytes(90), Verdict.PROGRAM, "exe"),
    "script.txt": (b"#!/bin/sh\nrm", Verdict.ACTIVE, "sh"),
    "picture.png": (b"<svg onload=alert(1)>", Verdict.ACTIVE, "html"),
    "form.pdf": (PDF + b"/JavaScript (x)", Verdict.ACTIVE, "pdf"),
    "macros.docx": (packed(*WORD, ("word/vbaProject.bin", b"x")), Verdict.ACTIVE, "docx"),
    "many.zip": (packed(("a.txt", b"a")), Verdict.ARCHIVE, "zip"),
    "half.zip": (packed(("a.txt", b"a"))[:40], Verdict.BROKEN, "zip"),
    "bomb.zip": (packed(("a", bytes(40 * 2**20))), Verdict.BOMB, "zip"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_what_its_bytes_say(name: str) -> None:
    data, verdict, extension = FILES[name]
    found = scan(data, name)
    assert (found.verdict, found.extension, found.size) == (verdict, extension, len(data))
    assert found.harmless is (verdict is Verdict.PLAIN)


def test_a_bomb_with_thousands_of_members_or_members_over_one_another_is_told() -> None:
    assert scan(packed(*((f"{n}", b"") for n in range(2500)))).verdict is Verdict.BOMB
    one = packed(("a", bytes(range(256)) * 40), ("b", b"b"))
    forged = bytearray(one)
    place = one.rindex(b"PK\x01\x02", 0, one.rindex(b"PK\x01\x02"))
    forged[place + 20 : place + 24] = (2**31).to_bytes(4, "little")  # says that it is packed into more than there is
    assert scan(bytes(forged)).verdict in (Verdict.BOMB, Verdict.BROKEN)


def test_a_locked_archive_is_told() -> None:
    data = bytearray(packed(("a", b"secret")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert scan(bytes(data)).verdict is Verdict.LOCKED


def test_what_is_too_large_is_not_looked_at() -> None:
    start = time.process_time()
    assert scan(bytes(LARGEST + 1)).verdict is Verdict.TOO_LARGE
    assert time.process_time() - start < 1


@settings(max_examples=25)
@given(st.binary(max_size=400), st.text(max_size=20))
def test_no_bytes_break_it(data: bytes, name: str) -> None:
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"\x89PNG\r\n\x1a\n"):
        assert scan(start + data, name).verdict in TEXTS
