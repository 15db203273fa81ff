"""Proving a chain: where it was changed, where an entry was removed or put in, whether its triggers stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import connections

from gija.commons.audit import triggers
from gija.commons.audit.canonical import FIRST, chained
from gija.commons.audit.models import Entry
from gija.commons.audit.queries import called
from gija.vocabulary.errors import GijaError

Kind = Literal[
    "changed", "removed", "inserted", "replaced", "head_cut", "trigger_missing",
    # against heads kept elsewhere (`anchors`)
    "tail_cut", "rewritten", "anchor_broken", "anchor_forged",
]  # fmt: skip

WINDOW = 20  # how far renumbered entries are looked for


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the trail does not hold. `number`: the entry it happened at (`removed`: the first missing)."""

    database: str
    kind: Kind
    number: int
    detail: str = ""

    @property
    def sentence(self) -> GijaError:
        """The finding in words, in both languages (`.text`)."""
        return GijaError(f"audit.{self.kind}", database=called(self.database), number=self.number, detail=self.detail)


def findings(database: str, tell: Callable[[int], None] | None = None) -> Iterator[Finding]:
    """Walk the chain of `database` from its head and yield each place where it does not hold.

    Names changed, replaced, removed and inserted entries (also where the rest was renumbered), a cut head and missing
    triggers. A cut tail or a chain rewritten as a whole is sound in itself: it shows only against a chain head kept
    elsewhere (`anchors.findings`). `tell` is called with the number of entries walked, each thousand.
    """
    missing = set(triggers.expected(connections[database])) - triggers.present(connections[database])
    for name in sorted(missing):
        yield Finding(database, "trigger_missing", 0, name)
    entries = Entry.objects.using(database).order_by("number").iterator(chunk_size=2000)
    yield from walk(database, entries, tell)


def walk(database: str, entries: Iterable[Entry], tell: Callable[[int], None] | None = None) -> Iterator[Finding]:
    """The findings of a chain given as entries in order of their numbers (see `findings`)."""
    held: Finding | None = None  # a `changed` waits one entry: the next may show that it was put in
    previous, number, shift = FIRST, 0, 0
    for walked, entry in enumerate(entries, start=1):
        place, shift = _place(database, entry, previous, number, shift)
        if held and not (place and place.kind == "inserted" and place.number == held.number):
            yield held
        held = place
        previous, number = entry.hash, entry.number
        if tell is not None and walked % 1000 == 0:
            tell(walked)
    if held:
        yield held


def _place(database: str, entry: Entry, previous: str, number: int, shift: int) -> tuple[Finding | None, int]:
    """What is wrong at one entry, given hash and number of the one before and how far the chain is renumbered."""
    if number == 0 and entry.number > 1:
        return Finding(database, "head_cut", entry.number, str(entry.number - 1)), shift
    if entry.number != number + 1:
        return Finding(database, "removed", number + 1, _span(number + 1, entry.number - 1)), shift
    found = _shift(entry, shift)
    if found is None:
        return Finding(database, "changed", entry.number), shift
    if found > shift:
        return Finding(database, "inserted", entry.number - (found - shift)), found
    if found < shift:
        return Finding(database, "removed", entry.number, str(shift - found)), found
    if entry.previous != previous:
        return Finding(database, "replaced", entry.number - 1), found
    return None, found


def _shift(entry: Entry, present: int) -> int | None:
    """By how much the entry's number was moved up since it was written (0: not at all); None if its hash never fits."""
    fields = entry.fields()
    near = sorted(range(-WINDOW, WINDOW + 1), key=abs)
    for shift in (present, *(n for n in near if n != present)):
        if entry.hash == chained(entry.previous, fields | {"number": entry.number - shift}):
            return shift
    return None


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
