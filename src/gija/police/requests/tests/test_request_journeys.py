"""A request to an owner and its answer, walked in a real browser by both sides, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest

from gija.police.search.tests.conftest import PURPOSE, REASON, RUGILE

ZONES = ["default", "police", "casework", "register"]  # the front page counts what waits in each
pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=ZONES, transaction=True)]

QUESTION = "Ar asmuo saugus ir kaip su juo susisiekti?"
ANSWER = "Asmuo saugus, skambinkite budinčiam tyrėjui."


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_owner_is_asked_and_answers(
    databases: Any, page_for: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    databases.add("cases", RUGILE, owner="vilnius_police")
    page = page_for("rasa", language, width=width)
    page.goto("/police/search/")
    page.fill("#id_name", "Rugilė Slėptinytė")
    page.select_option("#id_purpose", PURPOSE)
    page.fill("#id_reason", REASON)
    page.locator("form.question button").click()
    page.locator("a[href*='/police/requests/new/']").click()
    page.fill("#id_question", QUESTION)
    assert axe(page) == []
    shot(page, "request-send")
    with page.expect_navigation():
        page.locator("main form button").click()
    assert QUESTION in page.content()
    assert axe(page) == []
    shot(page, "request-asker")
    address = page.url

    owner = page_for("tomas", language, width=width)
    owner.goto("/")
    with owner.expect_navigation():
        owner.locator("main a[href='/police/requests/']").first.click()
    assert axe(owner) == []
    shot(owner, "request-list")
    with owner.expect_navigation():
        owner.locator("#received tbody a").first.click()
    assert "cases:3:person" in owner.content()
    owner.fill("#id_text", ANSWER)
    assert axe(owner) == []
    shot(owner, "request-owner")
    with owner.expect_navigation():
        owner.locator("button[value=answer]").click()
    assert ANSWER in owner.content()

    page.goto(address)
    assert ANSWER in page.content()
    assert axe(page) == []
    shot(page, "request-answered")
