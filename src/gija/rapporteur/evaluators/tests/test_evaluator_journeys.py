"""A tender is called, scored and awarded; with the contract the evaluator's own rights begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gija.commons.testing import Cast
from gija.commons.testing_browser import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]
BASE = "/rapporteur/evaluators/"


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Callable[[Any, str], None]:
    """A page is clean for axe and fits its width; a picture is kept."""

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_a_tender_is_awarded_and_the_evaluators_rights_begin(
    page_for: Any, cast: Cast, looked_at: Any, language: str, width: int
) -> None:
    code = f"tender-walked-{width}"
    desk, evaluator = page_for("vaida", language, width=width), page_for("edita", language, width=width)
    evaluator.goto(BASE)
    expect(evaluator.get_by_role("main")).not_to_contain_text("Tender" if language == "en" else "Konkurs")
    looked_at(evaluator, "no-contract-yet")
    begins(desk, code, looked_at)
    receives(desk, code)
    awards(desk, looked_at)
    signs(desk)
    looked_at(desk, "tender")
    evaluator.goto(f"{BASE}package/")
    expect(evaluator.locator("form[action$='handover.zip']")).to_have_count(1)
    looked_at(evaluator, "package-open")
    with evaluator.expect_download() as taken:
        evaluator.locator("form[action$='handover.zip'] button").click()
    assert taken.value.suggested_filename == "handover.zip"
    evaluator.goto(BASE)
    expect(evaluator.get_by_role("main")).to_contain_text("Nepriklausoma ataskaita")
    looked_at(evaluator, "tenders")


def begins(page: Any, code: str, looked_at: Any) -> None:
    """Weights that are not 100 are refused, and what was written stays; then the call is published."""
    page.goto(f"{BASE}add/")
    said = {"code": code, "title_lt": "Nepriklausoma ataskaita", "title_en": "Nepriklausoma ataskaita", "first": "2013",
            "last": "2014", "requirements_lt": "Patirtis", "requirements_en": "Experience", "criterion_lt_1": "Kokybė",
            "criterion_en_1": "Quality", "weight_1": "60", "criterion_lt_2": "Kaina", "criterion_en_2": "Price",
            "weight_2": "30"}  # fmt: skip
    for name, value in said.items():
        page.fill(f"#id_{name}", value)
    follow(page.locator("main form button"))
    expect(page.get_by_role("alert")).to_contain_text("100")
    expect(page.locator("#id_criterion_lt_2")).to_have_value("Kaina")
    looked_at(page, "tender-error")
    page.fill("#id_weight_2", "40")
    follow(page.locator("main form button"))
    follow(page.locator("main a[href$='/call/']"))
    page.fill("#id_reference", "CVP-77")
    page.fill("#id_bids_until", (timezone.localdate() + dt.timedelta(days=30)).isoformat())
    follow(page.locator("main form button"))
    expect(page.get_by_role("main")).to_contain_text("CVP-77")


def receives(page: Any, code: str) -> None:
    """A bid comes in, is admitted and scored."""
    follow(page.locator("main a[href$='/bids/add/']"))
    page.fill("#id_name", "Viltis")
    page.select_option("#id_organisation", "viltis")
    page.fill("#id_amount", "5 000")
    follow(page.locator("main form button"))
    follow(page.locator("main a[href$='/admit/']"))
    page.check("input[value=yes]")
    follow(page.locator("main form button"))
    follow(page.locator("main a[href$='/score/']"))
    page.fill("#id_member", "Komisijos pirmininkas (-ė)")
    page.fill("#id_points_c1", "80")
    page.fill("#id_points_c2", "50")
    follow(page.locator("main form button"))
    expect(page.locator("main tbody")).to_contain_text("68")


def awards(page: Any, looked_at: Any) -> None:
    looked_at(page, "ranking")
    follow(page.locator("main a[href$='/award/']"))
    page.check("input[name=winner]")
    follow(page.locator("main form button"))
    expect(page.locator("main a[href$='/contract/']")).to_have_count(1)


def signs(page: Any) -> None:
    follow(page.locator("main a[href$='/contract/']"))
    later = (timezone.localdate() + dt.timedelta(days=200)).isoformat()
    said = {
        "number": "VRM-7",
        "ends": later,
        "report_lt": "Ataskaita",
        "report_en": "Report",
        "due_on": later,
        "amount": "4 800",
    }
    for name, value in said.items():
        page.fill(f"#id_{name}", value)
    follow(page.locator("main form button"))
    expect(page.get_by_role("main")).to_contain_text("VRM-7")
