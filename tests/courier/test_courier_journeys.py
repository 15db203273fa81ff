"""An administrator walks the pages of messages in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from gija.commons.courier.models import Outgoing
from gija.commons.courier.services import send
from gija.commons.testing_browser import WIDTHS, follow
from gija.messages.victims import VictimRecord

from .conftest import Other

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]


@pytest.fixture
def dead(cast: Any, other: Other, record_of: Callable[..., VictimRecord]) -> Outgoing:
    with transaction.atomic(using="casework"):
        letter = send("casework", record_of(), to_zone="register")
    values = {"kind": "victim_record", "version": 2, "ours": 1}
    Outgoing.objects.using("casework").update(
        state="dead", tries=8, error_code="messages.newer_version", error_values=values
    )
    return letter


@pytest.mark.parametrize("language", ["lt", "en"])
def test_messages_are_clean_for_axe_and_fit_their_width(
    page_for: Any, axe: Any, shot: Any, dead: Outgoing, language: str
) -> None:
    addresses = {
        "courier-letters": "/courier/",
        "courier-letter": f"/courier/casework/{dead.pk}/",
        "courier-peers": "/courier/installations/",
    }
    for width in WIDTHS:
        page = page_for("jurga", language, width=width)
        for name, address in addresses.items():
            page.goto(address)
            shot(page, name)
            assert page.evaluate("document.documentElement.lang") == language
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the screen"


def test_an_administrator_finds_a_letter_that_was_given_up_and_tries_it_again(
    page_for: Any, axe: Any, dead: Outgoing
) -> None:
    page = page_for("jurga", "en")
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Messages"))
    page.get_by_label("State").select_option("dead")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("state=dead"))
    expect(page.locator("#table tbody tr")).to_have_count(1)
    follow(page.locator("#table tbody a").first)
    follow(page.get_by_role("button", name="Decide"))
    expect(page).to_have_title(re.compile("^Error:"))
    assert axe(page) == []
    page.get_by_label("Try again").check()
    page.get_by_label("Reason").fill("the register was updated")
    follow(page.get_by_role("button", name="Decide"))
    expect(page.get_by_text("The letter will be tried again.")).to_be_visible()
    dead.refresh_from_db(using="casework")
    assert dead.state == "waiting"
