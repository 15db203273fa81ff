"""The dashboard in a real browser: a trend refused for too few cases, a threat note, an alert that becomes a task; what
the Ombudsman sees of children."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.rapporteur.monitoring import catalogue

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
BASE = "/rapporteur/monitoring/"
WORDS = {
    "check": {"en": "Check all series now", "lt": "Patikrinti visas eilutes dabar"},
    "few": {"en": "Too few cases to say", "lt": "Per mažai atvejų, kad būtų galima spręsti"},
    "problem": {"en": "There is a problem", "lt": "Yra klaidų"},
    "keep": {"en": "Keep the note", "lt": "Įrašyti pastabą"},
    "kept": {"en": "Earlier versions stay readable", "lt": "Ankstesnės redakcijos lieka"},
    "give": {"en": "Give the task", "lt": "Pavesti užduotį"},
    "became": {"en": "The alert became a task", "lt": "Įspėjimas virto užduotimi"},
    "done": {"en": "It is done", "lt": "Atlikta"},
    "noted": {"en": "Noted as done", "lt": "Pažymėta, kad atlikta"},
    "child": {"en": "All figures of children", "lt": "Visi duomenys apie vaikus"},
}
TITLE = "Vaikų verbavimas internetu"
TEXT = "Daugėja pranešimų apie internetu verbuojamus vaikus; skaičiai maži, todėl tai vertinimas."


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "series")`: axe finds nothing, nothing sticks out, a picture is left."""

    def seen(page: Any, name: str) -> None:
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        shot(page, f"monitoring-{name}")

    return seen


def says(page: Any, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, use_inner_text=True)


@pytest.mark.parametrize(("language", "width"), [("lt", 360), ("en", 1280)])
def test_the_rapporteur_sees_a_trend_refused_writes_a_note_and_gives_a_task(
    page_for: Any, looked_at: Any, loaded: int, language: str, width: int
) -> None:
    page = page_for("vaida", language, width=width)
    page.goto(BASE)
    follow(page.get_by_role("button", name=WORDS["check"][language]))
    says(page, WORDS["few"][language])
    looked_at(page, "overview")
    for section in catalogue.sections():
        page.goto(f"{BASE}section/{section}/")
        looked_at(page, section)
    writes_a_note(page, looked_at, language)
    gives_a_task(page, looked_at, language)


def writes_a_note(page: Any, looked_at: Any, language: str) -> None:
    page.goto(f"{BASE}notes/write/?series=victims_state")
    follow(page.get_by_role("button", name=WORDS["keep"][language]))
    says(page, WORDS["problem"][language])
    looked_at(page, "note-faulty")
    page.fill("#id_title", TITLE)
    page.fill("#id_text", TEXT)
    page.locator("input[name=series][value=victims_state]").check()
    page.fill("#id_sources", "Policijos raštas Nr. 5")
    follow(page.get_by_role("button", name=WORDS["keep"][language]))
    says(page, WORDS["kept"][language])
    says(page, TEXT)
    looked_at(page, "note")
    page.goto(f"{BASE}notes/")
    says(page, TITLE)
    looked_at(page, "notes")


def gives_a_task(page: Any, looked_at: Any, language: str) -> None:
    from gija.rapporteur.monitoring.models import Alert, Kind

    Alert.objects.create(
        key=f"journey {language}", kind=Kind.MISSING, about="victims_state", opened_at=dt.datetime.now(dt.UTC),
        text_en="Victims known to the state: nothing is told for 2015.",
        text_lt="Valstybės institucijoms žinomos aukos: už 2015 m. nieko nenurodyta.",
    )  # fmt: skip
    page.goto(f"{BASE}alerts/")
    looked_at(page, "alerts")
    follow(page.get_by_role("link", name="2015"))
    looked_at(page, "alert")
    page.select_option("#id_institution", "moi")
    follow(page.get_by_role("button", name=WORDS["give"][language]))
    says(page, WORDS["became"][language])
    follow(page.locator("main ul a[href*='/tasks/']"))
    page.fill("#id_reason", "Duomenys gauti raštu ir įkelti.")
    looked_at(page, "task")
    follow(page.get_by_role("button", name=WORDS["done"][language], exact=True))
    says(page, WORDS["noted"][language])
    page.goto("/rapporteur/tasks/")
    looked_at(page, "tasks")


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("lt", 1280)])
def test_the_ombudsman_sees_what_is_published_of_children(
    page_for: Any, looked_at: Any, loaded: int, language: str, width: int
) -> None:
    page = page_for("vilma", language, width=width)
    page.goto("/")
    follow(page.locator(f"main a[href='{BASE}children/']").first)
    says(page, WORDS["child"][language])
    expect(page.locator("main form")).to_have_count(0)
    looked_at(page, "children")
