"""What the tests of grants share: an officer, assessors, two institutions, a call as far as it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.testing import Cast
from gija.messages.grants import GrantReport
from gija.messages.tables import Cell, Official
from gija.methods.money import money
from gija.rapporteur.activities import seeds
from gija.rapporteur.activities.applications import applying
from gija.rapporteur.activities.applications.applying import Project
from gija.rapporteur.activities.assessments import assessing
from gija.rapporteur.activities.calls import calling, deciding
from gija.rapporteur.activities.calls.calling import Terms
from gija.rapporteur.activities.contracts import granting, handlers
from gija.rapporteur.activities.contracts.granting import Contract
from gija.rapporteur.activities.models import Application, Call, Grant
from gija.vocabulary.text import Text

# Nobody here exists.
PEOPLE = {
    "gitana": ("Gitana Skirstytoja", "grant_officer", "moi"),
    "arnas": ("Arnas Vertintojas", "grant_assessor", "kpb"),
    "birute": ("Birutė Vertintoja", "grant_assessor", "vilnius_police"),
    "cezaris": ("Cezaris Vertintojas", "grant_assessor", "moi"),
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "daiva": ("Daiva Teikėja", "data_supplier", "viltis"),
    "egle": ("Eglė Teikėja", "supplier_head", "globa"),
}
SAID = Text("Projects that help", "Projektai, kurie padeda")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    if not Institution.objects.filter(code="globa").exists():
        make_institution("globa", "Globa (invented)", "Globa (išgalvota)", "ngo")
    return cast.join(PEOPLE)


def terms(year: int = 2031, amount: str = "10000", closes: int = 30) -> Terms:
    now = timezone.now()
    first, last = now - dt.timedelta(days=1), now + dt.timedelta(days=closes)
    return Terms(SAID, year, SAID, money(amount, "EUR"), first, last, "VRM, Šventaragio g. 2")


def project(requested: str = "4000", name: str = "Pagalba", **said: object) -> Project:
    whole = Decimal(requested)
    budget = (("Psichologas", whole / 2), ("Nuoma", whole / 2))
    told = {"victims": 20, "at_risk": 10, "statements": tuple(seeds.statements()), **said}
    return Project(Text("", name), Text("", "Padėsime žmonėms."), budget, whole, **told)  # type: ignore[arg-type]


def points(of: Application, share: float = 0.8) -> dict[str, tuple[int, str]]:
    return {one["code"]: (round(one["most"] * share), "Pagrįsta.") for one in of.call.criteria}


@pytest.fixture
def called(cast: Cast) -> Callable[..., Call]:
    """`called("call-x")`: a call that is published, of a year."""

    def call(code: str, **said: object) -> Call:
        gitana = cast.actor("gitana")
        calling.prepare(gitana, code, terms(**said))  # type: ignore[arg-type]
        return calling.publish(gitana, code, 1)

    return call


@pytest.fixture
def assessed(cast: Cast, called: Callable[..., Call]) -> Callable[..., list[Application]]:
    """`assessed("call-x")`: applications of Viltis and Globa, submitted; the call is being assessed."""

    def applications(code: str, sums: tuple[str, str] = ("4000", "6000"), **said: object) -> list[Application]:
        called(code, **said)
        made = []
        for who, requested in zip(("daiva", "egle"), sums, strict=True):
            draft = applying.save(cast.actor(who), code, project(requested, f"Pagalba {who}"))
            made.append(applying.submit(cast.actor(who), draft.pk, draft.version))
        over(code)
        calling.assess(cast.actor("gitana"), code, 2)
        return [Application.objects.select_related("call").get(pk=one.pk) for one in made]

    return applications


def over(code: str) -> None:
    """The last moment to apply has gone by."""
    Call.objects.filter(code=code).update(closes_at=timezone.now() - dt.timedelta(minutes=1))


def scored(cast: Cast, of: Application, *shares: float) -> None:
    """The first, second … assessor give this share of the points."""
    for who, share in zip(("arnas", "birute", "cezaris"), shares, strict=False):
        assessing.declare(cast.actor(who), of.pk, False, "")
        assessing.score(cast.actor(who), of.pk, points(of, share))


@pytest.fixture
def granted(cast: Cast, assessed: Callable[..., list[Application]]) -> Callable[..., list[Grant]]:
    """`granted("call-x")`: both are awarded what they asked for and under contract for the year of the call."""

    def grants(code: str, year: int = 2031) -> list[Grant]:
        gitana, all_of = cast.actor("gitana"), assessed(code, year=year)
        for one in all_of:
            scored(cast, one, 0.8, 0.7)
            deciding.decide(gitana, one.pk, one.version, one.requested, Text("Good.", "Gerai."))
        deciding.award(gitana, code, 3)
        return [granting.sign(gitana, one.pk, one.version + 1, contract(one.requested, year)) for one in all_of]

    return grants


def contract(amount: Decimal, year: int = 2031) -> Contract:
    first, today = dt.date(year, 1, 1), timezone.localdate()
    parts = ((first, "Pasirašius", amount / 2), (first, "Priėmus ataskaitą", amount / 2))
    return Contract("S-1", today, first, dt.date(year, 12, 31), parts, ((str(year), dt.date(year + 1, 1, 31)),))


def report(of: Grant, cells: dict[tuple[str, str, str], int], vintage: int = 1, period: str = "2031") -> GrantReport:
    by = [Official(account=n, role="case_supervisor", institution=of.application.institution) for n in (1, 2)]
    return GrantReport.sealed(
        grant=of.number, institution=of.application.institution, period=period, vintage=vintage,
        frozen_on="2032-01-10", rule="assisted-1", made_by=by[0], approved_by=by[1], approved_on="2032-01-11",
        cells=tuple(Cell(key=key, value=value, measure="people") for key, value in cells.items()),
    )  # fmt: skip


class Letter:
    id = "00000000-0000-4000-8000-000000000000"


def keep(message: GrantReport) -> None:
    handlers.keep_report(message, Letter())  # type: ignore[arg-type]
