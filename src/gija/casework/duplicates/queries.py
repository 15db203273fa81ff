"""What an actor sees: the pairs of their own institution, how each weight comes about, which cases are joined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import QuerySet

from gija.casework.cases.models import Case
from gija.casework.duplicates.models import Answer, Join, Pair
from gija.commons.permissions import Actor, may, require
from gija.methods.sameness import Evidence
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

READ, DECIDE, JOIN = "casework.duplicate.read", "casework.duplicate.decide", "casework.duplicate.join"
START = Text("Before anything is compared", "Prieš lyginant")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall: what was compared, what it shows, its bits, all bits up to here."""

    name: Text
    said: Text
    weight: float
    sum: float


def own(actor: Actor) -> QuerySet[Pair]:
    """Every pair of the actor's institution; none without the right."""
    if not may(actor, READ, actor.institution):
        return Pair.objects.none()
    return Pair.objects.filter(institution=actor.institution).select_related("one", "other")


def listed(actor: Actor, answer: str = "") -> QuerySet[Pair]:
    """Those that stand or were decided; `answer`: a decision, or `open`."""
    found = own(actor).exclude(stands=False, answer="")
    return found.filter(answer="" if answer == "open" else answer) if answer else found


def open_pairs(actor: Actor) -> int:
    """How many wait for a decision."""
    return own(actor).filter(stands=True, answer="").count()


def pair(actor: Actor | None, pk: str, action: str = READ) -> Pair:
    """One pair. Refused: `duplicates.not_found`; another institution's is `NotPermittedError`."""
    found = Pair.objects.select_related("one__person", "other__person").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("duplicates.not_found")
    require(actor, action, found.institution)
    return found


def steps(found: Pair) -> list[Step]:
    """From the prior to the match weight."""
    evidence = [Evidence(*one) for one in found.evidence]
    sums = list(accumulate([found.prior, *(one.weight for one in evidence)]))
    first = Step(START, Text("how rare it is", "kaip retai pasitaiko"), found.prior, found.prior)
    return [first, *(Step(e.name, e.text, e.weight, s) for e, s in zip(evidence, sums[1:], strict=True))]


def standing(found: Pair) -> Join | None:
    """The join that holds, if there is one."""
    return found.joins.filter(undone_at=None).first()


def both_in_register(found: Pair) -> bool:
    return found.one.in_register and found.other.in_register


def later(found: Pair) -> Any:
    """The case whose present record was first sent later; of two that were not sent, the one opened later."""

    def since(case: Any) -> Any:
        first = case.submissions.filter(record_id=case.record_id).order_by("sent_at").first()
        return (first.sent_at if first else case.opened_at, case.pk)

    return max((found.one, found.other), key=since)


def joined(actor: Actor, case_id: str) -> list[Case]:
    """The other cases of the institution that are joined with this one, over however many steps."""
    ties = Join.objects.filter(undone_at=None, institution=actor.institution).values_list(
        "pair__one_id", "pair__other_id"
    )
    known, grown = {case_id}, True
    while grown:
        more = {end for tie in ties if known & set(tie) for end in tie}
        grown, known = not more <= known, known | more
    return list(Case.objects.filter(pk__in=known - {case_id}, institution=actor.institution))


def words(answer: str) -> str:
    """`open` where nothing was decided."""
    return answer if answer in Answer.values else "open"
