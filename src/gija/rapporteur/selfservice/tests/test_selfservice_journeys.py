"""A supplier asks for tables: one is answered with its error, one is refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gija.commons.testing_browser import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

Open = Callable[..., Any]
ERROR = {"lt": "standartinis nuokrypis", "en": "standard deviation"}


def clean(page: Any, axe: Open, shot: Open, name: str) -> None:
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name
    shot(page, name)


@pytest.mark.parametrize(("language", "width"), [("lt", 360), ("en", 1280)])
def test_one_asks_is_answered_and_is_refused(
    page_for: Open, axe: Open, shot: Open, cast: Any, opened: None, language: str, width: int
) -> None:
    ona = page_for("ona", language, width=width)
    ona.goto(reverse("selfservice:start"))
    clean(ona, axe, shot, "selfservice-start")
    ona.select_option("select[name=period]", "2014-H1")
    for code in ("sex", "age_group"):
        ona.locator(f"input[name=dimensions][value={code}]").check()
    follow(ona.locator("main form button"))
    expect(ona.locator(".notice")).to_contain_text(ERROR[language])
    expect(ona.locator("tbody tr").first).to_be_visible()
    clean(ona, axe, shot, "selfservice-answer")
    ona.goto(reverse("selfservice:start"))
    ona.select_option("select[name=period]", "2014-H2")
    ona.locator("input[name=dimensions][value=sex]").focus()
    ona.keyboard.press("Space")
    follow(ona.locator("main form button"))
    expect(ona.locator(".notice--error")).to_be_visible()
    expect(ona.locator("tbody tr")).to_have_count(0)
    clean(ona, axe, shot, "selfservice-refused")
    egle = page_for("egle", language, width=width)
    egle.goto(reverse("selfservice:start"))
    expect(egle.locator("tbody tr")).to_have_count(0)  # another institution's questions are not hers
