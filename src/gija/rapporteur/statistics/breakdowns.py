"""What a figure is broken down by: codes by dimension, kept as canonical JSON.

A dimension is the name of the vocabulary list its codes are of (`sex`), or, where that would not say enough, a name of
its own before it (`citizenship:country`). A total has no codes.
"""

from __future__ import annotations

import json
from functools import lru_cache

from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.lists import names as list_names
from gija.vocabulary.text import Text

Breakdown = tuple[tuple[str, str], ...]  # sorted pairs of dimension and code
TOTAL: Breakdown = ()

# Dimensions whose name says more than their list.
NAMES = {
    "victim": Text("Age of the victims concerned", "Su tyrimu susijusių aukų amžius"),
    "citizenship": Text("Citizenship", "Pilietybė"),
}


def list_of(dimension: str) -> str:
    return dimension.rpartition(":")[2]


def dimension(name: str, list_name: str) -> str:
    """A dimension of a message, which says name and list apart, as it is written here."""
    return list_name if name == list_name else f"{name}:{list_name}"


def checked(pairs: Breakdown) -> Breakdown:
    """The breakdown in its one order; refuses a dimension twice, an unknown list or code (`statistics.breakdown`)."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise GijaError("statistics.breakdown")
    for name, code in pairs:
        if list_of(name) not in list_names() or code not in code_list(list_of(name)):
            raise GijaError("statistics.breakdown")
    return tuple(sorted(pairs))


def typed(text: str) -> Breakdown:
    """From `age_group=adult;sex=F`; empty text is the total."""
    parts = [part.partition("=") for part in text.split(";") if part]
    return checked(tuple((name.strip(), code.strip()) for name, _, code in parts))


def to_json(pairs: Breakdown) -> str:
    return json.dumps(dict(checked(pairs)), sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=20_000)  # a pure parse of few different texts
def from_json(text: str) -> Breakdown:
    return tuple(sorted(json.loads(text).items()))


@lru_cache(maxsize=20_000)
def without(pairs: Breakdown, name: str) -> Breakdown:
    return tuple(pair for pair in pairs if pair[0] != name)


def dimension_text(name: str) -> Text:
    own, _, list_name = name.rpartition(":")
    return NAMES.get(own, code_list(list_name).text)


def text(pairs: Breakdown) -> Text:
    """What the figure is of, in words: `Adult, Female`; a total says so."""
    if not pairs:
        return Text("Total", "Iš viso")
    codes = [code_list(list_of(name))[code].text for name, code in pairs]
    return Text(", ".join(one.en for one in codes), ", ".join(one.lt for one in codes))
