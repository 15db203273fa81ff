"""What is seen of tenders: ranking by criteria, contracts in force, who may write for which years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.evaluators import rules
from gija.rapporteur.evaluators.models import Bid, Contract, Deliverable, Handover, State, Tender
from gija.vocabulary.errors import GijaError

YEARS = re.compile(r"((?:19|20)\d\d)(?:-H[12]|-((?:19|20)\d\d))?")


def tenders(actor: Actor | None) -> QuerySet[Tender]:
    """All for who keeps them; for others what was called: a draft says how much may be paid."""
    who = require(actor, rules.READ)
    found = Tender.objects.select_related("contract")
    return found if may(who, rules.KEEP) else found.exclude(state=State.DRAFT)


def tender(actor: Actor | None, code: str) -> Tender:
    """`evaluators.not_found` where there is none."""
    found = tenders(actor).filter(code=code).first()
    if found is None:
        raise GijaError("evaluators.not_found")
    return found


def contract(of: Tender) -> Contract | None:
    return Contract.objects.filter(tender=of).first()


def deliverable(actor: Actor | None, pk: int) -> Deliverable:
    require(actor, rules.KEEP)
    found = Deliverable.objects.select_related("contract__tender").filter(pk=pk).first()
    if found is None:
        raise GijaError("evaluators.not_found")
    return found


def points(of: Bid) -> Mapping[tuple[str, str], int]:
    """(criterion, member) -> the points given last."""
    return {(one.criterion, one.member): one.points for one in of.scores.all()}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A bid with its mean points of each criterion, and the whole by the weights; None while a criterion has none."""

    bid: Bid
    means: Mapping[str, Fraction]
    whole: Fraction | None


def ranking(of: Tender) -> list[Ranked]:
    """Admitted bids, the best first; those not fully scored last. Equal ones in the order in which they came."""
    found = [_ranked(of, bid) for bid in of.bids.filter(admitted=True)]
    return sorted(found, key=lambda one: (one.whole is None, -(one.whole or 0), one.bid.received_on, one.bid.pk))


def _ranked(of: Tender, bid: Bid) -> Ranked:
    given = points(bid)
    means: dict[str, Fraction] = {}
    for one in of.criteria:
        own = [value for (criterion, _member), value in given.items() if criterion == one["code"]]
        if own:
            means[one["code"]] = Fraction(sum(own), len(own))
    whole = sum((means[one["code"]] * one["weight"] for one in of.criteria), Fraction(0)) / 100 if (
        of.criteria and len(means) == len(of.criteria)
    ) else None  # fmt: skip
    return Ranked(bid, means, whole)


def holds(one: Contract, day: dt.date | None = None) -> bool:
    """Is the contract in force on a day (today if empty), both ends included? One without days is not."""
    today = day or timezone.localdate()
    return one.starts is not None and one.ends is not None and one.starts <= today <= one.ends


def in_force(organisation: str, day: dt.date | None = None) -> list[Contract]:
    """The contracts of an organisation that are in force."""
    return [one for one in Contract.objects.filter(organisation=organisation) if organisation and holds(one, day)]


def author_of(actor: Actor | None, period: str) -> Contract | None:
    """The contract by which the actor writes the independent report on a period ("2014", "2014-H1", "2009-2014"): the
    actor is an evaluator of the contractor, the contract is in force today and its report is about all those years.
    None where one of these fails."""
    years = YEARS.fullmatch(period)
    if actor is None or actor.role != rules.ROLE or years is None:
        return None
    first, last = int(years[1]), int(years[2] or years[1])
    for one in in_force(actor.institution):
        if one.tender.first <= first <= last <= one.tender.last:
            return one
    return None


def may_take(actor: Actor | None) -> bool:
    """May the actor take the hand-over package: who keeps tenders, and an evaluator while its contract is in force?"""
    if not may(actor, rules.EXPORT) or actor is None:
        return False
    return may(actor, rules.KEEP) or bool(in_force(actor.institution))


def handovers(actor: Actor | None) -> QuerySet[Handover]:
    require(actor, rules.READ)
    return Handover.objects.all()
