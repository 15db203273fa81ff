"""Break-glass and four eyes walked in a real browser, in both languages and widths, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.police.search.tests.conftest import ONA, PURPOSE, REASON, RUGILE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=["default", "police"], transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
WIDTHS = pytest.mark.parametrize("width", [360, 1280])
HIT = {"en": "HIT", "lt": "YRA ATITIKTIS"}
REFER = {"en": "REFER TO OWNER", "lt": "KREIPTIS Į VALDYTOJĄ"}
DANGER = "Gauta žinia, kad moteris laikoma užrakinta, valdytojas neatsiliepia"


@pytest.fixture(autouse=True)
def country(databases: Any) -> None:
    databases.add("cases", RUGILE)
    databases.add("residents", ONA, confirm="four_eyes")


def ask(page: Any, name: str) -> None:
    page.goto("/police/search/")
    page.fill("#id_name", name)
    page.select_option("#id_purpose", PURPOSE)
    page.fill("#id_reason", REASON)
    follow(page.locator("form.question button"))


def answered(page: Any, word: str) -> None:
    """Wait until the heading of the answer is this one."""
    expect(page.locator("h1")).to_have_text(word, use_inner_text=True)


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "glass-open")`: axe finds nothing, a picture is left."""

    def seen(page: Any, name: str) -> None:
        assert axe(page) == [], name
        shot(page, name)

    return seen


@LANGUAGES
@WIDTHS
def test_the_glass_is_broken_seen_by_the_auditor_and_closed(
    page_for: Any, looked_at: Any, language: str, width: int
) -> None:
    page, auditor = page_for("rasa", language, width=width), page_for("aldona", language, width=width)
    breaks_the_glass(page, looked_at, language)
    the_auditor_sees_it_and_ends_it(auditor, looked_at)
    page.reload()
    answered(page, REFER[language])
    expect(page.locator(".cards")).not_to_contain_text("Slėptinytė")


def breaks_the_glass(page: Any, looked_at: Any, language: str) -> None:
    ask(page, "Rugilė Slėptinytė")
    answered(page, REFER[language])
    looked_at(page, "glass-refer")
    follow(page.locator("a[href*='/police/access/open/']"))
    follow(page.locator("main form button"))  # no reason yet
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("#id_reason", DANGER)
    looked_at(page, "glass-open")
    follow(page.locator("main form button"))
    answered(page, HIT[language])
    expect(page.locator(".notice--warning")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Slėptinytė")
    looked_at(page, "glass-wider")


def the_auditor_sees_it_and_ends_it(auditor: Any, looked_at: Any) -> None:
    auditor.goto("/")
    follow(auditor.locator("main a[href='/police/access/uses/']").first)
    expect(auditor.locator("main")).to_contain_text(DANGER)
    looked_at(auditor, "glass-auditor")
    follow(auditor.locator("tbody a").first)
    looked_at(auditor, "glass-use")
    follow(auditor.locator("form[action$='/end/'] button"))
    auditor.locator("input[value=justified]").check()
    auditor.fill("#id_note", "Pavojus buvo tikras, patikrinta")
    follow(auditor.locator("form:has(#id_note) button"))
    expect(auditor.locator("main")).to_contain_text("Pavojus buvo tikras")


@LANGUAGES
def test_two_persons_confirm_before_anything_is_gathered(
    page_for: Any, colleague: Any, looked_at: Any, language: str
) -> None:
    colleague("investigator")
    page = page_for("rasa", language)
    ask(page, "Ona Petraitytė")
    page.locator(".hit__decide > summary").first.click()
    page.locator(".hit textarea[name=reason]").first.fill(REASON)
    follow(page.locator("form[action$='/confirm/'] button").first)
    expect(page.locator(".tag--awaiting").first).to_be_visible()
    expect(page.locator("form[action*='/gather/']")).to_have_count(0)
    looked_at(page, "four-eyes-first")

    other = page_for("vytas", language)
    other.goto("/police/search/history/?waiting=second")
    follow(other.locator("tbody a").first)
    other.locator("details:has(form[action$='/agree/']) > summary").click()
    other.locator("form[action$='/agree/'] textarea").fill("Sutampa ir telefonas")
    looked_at(other, "four-eyes-second")
    follow(other.locator("form[action$='/agree/'] button").first)
    expect(other.locator(".tag--confirmed").first).to_be_visible()
    page.reload()
    expect(page.locator("form[action*='/gather/']")).to_have_count(1)


def test_the_glass_is_broken_and_closed_by_keyboard_without_scripts(page_for: Any) -> None:
    page = page_for("rasa", "en", scripts=False)
    ask(page, "Rugilė Slėptinytė")
    page.focus("a[href*='/police/access/open/']")
    page.keyboard.press("Enter")
    page.focus("#id_reason")
    page.keyboard.type(DANGER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice--warning form button")
    page.focus(".notice--warning form button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".outcome--refer")
