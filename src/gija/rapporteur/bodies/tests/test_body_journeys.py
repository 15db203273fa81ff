"""The Commission decides and gives a task; the institution answers with evidence; a recommendation is followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing import Cast
from gija.commons.testing_browser import follow
from gija.rapporteur.bodies.models import Body

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]
BASE = "/rapporteur/bodies/"


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Callable[[Any, str], None]:
    """A page is clean for axe and fits its width; a picture is kept."""

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_the_commission_decides_and_an_institution_answers(
    page_for: Any, cast: Cast, made: Callable[[str], Body], looked_at: Any, language: str, width: int
) -> None:
    body = made(f"commission-walked-{width}")
    desk, office = page_for("vaida", language, width=width), page_for("dalia", language, width=width)
    meets(desk, body, looked_at)
    decision = decides(desk, looked_at)
    answers(office, looked_at)
    desk.goto(decision)
    expect(desk.get_by_role("main")).to_contain_text("Reg. Nr. 12")
    desk.goto(f"{BASE}{body.code}/")
    expect(desk.locator("#decisions + ul")).to_contain_text("Apmokyti visus pareigūnus")
    looked_at(desk, "body")
    recommends(desk, f"greta-walked-{width}", looked_at)
    follows(office, desk, looked_at)


def meets(page: Any, body: Body, looked_at: Any) -> None:
    """A meeting is called and held; minutes without anybody who took part are refused, what was written stays."""
    page.goto(f"{BASE}{body.code}/meetings/call/")
    page.fill("#id_day", "2024-05-06")
    page.fill("#id_agenda_lt", "Ataskaita\nPareigūnų mokymas")
    follow(page.locator("main form button"))
    expect(page.locator("main ol li")).to_have_count(2)
    follow(page.locator("main a[href$='/hold/']"))
    page.fill("#id_minutes_lt", "Išklausyta ataskaita.")
    page.fill("#id_reference", "P-12")
    follow(page.locator("main form button"))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#id_minutes_lt")).to_have_value("Išklausyta ataskaita.")
    looked_at(page, "minutes-error")
    page.check("input[value=moi]")
    page.check("input[value=kpb]")
    follow(page.locator("main form button"))
    expect(page.get_by_role("main")).to_contain_text("P-12")


def decides(page: Any, looked_at: Any) -> str:
    """A decision by votes, and a task for the bureau; its address."""
    follow(page.locator("main a[href$='/decide/']"))
    for name, value in {"number": "1", "ayes": "2", "noes": "0", "abstained": "1"}.items():
        page.fill(f"#id_{name}", value)
    page.fill("#id_text_lt", "Apmokyti visus pareigūnus")
    page.fill("#id_text_en", "Apmokyti visus pareigūnus (train them)")
    follow(page.locator("main form button"))
    expect(page.get_by_role("main")).to_contain_text("Apmokyti visus pareigūnus")
    address = str(page.url)
    follow(page.locator("main a[href$='/task/']"))
    page.fill("#id_title", "Apmokyti biuro pareigūnus")
    page.select_option("#id_institution", "kpb")
    follow(page.locator("main form button"))
    expect(page.locator("main a[href^='/rapporteur/tasks/']")).to_have_count(1)
    looked_at(page, "decision")
    return address


def answers(page: Any, looked_at: Any) -> None:
    """The bureau finds it among its obligations and notes it as done, with evidence."""
    page.goto(f"{BASE}obligations/")
    expect(page.locator("main tbody")).to_contain_text("Apmokyti biuro pareigūnus")
    looked_at(page, "obligations")
    follow(page.locator("main tbody a", has_text="Apmokyti biuro pareigūnus"))
    page.fill("form[action$='/do/'] textarea", "Apmokyta 120 pareigūnų.")
    page.fill("form[action$='/do/'] input[name=evidence]", "Reg. Nr. 12")
    follow(page.locator("form[action$='/do/'] button"))
    expect(page.locator("main .entries")).to_contain_text("Reg. Nr. 12")


def recommends(page: Any, code: str, looked_at: Any) -> None:
    page.goto("/rapporteur/recommendations/add/")
    said = {
        "code": code, "document_lt": "Antroji ataskaita", "document_en": "Second report", "day": "2024-06-21",
        "text_lt": "Anksčiau nustatyti aukas", "text_en": "Anksčiau nustatyti aukas", "due_on": "2025-06-01",
    }  # fmt: skip
    for name, value in said.items():
        page.fill(f"#id_{name}", value)
    page.check("input[name=addressees][value=kpb]")
    follow(page.locator("main form button"))
    expect(page.get_by_role("main")).to_contain_text("2025-06-01")


def follows(office: Any, desk: Any, looked_at: Any) -> None:
    """The addressee answers with evidence, the Rapporteur approves, the two years show it as carried out."""
    office.goto(str(desk.url))
    follow(office.locator("main .entries a"))
    office.check("input[name=execution][value=done]")
    for name, value in {"text_lt": "Įvestas sąrašas.", "title_1": "Įsakymas", "place_1": "Nr. 5-V-100"}.items():
        office.fill(f"#id_{name}", value)
    looked_at(office, "answer")
    follow(office.locator("button[value=send]"))
    expect(office.get_by_role("main")).to_contain_text("Nr. 5-V-100")
    desk.goto(str(office.url))
    follow(desk.locator("button[value=approve]"))
    desk.goto("/rapporteur/recommendations/programme/?start=2024-01-01")
    expect(desk.locator("tbody tr", has_text="Anksčiau nustatyti aukas").locator(".tag--good").first).to_be_visible()
    looked_at(desk, "programme")
