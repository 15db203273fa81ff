"""The case file in a real browser: a case worker enters, imports, corrects, withdraws; both languages and widths."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.casework.cases import models, services
from gija.commons.casefile import columns
from gija.commons.courier.work import run_once
from gija.commons.testing_browser import WIDTHS, follow, nowhere

from .conftest import CHILD, ONA, WHOLE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
CASES = "/casework/cases/"
SEND = "form[action$='/leaves/'] button"


def save(page: Any) -> None:
    follow(page.locator(".casefile-form .button").first)


def succeeded(page: Any) -> None:
    expect(page.locator(".notice--success")).to_be_visible()


def looked(page: Any, axe: Any, shot: Any, name: str) -> None:
    """A picture; clean for axe; not wider than the screen."""
    shot(page, f"case-{name}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "wider than the screen"


def fill_person(page: Any) -> None:
    for name in ("given_names", "family_name", "birth_date", "phone", "reference"):
        page.fill(f"#id_{name}", str(ONA[name]))
    page.fill("#id_registered_on", "2014-03-05")
    page.select_option("#id_sex", "F")
    page.select_option("#id_citizenship", "LTU")
    page.select_option("#id_municipality", "LT-57")


def fill_event(page: Any) -> None:
    page.select_option("#id_status", "presumed")
    page.fill("#id_status_on", "2014-03-05")
    page.select_option("#id_authority_kind", "ngo")
    page.select_option("#id_exploitation_main", "sexual")
    page.select_option("#id_exploitation_realised", "realised")
    page.select_option("#id_countries_exploitation", "GBR")
    page.check("input[name=recruitment_methods][value=friends]")
    page.check("input[name=means][value=coercion]")
    page.check("input[name=consents][value=statistics]")
    page.fill("#id_consents_on", "2014-03-05")
    page.fill("#id_note", "Ona bijo Petro.")


@LANGUAGES
@pytest.mark.parametrize("width", WIDTHS)
def test_a_case_worker_enters_sends_corrects_and_withdraws(
    page_for: Any, axe: Any, shot: Any, register: list[Any], language: str, width: int
) -> None:
    page = page_for("mantas", language, width=width)

    def seen(name: str) -> None:
        looked(page, axe, shot, name)

    page.goto(f"{CASES}find/")
    enters(page, seen)
    sends(page, seen)
    corrects_and_sends_again(page, seen)
    withdraws(page, seen)
    follow(page.locator("a[href$='/print/']"))
    page.emulate_media(media="print")
    shot(page, "case-print")
    run_once(strict=True)
    assert [(m.kind, m.revision) for m in register] == [
        ("victim_record", 1), ("victim_record", 2), ("victim_record_withdrawn", 2),
    ]  # fmt: skip


def enters(page: Any, seen: Any) -> None:
    for name in ("given_names", "family_name", "birth_date"):
        page.fill(f"#id_{name}", str(ONA[name]))
    save(page)
    seen("find")
    follow(page.locator(".casefile-start .button"))
    expect(page.locator("#id_given_names")).to_have_value("Ona")
    seen("person")
    save(page)  # without sex and citizenship
    expect(page.locator(".error-summary a").nth(1)).to_be_visible()
    seen("person-errors")
    fill_person(page)
    save(page)
    expect(page).to_have_url(re.compile("/event/$"))
    seen("event")
    fill_event(page)
    save(page)
    expect(page.locator("#status")).to_be_visible()
    seen("case")


def sends(page: Any, seen: Any) -> None:
    follow(page.locator("a[href$='/leaves/']"))
    expect(page.locator(SEND)).to_be_visible()
    nowhere(page, "Pavyzd")
    seen("leaves")
    follow(page.locator(SEND))
    succeeded(page)


def corrects_and_sends_again(page: Any, seen: Any) -> None:
    follow(page.locator("a[href$='/status/']"))
    page.select_option("#id_status", "identified")
    page.fill("#id_status_on", "2014-04-01")
    page.select_option("#id_authority_kind", "police")
    seen("status")
    save(page)
    follow(page.locator("a[href$='/leaves/']"))
    follow(page.locator(SEND))
    succeeded(page)


def withdraws(page: Any, seen: Any) -> None:
    follow(page.locator("#register ~ .button-row a[href$='/withdraw/']"))
    page.fill("#id_reason", "Sent in error")
    seen("withdraw")
    save(page)
    succeeded(page)
    seen("case-withdrawn")


@LANGUAGES
@pytest.mark.parametrize("width", WIDTHS)
def test_a_file_is_read_corrected_and_undone(
    page_for: Any, axe: Any, shot: Any, tmp_path: Path, language: str, width: int
) -> None:
    good = columns.template()
    bad = good.replace("1990-05-17", "pavasarį").replace(";F;", ";mergina;")
    page = page_for("mantas", language, width=width)
    page.goto(f"{CASES}import/")
    looked(page, axe, shot, "import")
    for name, content in (("bad", bad), ("good", good)):
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    page.set_input_files("#id_file", tmp_path / "bad.csv")
    save(page)
    expect(page.locator("a[href$='/faults.csv']")).to_be_visible()
    nowhere(page, "mergina")
    looked(page, axe, shot, "import-faults")
    page.goto(f"{CASES}import/")
    page.set_input_files("#id_file", tmp_path / "good.csv")
    save(page)
    looked(page, axe, shot, "import-look")
    follow(page.locator("form[action$='/apply/'] button"))
    expect(page.locator("form[action$='/undo/']")).to_be_visible()
    assert models.Case.objects.count() == 1
    looked(page, axe, shot, "import-applied")
    page.goto(CASES)
    looked(page, axe, shot, "list")
    page.go_back()
    follow(page.locator("form[action$='/undo/'] button"))
    expect(page.locator("form[action$='/undo/']")).to_have_count(0)
    expect(page.locator(".notice").first).to_be_visible()
    assert models.Case.objects.count() == 0


@LANGUAGES
def test_a_child_and_its_history(page_for: Any, axe: Any, shot: Any, worker: Any, language: str) -> None:
    child = services.open_case(worker, CHILD)
    case = services.open_case(worker, WHOLE)
    services.add_assistance(worker, case.pk, {"service": "medical", "start": "2014-03-06"})
    services.strike(worker, case.pk, "assistance", case.assistance.get().pk, "Kitas asmuo")
    for width in WIDTHS:
        page = page_for("mantas", language, width=width)
        page.goto(f"{CASES}{child.pk}/event/")
        expect(page.locator(".casefile-form")).to_be_visible()
        expect(page.locator("input[name=means]")).to_have_count(0)
        looked(page, axe, shot, "child")
        page.goto(f"{CASES}{case.pk}/")
        looked(page, axe, shot, "history")
        for kind in ("assistance", "consent", "note"):
            page.goto(f"{CASES}{case.pk}/{kind}/")
            looked(page, axe, shot, kind)


def test_a_case_is_opened_by_keyboard_without_scripts(page_for: Any) -> None:
    page = page_for("mantas", "en", scripts=False)
    page.goto(f"{CASES}new/")
    page.focus("#id_given_names")
    page.keyboard.type("Ona")
    page.focus("#id_birth_date")
    page.keyboard.type("1990")
    page.focus("#id_sex")
    page.keyboard.type("Female")
    page.focus("#id_citizenship")
    page.keyboard.type("Lithuania")
    page.focus(".casefile-form .button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/event/$"))
    assert models.Case.objects.get().sex == "F"


def test_two_clicks_open_one_case(page_for: Any) -> None:
    page = page_for("mantas", "en")
    page.goto(f"{CASES}new/")
    fill_person(page)
    page.locator(".casefile-form .button").first.dblclick()
    expect(page).to_have_url(re.compile("/event/$"))
    assert models.Case.objects.count() == 1


@LANGUAGES
@pytest.mark.parametrize("width", WIDTHS)
def test_the_rest_of_the_record_is_answered_page_by_page(
    page_for: Any, axe: Any, shot: Any, worker: Any, language: str, width: int
) -> None:
    case = services.open_case(worker, {**WHOLE, "citizenship": ["UKR"], "municipality": ""})
    page = page_for("mantas", language, width=width)
    page.goto(f"{CASES}{case.pk}/more/background/")
    looked(page, axe, shot, "background")
    page.select_option("#id_education", "3")
    save(page)
    expect(page).to_have_url(re.compile("/more/circumstances/$"))
    page.check("input[name=sectors][value=F]")
    page.fill("#id_perpetrators_count", "1")
    looked(page, axe, shot, "circumstances")
    save(page)
    expect(page).to_have_url(re.compile("/more/protection/$"))
    page.select_option("#id_reflection_offered", "yes")
    save(page)
    expect(page.locator("#id_reflection_granted")).to_be_visible()
    looked(page, axe, shot, "protection")
    page.goto(f"{CASES}{case.pk}/part/perpetrator/")
    page.select_option("#id_perpetrator_sex", "M")
    looked(page, axe, shot, "perpetrator")
    save(page)
    expect(page).to_have_url(re.compile(f"/{case.pk}/#circumstances$"))
    looked(page, axe, shot, "case-whole")
    page.goto(f"{CASES}{case.pk}/missing/")
    page.select_option("#id_disability", "REF")
    looked(page, axe, shot, "missing")
    save(page)
    page.goto(f"{CASES}{case.pk}/leaves/")
    looked(page, axe, shot, "leaves-whole")
    expect(page.locator("main")).to_contain_text("education")
