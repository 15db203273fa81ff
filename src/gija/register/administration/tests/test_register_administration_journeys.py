"""The administrator in a real browser: who sends, quality, a sample; the member enters it again, and both analyse."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.register.conftest import ZONES

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=ZONES, transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_the_administrator_looks_after_the_register_and_a_member_enters_a_sample_again(
    page_for: Any, half_year: Any, looked_at: Any, language: str, width: int
) -> None:
    half_year()
    page, member = page_for("dalia", language, width=width), page_for("egle", language, width=width)
    draws_a_sample(page, looked_at)
    enters_again(member, page.url, looked_at)
    analyses(member, looked_at)
    crosses_a_table(page, looked_at)


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "sample")`: axe finds nothing, a picture is left."""

    def seen(page: Any, name: str) -> None:
        assert axe(page) == [], name
        shot(page, name)

    return seen


def draws_a_sample(page: Any, looked_at: Any) -> None:
    page.goto("/register/administration/?period=2014-H1")
    looked_at(page, "administration")
    page.goto("/register/administration/quality/viltis/")
    looked_at(page, "quality")
    page.fill("#id_size", "2")
    follow(page.locator("main form[action$='/sample/'] button"))
    expect(page).to_have_url(re.compile("/samples/[^/]+/$"))
    looked_at(page, "sample-drawn")


def enters_again(member: Any, address: str, looked_at: Any) -> None:
    member.goto(address)
    follow(member.locator("a[href*='/entry/']").first)
    expect(member.locator("#id_sex")).to_be_visible()
    looked_at(member, "second-entry")
    member.select_option("#id_sex", "F")
    follow(member.locator("main form button").last)
    expect(member.locator("#agreement")).to_be_visible()
    looked_at(member, "sample")


def analyses(member: Any, looked_at: Any) -> None:
    member.goto("/register/analysis/?period=2014-H1&first=form&second=sex&third=recruitment")
    looked_at(member, "analysis")
    member.goto("/register/analysis/common/")
    for name, value in (("period", "2014-H1"), ("first", "sex"), ("second", "age_group")):
        member.select_option(f"#id_{name}", value)
    follow(member.locator("main form button").first)
    expect(member.locator("#told")).to_be_visible()
    looked_at(member, "common-register")


def crosses_a_table(page: Any, looked_at: Any) -> None:
    page.goto("/register/tables/")
    for name, value in (("period", "2014-H1"), ("first", "sex"), ("second", "form")):
        page.select_option(f"#id_{name}", value)
    follow(page.locator("form[action$='/new/'] button"))
    expect(page.locator(".steps")).to_be_visible()
    looked_at(page, "crossed-table")
    follow(page.locator("a[href*='/figure/']").first)
    expect(page.locator("main ol").first).to_be_visible()
    looked_at(page, "crossed-figure")
