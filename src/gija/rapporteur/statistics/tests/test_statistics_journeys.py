"""The Rapporteur's way through the figures in a real browser: load, look, check; the evaluator only reads."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import WIDTHS, follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

BASE = "/rapporteur/figures/"
WORDS = {
    "load": {"en": "Load the published figures", "lt": "Įkelti paskelbtas reikšmes"},
    "victims": {"en": "Victims known to the state", "lt": "Valstybės institucijoms žinomos aukos"},
    "broken": {"en": "Break in series between 2011 and 2012", "lt": "Eilutės trūkis tarp 2011 ir 2012"},
    "nothing": {"en": "No figure was known on that day", "lt": "Tą dieną nė viena reikšmė nebuvo žinoma"},
}


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "series")`: axe finds nothing, nothing sticks out, a picture is left."""

    def seen(page: Any, name: str) -> None:
        assert axe(page) == [], name
        assert fits(page), name
        shot(page, f"figures-{name}")

    return seen


def says(page: Any, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, use_inner_text=True)


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_rapporteur_loads_looks_and_checks(page_for: Any, looked_at: Any, language: str, width: int) -> None:
    page = page_for("vaida", language, width=width)
    page.goto(BASE)
    follow(page.get_by_role("button", name=WORDS["load"][language]))
    looked_at(page, "indicators")
    reads_a_series(page, looked_at, language)
    page.goto(f"{BASE}findings/")
    says(page, "24")
    looked_at(page, "findings")


def reads_a_series(page: Any, looked_at: Any, language: str) -> None:
    follow(page.get_by_role("link", name=WORDS["victims"][language]))
    says(page, WORDS["broken"][language])
    looked_at(page, "series")
    page.fill("#id_as_of", "2014-12-31")
    follow(page.locator(".filters button"))
    says(page, WORDS["nothing"][language])


def test_the_evaluator_reads_and_is_offered_nothing_else(page_for: Any, axe: Any) -> None:
    page_for("vaida", "en").goto("/")
    page = page_for("egle", "en")
    page.goto(BASE)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("button", name=WORDS["load"]["en"])).to_have_count(0)
    assert axe(page) == []
