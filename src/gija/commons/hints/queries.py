"""What an actor sees: the hints to their own institution, and the own cases each is about."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gija.commons.casefile.beside import Link
from gija.commons.casefile.file import Case
from gija.commons.hints.book import Book, Hint
from gija.commons.pages.templatetags.gija import code_text
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


def beside(book: Book, actor: Actor, case: Case) -> list[Link]:
    """What the page of a case leads to: the hints about its records."""
    numbers = {case.record_id, *case.submissions.values_list("record_id", flat=True)}
    told = [hint for hint in own(book, actor).filter(state__in=("open", "confirmed")) if numbers & set(hint.records)]
    return [
        Link(
            _("Hint %(short)s from the register: %(state)s")
            % {"short": hint.short, "state": code_text(hint.state, "duplicate_state")},
            reverse(f"{book.space}:hint", args=[hint.pk]),
        )
        for hint in told
    ]
