"""The few pieces of XML writing a chart needs: attributes in the order given, everything escaped, nothing illegal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gija.methods.graph.printable import legal

# What must be escaped in an attribute, and what XML cannot hold at all: most values have neither and pass untouched.
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def tag(name: str, attributes: Iterable[tuple[str, str | int | None]], inner: str | None = None) -> str:
    """`<name a="..">inner</name>`; an attribute that is None is left out; no `inner` closes the tag at once."""
    head = f"<{name}"
    for key, value in attributes:
        if isinstance(value, str) and _SPECIAL.search(value):
            head += f' {key}="{_escape(value)}"'
        elif value is not None:
            head += f' {key}="{value}"'
    return f"{head}>{inner}</{name}>" if inner else f"{head}/>"


def many(name: str, inner: Iterable[str]) -> str:
    """A collection and its members, a line each; nothing where there are none."""
    whole = "\n".join(inner)
    return f"<{name}>\n{whole}\n</{name}>\n" if whole else ""


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], legal(text))
