"""A message of others is looked over before it is read: its size, no XML entities, nothing fetched from elsewhere."""

from __future__ import annotations

import io
from typing import Any

from gija.vocabulary.errors import GijaError

LARGEST = 8_000_000  # bytes
HEADS = (b"DATAFLOW,", b"STRUCTURE,", b'"DATAFLOW"', b'"STRUCTURE"')
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def looked_over(content: bytes) -> bytes:
    """The same in UTF-8 without a byte order mark. Refuses what is too large (`sdmx.large`), is no UTF-8 text or
    declares entities (`sdmx.broken`)."""
    if len(content) > LARGEST:
        raise GijaError("sdmx.large", limit=LARGEST // 1_000_000)
    try:
        plain = content.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        raise GijaError("sdmx.broken") from None
    if b"\x00" in plain or any(word in plain.upper() for word in FORBIDDEN):
        raise GijaError("sdmx.broken")
    return plain


def is_xml(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def is_message(content: bytes) -> bool:
    """Whether this is SDMX: XML of its names, or a CSV that begins as its CSV does."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000]
    return start.startswith(HEADS) or (is_xml(start) and b"sdmx.org/resources/sdmxml" in start)


def opened(content: bytes) -> Any:
    """The message (of pysdmx), checked against the schemas of SDMX; `sdmx.broken` where it does not fit them."""
    from pysdmx.errors import PysdmxError
    from pysdmx.io import read_sdmx

    plain = looked_over(content)
    if not is_message(plain):  # anything else it might take for an address or the name of a file
        raise GijaError("sdmx.broken")
    if is_xml(plain):
        plain = plain.lstrip()
        plain = plain if plain.startswith(b"<?xml") else b'<?xml version="1.0" encoding="UTF-8"?>' + plain
    try:
        return read_sdmx(io.BytesIO(plain), validate=True)
    except (PysdmxError, ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError):
        raise GijaError("sdmx.broken") from None


def tree(content: bytes) -> Any:
    """The message as a tree of elements."""
    from lxml import etree

    try:
        return etree.fromstring(
            looked_over(content).lstrip(),
            etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False),
        )
    except etree.XMLSyntaxError:
        raise GijaError("sdmx.broken") from None
