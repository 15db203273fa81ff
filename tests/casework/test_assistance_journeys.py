"""Assistance in a real browser: the catalogue, a sheet by keyboard, a plan that two people agree, work found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gija.casework.assistance.models import Event, Plan
from gija.casework.cases import services as cases
from gija.commons.accounts.services import make_account
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD
from gija.commons.testing_browser import WIDTHS, follow, nowhere

from .conftest import WHOLE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
HOME = "/casework/assistance/"


@pytest.fixture
def look(axe: Any, shot: Any) -> Any:
    """A picture; clean for axe; not wider than the screen."""

    def looked(page: Any, name: str) -> None:
        shot(page, f"assistance-{name}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "too wide"

    return looked


def ago(days: int) -> str:
    return (timezone.localdate() - dt.timedelta(days=days)).isoformat()


def saved(page: Any, form: str) -> None:
    follow(page.locator(f"form[action$='{form}'] button").last)
    expect(page.locator(".notice--success")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_from_the_catalogue_to_work(
    page_for: Any, look: Any, cast: Any, worker: Actor, language: str, width: int
) -> None:
    case = cases.open_case(worker, WHOLE)
    supervisor = make_account("laima.v@gija.example", "Laima Vadovė", PASSWORD, "case_supervisor", "viltis", demo=True)
    cast.accounts["laima.v"] = supervisor
    page = page_for("mantas", language, width=width)
    offers(page, look)
    enters(page, case, look)
    plans(page, case, look)
    approves(page_for("laima.v", language, width=width), look)
    finds_work(page, case, look)
    page.goto(HOME + "figures/")
    expect(page.locator("h1")).to_contain_text(str(timezone.localdate().year))
    look(page, "figures")


def offers(page: Any, look: Any) -> None:
    """A service is added to the empty catalogue."""
    page.goto(HOME + "services/")
    look(page, "empty")
    follow(page.locator("main a.button").first)
    page.select_option("#id_kind", "psych")
    for name, value in (("lt", "Pokalbiai"), ("en", "Talks"), ("amount", "40"), ("valid_from", "2014-01-01")):
        page.fill(f"#id_{name}", value)
    look(page, "service")
    follow(page.locator("main form button.button").last)
    expect(page.locator("#table tbody tr")).to_have_count(1)


def enters(page: Any, case: Any, look: Any) -> None:
    """Two rows by keyboard; a fault is shown at its field, and nothing is lost."""
    page.goto(f"{HOME}sheet/?case={case.short}")
    page.locator("#id_r1-service").select_option(index=1)
    page.fill("#id_r1-first", ago(2))
    page.fill("#id_r1-hours", "25")
    page.locator("#id_r1-outcome").select_option("given")
    page.fill("#id_r2-first", ago(1))
    page.fill("#id_r2-hours", "2")
    page.locator("#id_r2-hours").press("Enter")
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#id_r1-hours")
    look(page, "sheet")
    page.fill("#id_r1-hours", "1,5")
    with page.expect_navigation():
        page.locator("#id_r1-hours").press("Enter")
    expect(page.locator("#table tbody tr")).to_have_count(2)
    nowhere(page, "Pavyzdytė")
    look(page, "events")
    assert Event.objects.count() == 2
    follow(page.locator("#table tbody a").first)
    look(page, "event")


def plans(page: Any, case: Any, look: Any) -> None:
    """A plan is begun from the page of the case, written and handed in."""
    page.goto(f"/casework/cases/{case.pk}/")
    follow(page.locator(f"a[href$='/plans/of/{case.pk}/']"))
    follow(page.locator("main form button.button").last)
    page.fill("#wish_wants", "Noriu savo kambario ir darbo")
    page.fill("#wish_agreed_on", ago(0))
    saved(page, "/wish/")
    page.select_option("#aim_field", "housing")
    page.fill("#aim_text", "Savas kambarys")
    saved(page, "/aim/")
    page.fill("#step_text", "Paskambinti savivaldybei")
    page.fill("#step_by", ago(1))
    saved(page, "/step/")
    page.fill("#review_on", ago(-30))
    saved(page, "/review/")
    look(page, "plan")
    saved(page, "/submit/")


def approves(page: Any, look: Any) -> None:
    """The supervisor finds it waiting, and approves it; its late step stands first."""
    page.goto(HOME + "plans/")
    follow(page.locator(".notice a[href*='submitted']"))
    follow(page.locator("#table tbody a").first)
    page.check("input[name=approves][value=yes]")
    saved(page, "/decide/")
    expect(page.locator("#due + ul li").first).to_contain_text(ago(1))
    look(page, "approved")
    page.goto(HOME + "plans/")
    look(page, "plans")
    assert Plan.objects.get().state == "approved"


def finds_work(page: Any, case: Any, look: Any) -> None:
    """A course and a job; more than six months later it is asked whether it was kept."""
    page.goto(f"{HOME}reintegration/{case.pk}/")
    page.select_option("#measure_kind", "course")
    page.fill("#measure_on", ago(300))
    saved(page, "/begin/measure/")
    page.fill("#job_on", ago(200))
    saved(page, "/begin/job/")
    page.locator("input[name=answer][value=yes]").check()
    look(page, "way")
    saved(page, "/ask/")
    expect(page.locator("details form[action$='/ask/']")).to_have_count(1)
    page.goto(HOME + "reintegration/")
    look(page, "ways")
    page.goto(HOME + "reintegration/outcomes/")
    expect(page.locator("main table").first).to_be_visible()
    look(page, "outcomes")
