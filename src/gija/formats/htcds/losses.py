"""What each direction loses, field by field and why: data for the docs, the pages, the command and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gija.formats.htcds.standard import read
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Loss:
    """`field` may change, or only these `values` of it; `why`. `partly`: something of it is kept all the same."""

    field: str
    values: tuple[str, ...]
    why: Text
    partly: bool = False


@cache
def reading_loses() -> tuple[Loss, ...]:
    """HTCDS -> record: fields (and values) of the standard that do not come back as they were."""
    return _all("reading")


@cache
def writing_loses() -> tuple[Loss, ...]:
    """Record -> HTCDS: fields (and codes) of the record that the standard cannot hold."""
    return _all("writing")


def _all(direction: str) -> tuple[Loss, ...]:
    return tuple(
        Loss(field, tuple(map(str, one.get("values", ()))), Text.of(one), bool(one.get("partly")))
        for one in read("lost.yaml")[direction]
        for field in one["fields"]
    )


@cache
def nothing_kept() -> frozenset[str]:
    """Fields of the standard of which a record keeps nothing at all."""
    return frozenset(one.field for one in reading_loses() if not one.values and not one.partly)
