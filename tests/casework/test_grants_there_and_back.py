"""A grant is awarded at the ministry, its people are counted from the institution's cases, and figures come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.models import Assistance
from gija.casework.figures import services as figures
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor
from gija.methods.tables import Period
from gija.rapporteur.activities.applications import applying
from gija.rapporteur.activities.calls import calling, deciding
from gija.rapporteur.activities.contracts import granting, reporting
from gija.rapporteur.activities.models import Application
from gija.rapporteur.activities.tests.conftest import PEOPLE, SAID, contract, over, project, scored, terms
from gija.rapporteur.activities.years import yearly

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def cast(cast: Any) -> Any:
    own = {who: said for who, said in PEOPLE.items() if said[2] != "globa"}
    return cast.join(own | {"birute_v": ("Birutė Globėjienė", "case_supervisor", "viltis")})


def granted(cast: Any) -> str:
    """A grant of Viltis for 2014; its number."""
    gitana, daiva = cast.actor("gitana"), cast.actor("daiva")
    calling.prepare(gitana, "there-and-back", terms(year=2014))
    calling.publish(gitana, "there-and-back", 1)
    draft = applying.save(daiva, "there-and-back", project())
    applying.submit(daiva, draft.pk, draft.version)
    over("there-and-back")
    calling.assess(gitana, "there-and-back", 2)
    of = Application.objects.select_related("call").get(pk=draft.pk)
    scored(cast, of, 0.8, 0.8)
    deciding.decide(gitana, of.pk, of.version, of.requested, SAID)
    deciding.award(gitana, "there-and-back", 3)
    return granting.sign(gitana, of.pk, of.version + 1, contract(of.requested, 2014)).number


def test_people_of_a_grant_are_counted_at_the_institution_and_only_counts_come_back(cast: Any, worker: Actor) -> None:
    number = granted(cast)
    run_once(strict=True)
    ona = cases.open_case(worker, WHOLE)
    for service in ("psych", "legal"):
        Assistance(
            institution=ona.institution, case=ona, service=service, start="2014-03-10", end="2014-03-10", account=1,
            actor_name="x", entered_at=timezone.now(),
        ).save()  # fmt: skip
    made = figures.make_report(worker, number, Period(2014))
    figures.approve(cast.actor("birute_v"), made.pk)
    run_once(strict=True)
    grant = yearly.of(cast.actor("gitana"), 2014).grants[0]
    told = grant.persons.get()
    assert (told.victims, told.at_risk, told.vintage) == (1, 0, 1)
    assert told.cells == [{"key": ["victim", "F", "adult"], "value": 1}]
    reporting.judge_persons(cast.actor("gitana"), told.pk, 1)
    rows = yearly.of(cast.actor("vaida"), 2014).rows
    assert {(row.status, row.people.most) for row in rows if not row.code} == {("victim", 1), ("at_risk", 0)}
