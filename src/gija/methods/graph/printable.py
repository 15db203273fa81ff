"""Texts of a chart as files and figures can hold them: registers hand over control characters and broken ones too."""

from __future__ import annotations

import re

# What XML 1.0 (5th edition, production 2.2) cannot hold, even escaped: it becomes U+FFFD.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\n\r\t]+")


def legal(text: str) -> str:
    """The text with everything XML cannot hold (control characters, lone surrogates) replaced by U+FFFD."""
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)


def line(text: str) -> str:
    """One legal line: line breaks and tabs become a space."""
    return text if text.isprintable() else _BREAKS.sub(" ", legal(text))
