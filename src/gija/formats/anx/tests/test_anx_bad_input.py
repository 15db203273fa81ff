"""What is no chart is refused in one clear sentence, in both languages, and never harms the reader."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.formats.anx import opening, read, write
from gija.methods.graph import layout
from gija.methods.graph.testing import synthetic_chart
from gija.vocabulary.errors import GijaError

GOOD = write(synthetic_chart(), layout(synthetic_chart()), "lt")
TEXT = GOOD.decode("utf-16")
ITEM = '<ChartItem Label="x"><End X="1" Y="2"><Entity EntityId="1" Identity="a"/></End></ChartItem>'


def utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


def items(*inner: str) -> bytes:
    return f"<Chart><ChartItemCollection>{''.join(inner)}</ChartItemCollection></Chart>".encode()


LINK = '<ChartItem><Link End1Id="1" End2Id="{end}"><LinkStyle Type="T"/></Link></ChartItem>'
BOMB = '<!DOCTYPE Chart [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Chart>&b;</Chart>'
OUTSIDE = '<!DOCTYPE Chart SYSTEM "http://127.0.0.1/x.dtd"><Chart/>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "anx.empty"),
        (b"\x00" * 40, "anx.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "anx.is_anb"),
        (b"PK\x03\x04" + b"\x14\x00" * 20, "anx.not_a_chart"),
        (b"name;plate\nA;B\n", "anx.not_a_chart"),
        (b"<html><body/></html>", "anx.not_a_chart"),
        (BOMB.encode(), "anx.doctype"),
        (utf16(BOMB), "anx.doctype"),
        (OUTSIDE.encode(), "anx.doctype"),
        (TEXT.encode(), "anx.wrong_encoding"),  # declares UTF-16, is UTF-8
        (TEXT.replace("utf-16", "windows-1257").encode("windows-1257"), "anx.wrong_encoding"),
        (TEXT.replace("utf-16", "utf-8").encode("windows-1257"), "anx.wrong_encoding"),
        (GOOD[:-1], "anx.wrong_encoding"),
        (b"\xff\xfe" + b"\x00\xd8" * 8, "anx.wrong_encoding"),
        (GOOD[: len(GOOD) // 4 * 2], "anx.broken"),
        (b"<Chart><Chart></Chart>", "anx.broken"),
        (b'<Chart a="\x01"/>', "anx.broken"),
        (b"<Chart/>", "anx.no_entities"),
        (items(ITEM, ITEM), "anx.duplicate_identity"),
        (items(ITEM, LINK.format(end="7")), "anx.end_missing"),
        (items(ITEM, LINK.format(end="1")), "graph.self_relation"),
        (items(ITEM.replace('X="1"', 'X="left"')), "anx.value"),
        (items(ITEM.replace('X="1"', 'X="NaN"')), "anx.value"),
        (items(ITEM.replace('Label="x"', 'GradeOneIndex="?"')), "anx.value"),
    ],
)
def test_each_fault_has_its_own_sentence(data: bytes, code: str) -> None:
    with pytest.raises(GijaError) as caught:
        read(data)
    assert caught.value.code == code
    assert caught.value.text.en
    assert caught.value.text.lt
    assert caught.value.text.en != caught.value.text.lt


def test_a_file_of_200_mb_is_refused_before_it_is_read() -> None:
    with pytest.raises(GijaError) as caught:
        read(b"<" + bytes(200_000_000))
    assert caught.value.code == "anx.too_large"
    assert str(opening.LIMIT) in caught.value.text.lt


def test_utf_8_and_utf_16_of_either_order_are_read() -> None:
    plain = TEXT.split("?>", 1)[1]
    expected = read(GOOD)
    assert read(plain.encode()) == expected
    assert read(b'<?xml version="1.0" encoding="UTF-8"?>' + plain.encode()) == expected
    assert read(items(ITEM).replace(b"<Chart>", b'<?xml version="1.0" encoding="windows-1257"?><Chart>')).entities
    assert read(b"\xef\xbb\xbf" + plain.encode()) == expected
    assert read(b"\xfe\xff" + TEXT.encode("utf-16-be")) == expected
    assert read(TEXT.encode("utf-16-le")) == expected


def test_a_deeply_nested_file_is_refused_or_read_but_never_crashes() -> None:
    with pytest.raises(GijaError):
        read(b"<Chart>" + b"<a>" * 200_000)
    with pytest.raises(GijaError):
        read(b"<Chart>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</Chart>")


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(GijaError):
        read(data)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_chart_is_read_or_refused_with_a_sentence(at: int, byte: int) -> None:
    with suppress(GijaError):  # any other error fails the test
        read(GOOD[:at] + bytes([byte]) + GOOD[at + 1 :])
