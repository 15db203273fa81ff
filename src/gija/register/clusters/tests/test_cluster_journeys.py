"""The runs of the linkage unit in a real browser: empty, then one run with a member who sent nothing."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow
from gija.register.conftest import ZONES
from gija.register.records.models import Record

from .test_cluster_pages import tell

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=ZONES, transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_the_administrator_reads_how_many_people_there_are_and_who_has_not_sent(
    page_for: Any, arrives: Any, record_of: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    arrives(*(record_of(sender=sender) for sender in ("viltis", "viltis", "viltis", "prieglauda")))
    page = page_for("dalia", language, width=width)
    page.goto("/register/people/")
    assert axe(page) == []
    shot(page, "runs-none")
    records = list(Record.objects.exclude(sender="prieglauda").values_list("id", flat=True))
    clusters = [str(uuid.uuid4()) for _ in records]
    tell([*records, str(uuid.uuid4())], [clusters[0], *clusters[:-1], str(uuid.uuid4())], len(records))
    page.reload()
    assert axe(page) == []
    shot(page, "runs")
    follow(page.locator("main table a").first)
    expect(page.locator("dl").first).to_be_visible()
    expect(page.locator(".notice").first).to_contain_text("Prieglauda")
    assert axe(page) == []
    shot(page, "run")
