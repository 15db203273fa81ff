"""The search walked in a real browser, in both languages and widths, by keyboard where it matters, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow, nowhere

from .conftest import ADOMAS, JONAS, ONA, PURPOSE, REASON, RUGILE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=["default", "police"], transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
WORDS = {
    "ask": {"en": "Ask the databases", "lt": "Klausti duomenų bazių"},
    "hit": {"en": "HIT", "lt": "YRA ATITIKTIS"},
    "so_far": {"en": "NO HIT SO FAR", "lt": "KOL KAS NĖRA ATITIKTIES"},
    "no_hit": {"en": "NO HIT", "lt": "NĖRA ATITIKTIES"},
    "refer": {"en": "REFER TO OWNER", "lt": "KREIPTIS Į VALDYTOJĄ"},
    "confirm": {"en": "Confirm the hit", "lt": "Patvirtinti atitiktį"},
    "confirmed": {"en": "The hit is confirmed", "lt": "Atitiktis patvirtinta"},
    "decide": {"en": "Decide: is this what was sought?", "lt": "Nuspręsti: ar tai, ko ieškota?"},
    "why": {"en": "Why it matched", "lt": "Kodėl atitinka"},
    "problem": {"en": "There is a problem", "lt": "Yra klaidų"},
}


@pytest.fixture(autouse=True)
def country(databases: Any) -> None:
    databases.add("residents", ONA, ADOMAS)
    databases.add("cases", RUGILE, JONAS, handling="H2", owner="kpb_other")


def fill(page: Any, language: str, **values: str) -> None:
    for name, value in values.items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_purpose", PURPOSE)
    page.fill("#id_reason", REASON)
    follow(page.get_by_role("button", name=WORDS["ask"][language]))


def answered(page: Any, word: str) -> None:
    """Wait until the heading of the answer is this one."""
    expect(page.locator("h1")).to_have_text(word, use_inner_text=True)


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_the_analyst_asks_finds_and_confirms(page_for: Any, axe: Any, shot: Any, language: str, width: int) -> None:
    page = page_for("rasa", language, width=width)
    page.goto("/police/search/")
    assert axe(page) == []
    shot(page, "search-ask")
    fill(page, language, name="Petraityte Ona", birth_date="1985")
    answered(page, WORDS["hit"][language])
    page.get_by_text(WORDS["why"][language], exact=True).first.click()
    page.get_by_text(WORDS["decide"][language]).first.click()
    expect(page.locator(".hit textarea[name=reason]").first).to_be_visible()
    assert axe(page) == []
    shot(page, "search-hit")
    page.locator(".hit textarea[name=reason]").first.fill(REASON)
    follow(page.get_by_role("button", name=WORDS["confirm"][language]).first)
    expect(page.locator("main")).to_contain_text(WORDS["confirmed"][language], use_inner_text=True)
    assert axe(page) == []
    shot(page, "search-confirmed")


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_a_dead_database_is_named_beside_no_hit_so_far(
    page_for: Any, axe: Any, shot: Any, databases: Any, language: str, width: int
) -> None:
    databases.dead("firms")
    page = page_for("rasa", language, width=width)
    page.goto("/police/search/new/vehicle/")
    fill(page, language, plate="ZZZ 999")
    answered(page, WORDS["so_far"][language])
    expect(page.locator(".silence")).to_contain_text("firms", use_inner_text=True)
    assert axe(page) == []
    shot(page, "search-silent")
    page.goto("/police/search/history/")
    assert axe(page) == []
    shot(page, "search-history")


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_a_child_is_referred_to_the_owner(page_for: Any, axe: Any, shot: Any, language: str, width: int) -> None:
    page = page_for("rasa", language, width=width)
    page.goto("/police/search/")
    fill(page, language, personal_code=ADOMAS[5])
    answered(page, WORDS["refer"][language])
    expect(page.locator(".cards")).to_contain_text("+370 5", use_inner_text=True)
    nowhere(page, ADOMAS[2])
    assert axe(page) == []
    shot(page, "search-refer")


@LANGUAGES
def test_the_owner_level_shows_whom_to_ask(page_for: Any, axe: Any, shot: Any, language: str) -> None:
    page = page_for("rasa", language)
    page.goto("/police/search/")
    fill(page, language, name="Jonas Zvalgaitis")
    answered(page, WORDS["hit"][language])
    expect(page.locator("form[action*=confirm]")).to_have_count(0)
    assert axe(page) == []
    shot(page, "search-owner")


@LANGUAGES
def test_a_form_without_purpose_and_reason_says_so(page_for: Any, axe: Any, shot: Any, language: str) -> None:
    page = page_for("rasa", language, width=360)
    page.goto("/police/search/")
    page.fill("#id_name", "Ona Petraitytė")
    follow(page.get_by_role("button", name=WORDS["ask"][language]))
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text(WORDS["problem"][language], use_inner_text=True)
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_purpose")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("Ona Petraitytė")
    assert axe(page) == []
    shot(page, "search-errors")


def test_the_whole_question_is_asked_and_confirmed_by_keyboard_without_scripts(page_for: Any) -> None:
    page = page_for("rasa", "en", scripts=False)
    page.goto("/police/search/new/person/")
    page.focus("#id_name")
    page.keyboard.type("Ona Petraityte")
    for _ in range(4):  # birth date, sex, personal code, purpose
        page.keyboard.press("Tab")
    page.keyboard.type("Criminal inv")
    page.keyboard.press("Tab")
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".outcome--hit")
    page.focus(".hit__decide > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".hit textarea[name=reason]").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tag--confirmed")


@LANGUAGES
def test_a_person_without_rights_meets_a_page_that_says_so(page_for: Any, axe: Any, shot: Any, language: str) -> None:
    page = page_for("mantas", language)
    response = page.goto("/police/search/")
    assert response.status == 403
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("nav a[href='/police/search/']")).to_have_count(0)
    assert axe(page) == []
    shot(page, "search-refused")


def test_a_second_click_makes_no_second_confirmation(page_for: Any, audit_entries: Any) -> None:
    page = page_for("rasa", "en")
    page.goto("/police/search/")
    fill(page, "en", name="Ona Petraityte")
    page.locator(".hit__decide > summary").first.click()
    page.locator(".hit textarea[name=reason]").first.fill(REASON)
    page.get_by_role("button", name=WORDS["confirm"]["en"]).first.dblclick()
    page.wait_for_selector(".tag--confirmed")
    assert [e.action for e in audit_entries("police")].count("police.search.confirm") == 1
