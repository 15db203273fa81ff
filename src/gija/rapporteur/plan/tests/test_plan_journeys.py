"""A measure reported on, returned and approved; a plan amended and the old one still read; a duty noted as sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing import Cast
from gija.commons.testing_browser import follow
from gija.rapporteur.duties import services as duties
from gija.rapporteur.duties.models import Due
from gija.rapporteur.plan import queries
from gija.rapporteur.plan.models import Plan

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]

WORDS = {
    "en": {"untold": "Not reported", "no_evidence": "evidence", "old": "earlier edition", "sent": "1D-2026"},
    "lt": {"untold": "Nepranešta", "no_evidence": "įrodym", "old": "ankstesnė redakcija", "sent": "1D-2026"},
}
WHY = "Nurodykite, kiek buvo moterų."
BOTH = pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Callable[[Any, str], None]:
    """A page is clean for axe and fits its width; a picture is kept."""

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    return looked


@BOTH
def test_a_measure_is_reported_on_returned_and_approved(
    page_for: Any, cast: Cast, made: Callable[[str], Plan], looked_at: Any, language: str, width: int
) -> None:
    plan = made(f"plan-walked-{width}")
    owner, desk = page_for("dalia", language, width=width), page_for("vaida", language, width=width)
    desk.goto(f"/rapporteur/plans/{plan.code}/")
    expect(desk.get_by_role("main")).to_contain_text(WORDS[language]["untold"])
    looked_at(desk, "plan")
    address = reports(owner, plan, looked_at, language)
    returns(desk, address, looked_at)
    owner.goto(address)
    expect(owner.locator(".notice")).to_contain_text(WHY)
    owner.fill("#id_actual_1", "118")
    follow(owner.locator("button[value=send]"))
    desk.goto(address)
    follow(desk.locator("button[value=approve]"))
    desk.goto(f"/rapporteur/plans/{plan.code}/measures/1-1/")
    expect(desk.locator("table").last).to_contain_text("2026-H1")
    looked_at(desk, "measure")


def reports(page: Any, plan: Plan, looked_at: Any, language: str) -> str:
    """Without evidence it is kept but not sent; with it, it goes."""
    page.goto(f"/rapporteur/plans/{plan.code}/measures/1-1/")
    page.fill("#id_period", "2026-H1")
    follow(page.locator("form[action$='/report/'] button"))
    expect(page.locator("#id_lt")).to_be_visible()
    address = str(page.url)
    page.check("input[name=execution][value=done]")
    page.fill("#id_lt", "Apmokyta 120 pareigūnų.")
    follow(page.locator("button[value=send]"))
    expect(page.get_by_role("alert")).to_contain_text(WORDS[language]["no_evidence"])
    expect(page.locator("#id_lt")).to_have_value("Apmokyta 120 pareigūnų.")
    looked_at(page, "progress-error")
    page.fill("#id_title_1", "Dalyvių sąrašas")
    page.fill("#id_place_1", "Reg. Nr. 12")
    follow(page.locator("button[value=send]"))
    expect(page.get_by_role("main")).to_contain_text("Reg. Nr. 12")
    return address


def returns(page: Any, address: str, looked_at: Any) -> None:
    page.goto(address)
    looked_at(page, "progress")
    page.fill("#id_reason", WHY)
    follow(page.locator("button[value=return]"))
    expect(page.get_by_role("main")).to_contain_text(WHY)


@BOTH
def test_a_plan_is_amended_and_a_duty_is_noted_as_sent(
    page_for: Any, cast: Cast, made: Callable[[str], Plan], looked_at: Any, language: str, width: int
) -> None:
    plan = made(f"plan-amended-{width}")
    page = page_for("paulius", language, width=width)
    amends(page, plan, looked_at)
    page.goto(f"/rapporteur/plans/{plan.code}/?edition=1")
    expect(page.locator(".notice")).to_contain_text(WORDS[language]["old"])
    duties.make_year(cast.actor("vaida"), 2025)
    due = Due.objects.get(duty="commission_january", period="2025")
    page.goto("/rapporteur/duties/?state=late")
    looked_at(page, "duties")
    page.goto(f"/rapporteur/duties/{due.pk}/")
    looked_at(page, "duty")
    page.fill("#id_reference", WORDS[language]["sent"])
    follow(page.locator("form[action$='/sent/'] button"))
    expect(page.locator(".entries")).to_contain_text(WORDS[language]["sent"])


def amends(page: Any, plan: Plan, looked_at: Any) -> None:
    """A measure is taken out, the institutions are asked, the draft is presented and adopted."""
    page.goto(f"/rapporteur/plans/{plan.code}/")
    follow(page.locator("form[action$='/draft/start/'] button"))
    follow(page.locator("main table a").first)
    looked_at(page, "measure-edited")
    page.fill("#id_lt", "Apmokyti visus pareigūnus")
    page.fill("#id_en", "Train all the officers")
    follow(page.locator("main form button").last)
    looked_at(page, "draft")
    for _step in ("asked", "presented"):
        follow(page.locator("button[value=on]"))
    for name, value in (("lt", "Nutarimas Nr. 3"), ("en", "Resolution No 3")):
        page.fill(f"#id_document_{name}", value)
    page.fill("#id_day", "2026-06-01")
    page.fill("#id_reason", "All officers are to be trained.")
    follow(page.locator("form[action$='/adopt/'] button"))
    expect(page.get_by_role("main")).to_contain_text("2026-06-01")
    assert queries.tree(plan).measure("1-1").text.en == "Train all the officers"
