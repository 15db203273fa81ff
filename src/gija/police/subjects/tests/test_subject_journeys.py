"""A person's request about their own data, walked in a real browser to the printed answer, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.police.search.tests.conftest import ONA, RUGILE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=["default", "police"], transaction=True)]


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_request_to_the_answer(
    databases: Any, colleague: Any, page_for: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    databases.add("residents", ONA, RUGILE)
    colleague("data_protection_officer", "kpb", "Dalia Apsaugininkė")
    page = page_for("dalia", language, width=width)
    page.goto("/police/subjects/")
    assert axe(page) == []
    shot(page, "subject-list")
    follow(page.locator("a[href='/police/subjects/new/']"))
    page.fill("#id_name", "Rugilė Slėptinytė")
    page.fill("#id_personal_code", RUGILE[5])
    page.fill("#id_wishes", "Noriu žinoti, kokie mano duomenys tvarkomi")
    assert axe(page) == []
    shot(page, "subject-register")
    follow(page.locator("main form button"))
    page.fill("#text-identity", "Parodė tapatybės kortelę")
    follow(page.locator("form[action$='/identity/'] button"))
    follow(page.locator("form[action$='/search/'] button"))
    assert axe(page) == []
    shot(page, "subject-found")
    follow(page.locator("button[value=theirs]").first)
    page.select_option("#state", "full")
    page.fill("#text-close", "Atsakyta raštu, įteikta asmeniškai")
    follow(page.locator("form[action$='/close/'] button"))
    follow(page.locator("a[href$='/answer/']"))
    expect(page.locator("body")).to_contain_text(RUGILE[7])
    assert axe(page) == []
    shot(page, "subject-answer")
    page.emulate_media(media="print")
    shot(page, "subject-answer-print")
