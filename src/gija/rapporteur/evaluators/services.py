"""What happens to a tender: prepared, called, bids received, admitted and scored, awarded, contracted or ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from gija.commons.permissions import Actor, require
from gija.methods.money import Money
from gija.rapporteur.bodies import trail
from gija.rapporteur.evaluators import queries, rules, seeds
from gija.rapporteur.evaluators.models import ZONE, Bid, Contract, Deliverable, Delivery, Handover, Score, State, Tender
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MISSING = "evaluators.not_found"
MOST = 100  # points, and per cent of the weights together


@dataclass(frozen=True, slots=True)
class Criterion:
    """By what bids are judged, and how much of the whole it is, in per cent."""

    code: str
    text: Text
    weight: int


def load(actor: Actor | None) -> list[Tender]:
    """Make what the source tells of earlier contractors, and of offices handed over; what is there stays."""
    actor = require(actor, rules.KEEP)
    here = set(Tender.objects.values_list("code", flat=True))
    with transaction.atomic(using=ZONE):
        made = [_load(code, dict(raw)) for code, raw in seeds.known().items() if code not in here]
        for one in seeds.handovers():
            if not Handover.objects.filter(office=one["office"], day=one["day"]).exists():
                Handover.objects.create(**one, **trail.who(actor))
        if made:
            trail.note(actor, rules.KEEP, "tender", "load", "load")
    return made


def _load(code: str, raw: dict[str, object]) -> Tender:
    contractor, report = str(raw.pop("contractor")), str(raw.pop("report", Delivery.DUE))
    title = {"title_en": raw.pop("en"), "title_lt": raw.pop("lt")}
    made = Tender.objects.create(code=code, state=State.CONTRACTED, **title, **raw)
    contract = Contract.objects.create(tender=made, name=contractor, source=made.source)
    Deliverable.objects.create(contract=contract, state=report, **title)
    return made


def prepare(
    actor: Actor | None, code: str, title: Text, years: tuple[int, int], requirements: Text,
    criteria: Sequence[Criterion],
) -> Tender:  # fmt: skip
    """Begin a tender. Refuses a code that is taken (`evaluators.taken`), years in the wrong order, weights that are not
    100 together (`evaluators.weights`)."""
    actor, text, asked = require(actor, rules.KEEP), trail.both(title), trail.both(requirements)
    if years[1] < years[0]:
        raise GijaError("bodies.order")
    if sum(one.weight for one in criteria) != MOST or any(one.weight < 1 for one in criteria):
        raise GijaError("evaluators.weights")
    if Tender.objects.filter(code=code).exists():
        raise GijaError("evaluators.taken", taken=code)
    told = [{"code": c.code, "en": c.text.en, "lt": c.text.lt, "weight": c.weight} for c in criteria]
    with transaction.atomic(using=ZONE):
        made = Tender.objects.create(
            code=code, title_en=text.en, title_lt=text.lt, first=years[0], last=years[1], requirements_en=asked.en,
            requirements_lt=asked.lt, criteria=told, required_by=actor.institution,
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "tender", code, "prepare")
    return made


def _locked(code: str, version: int, *states: State) -> Tender:
    pk = Tender.objects.filter(code=code).values_list("pk", flat=True).first()
    found = trail.locked(Tender, pk, version, MISSING)
    if found.state not in states:
        raise GijaError("evaluators.state")
    return found


def call(
    actor: Actor | None, code: str, version: int, reference: str, called_on: dt.date, bids_until: dt.date
) -> Tender:  # fmt: skip
    """The call is published; requirements and criteria stand from now on."""
    actor = require(actor, rules.KEEP)
    if bids_until < called_on or len(reference.strip()) < 2:
        raise GijaError("evaluators.call")
    with transaction.atomic(using=ZONE):
        found = _locked(code, version, State.DRAFT)
        found.state, found.reference = State.CALLED, reference.strip()
        found.called_on, found.bids_until = called_on, bids_until
        found.save()
        content = {"criteria": found.criteria, "en": found.requirements_en, "lt": found.requirements_lt}
        trail.note(actor, rules.KEEP, "tender", code, "call", content=content)
    return found


def bid(
    actor: Actor | None, code: str, name: str, organisation: str, received_on: dt.date, price: Money | None
) -> Bid:  # fmt: skip
    """A bid came in. Refuses one after the last day (`evaluators.late`) and a second one of the same organisation."""
    actor, said = require(actor, rules.KEEP), " ".join(name.split())
    of = queries.tender(actor, code)
    with transaction.atomic(using=ZONE):
        found = Tender.objects.select_for_update().get(pk=of.pk)
        if found.state != State.CALLED:
            raise GijaError("evaluators.state")
        if found.bids_until and received_on > found.bids_until:
            raise GijaError("evaluators.late")
        if len(said) < 2 or found.bids.filter(name=said).exists():
            raise GijaError("evaluators.bidder")
        made = Bid.objects.create(
            tender=found, name=said, organisation=organisation, received_on=received_on,
            amount=price.amount if price else None, currency=price.currency if price else "EUR",
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "tender", code, "bid", content={"bid": made.pk})
    return made


def admit(actor: Actor | None, pk: int, version: int, admitted: bool, reason: str) -> Bid:
    """Does the bid meet the requirements? Where it does not, the reason is told."""
    actor = require(actor, rules.KEEP)
    plain = reason.strip() if admitted else trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Bid, pk, version, MISSING)
        if found.tender.state != State.CALLED:
            raise GijaError("evaluators.state")
        found.admitted, found.reason = admitted, plain
        found.save()
        act = "admit" if admitted else "refuse"
        trail.note(actor, rules.KEEP, "tender", found.tender.code, act, plain, {"bid": pk})
    return found


def score(actor: Actor | None, pk: int, member: str, given: Mapping[str, int]) -> list[Score]:
    """The points of one member (by seat) for every criterion of an admitted bid (`evaluators.points` else)."""
    actor, seat = require(actor, rules.KEEP), " ".join(member.split())
    with transaction.atomic(using=ZONE):
        found = Bid.objects.select_for_update().select_related("tender").filter(pk=pk).first()
        if found is None:
            raise GijaError(MISSING)
        if found.tender.state != State.CALLED or not found.admitted:
            raise GijaError("evaluators.state")
        codes = {one["code"] for one in found.tender.criteria}
        if set(given) != codes or len(seat) < 2 or any(not 0 <= one <= MOST for one in given.values()):
            raise GijaError("evaluators.points", most=MOST)
        made = [
            Score.objects.create(bid=found, criterion=criterion, member=seat, points=one, **trail.who(actor))
            for criterion, one in given.items()
        ]
        trail.note(actor, rules.KEEP, "tender", found.tender.code, "score", content={"bid": pk})
    return made


def award(actor: Actor | None, code: str, version: int, winner: int, why: str = "") -> Tender:
    """Award it to a bid; `evaluators.not_scored` while an admitted one is not fully scored. Another than the best needs
    a reason."""
    actor = require(actor, rules.KEEP)
    with transaction.atomic(using=ZONE):
        found = _locked(code, version, State.CALLED)
        order = queries.ranking(found)
        if not order or any(one.whole is None for one in order) or found.bids.filter(admitted=None).exists():
            raise GijaError("evaluators.not_scored")
        if winner not in {one.bid.pk for one in order}:
            raise GijaError(MISSING)
        plain = why.strip() if order[0].bid.pk == winner else trail.reason(why)
        found.state = State.AWARDED
        found.save()
        trail.note(actor, rules.KEEP, "tender", code, "award", plain, {"bid": winner})
    return found


def winner(of: Tender) -> Bid | None:
    """The bid it was awarded to last."""
    awarded = [one for one in trail.acts("tender", of.code) if one.act == "award"]
    return Bid.objects.filter(pk=awarded[-1].content["bid"]).first() if awarded else None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says."""

    number: str
    day: dt.date
    starts: dt.date
    ends: dt.date
    price: Money


def sign(actor: Actor | None, code: str, version: int, terms: Terms, report: Text, due_on: dt.date) -> Contract:
    """Note the contract with the winner and the report it is to deliver. From its first day to its last the
    contractor's evaluators have their own rights."""
    actor, title = require(actor, rules.KEEP), trail.both(report)
    if len(terms.number.strip()) < 2 or terms.ends < terms.starts:
        raise GijaError("evaluators.contract")
    with transaction.atomic(using=ZONE):
        found = _locked(code, version, State.AWARDED)
        won = winner(found)
        if won is None:
            raise GijaError(MISSING)
        found.state = State.CONTRACTED
        found.save()
        made = Contract.objects.create(
            tender=found, name=won.name, organisation=won.organisation, number=terms.number.strip(), day=terms.day,
            starts=terms.starts, ends=terms.ends, amount=terms.price.amount, currency=terms.price.currency,
            why=trail.acts("tender", code)[-1].reason,
        )  # fmt: skip
        Deliverable.objects.create(contract=made, title_en=title.en, title_lt=title.lt, due_on=due_on)
        trail.note(actor, rules.KEEP, "tender", code, "sign", content={"number": made.number})
    return made


def end(actor: Actor | None, code: str, version: int, day: dt.date, reason: str) -> Contract:
    """The contract ends earlier than agreed, with the reason; the contractor's rights end with it."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    of = queries.tender(actor, code)
    with transaction.atomic(using=ZONE):
        there = queries.contract(of)
        found = trail.locked(Contract, there.pk if there else None, version, MISSING)
        if found.starts is None or found.ends is None or not found.starts <= day < found.ends:
            raise GijaError("bodies.order")
        found.ends = day
        found.save()
        trail.note(actor, rules.KEEP, "tender", code, "end", plain)
    return found


def cancel(actor: Actor | None, code: str, version: int, reason: str) -> Tender:
    """It ends without a contract, with the reason."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = _locked(code, version, State.DRAFT, State.CALLED, State.AWARDED)
        found.state = State.CANCELLED
        found.save()
        trail.note(actor, rules.KEEP, "tender", code, "cancel", plain)
    return found
