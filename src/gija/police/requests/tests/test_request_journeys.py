"""A request to an owner and its answer, walked in a real browser by both sides, clean for axe."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.police.search.tests.conftest import PURPOSE, REASON, RUGILE

ZONES = ["default", "police", "casework", "register"]  # the front page counts what waits in each
pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=ZONES, transaction=True)]

QUESTION = "Ar asmuo saugus ir kaip su juo susisiekti?"
ANSWER = "Asmuo saugus, skambinkite budinčiam tyrėjui."


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "request-list")`: axe finds nothing, a picture is left."""

    def seen(page: Any, name: str) -> None:
        assert axe(page) == [], name
        shot(page, name)

    return seen


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_owner_is_asked_and_answers(
    databases: Any, page_for: Any, looked_at: Any, language: str, width: int
) -> None:
    databases.add("cases", RUGILE, owner="vilnius_police")
    page = page_for("rasa", language, width=width)
    asks_the_owner(page, looked_at)
    answers_the_request(page_for("tomas", language, width=width), looked_at)
    page.goto(page.url)
    expect(page.locator("main")).to_contain_text(ANSWER)
    looked_at(page, "request-answered")


def asks_the_owner(page: Any, looked_at: Any) -> None:
    page.goto("/police/search/")
    page.fill("#id_name", "Rugilė Slėptinytė")
    page.select_option("#id_purpose", PURPOSE)
    page.fill("#id_reason", REASON)
    follow(page.locator("form.question button"))
    follow(page.locator("a[href*='/police/requests/new/']"))
    page.fill("#id_question", QUESTION)
    looked_at(page, "request-send")
    follow(page.locator("main form button"))
    expect(page.locator("main")).to_contain_text(QUESTION)
    looked_at(page, "request-asker")


def answers_the_request(owner: Any, looked_at: Any) -> None:
    owner.goto("/")
    follow(owner.locator("main a[href='/police/requests/']").first)
    looked_at(owner, "request-list")
    follow(owner.locator("#received tbody a").first)
    expect(owner.locator("main")).to_contain_text("cases:3:person")
    owner.fill("#id_text", ANSWER)
    looked_at(owner, "request-owner")
    follow(owner.locator("button[value=answer]"))
    expect(owner.locator("main")).to_contain_text(ANSWER)
