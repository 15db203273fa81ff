"""How calls, applications, assessments and grants are shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column
from gija.methods.money import Money
from gija.rapporteur.activities import queries, seeds
from gija.rapporteur.activities.assessments import scoring
from gija.rapporteur.activities.contracts import reminding
from gija.rapporteur.activities.models import Application, ApplicationState, Call, CallState, Grant, Outcome, Verdict
from gija.rapporteur.bodies.shown import trace
from gija.rapporteur.choices import language
from gija.vocabulary.text import Text

KIND = {
    "draft": "", "open": "warn", "assessing": "warn", "awarded": "good", "closed": "quiet", "cancelled": "quiet",
    "submitted": "warn", "withdrawn": "quiet", "refused": "bad", "received": "warn", "accepted": "good",
    "returned": "bad",
}  # fmt: skip
ACTS = {
    "prepare": _("Begun"), "change": _("Changed"), "criteria": _("Criteria changed"), "publish": _("Published"),
    "assess": _("Assessment begun"), "award": _("Grant awarded"), "close": _("Closed"), "cancel": _("Cancelled"),
    "save": _("Draft kept"), "submit": _("Submitted"), "withdraw": _("Withdrawn"), "decide": _("Decided"),
    "appeal": _("An appeal was noted"), "sign": _("Contract signed"), "amend": _("Contract amended"),
    "pay": _("An instalment was paid"), "instalment": _("An instalment was added"),
    "money": _("Report of money sent"), "accept_money": _("Report of money accepted"),
    "return_money": _("Report of money returned"), "accept_persons": _("Report of persons accepted"),
    "return_persons": _("Report of persons returned"), "conflict": _("An assessor declared a conflict of interest"),
    "declare": _("An assessor declared no conflict of interest"), "score": _("An assessor scored it"),
    "meet": _("An assessor noted the meeting"),
}  # fmt: skip


def both(of: Any, name: str) -> str:
    """A text kept in both languages, in the page's; Lithuanian where the other is missing."""
    lt = str(getattr(of, f"{name}_lt"))
    return lt if language().startswith("lt") else str(getattr(of, f"{name}_en")) or lt


def amount(value: Decimal | None, currency: str) -> str:
    """As it was agreed; litas also in euro."""
    if value is None:
        return ""
    one = Money(value.quantize(Decimal("0.01")), currency)
    return str(one) if currency == "EUR" else f"{one} ({one.euro} EUR)"


def number(value: Fraction | None) -> str:
    if value is None:
        return "–"
    text = f"{float(value):.1f}"
    return text.replace(".", ",") if language().startswith("lt") else text


def who(code: str) -> str:
    return text_on(code).in_(language())


def calls() -> tuple[Column, ...]:
    return (
        Column("title", _("Call"), lambda c: both(c, "title"), link=address),
        Column("year", _("Programme year"), lambda c: c.year, sort="year", numeric=True),
        Column("amount", _("Money available"), lambda c: amount(c.amount, c.currency), numeric=True),
        Column("closes", _("Closes"), lambda c: c.closes_at, sort="closes_at"),
        Column("state", _("State"), lambda c: CallState(c.state).label, tag=True),
    )


def address(of: Call) -> str:
    return reverse("activities:call", args=[of.code])


def criteria(of: Call) -> list[dict[str, Any]]:
    """{code, words, weight, most}."""
    return [{**one, "words": one["lt" if language().startswith("lt") else "en"]} for one in of.criteria]


def standings(of: Call) -> list[dict[str, Any]]:
    """The ranking as rows."""
    return [
        {
            "one": one.application, "who": who(one.application.institution), "title": both(one.application, "title"),
            "rank": f"{one.rank}{'=' if one.tied else ''}" if one.rank else "–", "mean": number(one.mean),
            "spread": number(one.spread), "assessors": len(one.wholes), "open": one.open,
            "requested": amount(one.application.requested, of.currency), "outcome": outcome(one.application),
            "awarded": amount(one.application.awarded, of.currency),
        }
        for one in scoring.ranking(of)
    ]  # fmt: skip


def outcome(of: Application) -> tuple[Any, str]:
    """(words, kind of tag)."""
    return Outcome(of.outcome).label, KIND.get(of.outcome, "")


def state(of: Application) -> tuple[Any, str]:
    """(words, kind of tag), as the institution may know it."""
    return outcome(of) if queries.told(of) else (ApplicationState(of.state).label, KIND[of.state])


def project(of: Application) -> dict[str, Any]:
    """What an application says. Nobody's name but the institution's is in it."""
    currency = of.call.currency
    return {
        "of": of, "title": both(of, "title"), "summary": both(of, "summary"), "who": who(of.institution),
        "call": both(of.call, "title"), "requested": amount(of.requested, currency),
        "budget": [(one["words"], amount(Decimal(one["amount"]), currency)) for one in of.budget],
        "statements": [seeds.statements()[code].in_(language()) for code in of.statements],
    }  # fmt: skip


def letter(of: Application) -> Text:
    """The letter of the decision, in both languages."""
    call, currency = of.call, of.call.currency
    return seeds.letter(of.outcome).fill(
        title=Text(of.title_en or of.title_lt, of.title_lt), number=of.number, call=call.text,
        awarded=amount(of.awarded, currency), requested=amount(of.requested, currency),
        reason=Text(of.reason_en, of.reason_lt), days=seeds.appeal_days(),
    )  # fmt: skip


def marks(of: Application, given: list[Any]) -> list[dict[str, Any]]:
    """Assessments as lists of (criterion, points, words), numbered, without who gave them."""
    rows = criteria(of.call)
    return [
        {
            "n": n, "whole": number(scoring.whole(of.call.criteria, one.scores)), "met": one.met,
            "lines": [(c["words"], f"{one.scores[c['code']]['points']} / {c['most']}", one.scores[c["code"]]["words"])
                      for c in rows],
        }
        for n, one in enumerate(given, 1)
    ]  # fmt: skip


def owed(of: Grant) -> list[dict[str, Any]]:
    return [{"one": one, "missing": reminding.missing(one), "late": reminding.late_one(one)} for one in of.owed.all()]


def persons(of: Grant) -> list[dict[str, Any]]:
    return [
        {"one": one, "state": Verdict(one.state).label, "kind": KIND[one.state], "cells": cells(one.cells)}
        for one in of.persons.all()
    ]


def cells(told: list[dict[str, Any]]) -> list[tuple[list[str], int]]:
    """(status, sex, age in codes; how many)."""
    return [(one["key"], one["value"]) for one in told]


def money(of: Grant) -> list[dict[str, Any]]:
    return [
        {
            "one": one, "state": Verdict(one.state).label, "kind": KIND[one.state],
            "spent": amount(one.spent, of.currency), "eligible": amount(one.eligible, of.currency),
            "lines": [(line["words"], amount(Decimal(line["budget"]), of.currency),
                       amount(Decimal(line["spent"]), of.currency)) for line in one.lines],
        }
        for one in of.money.all()
    ]  # fmt: skip


def history(kind: str, about: object) -> Any:
    return trace(kind, about, ACTS)


def interval(least: int, most: int) -> str:
    return str(most) if least == most else now("%(least)d to %(most)d") % {"least": least, "most": most}
