"""Names known to be one: given names across languages and their short forms; surnames as neighbours write them."""

from __future__ import annotations

from functools import cache

from gija.methods.names.sounds import Reading, cut, readings
from gija.methods.names.tables import table

NONE: frozenset[str] = frozenset()


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Every known sound of a given name to the names it is a form of."""
    found: dict[str, set[str]] = {}
    for line in table("given")["names"]:
        forms = line.split()
        for form in forms:
            for reading in readings(form.lower())[:2]:
                found.setdefault(reading.sound, set()).add(forms[0])
    return {code: frozenset(names) for code, names in found.items()}


def given_classes(read: tuple[Reading, ...]) -> frozenset[str]:
    """The given names a word may be a form of; empty where it is none that the list knows."""
    known = _classes()
    return NONE.union(*(known[r.sound] for r in read if r.sound in known))


@cache
def given_stems() -> frozenset[str]:
    """The stems of all known given names, vowels made alike: what surnames like Jonaitis are made of."""
    return frozenset(cut(code).vowels for code in _classes())


@cache
def _families() -> dict[str, frozenset[str]]:
    """Every known stem of a surname to the family names it belongs to."""
    found: dict[str, set[str]] = {}
    for line in table("families")["families"]:
        forms = line.split()
        for form in forms:
            for reading in readings(form.lower())[:2]:
                found.setdefault(reading.stem, set()).add(forms[0])
    return {stem: frozenset(names) for stem, names in found.items()}


def family_classes(read: tuple[Reading, ...]) -> frozenset[str]:
    """The family names a word may be a form of; empty where it is none that the list knows."""
    known = _families()
    return NONE.union(*(known[r.stem] for r in read if r.stem in known))
