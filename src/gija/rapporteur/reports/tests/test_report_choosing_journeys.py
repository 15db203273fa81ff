"""A table from the choice of its protection to its revision, an unsafe one between, walked in a browser by two."""

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
WORDS = {
    "lt": ("Užfiksuoti", "Patvirtinti", "Paskelbti", "skelbti negalima"),
    "en": ("Freeze", "Approve", "Publish", "cannot go out"),
}
TABLE = "victims_of_trafficking"


def clean(page: Any, axe: Open, shot: Open, name: str) -> None:
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name
    shot(page, name)


def chosen(vaida: Any, axe: Open, shot: Open) -> None:
    """The cost of each way is seen, a breakdown left out and taken in again, rounding chosen."""
    save = vaida.locator("main form button")
    follow(vaida.locator("main a[href$='/choice/']"))
    expect(vaida.locator("table tbody tr")).to_have_count(4)  # closing, two roundings, noise
    clean(vaida, axe, shot, "choice")
    vaida.locator("input[name=without][value=sex]").check()
    follow(save)
    expect(vaida.locator("input[name=without][value=sex]")).to_be_checked()
    vaida.locator("input[name=without][value='']").check()
    rounded(vaida)


def rounded(vaida: Any) -> None:
    vaida.locator("input[name=protection][value='round-3']").check()
    follow(vaida.locator("main form button"))
    expect(vaida.locator("input[name=protection][value='round-3']")).to_be_checked()
    follow(vaida.locator("a.back"))


def published(vaida: Any, jonas: Any, words: tuple[str, ...]) -> None:
    """A second person approves, the first publishes."""
    jonas.goto(vaida.url)
    follow(jonas.get_by_role("button", name=words[1]))
    vaida.reload()
    follow(vaida.get_by_role("button", name=words[2], exact=True))


def revised(vaida: Any, jonas: Any, axe: Open, shot: Open, words: tuple[str, ...]) -> None:
    """Told exactly after it was rounded, it is refused with the reason; rounded again, it goes out."""
    expect(vaida.locator("main")).to_contain_text(words[3])
    expect(vaida.get_by_role("button", name=words[0], exact=True)).to_have_count(0)
    clean(vaida, axe, shot, "choice-unsafe")
    follow(vaida.locator("main a[href$='/choice/']"))
    clean(vaida, axe, shot, "choice-impossible")
    rounded(vaida)
    follow(vaida.get_by_role("button", name=words[0], exact=True))
    published(vaida, jonas, words)
    expect(vaida.locator("main ol .tag").first).to_be_visible()
    clean(vaida, axe, shot, "choice-versions")


@pytest.mark.parametrize(("language", "width", "year"), [("lt", 360, 2016), ("en", 1280, 2017)])
def test_cost_is_seen_rounding_chosen_a_second_person_approves_and_a_revision_follows(
    page_for: Open, axe: Open, shot: Open, cast: Any, folder: Path, language: str, width: int, year: int
) -> None:
    hand_over(year)
    words = WORDS[language]
    vaida, jonas = page_for("vaida", language, width=width), page_for("jonas", language, width=width)
    first = services.draft(cast.actor("vaida"), "table", f"{year}-H1", table=TABLE)
    vaida.goto(reverse("reports:report", args=[first.pk]))
    chosen(vaida, axe, shot)
    follow(vaida.get_by_role("button", name=words[0], exact=True))
    clean(vaida, axe, shot, "choice-frozen")
    vaida.goto(reverse("reports:table", args=[first.pk, "register_records"]))
    expect(vaida.locator("tbody tr")).to_have_count(4)
    clean(vaida, axe, shot, "choice-table")
    vaida.goto(reverse("reports:report", args=[first.pk]))
    published(vaida, jonas, words)
    again = services.draft(cast.actor("vaida"), "table", f"{year}-H1", table=TABLE)
    vaida.goto(reverse("reports:report", args=[again.pk]))
    revised(vaida, jonas, axe, shot, words)
    assert [one.protection for one in Report.objects.filter(state="published").order_by("vintage")] == ["round-3"] * 2
    releases = [Report.objects.get(pk=one.pk).release for one in (first, again)]
    read(page_for(None, language, width=width), axe, shot, language, releases)


def read(stranger: Any, axe: Open, shot: Open, language: str, names: list[str]) -> None:
    """The public sees both versions, and chooses tables of the later."""
    stranger.goto(reverse("public:release", args=[language, names[0]]))
    expect(stranger.locator("ol.versions li")).to_have_count(2)
    clean(stranger, axe, shot, "public-versions")
    stranger.goto(reverse("public:release", args=[language, names[1]]))
    follow(stranger.locator(f"a[href$='.tables.{language}.html']"))
    expect(stranger.locator("main li a")).to_have_count(1)
    clean(stranger, axe, shot, "public-chooser")
