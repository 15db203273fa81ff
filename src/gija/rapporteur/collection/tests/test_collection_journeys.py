"""The way of a figure in a real browser: filled in, a faulty file, answered, approved, returned, accepted, reopened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import WIDTHS, follow, nowhere
from gija.rapporteur.collection import queries, template
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.collection.tests import generated
from gija.rapporteur.statistics.models import Observation

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

BASE = "/rapporteur/collection/"
REASON = "Prašome patikrinti pradėtų tyrimų skaičių."
SAID = "Patikrinta su tyrimų žurnalu."


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def press(page: Any, selector: str) -> None:
    follow(page.locator(selector))


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Any:
    """`looked_at(page, "own")`: axe finds nothing, nothing sticks out, a picture is left."""

    def seen(page: Any, name: str) -> None:
        assert axe(page) == [], name
        shot(page, f"collection-{name}")
        assert fits(page), name

    return seen


def faulty(of: Submission, folder: Path) -> Path:
    rows = [";".join(template.COLUMNS), f"{of.call.code};{of.call.period};victims_state;;penki;;"]
    file = folder / "klaidos.csv"
    file.write_text("\r\n".join(rows), encoding="utf-8")
    return file


def good(of: Submission, folder: Path) -> Path:
    """The template, filled in, with one sum that does not close."""
    told = generated.fitting(queries.asked(of))
    part = queries.asked(of)[-1]
    rows = [";".join(template.COLUMNS)]
    for cell, one in told.items():
        indicator, _, breakdown = cell.partition("|")
        value = (one.value or 0) + (cell == part)
        rows.append(f'{of.call.code};{of.call.period};{indicator};"{breakdown}";{value};;')
    file = folder / "geras.csv"
    file.write_text("\r\n".join(rows), encoding="utf-8")
    return file


@dataclass(frozen=True)
class Walk:
    """The way of the police bureau's figures: who walks it, what is looked at on it, and where the files lie."""

    of: Submission
    dalia: Any
    vytas: Any
    vaida: Any
    looked_at: Any
    folder: Path

    @property
    def mine(self) -> str:
        return f"{BASE}own/{self.of.pk}/"

    @property
    def desk(self) -> str:
        return f"{BASE}submissions/{self.of.pk}/"


@pytest.mark.parametrize(("language", "width"), [("lt", WIDTHS[0]), ("en", WIDTHS[1])])
def test_a_figure_goes_from_supplier_to_head_to_rapporteur_and_back(
    page_for: Any, kpb: Submission, looked_at: Any, tmp_path: Path, language: str, width: int
) -> None:
    dalia, vytas, vaida = (page_for(key, language, width=width) for key in ("dalia", "vytas", "vaida"))
    walk = Walk(kpb, dalia, vytas, vaida, looked_at, tmp_path)
    fills_in_a_form(walk)
    uploads_files(walk)
    answers_and_hands_over(walk)
    the_head_approves(walk)
    the_rapporteur_returns_it(walk)
    it_comes_again_and_is_accepted(walk)
    accepted_pages_are_read(walk)
    it_is_reopened_for_one_indicator(walk)


def fills_in_a_form(walk: Walk) -> None:
    page = walk.dalia
    page.goto(f"{BASE}own/")
    walk.looked_at(page, "own")
    page.goto(f"{walk.mine}investigations_registered/")
    page.fill("#id_value_0", "daug")
    press(page, "button[value=back]")
    expect(page.locator(".error-summary")).to_have_count(1)
    walk.looked_at(page, "indicator-faulty")
    page.fill("#id_value_0", "21")
    press(page, "button[value=back]")
    expect(page.locator(".error-summary")).to_have_count(0)
    walk.looked_at(page, "submission")


def uploads_files(walk: Walk) -> None:
    page = walk.dalia
    page.goto(f"{walk.mine}upload/")
    page.set_input_files("#id_file", faulty(walk.of, walk.folder))
    press(page, "main form button")
    expect(page.locator("main table")).to_be_visible()
    nowhere(page, "penki")
    walk.looked_at(page, "upload-faulty")
    page.set_input_files("#id_file", good(walk.of, walk.folder))
    press(page, "main form button")


def answers_and_hands_over(walk: Walk) -> None:
    page = walk.dalia
    page.goto(f"{walk.mine}findings/")
    walk.looked_at(page, "findings")
    for field in page.locator("textarea").all():
        field.fill(SAID)
    press(page, "main form button")
    press(page, f"form[action='{walk.mine}act/'] button")


def the_head_approves(walk: Walk) -> None:
    page = walk.vytas
    page.goto(f"{BASE}own/approving/")
    walk.looked_at(page, "approving")
    page.goto(walk.mine)
    walk.looked_at(page, "approve")
    press(page, "button[value=approve]")
    follow(page.locator("a[href*='/receipts/']").first)
    walk.looked_at(page, "receipt")


def the_rapporteur_returns_it(walk: Walk) -> None:
    page = walk.vaida
    page.goto(f"{BASE}calls/")
    walk.looked_at(page, "calls")
    page.goto(f"{BASE}calls/{walk.of.call.code}/")
    walk.looked_at(page, "call")
    page.goto(walk.desk)
    expect(page.locator("main")).to_contain_text(SAID, use_inner_text=True)
    walk.looked_at(page, "desk")
    press(page, "button[value=return]")
    expect(page.locator(".error-summary")).to_have_count(1)
    page.fill("#id_reason", REASON)
    press(page, "button[value=return]")


def it_comes_again_and_is_accepted(walk: Walk) -> None:
    walk.dalia.goto(walk.mine)
    expect(walk.dalia.locator("main")).to_contain_text(REASON, use_inner_text=True)
    walk.looked_at(walk.dalia, "returned")
    press(walk.dalia, f"form[action='{walk.mine}act/'] button")
    walk.vytas.goto(walk.mine)
    press(walk.vytas, "button[value=approve]")
    walk.vaida.goto(walk.desk)
    press(walk.vaida, "button[value=accept]")
    walk.of.refresh_from_db()
    assert walk.of.state == "accepted"
    assert Observation.objects.filter(source="collection").count() == len(queries.asked(walk.of))


def accepted_pages_are_read(walk: Walk) -> None:
    page = walk.vaida
    page.goto(f"{BASE}calls/{walk.of.call.code}/quality/")
    walk.looked_at(page, "quality")
    page.goto(f"{BASE}calls/calendar/")
    walk.looked_at(page, "calendar")
    page.goto(walk.desk)
    walk.looked_at(page, "accepted")


def it_is_reopened_for_one_indicator(walk: Walk) -> None:
    walk.vaida.fill("#id_reason", REASON)
    walk.vaida.locator("input[name=opened]").first.check()
    press(walk.vaida, "button[value=reopen]")
    walk.dalia.goto(f"{walk.mine}victims_state/")
    expect(walk.dalia.locator("h1")).to_be_visible()
    expect(walk.dalia.locator("#id_value_0")).to_have_count(0)
    walk.looked_at(walk.dalia, "locked")
    walk.dalia.goto(f"{walk.mine}investigations_registered/")
    expect(walk.dalia.locator("#id_value_0")).to_have_count(1)


def test_the_catalogue_and_a_sheet_and_revisions_are_read(page_for: Any, cast: Any, looked_at: Any) -> None:
    for language, width in (("lt", WIDTHS[0]), ("en", WIDTHS[1])):
        page = page_for("vaida", language, width=width)
        page.goto("/rapporteur/figures/catalogue/")
        looked_at(page, "catalogue")
        page.goto("/rapporteur/figures/victims_registered/about/")
        looked_at(page, "about")
