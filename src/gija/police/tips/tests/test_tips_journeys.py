"""A mail arrives, is read, sorted, answered, linked to a question and closed; a call is recorded without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow, nowhere
from gija.police.hotline import services as hotline
from gija.police.search.tests.conftest import ONA
from gija.police.tips.models import Tip
from gija.police.tips.opening import COOKIE
from gija.police.tips.tests.conftest import PASSPHRASE, TEXT, mail

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]

RAW = mail(TEXT + '\n<script>alert("x")</script>')
WORDS = {
    "en": {"unverified": "unverified", "advised": "Advice given", "recorded": "The call is recorded."},
    "lt": {"unverified": "nepatikrinta", "advised": "Patarta", "recorded": "Skambutis įrašytas."},
}


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Callable[[Any, str], None]:
    """A page is clean for axe and fits its width; a picture is kept."""

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_a_tip_from_its_coming_to_its_end(
    page_for: Any,
    came: Any,
    databases: Any,
    asks: Any,
    settings: Any,
    cast: Any,
    looked_at: Any,
    language: str,
    width: int,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    databases.add("residents", ONA)
    query, found = asks("tomas", name="Jonas Žvalgaitis"), came(RAW)
    page = page_for("tomas", language, width=width)
    opens(page, found, looked_at)
    expect(page.locator("main")).to_contain_text(WORDS[language]["unverified"])
    works(page, found, query.pk, language, looked_at)
    looked_at(page, "tip-worked-on")
    page.select_option("#id_close-outcome", "advised")
    follow(page.locator("form[action$='/close/'] button"))
    expect(page.locator("dl.summary")).to_contain_text(WORDS[language]["advised"])
    follow(page.locator(".back[href='/police/tips/']").first)
    nowhere(page, "ona@example.lt", "Ispanijoje")
    for address, name in (("desk/", "tips-desk"), ("tables/", "tips-tables")):
        page.goto(f"/police/tips/{address}")
        looked_at(page, name)
    calls(page_for("inga", language, width=width), cast, looked_at, WORDS[language]["recorded"])


def opens(page: Any, found: Tip, looked_at: Any) -> None:
    """The tip is asked for, the desk is shut, the passphrase opens it and leads there."""
    page.goto("/police/tips/")
    looked_at(page, "tips")
    follow(page.locator(f"a[href='/police/tips/{found.pk}/']"))
    looked_at(page, "tips-open")
    page.fill("#id_passphrase", PASSPHRASE)
    follow(page.locator("main form button"))
    expect(page.locator("blockquote")).to_contain_text('<script>alert("x")</script>')


def works(page: Any, found: Tip, query: str, language: str, looked_at: Any) -> None:
    page.select_option("#id_kind", "advice")
    page.select_option("#id_urgency", "soon")
    follow(page.locator("form[action$='/sort/'] button"))
    follow(page.locator("form[action$='/assign/'] button"))
    page.select_option("#id_template", "offer")
    page.select_option("#id_said_in", language)
    follow(page.locator("form[method=get] button").last)
    expect(page.locator("#id_text")).not_to_be_empty()
    follow(page.locator("#answer button"))
    expect(page.locator("article blockquote")).to_have_count(1)
    shuts_meanwhile(page, looked_at)
    page.select_option("#id_link-kind", "query")
    page.fill("#id_link-target", query)
    follow(page.locator("form[action$='/link/'] button"))
    expect(page.locator(f"a[href='/police/search/{query}/']")).to_be_visible()


def shuts_meanwhile(page: Any, looked_at: Any) -> None:
    """The desk shuts while a note is written: the passphrase is asked for, and the note is there."""
    page.fill("#id_note-text", "Paskambinti rytoj")
    page.context.clear_cookies(name=COOKIE)
    follow(page.locator("form[action$='/note/'] button"))
    expect(page.locator(".notice--warning")).to_be_visible()
    looked_at(page, "tips-open-written")
    page.fill("#id_desk-passphrase", PASSPHRASE)
    follow(page.locator("main form button"))
    expect(page.locator("article blockquote").last).to_contain_text("Paskambinti rytoj")


def calls(page: Any, cast: Any, looked_at: Any, recorded: str) -> None:
    """A call from the first field to the button, by keyboard alone."""
    hotline.begin(cast.actor("inga"))
    page.goto("/police/hotline/")
    looked_at(page, "hotline")
    expect(page.locator("#id_line")).to_be_focused()
    to(page, "id_text")
    page.keyboard.type("Dukra rytoj išvyksta.")
    to(page, "id_number")
    page.keyboard.type("+370 600 00001")
    to(page, "id_result")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text(recorded)
    for address in ("directory/", "warnings/", "log/"):
        page.goto(f"/police/hotline/{address}")
        looked_at(page, f"hotline-{address.strip('/')}")


def to(page: Any, field: str) -> None:
    """Tab until the field has the focus."""
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == field:
            return
        page.keyboard.press("Tab")
    raise AssertionError(field)
