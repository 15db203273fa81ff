"""In a real browser: the Rapporteur reconciles with an NGO in a dialogue; each sees what is its own."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gija.commons.testing_browser import WIDTHS, follow

from .conftest import KEY, REASON

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

BASE = "/rapporteur/reconciliation/"
WORDS = {
    "settle": {"en": "Save", "lt": "Įrašyti"},
    "problem": {"en": "There is a problem", "lt": "Yra klaidų"},
    "open": {"en": "Open a dialogue", "lt": "Pradėti dialogą"},
    "opened": {"en": "The dialogue is open", "lt": "Dialogas pradėtas"},
    "record": {"en": "Record", "lt": "Įrašyti skaičių"},
    "agree": {"en": "Agree to this amount", "lt": "Sutikti su šiuo skaičiumi"},
    "agreed": {"en": "agreed", "lt": "sutarta"},
    "accept": {"en": "Accept", "lt": "Priimti"},
    "accepted": {"en": "Accepted", "lt": "Priimtas"},
    "left": {"en": "+8 to +13", "lt": "nuo +8 iki +13"},
    "untold": {"en": "to be recorded by the two bodies", "lt": "turi įrašyti abi institucijos"},
}


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "pair")`: axe finds nothing, nothing sticks out, a picture is left."""

    def seen(page: Page, name: str) -> None:
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        shot(page, f"reconciliation-{name}")

    return seen


def says(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, use_inner_text=True)


@pytest.mark.parametrize(("language", "width"), [("lt", WIDTHS[0]), ("en", WIDTHS[1])])
def test_the_rapporteur_reconciles_with_an_ngo_in_a_dialogue(
    page_for: Any, looked_at: Any, loaded: int, language: str, width: int
) -> None:
    vaida, ona = page_for("vaida", language, width=width), page_for("ona", language, width=width)
    vaida.goto(BASE)
    looked_at(vaida, "overview")
    follow(vaida.get_by_role("link", name="2014", exact=True))
    says(vaida, WORDS["untold"][language])
    follow(vaida.get_by_role("button", name=WORDS["settle"][language], exact=True))
    says(vaida, WORDS["problem"][language])
    looked_at(vaida, "pair")
    asks(vaida, language)
    answers(ona, looked_at, language)
    vaida.goto(f"{BASE}of/{KEY.family}/{KEY.period}/{KEY.a}/{KEY.b}/")
    follow(vaida.get_by_role("button", name=WORDS["agree"][language]))
    says(vaida, WORDS["agreed"][language])
    says(vaida, WORDS["left"][language])
    accepts(vaida, looked_at, language)


def asks(page: Page, language: str) -> None:
    page.select_option("#id_body_a", "kpb")
    page.select_option("#id_body_b", "viltis")
    page.locator("form", has=page.locator("#id_body_a")).locator("textarea").fill(REASON)
    follow(page.get_by_role("button", name=WORDS["open"][language]))
    says(page, WORDS["opened"][language])


def answers(page: Page, looked_at: Any, language: str) -> None:
    page.goto(f"{BASE}own/")
    looked_at(page, "own")
    follow(page.locator("main table a").first)
    looked_at(page, "answer")
    page.select_option("#id_step", "coverage")
    page.fill("#id_low", "20")
    page.fill("#id_high", "25")
    page.locator("form", has=page.locator("#id_step")).locator("textarea").fill(REASON)
    follow(page.get_by_role("button", name=WORDS["record"][language], exact=True))
    says(page, REASON)
    expect(page.get_by_role("button", name=WORDS["accept"][language], exact=True)).to_have_count(0)


def accepts(page: Page, looked_at: Any, language: str) -> None:
    page.locator("form", has=page.locator("button[value=accept]")).locator("textarea").fill(REASON)
    follow(page.get_by_role("button", name=WORDS["accept"][language], exact=True))
    says(page, WORDS["accepted"][language])
    looked_at(page, "accepted")
    page.goto(f"{BASE}of/victims/2012/")
    looked_at(page, "family")
    page.goto(f"{BASE}dialogues/")
    looked_at(page, "dialogues")
