"""The trail as the auditor sees it: entries of one database, or of all in order of time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from django.conf import settings
from django.db.models import QuerySet

from gija.commons.audit.models import Entry
from gija.vocabulary.errors import GijaError

ACCOUNTS = "accounts"


def called(database: str) -> str:
    """What a database is called for people: Django's `default` is the one of the accounts."""
    return ACCOUNTS if database == "default" else database


def known_databases() -> tuple[str, ...]:
    """Every database of this installation, accounts first; each has its trail."""
    return tuple(settings.DATABASES)


def check_database(database: str) -> str:
    """Django's alias of a database of this installation; else `audit.unknown_database`."""
    alias = "default" if database == ACCOUNTS else database
    if alias not in known_databases():
        known = ", ".join(map(called, known_databases()))
        raise GijaError("audit.unknown_database", database=database, known=known)
    return alias


def size(database: str) -> int:
    """How many entries the trail of a database has."""
    return Entry.objects.using(database).count()


@dataclass(frozen=True)
class Trail(Sequence[Entry]):
    """Entries of several databases, newest first, counted and cut without reading more than is shown."""

    parts: tuple[QuerySet[Entry], ...]
    _count: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        if not self._count:
            self._count.append(sum(part.count() for part in self.parts))
        return self._count[0]

    @overload
    def __getitem__(self, wanted: int) -> Entry: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Entry]: ...
    def __getitem__(self, wanted: int | slice) -> Entry | list[Entry]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop = wanted.start or 0, wanted.stop if wanted.stop is not None else len(self)
        newest = heapq.merge(*(self._first(part, stop) for part in self.parts), key=lambda e: e.at, reverse=True)
        return [e for place, e in enumerate(newest) if start <= place < stop]

    @staticmethod
    def _first(part: QuerySet[Entry], count: int) -> Iterator[Entry]:
        return part.order_by("-at", "-number")[:count].iterator(chunk_size=200)
