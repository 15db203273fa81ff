"""What an actor sees: the claims of their own institution's cases, sums awarded and paid, the figures of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gija.casework.compensation.models import Claim, Document, Turn
from gija.casework.compensation.rules import READ, WRITE
from gija.commons.casefile.beside import Link
from gija.commons.casefile.forms import language
from gija.commons.permissions import Actor, may, require
from gija.methods.money import Money
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

NOTHING = Decimal("0.00")
ANOTHER = Text("Another document", "Kitas dokumentas")


@cache
def documents(source: str) -> Mapping[str, Text]:
    """What goes with a claim of this source: code -> text."""
    raw = yaml.safe_load(files("gija.casework.compensation").joinpath("documents.yaml").read_text(encoding="utf-8"))
    return {code: Text.of(text) for code, text in raw.get(source, {}).items()}


def named(found: Claim, code: str) -> Text:
    """What a kept document is, in words."""
    return documents(found.source).get(code, ANOTHER)


def kept(found: Claim) -> list[Document]:
    """The documents that are kept of a claim, without their bytes."""
    return list(found.kept.filter(taken_at=None).defer("content"))


def own(actor: Actor) -> QuerySet[Claim]:
    """Every claim of the actor's institution; none without the right."""
    if not may(actor, READ, actor.institution):
        return Claim.objects.none()
    return Claim.objects.filter(institution=actor.institution).select_related("case").prefetch_related("turns")


def one(actor: Actor | None, pk: str, action: str = READ) -> Claim:
    """One claim. Refused: `claims.not_found`; another institution's is `NotPermittedError`."""
    found = Claim.objects.select_related("case").prefetch_related("turns").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("claims.not_found")
    require(actor, action, found.institution)
    return found


def listed(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Claim]:
    """The claims that fit the filters of the list."""
    rows = own(actor)
    for name in ("source", "state"):
        if value := asked.get(name):
            rows = rows.filter(**{name: "" if value == "prepared" else value})
    return rows


def turns(found: Claim) -> list[Turn]:
    """What happened and was not struck out, in order."""
    return [one for one in found.turns.all() if one.struck_at is None]


def awarded(found: Claim) -> Decimal:
    """In euro: what the last decision awarded; after a refusal nothing."""
    return _awarded([(one.turn, one.money.euro if one.money else NOTHING) for one in turns(found)])


def paid(found: Claim) -> Decimal:
    """In euro: everything that was paid to the person; each sum is rounded before it is added."""
    return _sum(found, "paid")


def recovered(found: Claim) -> Decimal:
    """In euro: what the state got back from the offender."""
    return _sum(found, "recovered")


def _sum(found: Claim, what: str) -> Decimal:
    return sum((one.money.euro for one in turns(found) if one.turn == what and one.money), NOTHING)


def waiting(actor: Actor) -> int:
    """Claims that are awarded and not wholly paid; counted on their turns alone."""
    claims = own(actor).select_related(None).prefetch_related(None).filter(state__in=("decided", "paid", "recovered"))
    said = Turn.objects.filter(of__in=claims, struck_at=None, turn__in=("decided", "refused", "paid"))
    due: dict[str, Decimal] = {}
    got: dict[str, Decimal] = {}
    for claim, turn, amount, currency in said.order_by("on", "at").values_list("of", "turn", "amount", "currency"):
        euro = Money(amount, currency).euro if amount is not None else NOTHING
        if turn == "paid":
            got[claim] = got.get(claim, NOTHING) + euro
        else:
            due[claim] = euro if turn == "decided" else NOTHING
    return sum(got.get(claim, NOTHING) < awarded for claim, awarded in due.items())


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one year and source: how many claims had such a turn in it, and the sums in euro. What the last
    decision of the year on a claim awarded is its sum: a decision that an appeal took away counts in it no more."""

    year: int
    source: str
    filed: int
    awarded: int
    awarded_euro: Decimal
    paid: int
    paid_euro: Decimal
    refused: int = 0
    appealed: int = 0


Turned = tuple[str, Decimal]  # what happened, and its sum in euro


def by_year(claims: QuerySet[Claim], year: int | None = None) -> list[Row]:
    """Yearly figures of these claims, each claim once a year and kind of turn; of one year, or of all that have any.
    Only codes, days and sums are read: no case, nothing that is encrypted."""
    said = Turn.objects.filter(of__in=claims.order_by().values("pk"), struck_at=None)
    if year is not None:
        said = said.filter(on__year=year)
    there: dict[tuple[int, str], dict[str, list[Turned]]] = {}
    rows = said.order_by("on", "at").values_list("of", "of__source", "turn", "on", "amount", "currency")
    for claim, source, turn, on, amount, currency in rows:
        euro = Money(amount, currency).euro if amount is not None else NOTHING
        there.setdefault((on.year, source), {}).setdefault(claim, []).append((turn, euro))
    order = [code.code for code in code_list("compensation_source")]
    places = sorted(there.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
    return [_row(*place, list(claims.values())) for place, claims in places]


def _row(year: int, source: str, claims: list[list[Turned]]) -> Row:
    had = Counter(what for turns in claims for what in {turn for turn, _euro in turns})
    paid_ = sum((euro for turns in claims for turn, euro in turns if turn == "paid"), NOTHING)
    return Row(
        year, source, had["filed"], had["decided"], sum(map(_awarded, claims), NOTHING), had["paid"], paid_,
        had["refused"], had["appealed"],
    )  # fmt: skip


def _awarded(turns: list[Turned]) -> Decimal:
    """In euro: what the last of these decisions awarded; after a refusal nothing."""
    decisions = [(turn, euro) for turn, euro in turns if turn in ("decided", "refused")]
    return decisions[-1][1] if decisions and decisions[-1][0] == "decided" else NOTHING


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its claims, and beginning one."""
    sources = code_list("compensation_source")
    shown = [
        Link(
            _("Compensation %(short)s: %(source)s")
            % {"short": one.short, "source": sources[one.source].text.in_(language())},
            reverse("compensation:one", args=[one.pk]),
        )
        for one in own(actor).filter(case=case.pk)
    ]
    if not may(actor, WRITE, case.institution):
        return shown
    return [*shown, Link(_("Claim compensation for this person"), reverse("compensation:begin") + f"?case={case.pk}")]
