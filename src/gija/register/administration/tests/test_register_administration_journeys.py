"""The administrator in a real browser: who sends, quality, a sample; the member enters it again, and both analyse."""

from __future__ import annotations

from typing import Any

import pytest

from gija.register.conftest import ZONES

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=ZONES, transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_the_administrator_looks_after_the_register_and_a_member_enters_a_sample_again(
    page_for: Any, half_year: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    half_year()
    page = page_for("dalia", language, width=width)
    page.goto("/register/administration/?period=2014-H1")
    assert axe(page) == []
    shot(page, "administration")
    page.goto("/register/administration/quality/viltis/")
    assert axe(page) == []
    shot(page, "quality")
    page.fill("#id_size", "2")
    page.locator("main form[action$='/sample/'] button").click()
    page.wait_for_url("**/samples/*/")
    assert axe(page) == []
    member = page_for("egle", language, width=width)
    member.goto(page.url)
    member.locator("a[href*='/entry/']").first.click()
    member.wait_for_selector("#id_sex")
    assert axe(member) == []
    shot(member, "second-entry")
    member.select_option("#id_sex", "F")
    member.locator("main form button").last.click()
    member.wait_for_selector("#agreement")
    assert axe(member) == []
    shot(member, "sample")
    member.goto("/register/analysis/?period=2014-H1&first=form&second=sex&third=recruitment")
    assert axe(member) == []
    shot(member, "analysis")
    member.goto("/register/analysis/common/")
    for name, value in (("period", "2014-H1"), ("first", "sex"), ("second", "age_group")):
        member.select_option(f"#id_{name}", value)
    member.locator("main form button").first.click()
    member.wait_for_selector("#told")
    assert axe(member) == []
    shot(member, "common-register")
    page.goto("/register/tables/")
    for name, value in (("period", "2014-H1"), ("first", "sex"), ("second", "form")):
        page.select_option(f"#id_{name}", value)
    page.locator("form[action$='/new/'] button").click()
    page.wait_for_selector(".steps")
    assert axe(page) == []
    shot(page, "crossed-table")
    page.locator("a[href*='/figure/']").first.click()
    page.wait_for_selector("main ol")
    assert axe(page) == []
