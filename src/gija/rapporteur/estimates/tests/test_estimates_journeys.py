"""An estimate walked in a real browser, both languages and widths: from a file by its gates to the range."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.methods.estimation import CaptureTable
from gija.rapporteur.estimates import work

from .conftest import csv_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]

Open = Callable[..., Any]
TABLE = CaptureTable.of(
    ("LA", "NG", "PF", "GO"),
    {(0,): 54, (1,): 463, (2,): 995, (3,): 695, (0, 1): 15, (0, 2): 19, (1, 2): 62, (1, 3): 19, (2, 3): 76},
)
WORDS = {
    "lt": {
        "read": "Įkelti lentelę",
        "estimate": "Apskaičiuoti įvertį",
        "said": "Ką galima pasakyti",
        "could": "Galėjo jų turėti",
    },
    "en": {
        "read": "Read the table",
        "estimate": "Compute the estimate",
        "said": "What may be said",
        "could": "They could have",
    },
}


@pytest.mark.parametrize(("language", "width"), [("lt", 360), ("en", 1280)])
def test_a_table_becomes_a_range(
    page_for: Open, axe: Open, shot: Open, cast: Any, tmp_path: Path, language: str, width: int
) -> None:
    words, page = WORDS[language], page_for("vaida", language, width=width)
    _read_in(page, axe, tmp_path, words)
    expect(page.locator(".gates")).to_contain_text("LA:GO")
    clean(page, axe, width, "gates")
    shot(page, "estimate-gates")
    page.get_by_label(words["could"]).first.check()
    page.fill("input[name=replicates]", "100")
    follow(page.get_by_role("button", name=words["estimate"], exact=True))
    expect(page.locator("#estimate [role=status]")).to_be_visible()
    clean(page, axe, width, "going")
    work.run()
    page.reload()
    expect(page.locator("main")).to_contain_text(words["said"])
    expect(page.locator(".picture svg").first).to_be_visible()
    clean(page, axe, width, "result")
    shot(page, "estimate-result")
    page.goto(reverse("estimates:list"))
    clean(page, axe, width, "list")
    shot(page, "estimate-list")


def _read_in(page: Any, axe: Open, folder: Path, words: dict[str, str]) -> None:
    file = folder / "lists.csv"
    file.write_bytes(csv_of(TABLE))
    page.goto(reverse("estimates:upload"))
    assert axe(page) == []
    page.fill("input[name=title]", "Sąrašai")
    page.fill("input[name=period]", "2013")
    page.set_input_files("input[name=file]", str(file))
    follow(page.get_by_role("button", name=words["read"]))


def clean(page: Any, axe: Open, width: int, name: str) -> None:
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the screen"
