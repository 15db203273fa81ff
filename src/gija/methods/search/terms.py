"""What a record is found by: keys of names, canonical identifiers, words of other texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from gija.methods.names.identifiers import KINDS, canonical
from gija.methods.names.letters import fold
from gija.methods.names.name_keys import keys
from gija.methods.names.organisations import name_words
from gija.methods.names.parsing import parse
from gija.methods.names.sounds import sound

_PERSON_NAMES = ("name", "given_name", "family_name", "former_name")
_TEXTS = {
    "organisation": ("name",),
    "address": ("text",),
    "online_handle": ("handle", "text"),
    "event": ("text", "place", "kind"),
}
_IDENTIFIERS: dict[str, tuple[str, ...]] = {}
for _type, _field in KINDS:
    _IDENTIFIERS[_type] = (*_IDENTIFIERS.get(_type, ()), _field)


def identifier_term(type_: str, field: str, value: str) -> str:
    """The one term of a canonical identifier; spaces would part it in the index."""
    clean = value if value.isascii() else value.encode("utf-8", "replace").decode()  # a lone surrogate is no text
    return f"{type_}.{field}:{clean.replace(' ', '_')}"


def identifier_terms(type_: str, fields: Mapping[str, Iterable[str]]) -> set[str]:
    found = set()
    for field in _IDENTIFIERS.get(type_, ()):
        for value in fields.get(field, ()):
            if code := canonical(type_, field, value):
                found.add(identifier_term(type_, field, code))
    return found


def name_terms(type_: str, fields: Mapping[str, Iterable[str]]) -> set[str]:
    """Keys of a person's names, or sounded words of another thing's texts, each led by the type's first letters."""
    if type_ == "person":
        return set().union(*map(_keys, _names(fields)))
    found: set[str] = set()
    for field in _TEXTS.get(type_, ()):
        for value in fields.get(field, ()):
            words = name_words(value)[0] if type_ == "organisation" else fold(value).split()
            found.update(f"{type_}:{sound(w)}" for w in words if sound(w))
    return found


# Given names and surnames come again and again in a register: what they give is worked out once.
@lru_cache(maxsize=65_536)
def _keys(value: str) -> frozenset[str]:
    return frozenset(keys(value))


@lru_cache(maxsize=65_536)
def _sounds(value: str) -> str:
    return " ".join(word.readings[0].voices for word in parse(value).words if word.readings)


def sounds(values: Iterable[str]) -> str:
    """Names as they roughly sound, for putting candidates in order quickly."""
    return " ".join(map(_sounds, values))


def person_sounds(fields: Mapping[str, Iterable[str]]) -> str:
    return sounds(_names(fields))


def _names(fields: Mapping[str, Iterable[str]]) -> list[str]:
    return [value for field in _PERSON_NAMES if field in fields for value in fields[field]]
