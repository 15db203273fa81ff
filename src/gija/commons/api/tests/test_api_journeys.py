"""An administrator makes a token and ends it; anybody signed in reads the reference. Both languages and widths."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow, nowhere

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

WORDS = {
    "make": {"en": "Make the token", "lt": "Sukurti šį raktą"},
    "copied": {"en": "I have copied it", "lt": "Nusikopijavau"},
    "end": {"en": "End the token", "lt": "Nutraukti rakto galiojimą"},
}


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_token_is_made_shown_once_and_ended(page_for: Any, axe: Any, shot: Any, language: str, width: int) -> None:
    page = page_for("jurga", language, width=width)
    page.goto("/api/tokens/new/")
    assert axe(page) == []
    shot(page, "api-new")
    page.fill("#id_name", "Bylų sistema")
    page.select_option("#id_role", "criminal_analyst")
    page.check("input[value='police.search.ask']")
    follow(page.get_by_role("button", name=WORDS["make"][language]))
    expect(page.locator("#token")).to_have_value(re.compile("^gija_"))
    text = page.input_value("#token")
    assert axe(page) == []
    shot(page, "api-made")
    follow(page.get_by_role("link", name=WORDS["copied"][language]))
    expect(page.get_by_role("button", name=WORDS["end"][language])).to_be_visible()
    nowhere(page, text)
    assert axe(page) == []
    shot(page, "api-token")
    follow(page.get_by_role("button", name=WORDS["end"][language]))
    expect(page.locator(".notice--success")).to_be_visible()
    page.goto("/api/tokens/")
    assert axe(page) == []
    page.goto("/api/")
    assert axe(page) == []
    shot(page, "api-reference")
