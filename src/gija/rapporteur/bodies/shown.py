"""How bodies, meetings, decisions and functions are shown, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column
from gija.rapporteur.bodies import seeds
from gija.rapporteur.bodies.models import (
    Act,
    Body,
    Decision,
    Holding,
    Kind,
    Meeting,
    Member,
    Part,
    Problem,
    Session,
    Stand,
)
from gija.rapporteur.bodies.trail import acts
from gija.rapporteur.choices import language
from gija.rapporteur.plan.models import Plan

STAND_KIND = {"found": "", "proposed": "warn", "accepted": "good", "refused": "bad", "solved": "good"}
SESSION_KIND = {"called": "warn", "held": "good", "cancelled": "quiet"}
ACTS = {
    "load": _("Entered from the sources"), "add": _("Entered"), "end": _("Ended"), "seat": _("A seat given"),
    "unseat": _("A seat ended"), "call": _("Called"), "hold": _("Held, with minutes"), "cancel": _("Not held"),
    "decide": _("Decided"), "law": _("A change of law noted"), "found": _("Found"), "proposed": _("Proposed"),
    "accepted": _("Proposal accepted"), "refused": _("Proposal not accepted"), "solved": _("Solved"),
    "give": _("Given"),
}  # fmt: skip


def said(of: Any, name: str) -> str:
    """A field of both languages in that of the page; the other where it is missing."""
    lt, en = str(getattr(of, f"{name}_lt")), str(getattr(of, f"{name}_en"))
    return (lt or en) if language().startswith("lt") else (en or lt)


def name(institution: str) -> str:
    return text_on(institution).in_(language()) if institution else ""


def names(institutions: Any) -> str:
    return ", ".join(name(one) for one in institutions)


def period(of: Any) -> str:
    """From – to, as the sources tell it where they tell no days."""
    years = getattr(of, "years", "")
    if years:
        return str(years)
    return " – ".join(one.isoformat() if one else "…" for one in (of.starts, of.ends)) if of.starts or of.ends else ""


def columns() -> tuple[Column, ...]:
    return (
        Column(
            "title", _("Body"), lambda b: b.text.in_(language()), link=lambda b: reverse("bodies:body", args=[b.code])
        ),
        Column("kind", _("Kind"), lambda b: Kind(b.kind).label),
        Column("founder", _("Set up by"), lambda b: said(b, "founder") or name(b.founder)),
        Column("period", _("Period"), period, sort="starts"),
    )


def office(of: Body, part: str) -> str:
    """`founder` or `chair`: the office, with its institution where that says more."""
    words, where = said(of, part), name(getattr(of, part))
    return words if not where or where == words else f"{words}, {where}" if words else where


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a body: what it is, where it is kept, and where that is found."""

    text: str
    source: str
    links: tuple[tuple[str, Any], ...]


def duties(of: Body) -> list[Duty]:
    return [
        Duty(one["lt"] if language().startswith("lt") else one["en"], one.get("source", ""), tuple(_links(of, one)))
        for one in of.duties
    ]


def _links(of: Body, one: Mapping[str, str]) -> list[tuple[str, Any]]:
    here = {"participation": _("How institutions took part"), "problems": _("Problems"), "decisions": _("Decisions")}
    found: list[tuple[str, Any]] = []
    if one.get("duty"):
        found.append((reverse("duties:duties"), _("Calendar of duties")))
    if one.get("where") == "plan" and of.plan and Plan.objects.filter(code=of.plan).exists():
        found.append((reverse("plan:plan", args=[of.plan]), _("The plan")))
    if one.get("where") in here:
        found.append((f"#{one['where']}", here[one["where"]]))
    return found


def seats(of: Body) -> list[dict[str, Any]]:
    return [_seat(one) for one in of.members.all()]


def _seat(one: Member) -> dict[str, Any]:
    return {"one": one, "office": said(one, "office"), "institution": name(one.institution), "period": period(one)}


def meetings(of: Body) -> list[dict[str, Any]]:
    return [
        {"one": one, "state": Session(one.state).label, "kind": SESSION_KIND[one.state]} for one in of.meetings.all()
    ]


def decisions(found: Any) -> list[dict[str, Any]]:
    return [{"one": one, "text": said(one, "text"), "votes": votes(one)} for one in found]


def votes(of: Decision) -> Any:
    if of.ayes is None:
        return ""
    told = {"ayes": of.ayes, "noes": of.noes, "abstained": of.abstained}
    return _("for %(ayes)d, against %(noes)d, abstained %(abstained)d") % told


def laws(found: Any) -> list[dict[str, Any]]:
    return [{"one": one, "text": said(one, "text")} for one in found]


def problems(of: Body) -> list[dict[str, Any]]:
    return [_problem(one) for one in of.problems.all()]


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "one": one, "text": said(one, "text"), "proposal": said(one, "proposal"), "to": name(one.to),
        "state": Stand(one.state).label, "kind": STAND_KIND[one.state],
    }  # fmt: skip


def agenda(of: Meeting) -> list[str]:
    return [one.strip() for one in said(of, "agenda").splitlines() if one.strip()]


def trace(kind: str, about: object, words: Mapping[str, Any] = ACTS) -> list[tuple[Any, Act]]:
    """(what was done in words, the act)."""
    return [(words.get(one.act, one.act), one) for one in acts(kind, about)]


@dataclass(frozen=True, slots=True)
class Row:
    """A function and what each unit holds of it, in the order of the units."""

    code: str
    text: str
    cells: tuple[Holding | None, ...]


def matrix(units: list[str], rows: Mapping[str, Mapping[str, Holding]]) -> list[Row]:
    return [
        Row(code, seeds.function(code).in_(language()), tuple(own.get(unit) for unit in units))
        for code, own in rows.items()
    ]


def holding(one: Holding) -> str:
    """As a cell says it: how, and which share or part."""
    share = f"{one.share} %" if one.share else ""
    return ", ".join(filter(None, (str(Part(one.part).label), share, said(one, "note"))))
