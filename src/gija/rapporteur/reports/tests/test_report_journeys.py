"""The report walked in a real browser: the Rapporteur's office drafts, another approves, the public reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from gija.rapporteur.reports import services
from gija.rapporteur.reports.models import Report
from gija.vocabulary.text import Text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["lt", "en"])
WIDTHS = pytest.mark.parametrize("width", [360, 1280])
Open = Callable[..., Any]
WORDS = {
    "lt": {"begin": "Pradėti ataskaitą", "freeze": "Užfiksuoti", "approve": "Patvirtinti", "publish": "Paskelbti"},
    "en": {"begin": "Begin the report", "freeze": "Freeze", "approve": "Approve", "publish": "Publish"},
}
FOREWORD = Text("Dear reader.", "Gerbiami skaitytojai.")


@pytest.fixture
def published(cast: Any, loaded: int, folder: Path) -> Report:
    vaida, jonas = cast.actor("vaida"), cast.actor("jonas")
    made = services.freeze(vaida, services.draft(vaida, "annual", "2014", FOREWORD).pk)
    services.approve(jonas, made.pk, made.hash)
    return services.publish(vaida, made.pk)


def clean(page: Any, axe: Open, width: int, name: str) -> None:
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the screen"


@LANGUAGES
@WIDTHS
def test_one_drafts_another_approves_and_it_is_published(
    page_for: Open, axe: Open, shot: Open, cast: Any, loaded: int, folder: Path, language: str, width: int
) -> None:
    words = WORDS[language]
    vaida, jonas = page_for("vaida", language, width=width), page_for("jonas", language, width=width)
    vaida.goto(reverse("reports:list"))
    clean(vaida, axe, width, "an empty list")
    vaida.goto(reverse("reports:new"))
    clean(vaida, axe, width, "new")
    shot(vaida, "report-new")
    vaida.locator("input[name=kind][value=annual]").check()
    vaida.fill("input[name=period]", "2014")
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["begin"]).click()
    clean(vaida, axe, width, "draft")
    shot(vaida, "report-draft")
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["freeze"], exact=True).click()
    clean(vaida, axe, width, "frozen, for who froze it")
    assert vaida.get_by_role("button", name=words["approve"]).count() == 0
    jonas.goto(vaida.url)
    clean(jonas, axe, width, "frozen, for the second person")
    shot(jonas, "report-frozen")
    with jonas.expect_navigation():
        jonas.get_by_role("button", name=words["approve"]).click()
    vaida.reload()
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["publish"], exact=True).click()
    clean(vaida, axe, width, "published")
    shot(vaida, "report-published")
    report = Report.objects.get()
    assert report.state == "published"
    assert (folder / report.release).is_dir()


@LANGUAGES
def test_a_table_goes_through_the_gate_and_one_that_would_tell_of_few_is_refused(
    page_for: Open, axe: Open, shot: Open, cast: Any, tables: None, folder: Path, language: str
) -> None:
    words, width, when = WORDS[language], *((1280, "2014") if language == "lt" else (360, "2013"))
    vaida, jonas = page_for("vaida", language, width=width), page_for("jonas", language, width=width)
    saule = cast.actor("saule")
    year = services.freeze(saule, services.draft(saule, "table", when, table="victims_of_trafficking").pk)
    services.approve(cast.actor("jonas"), year.pk, year.hash)
    vaida.goto(reverse("reports:new"))
    vaida.locator("input[name=kind][value=table]").check()
    vaida.fill("input[name=period]", f"{when}-H1")
    vaida.select_option("#id_table", "victims_of_trafficking")
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["begin"]).click()
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["freeze"], exact=True).click()
    clean(vaida, axe, width, "frozen through the gate")
    shot(vaida, "gate-frozen")
    assert vaida.locator("table tbody tr").count() == 2  # three men, and what hides them
    jonas.goto(vaida.url)
    with jonas.expect_navigation():
        jonas.get_by_role("button", name=words["approve"]).click()
    vaida.reload()
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["publish"], exact=True).click()
    vaida.goto(reverse("gate:ledger"))
    clean(vaida, axe, width, "ledger")
    shot(vaida, "gate-ledger")
    with vaida.expect_navigation():
        vaida.locator("tbody a").first.click()
    clean(vaida, axe, width, "entry")
    shot(vaida, "gate-entry")
    vaida.goto(reverse("reports:report", args=[year.pk]))
    with vaida.expect_navigation():
        vaida.get_by_role("button", name=words["publish"], exact=True).click()
    clean(vaida, axe, width, "refused")
    shot(vaida, "gate-refused")
    assert Report.objects.get(pk=year.pk).state == "approved"


@LANGUAGES
@WIDTHS
@pytest.mark.parametrize("scripts", [True, False])
def test_the_public_finds_reads_and_downloads_it_signed_out_and_without_script(
    page_for: Open, axe: Open, shot: Open, published: Report, language: str, width: int, scripts: bool
) -> None:
    page = page_for(None, language, width=width, scripts=scripts)
    page.goto("/public/")
    assert page.url.endswith(f"/public/{language}/")
    page.locator(".releases a").first.click()
    if scripts:
        clean(page, axe, width, "release")
        shot(page, "public-release")
    with page.expect_response(lambda answer: answer.url.endswith(".xlsx")) as waited, page.expect_download():
        page.locator(f'a[href$=".{language}.xlsx"]').click()
    assert waited.value.ok
    page.locator(f'a[href$=".{language}.html"]').click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() in (
        "Prekyba žmonėmis Lietuvoje 2014\u00a0m.",
        "Trafficking in human beings in Lithuania, 2014",
    )
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(18, 50, 74)"  # its sheet came
    assert page.locator("figure svg[role=img]").count() > 5
    if scripts:
        clean(page, axe, width, "report")
        shot(page, "public-report")
    other = page.locator("header a[hreflang]")
    with page.expect_navigation():
        other.click()
    assert page.locator("html").get_attribute("lang") != language
    assert not page.context.cookies()


@LANGUAGES
def test_a_withdrawn_release_says_so(
    page_for: Open, axe: Open, shot: Open, cast: Any, published: Report, language: str
) -> None:
    services.withdraw(cast.actor("vaida"), published.pk, Text("A figure was wrong.", "Skaičius klaidingas."))
    page = page_for(None, language)
    page.goto(f"/public/{language}/")
    clean(page, axe, 1280, "releases")
    with page.expect_navigation():
        page.locator(".releases a").first.click()
    clean(page, axe, 1280, "withdrawn")
    shot(page, "public-withdrawn")
    assert page.locator("a[href*='/public/files/']").count() == 0


def test_the_public_page_is_walked_by_keyboard(page_for: Open, published: Report) -> None:
    page = page_for(None, "en")
    page.goto("/public/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.releases a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{published.release}/")
