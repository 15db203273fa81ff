"""A question saved, and the alert when it becomes a hit, walked in a real browser in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.police.databases import registry, services

from .conftest import JONAS, ONA, REASON

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=["default", "police"], transaction=True)]

WORDS = {
    "save": {"en": "Save the question", "lt": "Išsaugoti klausimą"},
    "new": {"en": "new", "lt": "naujas"},
    "open": {"en": "Open", "lt": "Atverti"},
}


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_saved_question_becomes_an_alert(
    databases: Any, asks: Any, page_for: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Jonas Žvalgaitis")
    page = page_for("rasa", language, width=width)
    page.goto(f"/police/alerts/save/{query.pk}/")
    assert axe(page) == []
    shot(page, "alert-save")
    page.fill("#id_reason", REASON)
    follow(page.get_by_role("button", name=WORDS["save"][language]))
    expect(page.locator(".notice--success")).to_be_visible()
    assert axe(page) == []
    databases.add("residents", ONA, JONAS)
    services.reindex(None, registry.get("residents"))
    page.goto("/")
    card = page.locator(".card", has=page.locator("a[href='/police/alerts/']"))
    expect(card.locator(".card__count")).to_have_count(1)
    page.goto("/police/alerts/")
    expect(page.locator("table")).to_contain_text(WORDS["new"][language], use_inner_text=True)
    assert axe(page) == []
    shot(page, "alerts")
    follow(page.get_by_role("button", name=WORDS["open"][language]).first)
    expect(page.locator(".outcome--hit")).to_be_visible()
