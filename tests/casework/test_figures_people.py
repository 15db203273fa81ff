"""People assisted, once each: the half-year's table, and the report of a grant by the same rule."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.models import Assistance, Status
from gija.casework.figures import queries, services
from gija.casework.figures.models import Grant, Table
from gija.commons.courier.models import Outgoing
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.commons.handover import counting
from gija.commons.permissions import Actor, NotPermittedError
from gija.messages.fields import Words
from gija.messages.grants import GrantAward, GrantReport
from gija.methods.tables import Period
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
HALF, YEAR = Period(2014, 1), Period(2014)
WOMAN, BOY = ("F", "adult"), ("M", "child")


@pytest.fixture
def cast(cast: Any) -> Any:
    return cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")})


def helped(case: Any, start: str, end: str = "", service: str = "psych") -> None:
    Assistance(
        institution=case.institution, case=case, service=service, start=start, end=end or start, account=1,
        actor_name="x", entered_at=timezone.now(),
    ).save()  # fmt: skip


@pytest.fixture
def people(worker: Actor, rival: Actor) -> tuple[Any, Any]:
    """A woman with two cases' worth of services, a boy at risk, and a woman of another institution."""
    ona = cases.open_case(worker, WHOLE)
    boy = cases.open_case(worker, CHILD | {k: WHOLE[k] for k in WHOLE if k not in CHILD}, anyway=True)
    Status.objects.filter(case=boy).update(status="at_risk")
    for start, service in (("2014-03-10", "psych"), ("2014-06-30", "psych"), ("2014-04-01", "legal")):
        helped(ona, start, service=service)
    helped(boy, "2014-05-01", "2014-08-01")
    helped(cases.open_case(rival, WHOLE), "2014-05-01")
    return ona, boy


def kept(made: Table) -> dict[str, dict[tuple[str, ...], int]]:
    return {code: cells for code, cells in counting.kept(queries.rule_of(made), made.counts).items() if cells}


def awarded(**changes: Any) -> None:
    """The Rapporteur's side tells of a grant."""
    fields: dict[str, Any] = {
        "grant": "vrm-2014-3", "title": Words(en="Help to victims 2014", lt="Pagalba aukoms 2014"), "revision": 1,
        "institution": "viltis", "year": 2014, "first_day": "2014-07-01", "last_day": "2014-12-31",
    }  # fmt: skip
    with transaction.atomic(using="rapporteur"):
        send("rapporteur", GrantAward(**{**fields, **changes}), to_zone="casework")
    run_once(strict=True)


def refused(act: Any) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


def test_each_person_counts_once_and_persons_at_risk_stand_apart(worker: Actor, people: Any) -> None:
    assert kept(services.make(worker, "assistance", HALF)) == {
        "assisted_victims": {WOMAN: 1}, "assisted_at_risk": {BOY: 1},
        "services_to_victims": {("legal",): 1, ("psych",): 1}, "services_to_at_risk": {("psych",): 1},
    }  # fmt: skip
    assert kept(services.make(worker, "assistance", Period(2014, 2))) == {
        "assisted_at_risk": {BOY: 1}, "services_to_at_risk": {("psych",): 1},
    }, "the woman's help ended with June"  # fmt: skip


def test_a_grant_is_reported_for_its_own_days_and_never_summed_over_both(
    worker: Actor, cast: Any, people: Any, audit_entries: Any
) -> None:
    awarded()
    assert [one.grant for one in queries.grants(worker)] == ["vrm-2014-3"]
    made = services.make_report(worker, "vrm-2014-3", YEAR)
    assert kept(made) == {"assisted_at_risk": {BOY: 1}}, "of the year only the grant's days"
    with pytest.raises(NotPermittedError):
        services.approve(worker, made.pk)
    services.approve(cast.actor("birute"), made.pk)
    letter = Outgoing.objects.using("casework").get(kind="grant_report")
    told = GrantReport.model_validate_json(letter.body)
    assert (told.grant, told.institution, told.period, told.vintage) == ("vrm-2014-3", "viltis", "2014", 1)
    assert (told.victims, told.at_risk) == (0, 1)
    assert [(cell.key, cell.value) for cell in told.cells] == [(("at_risk", *BOY), 1)]
    assert "Pavyzdyt" not in letter.body
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.figure")]
    assert acts == ["casework.figure.make", "casework.figure.approve"]


def test_days_that_were_changed_count_and_older_news_do_not(worker: Actor, people: Any) -> None:
    awarded(revision=2, first_day="2014-06-30")
    awarded()  # the first news comes late
    assert Grant.objects.get().first_day == dt.date(2014, 6, 30)
    assert kept(services.make_report(worker, "vrm-2014-3", HALF)) == {
        "assisted_victims": {WOMAN: 1}, "assisted_at_risk": {BOY: 1},
    }  # fmt: skip


def test_a_grant_that_grew_makes_the_frozen_report_another(worker: Actor, cast: Any, people: Any) -> None:
    awarded()
    made = services.make_report(worker, "vrm-2014-3", YEAR)
    awarded(revision=2, first_day="2014-01-01")
    assert refused(lambda: services.approve(cast.actor("birute"), made.pk)) == "frozen.table_changed"


def test_nobody_reports_on_anothers_grant_or_outside_its_days(worker: Actor, rival: Actor, client_for: Any) -> None:
    awarded()
    assert refused(lambda: services.make_report(worker, "vrm-2014-3", HALF)) == "figures.outside_grant"
    assert refused(lambda: services.make_report(rival, "vrm-2014-3", YEAR)) == "figures.not_found"
    assert client_for("tomas").get(reverse("figures:grant", args=["vrm-2014-3"])).status_code == 403
    with pytest.raises(GijaError) as error:
        awarded(institution="prieglobstis", revision=2)
    assert error.value.code == "figures.grant_elsewhere"
    assert Grant.objects.get().institution == "viltis"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_page_of_a_grant_says_what_is_counted(worker: Actor, people: Any, client_for: Any, language: str) -> None:
    awarded()
    browser, address = client_for("mantas", language), reverse("figures:grant", args=["vrm-2014-3"])
    words = {"lt": "Pagalba aukoms 2014", "en": "Help to victims 2014"}[language]
    assert words in browser.get(reverse("figures:all")).content.decode()
    made = services.make_report(worker, "vrm-2014-3", YEAR)
    page = browser.get(address).content.decode()
    whoever = {"lt": "kas už paslaugą mokėjo", "en": "whoever paid for the service"}[language]
    assert words in page
    assert whoever in page
    file = browser.get(reverse("figures:csv", args=[made.pk])).content.decode().splitlines()
    assert "assisted_at_risk,M,child,1" in file
    assert json.dumps(made.counts) == json.dumps([["assisted_at_risk", ["M", "child"], 1]])
