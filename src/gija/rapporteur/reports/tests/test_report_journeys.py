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
from gija.rapporteur.reports import queries, services
from gija.rapporteur.reports.models import Report
from gija.vocabulary.text import Text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["lt", "en"])
BOTH = pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
Open = Callable[..., Any]
WORDS = {
    "lt": {"begin": "Pradėti ataskaitą", "freeze": "Užfiksuoti", "approve": "Patvirtinti", "publish": "Paskelbti"},
    "en": {"begin": "Begin the report", "freeze": "Freeze", "approve": "Approve", "publish": "Publish"},
}
TITLE = {
    "lt": "Prekyba žmonėmis Lietuvoje 2014\u00a0m.",
    "en": "Trafficking in human beings in Lithuania, 2014",
}
VICTIMS = "[[victims_state 2014]]"
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


@BOTH
def test_one_writes_another_approves_it_is_published_sent_and_revised(
    page_for: Open, axe: Open, shot: Open, cast: Any, loaded: int, folder: Path, language: str, width: int
) -> None:
    words = WORDS[language]
    vaida, jonas = page_for("vaida", language, width=width), page_for("jonas", language, width=width)

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        clean(page, axe, width, name)

    begins(vaida, words, looked)
    address = vaida.url
    writes_and_freezes(vaida, words, address, looked)
    expect(vaida.get_by_role("button", name=words["approve"])).to_have_count(0)
    approves(jonas, words, address, looked)
    queries.files_of(queries.data_of(Report.objects.get()))  # made beforehand: a click waits ten seconds at most
    vaida.goto(address)
    with vaida.expect_navigation():  # all files are made and written: a click alone would not wait as long
        vaida.get_by_role("button", name=words["publish"], exact=True).click(no_wait_after=True)
    looked(vaida, "report-published")
    sends(vaida, address, looked)
    report = Report.objects.get()
    assert (report.state, (folder / report.release).is_dir()) == ("published", True)
    revises(vaida, words, looked)
    reads_only(page_for("egle", language, width=width), Report.objects.latest("pk"), looked)


def begins(page: Any, words: dict[str, str], looked: Open) -> None:
    page.goto(reverse("reports:list"))
    looked(page, "report-empty-list")
    page.goto(reverse("reports:new"))
    looked(page, "report-new")
    page.locator("input[name=kind][value=annual]").check()
    page.fill("input[name=period]", "2014")
    follow(page.get_by_role("button", name=words["begin"]))
    looked(page, "report-draft")


def writes_and_freezes(page: Any, words: dict[str, str], address: str, looked: Open) -> None:
    """A figure is inserted; the freezing is refused for the missing translation, and the place is one click away."""
    follow(page.locator("a[href$='/texts/']"))
    looked(page, "texts-empty")
    follow(page.locator("a[href$='/outlook/']"))
    page.fill("#id_lt", "Pernai nukentėjo [[]] žmonės.")
    follow(page.locator(f"button[value='{VICTIMS}']"))
    expect(page.locator("#id_lt")).to_have_value(f"Pernai nukentėjo {VICTIMS} žmonės.")
    page.fill("#id_en", "")
    follow(page.locator("button[value=save]"))
    page.goto(address)
    follow(page.get_by_role("button", name=words["freeze"], exact=True))
    expect(page.locator(".problems li")).to_have_count(1)
    looked(page, "texts-problems")
    follow(page.locator(".problems a"))
    page.fill("#id_en", f"Last year [[]] people were harmed. {VICTIMS}")
    follow(page.locator("button[value=preview]"))
    expect(page.locator("#preview .notice--error li")).to_have_count(1)  # the place that is still free
    looked(page, "section-preview")
    page.fill("#id_en", f"Last year {VICTIMS} people were harmed.")
    follow(page.locator("button[value=save]"))
    looked(page, "section")
    page.goto(address)
    follow(page.get_by_role("button", name=words["freeze"], exact=True))
    looked(page, "report-frozen-own")


def approves(page: Any, words: dict[str, str], address: str, looked: Open) -> None:
    page.goto(address)
    page.locator("details:has(#id_office_lt) summary").click()
    page.fill("#id_office_lt", "Vidaus reikalų ministras")
    page.fill("#id_office_en", "Minister of the Interior")
    looked(page, "report-frozen")
    follow(page.get_by_role("button", name=words["approve"]))
    expect(page.get_by_role("button", name=words["approve"])).to_have_count(0)


def sends(page: Any, address: str, looked: Open) -> None:
    """To an addressee outside the directory, by post; the receipt comes later."""
    page.goto(address)
    follow(page.locator("a[href$='/sending/']"))
    page.fill("#id_name_lt", "Europos Komisija")
    page.fill("#id_name_en", "European Commission")
    page.select_option("#id_channel", "post")
    page.fill("#id_reference", "1D-2015")
    looked(page, "sending")
    follow(page.locator("form:has(#id_letter) button"))
    expect(page.locator(".entries")).to_contain_text("1D-2015")
    page.locator(".entries summary").last.click()
    page.locator(".entries input[name=number]").fill("G-77")
    follow(page.locator(".entries form button"))
    expect(page.locator(".entries")).to_contain_text("G-77")
    looked(page, "sending-received")


def revises(page: Any, words: dict[str, str], looked: Open) -> None:
    """A new version takes the texts over; what it says otherwise is told."""
    page.goto(reverse("reports:new"))
    page.locator("input[name=kind][value=annual]").check()
    page.fill("input[name=period]", "2014")
    follow(page.get_by_role("button", name=words["begin"]))
    address = page.url
    follow(page.locator("a[href$='/texts/']"))
    follow(page.locator("form[action$='/take-over/'] button"))
    follow(page.locator("a[href$='/outlook/']"))
    page.fill("#id_lt", f"Pernai nukentėjo {VICTIMS} žmonės. Dirbame toliau.")
    page.fill("#id_en", f"Last year {VICTIMS} people were harmed. We go on.")
    follow(page.locator("button[value=save]"))
    follow(page.locator("a[href$='/versions/']"))
    looked(page, "versions")
    page.goto(address)
    follow(page.locator("a[href$='/differences/']").first)
    expect(page.locator("ins")).to_have_count(1)
    looked(page, "differences")


def reads_only(page: Any, report: Report, looked: Open) -> None:
    """The evaluator reads the ministry's report, writes nothing of it, and may begin its own kind only."""
    page.goto(reverse("authoring:texts", args=[report.pk]))
    expect(page.locator("a[href$='/versions/']").first).to_be_visible()
    expect(page.locator("a[href$='/outlook/']")).to_have_count(0)
    page.goto(reverse("reports:new"))
    expect(page.locator("input[name=kind]")).to_have_count(1)
    expect(page.locator("input[name=kind]")).to_have_value("evaluator")
    looked(page, "evaluator-new")


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


@BOTH
@pytest.mark.parametrize("scripts", [True, False])
def test_the_public_finds_reads_and_downloads_it_signed_out_and_without_script(
    page_for: Open, axe: Open, shot: Open, published: Report, language: str, width: int, scripts: bool
) -> None:
    page = page_for(None, language, width=width, scripts=scripts)
    page.goto("/public/")
    expect(page).to_have_url(re.compile(f"/public/{language}/$"))
    follow(page.locator("a[href$='/archive/']"))
    if scripts:
        clean(page, axe, width, "archive")
        shot(page, "public-archive")
    follow(page.locator(".releases a").first)
    expect(page).to_have_url(re.compile(f"/public/{language}/archive/annual/2014/$"))
    if scripts:
        clean(page, axe, width, "release")
        shot(page, "public-release")
    assert (
        page.request.get("/public/archive/annual/2014/annual-2014.lt.pdf").headers["content-type"] == "application/pdf"
    )
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
