"""A person's request about their own data, walked in a real browser to the printed answer, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest

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
    page.locator("a[href='/police/subjects/new/']").click()
    page.fill("#id_name", "Rugilė Slėptinytė")
    page.fill("#id_personal_code", RUGILE[5])
    page.fill("#id_wishes", "Noriu žinoti, kokie mano duomenys tvarkomi")
    assert axe(page) == []
    shot(page, "subject-register")
    page.locator("main form button").click()
    page.fill("#text-identity", "Parodė tapatybės kortelę")
    page.locator("form[action$='/identity/'] button").click()
    with page.expect_navigation():
        page.locator("form[action$='/search/'] button").click()
    assert axe(page) == []
    shot(page, "subject-found")
    page.locator("button[value=theirs]").first.click()
    page.select_option("#state", "full")
    page.fill("#text-close", "Atsakyta raštu, įteikta asmeniškai")
    page.locator("form[action$='/close/'] button").click()
    with page.expect_navigation():
        page.locator("a[href$='/answer/']").click()
    assert RUGILE[7] in page.content()
    assert axe(page) == []
    shot(page, "subject-answer")
    page.emulate_media(media="print")
    shot(page, "subject-answer-print")
