"""What an actor sees: the hints to their own institution, and the own cases each is about."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from gija.commons.casefile.file import Case
from gija.commons.hints.book import Book, Hint
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError


def own(book: Book, actor: Actor) -> QuerySet[Any]:
    """Every hint to the actor's institution; none without the right to read."""
    if not may(actor, book.action("read"), actor.institution):
        return book.hint.objects.none()  # type: ignore[no-any-return]
    return book.hint.objects.filter(institution=actor.institution)  # type: ignore[no-any-return]


def waiting(book: Book, actor: Actor) -> int:
    """How many wait for this institution's answer."""
    return own(book, actor).filter(state="open", answer="").count()


def one(book: Book, actor: Actor | None, pk: str, act: str = "read") -> Hint:
    """One hint. Refused: `hints.not_found`; another institution's is `NotPermittedError`."""
    found = book.hint.objects.filter(pk=pk).first()
    if found is None:
        require(actor, book.action(act))
        raise GijaError("hints.not_found")
    require(actor, book.action(act), found.institution)
    return found


def cases(book: Book, hint: Hint) -> list[Case]:
    """The own cases whose records it names, also under a number that was withdrawn since."""
    found = book.file.case.objects.filter(institution=hint.institution)
    now = list(found.filter(record_id__in=hint.records))
    return now or list(found.filter(submissions__record_id__in=hint.records).distinct())
