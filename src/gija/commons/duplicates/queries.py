"""What an actor sees: the pairs of their own institution, how each weight comes about, which cases are joined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gija.commons.casefile.beside import Link
from gija.commons.duplicates.book import Join, Pair, PairBook
from gija.commons.duplicates.models import Answer
from gija.commons.permissions import Actor, may, require
from gija.methods.sameness import Evidence
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

READ, DECIDE, JOIN = "read", "decide", "join"
START = Text("Before anything is compared", "Prieš lyginant")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall: what was compared, what it shows, its bits, all bits up to here."""

    name: Text
    said: Text
    weight: float
    sum: float


def own(book: PairBook, actor: Actor) -> QuerySet[Any]:
    """Every pair of the actor's institution; none without the right."""
    if not may(actor, book.action(READ), actor.institution):
        return book.pair.objects.none()  # type: ignore[no-any-return]
    found = book.pair.objects.filter(institution=actor.institution)
    return found.select_related("one", "other")  # type: ignore[no-any-return]


def listed(book: PairBook, actor: Actor, answer: str = "") -> QuerySet[Any]:
    """Those that stand or were decided; `answer`: a decision, or `open`."""
    found = own(book, actor).exclude(stands=False, answer="")
    return found.filter(answer="" if answer == "open" else answer) if answer else found


def open_pairs(book: PairBook, actor: Actor) -> int:
    """How many wait for a decision."""
    return own(book, actor).filter(stands=True, answer="").count()


def pair(book: PairBook, actor: Actor | None, pk: str, act: str = READ) -> Pair:
    """One pair. Refused: `duplicates.not_found`; another institution's is `NotPermittedError`."""
    found = book.pair.objects.select_related("one__person", "other__person").filter(pk=pk).first()
    if found is None:
        require(actor, book.action(act))
        raise GijaError("duplicates.not_found")
    require(actor, book.action(act), found.institution)
    return found


def steps(found: Pair) -> list[Step]:
    """From the prior to the match weight."""
    evidence = [Evidence(*one) for one in found.evidence]
    sums = list(accumulate([found.prior, *(one.weight for one in evidence)]))
    first = Step(START, Text("how rare it is", "kaip retai pasitaiko"), found.prior, found.prior)
    return [first, *(Step(e.name, e.text, e.weight, s) for e, s in zip(evidence, sums[1:], strict=True))]


def standing(found: Pair) -> Join:
    """The join that holds; None where there is none."""
    return found.joins.filter(undone_at=None).first()


def both_in_register(found: Pair) -> bool:
    return bool(found.one.in_register and found.other.in_register)


def later(found: Pair) -> Any:
    """The case whose present record was first sent later; of two that were not sent, the one opened later."""

    def since(case: Any) -> Any:
        first = case.submissions.filter(record_id=case.record_id).order_by("sent_at").first()
        return (first.sent_at if first else case.opened_at, case.pk)

    return max((found.one, found.other), key=since)


def joined(book: PairBook, actor: Actor, case_id: str) -> list[Any]:
    """The other cases of the institution that are joined with this one, over however many steps."""
    ties = book.join.objects.filter(undone_at=None, institution=actor.institution).values_list(
        "pair__one_id", "pair__other_id"
    )
    known, grown = {case_id}, True
    while grown:
        more = {end for tie in ties if known & set(tie) for end in tie}
        grown, known = not more <= known, known | more
    return list(book.file.case.objects.filter(pk__in=known - {case_id}, institution=actor.institution))


def words(answer: str) -> str:
    """`open` where nothing was decided."""
    return answer if answer in Answer.values else "open"


def beside(book: PairBook, actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: cases joined with it, and pairs it stands in that wait for a decision."""
    ties = own(book, actor).filter(Q(one=case.pk) | Q(other=case.pk))
    found = [
        Link(_("Of the same person: case %(short)s") % {"short": one.short}, _at(book.file.space, "case", one.pk))
        for one in joined(book, actor, case.pk)
        if may(actor, book.action(READ), actor.institution)
    ]
    return found + [
        Link(_("Possible duplicate %(short)s, to decide") % {"short": one.short}, _at(book.space, "pair", one.pk))
        for one in ties.filter(stands=True, answer="")
    ]


def _at(space: str, name: str, pk: str) -> str:
    return reverse(f"{space}:{name}", args=[pk])
