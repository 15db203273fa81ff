"""How tenders, contracts and hand-overs are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column
from gija.methods.money import Money
from gija.rapporteur.bodies import trail
from gija.rapporteur.bodies.shown import trace
from gija.rapporteur.choices import language
from gija.rapporteur.evaluators import queries
from gija.rapporteur.evaluators.models import Contract, Deliverable, Delivery, Handover, Office, State, Tender

KIND = {"draft": "", "called": "warn", "awarded": "warn", "contracted": "good", "cancelled": "quiet"}
DELIVERY_KIND = {"due": "", "delivered": "warn", "returned": "bad", "accepted": "good", "paid": "good"}
ACTS = {
    "load": _("Entered from the sources"), "prepare": _("Begun"), "call": _("Call published"),
    "bid": _("A bid came in"),
    "admit": _("A bid admitted"), "refuse": _("A bid not admitted"), "score": _("A bid scored"),
    "award": _("Awarded"), "sign": _("Contract signed"), "end": _("Contract ended early"),
    "cancel": _("Ended without a contract"), "deliver": _("Delivered"), "accept": _("Accepted"),
    "return": _("Returned"), "pay": _("Paid"),
}  # fmt: skip


def columns() -> tuple[Column, ...]:
    return (
        Column("title", _("Tender"), lambda t: t.text.in_(language()), link=address),
        Column("years", _("Years"), years, sort="first"),
        Column("contractor", _("Contractor"), lambda t: t.contract.name if hasattr(t, "contract") else ""),
        Column("state", _("State"), lambda t: State(t.state).label, tag=True),
    )


def address(of: Tender) -> str:
    return reverse("evaluators:tender", args=[of.code])


def years(of: Tender) -> str:
    return str(of.first) if of.first == of.last else f"{of.first}–{of.last}"


def amount(value: Decimal | None, currency: str) -> str:
    """As it was agreed; litas also in euro."""
    if value is None:
        return ""
    one = Money(value, currency)
    return str(one) if currency == "EUR" else f"{one} ({one.euro} EUR)"


def criteria(of: Tender) -> list[tuple[str, str, int]]:
    """(code, words, weight)."""
    return [
        (one["code"], one["lt"] if language().startswith("lt") else one["en"], one["weight"]) for one in of.criteria
    ]


def ranking(of: Tender) -> list[dict[str, Any]]:
    """Admitted bids as rows, the best first: the mean of each criterion and the whole, to one decimal."""
    codes = [one["code"] for one in of.criteria]
    return [
        {
            "bid": one.bid, "means": [_number(one.means.get(code)) for code in codes], "whole": _number(one.whole),
            "amount": amount(one.bid.amount, one.bid.currency),
        }
        for one in queries.ranking(of)
    ]  # fmt: skip


def _number(value: Any) -> str:
    if value is None:
        return "–"
    text = f"{float(value):.1f}"
    return text.replace(".", ",") if language().startswith("lt") else text


def in_force(one: Contract) -> tuple[Any, str]:
    """(whether it is in force today, kind of tag)."""
    if one.starts is None or one.ends is None:
        return _("Days not told"), "quiet"
    return (_("In force"), "good") if queries.holds(one) else (_("Not in force"), "quiet")


def deliverables(of: Contract) -> list[dict[str, Any]]:
    return [_deliverable(one) for one in of.deliverables.all()]


def _deliverable(one: Deliverable) -> dict[str, Any]:
    return {
        "one": one, "title": one.title_lt if language().startswith("lt") else one.title_en,
        "state": Delivery(one.state).label, "kind": DELIVERY_KIND[one.state], "paid": amount(one.paid, one.currency),
    }  # fmt: skip


def handovers(found: Any) -> list[tuple[Any, Handover]]:
    return [(Office(one.office).label, one) for one in found]


def history(of: Tender) -> Any:
    return trace("tender", of.code, ACTS)


def why(of: Tender) -> str:
    """The reason of the award, where one was told."""
    awarded = [one.reason for one in trail.acts("tender", of.code) if one.act == "award"]
    return awarded[-1] if awarded else ""
