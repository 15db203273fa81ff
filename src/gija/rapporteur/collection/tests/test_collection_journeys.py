"""The way of a figure in a real browser: filled in, a faulty file, answered, approved, returned, accepted, reopened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gija.commons.testing_browser import WIDTHS
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
    with page.expect_navigation():
        page.locator(selector).click()


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


@pytest.mark.parametrize(("language", "width"), [("lt", WIDTHS[0]), ("en", WIDTHS[1])])
def test_a_figure_goes_from_supplier_to_head_to_rapporteur_and_back(
    page_for: Any, kpb: Submission, looked_at: Any, tmp_path: Path, language: str, width: int
) -> None:
    mine, desk = f"{BASE}own/{kpb.pk}/", f"{BASE}submissions/{kpb.pk}/"
    dalia = page_for("dalia", language, width=width, scripts=True)
    dalia.goto(f"{BASE}own/")
    looked_at(dalia, "own")
    dalia.goto(f"{mine}investigations_registered/")
    dalia.fill("#id_value_0", "daug")
    press(dalia, "button[value=back]")
    assert dalia.locator(".error-summary").count() == 1
    looked_at(dalia, "indicator-faulty")
    dalia.fill("#id_value_0", "21")
    press(dalia, "button[value=back]")
    looked_at(dalia, "submission")
    dalia.goto(f"{mine}upload/")
    dalia.set_input_files("#id_file", faulty(kpb, tmp_path))
    press(dalia, "main form button")
    assert "penki" not in dalia.locator("main").inner_text()
    looked_at(dalia, "upload-faulty")
    dalia.set_input_files("#id_file", good(kpb, tmp_path))
    press(dalia, "main form button")
    dalia.goto(f"{mine}findings/")
    looked_at(dalia, "findings")
    for field in dalia.locator("textarea").all():
        field.fill(SAID)
    press(dalia, "main form button")
    press(dalia, f"form[action='{mine}act/'] button")

    vytas = page_for("vytas", language, width=width)
    vytas.goto(f"{BASE}own/approving/")
    looked_at(vytas, "approving")
    vytas.goto(mine)
    looked_at(vytas, "approve")
    press(vytas, "button[value=approve]")
    with vytas.expect_navigation():
        vytas.locator("a[href*='/receipts/']").first.click()
    looked_at(vytas, "receipt")

    vaida = page_for("vaida", language, width=width)
    vaida.goto(f"{BASE}calls/")
    looked_at(vaida, "calls")
    vaida.goto(f"{BASE}calls/{kpb.call.code}/")
    looked_at(vaida, "call")
    vaida.goto(desk)
    assert SAID in vaida.locator("main").inner_text()
    looked_at(vaida, "desk")
    press(vaida, "button[value=return]")
    assert vaida.locator(".error-summary").count() == 1
    vaida.fill("#id_reason", REASON)
    press(vaida, "button[value=return]")

    dalia.goto(mine)
    assert REASON in dalia.locator("main").inner_text()
    looked_at(dalia, "returned")
    press(dalia, f"form[action='{mine}act/'] button")
    vytas.goto(mine)
    press(vytas, "button[value=approve]")
    vaida.goto(desk)
    press(vaida, "button[value=accept]")
    kpb.refresh_from_db()
    assert kpb.state == "accepted"
    assert Observation.objects.filter(source="collection").count() == len(queries.asked(kpb))
    vaida.goto(f"{BASE}calls/{kpb.call.code}/quality/")
    looked_at(vaida, "quality")
    vaida.goto(f"{BASE}calls/calendar/")
    looked_at(vaida, "calendar")
    vaida.goto(desk)
    looked_at(vaida, "accepted")
    vaida.fill("#id_reason", REASON)
    vaida.locator("input[name=opened]").first.check()
    press(vaida, "button[value=reopen]")
    dalia.goto(f"{mine}victims_state/")
    assert dalia.locator("#id_value_0").count() == 0
    looked_at(dalia, "locked")
    dalia.goto(f"{mine}investigations_registered/")
    assert dalia.locator("#id_value_0").count() == 1


def test_the_catalogue_and_a_sheet_and_revisions_are_read(page_for: Any, cast: Any, looked_at: Any) -> None:
    for language, width in (("lt", WIDTHS[0]), ("en", WIDTHS[1])):
        page = page_for("vaida", language, width=width)
        page.goto("/rapporteur/figures/catalogue/")
        looked_at(page, "catalogue")
        page.goto("/rapporteur/figures/victims_registered/about/")
        looked_at(page, "about")
