"""A batch walked in a real browser, both languages and widths: from the file to the answers; also without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.police.batches import work

from .conftest import FOUR, JONAS, ONA, PURPOSE, REASON, RUGILE, Writes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=["default", "police"], transaction=True)]

WORDS = {
    "look": {"en": "Look at the file", "lt": "Peržiūrėti failą"},
    "ask": {"en": "Ask 3 rows", "lt": "Klausti pagal 3 eilutes"},
    "answers": {"en": "Rows to look at", "lt": "Peržiūrėtinos eilutės"},
    "xlsx": {"en": "Download all answers (XLSX)", "lt": "Atsisiųsti visus atsakymus (XLSX)"},
    "open": {"en": "Open", "lt": "Atverti"},
}


def upload(page: Any, file: Path, language: str) -> None:
    page.goto("/police/batches/")
    page.set_input_files("#id_file", str(file))
    follow(page.get_by_role("button", name=WORDS["look"][language]))


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_of_questions_becomes_answers(
    databases: Any, page_for: Any, axe: Any, shot: Any, writes: Writes, language: str, width: int
) -> None:
    databases.add("residents", ONA, RUGILE)
    databases.add("cases", JONAS, handling="H2", owner="kpb_other")
    page = page_for("rasa", language, width=width)
    page.goto("/police/batches/")
    assert axe(page) == []
    shot(page, "batch-list")
    upload(page, writes(*FOUR), language)
    assert axe(page) == []
    shot(page, "batch-look")
    page.select_option("#id_purpose", PURPOSE)
    page.fill("#id_reason", REASON)
    follow(page.get_by_role("button", name=WORDS["ask"][language]))
    expect(page.locator(".batch-progress")).to_be_visible()
    assert axe(page) == []
    shot(page, "batch-going")
    work.run()
    page.wait_for_selector(".result-links")  # htmx looks every three seconds
    page.reload()
    expect(page.locator("main")).to_contain_text(WORDS["answers"][language], use_inner_text=True)
    assert axe(page) == []
    shot(page, "batch-answers")
    with page.expect_download() as download:
        page.get_by_role("link", name=WORDS["xlsx"][language]).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    follow(page.get_by_role("button", name=WORDS["open"][language]).first)
    expect(page.locator(".outcome--hit")).to_be_visible()


def test_a_batch_is_asked_without_scripts(databases: Any, page_for: Any, writes: Writes) -> None:
    databases.add("residents", ONA)
    page = page_for("rasa", "en", scripts=False)
    upload(page, writes(*FOUR), "en")
    page.select_option("#id_purpose", PURPOSE)
    page.fill("#id_reason", REASON)
    follow(page.get_by_role("button", name="Ask 3 rows"))
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(1)
    work.run()
    page.reload()
    expect(page.locator("main")).to_contain_text("3 of 3 rows answered", use_inner_text=True)
