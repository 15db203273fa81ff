"""The Rapporteur's way through the figures in a real browser: load, look, check, explain; the evaluator only reads."""

from __future__ import annotations

from typing import Any

import pytest

from gija.commons.testing_browser import WIDTHS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

BASE = "/rapporteur/figures/"
WORDS = {
    "load": {"en": "Load the published figures", "lt": "Įkelti paskelbtas reikšmes"},
    "victims": {"en": "Victims known to the state", "lt": "Valstybės institucijoms žinomos aukos"},
    "broken": {"en": "Break in series between 2011 and 2012", "lt": "Eilutės trūkis tarp 2011 ir 2012"},
    "explained": {"en": "Explained", "lt": "Paaiškintas"},
    "save": {"en": "Save", "lt": "Įrašyti"},
    "noted": {"en": "Noted how this difference stands", "lt": "Skirtumo būsena įrašyta"},
    "problem": {"en": "There is a problem", "lt": "Yra klaidų"},
    "nothing": {"en": "No figure was known on that day", "lt": "Tą dieną nė viena reikšmė nebuvo žinoma"},
}
REASON = "Valstybė skaičiuoja tik baudžiamajame procese pripažintus asmenis, NVO – visus, kuriems padėta."


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_rapporteur_loads_looks_checks_and_explains(
    page_for: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = page_for("vaida", language, width=width)
    page.goto(BASE)
    with page.expect_navigation():
        page.get_by_role("button", name=WORDS["load"][language]).click()
    assert axe(page) == []
    assert fits(page)
    shot(page, "figures-indicators")
    with page.expect_navigation():
        page.get_by_role("link", name=WORDS["victims"][language]).click()
    assert WORDS["broken"][language] in page.locator("main").inner_text()
    assert axe(page) == []
    assert fits(page)
    shot(page, "figures-series")
    page.fill("#id_as_of", "2014-12-31")
    with page.expect_navigation():
        page.locator(".filters button").click()
    assert WORDS["nothing"][language] in page.locator("main").inner_text()
    page.goto(f"{BASE}findings/")
    assert "24" in page.locator("main").inner_text()
    assert axe(page) == []
    assert fits(page)
    shot(page, "figures-findings")
    page.goto(f"{BASE}state-and-ngo/")
    assert axe(page) == []
    assert fits(page)
    shot(page, "figures-state-and-ngo")
    page.get_by_role("link", name="2014").click()
    with page.expect_navigation():
        page.get_by_role("button", name=WORDS["save"][language]).click()
    assert WORDS["problem"][language] in page.locator("main").inner_text()
    assert axe(page) == []
    page.get_by_label(WORDS["explained"][language], exact=True).check()
    page.fill("#id_reason", REASON)
    with page.expect_navigation():
        page.get_by_role("button", name=WORDS["save"][language]).click()
    assert WORDS["noted"][language] in page.locator("main").inner_text()
    assert REASON in page.locator("main").inner_text()
    assert axe(page) == []
    assert fits(page)
    shot(page, "figures-difference")


def test_the_evaluator_reads_and_is_offered_nothing_else(page_for: Any, axe: Any) -> None:
    page_for("vaida", "en").goto("/")
    page = page_for("egle", "en")
    page.goto(BASE)
    assert page.get_by_role("button", name=WORDS["load"]["en"]).count() == 0
    page.goto(f"{BASE}state-and-ngo/")
    assert page.get_by_role("link", name="CSV").count() == 1
    assert axe(page) == []
    page.goto(f"{BASE}state-and-ngo/victims/2014/victims_recognised_in_year/")
    assert page.locator("#id_reason").count() == 0
