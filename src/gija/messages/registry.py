"""The kinds of message there are. What `crossings.yaml` does not list cannot be registered."""

from __future__ import annotations

import importlib
from typing import Any, TypeVar

from pydantic import ValidationError

from gija.messages.base import Message, canonical
from gija.messages.crossings import Crossing, content_of, crossing, crossings
from gija.messages.rules import forbidden
from gija.vocabulary.errors import GijaError

__all__ = ["Crossing", "crossing", "crossings", "decode", "kinds", "message", "register"]

M = TypeVar("M", bound=Message)
MODULES = (
    "victims", "duplicates", "exchange", "referral", "tables", "keyed", "captures", "directory", "anchors", "tips",
    "grants",
)  # fmt: skip
_KINDS: dict[str, type[Message]] = {}


def register(cls: type[M]) -> type[M]:
    """Decorator: make a kind of message known.

    Refuses a kind that no crossing lists (`messages.not_listed`), one that is there already (`messages.twice`) and
    one with a field its class of content has no room for (`messages.field_not_allowed`).
    """
    content = content_of(cls.kind)
    if wrong := forbidden(cls, content):
        raise GijaError("messages.field_not_allowed", kind=cls.kind, fields=", ".join(wrong), content=content)
    if (there := _KINDS.get(cls.kind)) is not None and there.__qualname__ != cls.__qualname__:
        raise GijaError("messages.twice", kind=cls.kind)
    _KINDS[cls.kind] = cls
    return cls


def kinds() -> dict[str, type[Message]]:
    """Kind -> type, of all that are registered."""
    for module in MODULES:
        importlib.import_module(f"gija.messages.{module}")
    return dict(_KINDS)


def message(kind: str) -> type[Message]:
    """The type of a kind; `messages.unknown_kind` where there is none."""
    try:
        return kinds()[kind]
    except KeyError:
        raise GijaError("messages.unknown_kind", kind=kind) from None


def decode(kind: str, version: int, data: dict[str, Any]) -> Message:
    """The message that came as plain values.

    Refuses an unknown kind, a version newer than ours (`messages.newer_version`), an older one that cannot be brought
    up to date, and what does not fit (`messages.malformed`, which names fields, never what stood in them).
    """
    cls = message(kind)
    if version > cls.version:
        raise GijaError("messages.newer_version", kind=kind, version=version, ours=cls.version)
    shape = data if version == cls.version else cls.upgraded(version, data)
    try:
        return cls.model_validate_json(canonical(shape))
    except ValidationError as fault:
        raise GijaError("messages.malformed", kind=kind, fields=faults(cls, fault)) from None


def faults(cls: type[Message], fault: ValidationError) -> str:
    """The places that do not fit. Only names of our own fields: a key that somebody else wrote may be anything."""
    places = (".".join(str(p) if isinstance(p, int) else p for p in e["loc"][:1]) for e in fault.errors())
    return ", ".join(dict.fromkeys(p if p in cls.model_fields else "?" for p in places)) or "?"
