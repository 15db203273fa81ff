"""Break-glass and four eyes walked in a real browser, in both languages and widths, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest

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
    page.locator("form.question button").click()


def heading(page: Any) -> str:
    return str(page.locator("h1").inner_text())


@LANGUAGES
@WIDTHS
def test_the_glass_is_broken_seen_by_the_auditor_and_closed(
    page_for: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = page_for("rasa", language, width=width)
    ask(page, "Rugilė Slėptinytė")
    assert heading(page) == REFER[language]
    assert axe(page) == []
    shot(page, "glass-refer")
    page.locator("a[href*='/police/access/open/']").click()
    page.locator("main form button").click()  # no reason yet
    page.wait_for_selector(".error-summary")
    page.fill("#id_reason", DANGER)
    assert axe(page) == []
    shot(page, "glass-open")
    page.locator("main form button").click()
    assert heading(page) == HIT[language]
    page.wait_for_selector(".notice--warning")
    assert "Slėptinytė" in page.content()
    assert axe(page) == []
    shot(page, "glass-wider")

    auditor = page_for("aldona", language, width=width)
    auditor.goto("/")
    with auditor.expect_navigation():
        auditor.locator("main a[href='/police/access/uses/']").first.click()
    assert DANGER in auditor.content()
    assert axe(auditor) == []
    shot(auditor, "glass-auditor")
    with auditor.expect_navigation():
        auditor.locator("tbody a").first.click()
    assert axe(auditor) == []
    shot(auditor, "glass-use")
    auditor.locator("form[action$='/end/'] button").click()
    auditor.locator("input[value=justified]").check()
    auditor.fill("#id_note", "Pavojus buvo tikras, patikrinta")
    with auditor.expect_navigation():
        auditor.locator("form:has(#id_note) button").click()
    assert "Pavojus buvo tikras" in auditor.content()

    page.reload()
    assert heading(page) == REFER[language]
    assert "Slėptinytė" not in page.locator(".cards").inner_text()


@LANGUAGES
def test_two_persons_confirm_before_anything_is_gathered(
    page_for: Any, colleague: Any, axe: Any, shot: Any, language: str
) -> None:
    colleague("investigator")
    page = page_for("rasa", language)
    ask(page, "Ona Petraitytė")
    page.locator(".hit__decide > summary").first.click()
    page.locator(".hit textarea[name=reason]").first.fill(REASON)
    page.locator("form[action$='/confirm/'] button").first.click()
    page.wait_for_selector(".tag--awaiting")
    assert page.locator("form[action*='/gather/']").count() == 0
    assert axe(page) == []
    shot(page, "four-eyes-first")

    other = page_for("vytas", language)
    other.goto("/police/search/history/?waiting=second")
    other.locator("tbody a").first.click()
    other.locator("details:has(form[action$='/agree/']) > summary").click()
    other.locator("form[action$='/agree/'] textarea").fill("Sutampa ir telefonas")
    assert axe(other) == []
    shot(other, "four-eyes-second")
    other.locator("form[action$='/agree/'] button").first.click()
    other.wait_for_selector(".tag--confirmed")
    page.reload()
    assert page.locator("form[action*='/gather/']").count() == 1


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
