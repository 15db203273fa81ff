"""The last look: no text on a chart may name a withheld person or spell out their personal code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gija.methods.graph.values import Entity
from gija.methods.names import fold

NAMES = ("name", "former_name")


def sweep(pieces: Sequence[Entity], hidden: Iterable[Entity]) -> list[Entity]:
    """The pieces without values that name one of `hidden`. Persons are left alone: a namesake keeps their own name."""
    telling = _telling(hidden)
    return [piece if piece.type == "person" or not telling else _swept(piece, telling) for piece in pieces]


def _telling(hidden: Iterable[Entity]) -> list[frozenset[str]]:
    """Sets of words that together give a person away: full name in any order, or the personal code."""
    found: set[frozenset[str]] = set()
    for person in hidden:
        values = person.attributes
        names = [value for field in NAMES for value in values.get(field, ())]
        names += [
            f"{given} {family}"
            for given in values.get("given_name", ())
            for family in (*values.get("family_name", ()), *values.get("former_name", ()))
        ]
        found |= {words for name in names if len(words := _words(name)) > 1}
        found |= {_words(code) for code in values.get("personal_code", ()) if len(code) >= 6}
    return sorted(found, key=sorted)


def _words(text: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _tells(text: str, telling: Sequence[frozenset[str]]) -> bool:
    words = _words(text)
    return any(one <= words for one in telling)


def _swept(piece: Entity, telling: Sequence[frozenset[str]]) -> Entity:
    attributes = {
        field: tuple(value for value in values if not _tells(value, telling))
        for field, values in piece.attributes.items()
    }
    kept = {field: values for field, values in attributes.items() if values}
    return replace(piece, label="" if _tells(piece.label, telling) else piece.label, attributes=kept)
