"""A table from the choice of its protection to its revision, walked in a browser by two persons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.rapporteur.reports import services
from gija.rapporteur.reports.models import Report

from .conftest import hand_over

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

Open = Callable[..., Any]
WORDS = {"lt": ("Užfiksuoti", "Patvirtinti", "Paskelbti"), "en": ("Freeze", "Approve", "Publish")}
TABLE = "victims_of_trafficking"


def clean(page: Any, axe: Open, shot: Open, name: str) -> None:
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name
    shot(page, name)


def chosen(vaida: Any, axe: Open, shot: Open, words: tuple[str, ...]) -> None:
    """The cost is seen, a breakdown left out and taken in again; then the report is frozen."""
    save = vaida.locator("main form button")
    follow(vaida.locator("main a[href$='/choice/']"))
    expect(vaida.locator("table tbody tr")).to_have_count(3)  # the three methods
    clean(vaida, axe, shot, "choice")
    vaida.locator("input[name=without][value=sex]").check()
    follow(save)
    expect(vaida.locator("input[name=without][value=sex]")).to_be_checked()
    vaida.locator("input[name=without][value='']").check()
    follow(save)
    follow(vaida.locator("a.back"))
    follow(vaida.get_by_role("button", name=words[0], exact=True))


def published(vaida: Any, jonas: Any, words: tuple[str, ...]) -> None:
    """A second person approves, the first publishes."""
    jonas.goto(vaida.url)
    follow(jonas.get_by_role("button", name=words[1]))
    vaida.reload()
    follow(vaida.get_by_role("button", name=words[2], exact=True))


@pytest.mark.parametrize(("language", "width", "year"), [("lt", 1280, 2016), ("en", 360, 2017)])
def test_cost_is_seen_a_second_person_approves_and_a_revision_follows(
    page_for: Open, axe: Open, shot: Open, cast: Any, folder: Path, language: str, width: int, year: int
) -> None:
    hand_over(year)
    words = WORDS[language]
    vaida, jonas = page_for("vaida", language, width=width), page_for("jonas", language, width=width)
    first = services.draft(cast.actor("vaida"), "table", f"{year}-H1", table=TABLE)
    vaida.goto(reverse("reports:report", args=[first.pk]))
    chosen(vaida, axe, shot, words)
    clean(vaida, axe, shot, "choice-frozen")
    follow(vaida.locator("main a[href*='/tables/']"))
    expect(vaida.locator("tbody tr")).to_have_count(4)
    clean(vaida, axe, shot, "choice-table")
    vaida.goto(reverse("reports:report", args=[first.pk]))
    published(vaida, jonas, words)
    again = services.freeze(
        cast.actor("vaida"), services.draft(cast.actor("vaida"), "table", f"{year}-H1", table=TABLE).pk
    )
    vaida.goto(reverse("reports:report", args=[again.pk]))
    published(vaida, jonas, words)
    expect(vaida.locator("main ol .tag").first).to_be_visible()
    clean(vaida, axe, shot, "choice-versions")
    assert [one.vintage for one in Report.objects.filter(state="published").order_by("vintage")] == [1, 2]
    stranger = page_for(None, language, width=width)
    stranger.goto(reverse("public:release", args=[language, Report.objects.get(pk=first.pk).release]))
    expect(stranger.locator("ol.versions li")).to_have_count(2)
    clean(stranger, axe, shot, "public-versions")
    stranger.goto(reverse("public:release", args=[language, Report.objects.get(pk=again.pk).release]))
    follow(stranger.locator(f"a[href$='.tables.{language}.html']"))
    expect(stranger.locator("main li a")).to_have_count(1)
    clean(stranger, axe, shot, "public-chooser")
