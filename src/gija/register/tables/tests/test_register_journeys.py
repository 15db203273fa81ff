"""The administrator of the register in a real browser: records, members, a table made and approved by two people."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.register.conftest import ZONES

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=ZONES, transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
WIDTHS = pytest.mark.parametrize("width", [360, 1280])
MAKE = {"en": "Make the table", "lt": "Sudaryti lentelę"}
APPROVE = {"en": "Approve and hand over", "lt": "Patvirtinti ir perduoti"}
SHOW = {"en": "Show", "lt": "Rodyti"}


@LANGUAGES
@WIDTHS
def test_the_administrator_looks_at_records_and_members(
    page_for: Any, half_year: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    half_year()
    page = page_for("dalia", language, width=width)
    page.goto("/register/records/")
    assert axe(page) == []
    shot(page, "register-records")
    page.select_option("#id_sender", "vilnius_police")
    page.get_by_role("button", name=SHOW[language]).click()
    page.wait_for_url("**sender=vilnius_police**")
    expect(page.locator("tbody tr")).to_have_count(10)
    follow(page.locator("tbody a").first)
    expect(page.locator("#revision-1")).to_be_visible()
    assert axe(page) == []
    shot(page, "register-record")
    page.goto("/register/records/members/")
    assert axe(page) == []
    shot(page, "register-members")
    follow(page.locator("tbody a").first)
    expect(page.locator("h1 + .summary")).to_be_visible()
    assert axe(page) == []
    shot(page, "register-member")
    page.goto("/register/records/withdrawn/")
    assert axe(page) == []
    shot(page, "register-withdrawn")


@LANGUAGES
@WIDTHS
def test_one_makes_the_table_and_another_approves_it(
    page_for: Any, half_year: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    half_year()
    maker = page_for("dalia", language, width=width)
    maker.goto("/register/tables/")
    assert axe(maker) == []
    shot(maker, "tables-empty")
    maker.get_by_role("button", name=MAKE[language]).click()
    expect(maker.locator("#id_period")).to_be_focused()  # the browser itself asks for a period
    maker.select_option("#id_period", "2014-H1")
    follow(maker.get_by_role("button", name=MAKE[language]))
    expect(maker.locator(".steps")).to_be_visible()
    expect(maker.get_by_role("button", name=APPROVE[language])).to_have_count(0)
    assert axe(maker) == []
    shot(maker, "table-made")
    second = page_for("linas", language, width=width)
    second.goto("/")
    assert axe(second) == []
    shot(second, "register-home")
    second.goto(maker.url)
    follow(second.get_by_role("button", name=APPROVE[language]))
    expect(second.locator(".steps__step--done:nth-child(3)")).to_be_visible()
    assert axe(second) == []
    shot(second, "table-approved")
    second.goto("/register/tables/")
    assert axe(second) == []
    shot(second, "tables")


@LANGUAGES
def test_a_refusal_is_said_where_it_happened(page_for: Any, half_year: Any, axe: Any, shot: Any, language: str) -> None:
    half_year()
    page = page_for("dalia", language, width=360)
    page.goto("/register/tables/")
    for _ in range(2):
        page.goto("/register/tables/")
        page.select_option("#id_period", "2014-H1")
        follow(page.get_by_role("button", name=MAKE[language]))
    expect(page.locator(".error-summary")).to_have_count(1)
    assert axe(page) == []
    shot(page, "table-refused")


def test_the_whole_way_by_keyboard_without_scripts(page_for: Any, half_year: Any) -> None:
    half_year()
    maker = page_for("dalia", "en", scripts=False)
    maker.goto("/register/tables/")
    maker.focus("#id_period")
    maker.keyboard.press("Home")  # arrows: typing ahead starts anew when a slow machine pauses
    for _ in range(maker.locator("#id_period option").count()):
        if maker.locator("#id_period").input_value() == "2014-H1":
            break
        maker.keyboard.press("ArrowDown")
    for _ in range(4):  # past the three dimensions to the button
        maker.keyboard.press("Tab")
    maker.keyboard.press("Enter")
    maker.wait_for_selector(".steps")
    second = page_for("linas", "en", scripts=False)
    second.goto(maker.url)
    second.get_by_role("button", name=APPROVE["en"]).focus()
    second.keyboard.press("Enter")
    second.wait_for_selector(".steps__step--done:nth-child(3)")


@LANGUAGES
def test_a_member_sees_its_own_and_no_tables(page_for: Any, half_year: Any, axe: Any, shot: Any, language: str) -> None:
    half_year()
    page = page_for("egle", language)
    page.goto("/register/records/")
    expect(page.locator("#id_sender")).to_have_count(0)
    assert axe(page) == []
    shot(page, "register-own")
    assert page.goto("/register/tables/").status == 403
