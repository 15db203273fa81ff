"""The report walked in a real browser: the Rapporteur's office drafts, another approves, the public reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
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
TITLE = {
    "lt": "Prekyba žmonėmis Lietuvoje 2014\u00a0m.",
    "en": "Trafficking in human beings in Lithuania, 2014",
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
    follow(vaida.get_by_role("button", name=words["begin"]))
    clean(vaida, axe, width, "draft")
    shot(vaida, "report-draft")
    follow(vaida.get_by_role("button", name=words["freeze"], exact=True))
    clean(vaida, axe, width, "frozen, for who froze it")
    expect(vaida.get_by_role("button", name=words["approve"])).to_have_count(0)
    jonas.goto(vaida.url)
    clean(jonas, axe, width, "frozen, for the second person")
    shot(jonas, "report-frozen")
    follow(jonas.get_by_role("button", name=words["approve"]))
    vaida.reload()
    follow(vaida.get_by_role("button", name=words["publish"], exact=True))
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
    follow(vaida.get_by_role("button", name=words["begin"]))
    follow(vaida.get_by_role("button", name=words["freeze"], exact=True))
    clean(vaida, axe, width, "frozen through the gate")
    shot(vaida, "gate-frozen")
    expect(vaida.locator("table tbody tr")).to_have_count(2)  # three men, and what hides them
    jonas.goto(vaida.url)
    follow(jonas.get_by_role("button", name=words["approve"]))
    vaida.reload()
    follow(vaida.get_by_role("button", name=words["publish"], exact=True))
    vaida.goto(reverse("gate:ledger"))
    clean(vaida, axe, width, "ledger")
    shot(vaida, "gate-ledger")
    follow(vaida.locator("tbody a").first)
    clean(vaida, axe, width, "entry")
    shot(vaida, "gate-entry")
    vaida.goto(reverse("reports:report", args=[year.pk]))
    follow(vaida.get_by_role("button", name=words["publish"], exact=True))
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
    expect(page).to_have_url(re.compile(f"/public/{language}/$"))
    follow(page.locator(".releases a").first)
    if scripts:
        clean(page, axe, width, "release")
        shot(page, "public-release")
    with page.expect_response(lambda answer: answer.url.endswith(".xlsx")) as waited, page.expect_download():
        page.locator(f'a[href$="annual-2014.{language}.xlsx"]').click()
    assert waited.value.ok
    follow(page.locator(f'a[href$="annual-2014.{language}.html"]'))
    expect(page.locator("h1")).to_have_text(TITLE[language])
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(18, 50, 74)"  # its sheet came
    expect(page.locator("figure svg[role=img]").nth(5)).to_be_visible()  # at least six
    if scripts:
        clean(page, axe, width, "report")
        shot(page, "public-report")
    other = page.locator("header a[hreflang]")
    follow(other)
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "lt" else "lt")
    assert not page.context.cookies()


@LANGUAGES
def test_a_withdrawn_release_says_so(
    page_for: Open, axe: Open, shot: Open, cast: Any, published: Report, language: str
) -> None:
    services.withdraw(cast.actor("vaida"), published.pk, Text("A figure was wrong.", "Skaičius klaidingas."))
    page = page_for(None, language)
    page.goto(f"/public/{language}/")
    clean(page, axe, 1280, "releases")
    follow(page.locator(".releases a").first)
    clean(page, axe, 1280, "withdrawn")
    shot(page, "public-withdrawn")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("a[href*='/public/files/']")).to_have_count(0)


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
    expect(page).to_have_url(re.compile(f"/{published.release}/$"))
