"""Open bytes that claim to be a chart file: size, encoding, no document type, well-formed, the right root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMIT = 100  # MB; a chart of 10,000 entities and 10,000 relations takes about 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file, the container of .anb
_DECLARED = re.compile(r"^<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)")


def open_chart(data: bytes) -> Element:
    """The root `Chart` of the file. Every refusal is a GijaError `anx.*` that says what is wrong."""
    if not data.strip(b"\x00 \r\n\t"):
        raise GijaError("anx.empty")
    if len(data) > LIMIT * 1_000_000:
        raise GijaError("anx.too_large", size=len(data) // 1_000_000, limit=LIMIT)
    if data.startswith(_OLE):
        raise GijaError("anx.is_anb")
    root = _plain(_parse(_decode(data)))
    if root.tag != "Chart":
        raise GijaError("anx.not_a_chart")
    return root


def _plain(root: Element) -> Element:
    """The same without a namespace: some producers declare one, Analyst's Notebook none."""
    if root.tag.startswith("{"):
        for one in root.iter():
            one.tag = one.tag.rpartition("}")[2]
    return root


def _decode(data: bytes) -> str:
    """The text, by byte order mark or as UTF-8; what is declared must not contradict it."""
    if b"\x00" in data[:4] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        actual = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    else:
        actual = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    head = re.search(rb"encoding\s*=\s*[\"']([\w.\-]+)", data[:200])
    declared = head[1].decode("ascii", "replace") if head else "utf-8"
    try:
        text = data.decode(actual)
    except UnicodeDecodeError:
        raise GijaError("anx.wrong_encoding", encoding="UTF-16" if actual.startswith("utf-16") else declared) from None
    said = _DECLARED.match(text)
    if said and not _agree(said[1].lower(), actual, data):
        raise GijaError("anx.wrong_encoding", encoding=said[1])
    return text


def _agree(declared: str, actual: str, data: bytes) -> bool:
    """Is it written in the encoding it declares? Plain ASCII is the same in every 8-bit one."""
    if actual.startswith("utf-16"):
        return declared.startswith("utf-16")
    return declared in ("utf-8", "utf8") or (not declared.startswith("utf") and data.isascii())


def _parse(text: str) -> Element:
    if not text.lstrip().startswith("<"):
        raise GijaError("anx.not_a_chart")
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise GijaError("anx.doctype") from None
    except ParseError as error:
        at, column = error.position
        raise GijaError("anx.broken", line=at, column=column) from None
    except UnicodeEncodeError:  # a lone surrogate, which UTF-16 bytes can hide
        raise GijaError("anx.wrong_encoding", encoding="UTF-16") from None
    return root
