"""Somebody writes from a phone or a computer, keeps the code, and reads the answer of the police with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing_browser import follow, nowhere
from gija.messages import spool
from gija.police.tips import answering, publishing, queries
from gija.police.tips.keys import Made
from gija.police.tips.models import Tip
from gija.police.tips.tests.conftest import PASSPHRASE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]

TEXT = "Iš fermos Suvalkuose žmonių neišleidžia. Люди без паспортов."
CODE = re.compile(r"^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$")


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Callable[[Any, str], None]:
    """A page is clean for axe and fits its width; a picture is kept."""

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    return looked


def written(page: Any, file: Path) -> None:
    page.fill("#text", TEXT)
    page.check("#wish-report")
    page.check("#danger-yes")
    page.fill("#where", "Suvalkai")
    page.set_input_files("#files", file)
    page.check("#may_call-no")
    page.fill("#safe_contact", "Tik per šį puslapį")


def answered(between: Path, desk: Made, cast: Any, said: str) -> Tip:
    """The police take the tip, and answer."""
    publishing.carry()
    (found,) = queries.queue(cast.actor("tomas"))
    answering.answer(cast.actor("tomas"), (desk.identity,), found.pk, "", said)
    publishing.carry()
    return found


def of_officer(page: Any, found: Tip, further: str) -> None:
    """An officer opens the tip in the browser, reads it and takes out its file."""
    page.goto(f"/police/tips/{found.pk}/")
    page.fill("#id_passphrase", PASSPHRASE)
    follow(page.locator("main form button"))
    expect(page.locator("main")).to_contain_text(TEXT)
    expect(page.locator("main")).to_contain_text("Suvalkai")
    expect(page.locator("main")).to_contain_text(further)


def test_with_javascript_all_is_sealed_in_the_browser(
    page_for: Any,
    walk_server: str,
    between: Path,
    desk: Made,
    cast: Any,
    looked_at: Any,
    monkeypatch: Any,
    tmp_path_factory: Any,
) -> None:
    file = tmp_path_factory.mktemp("files") / "nuotrauka ę.txt"
    file.write_text("Durų kodas 1234", encoding="utf-8")
    page = page_for(None, "en")
    posted: list[bytes] = []
    page.on("request", lambda asked: posted.append(asked.post_data_buffer or b""))
    page.goto("/public/en/tips/")
    looked_at(page, "tips-form")
    page.click("#send")
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator("#wrong-said")).to_have_text("Write something first.")
    written(page, file)
    page.click("#send")
    expect(page.locator("#receipt h1")).to_be_focused()
    expect(page.locator("#code")).to_have_text(CODE)
    nowhere(page, "Suvalkuose")
    looked_at(page, "tips-receipt")
    code = page.locator("#code").evaluate("one => one.textContent")
    comes_back(page, code, answered(between, desk, cast, "Ar yra kas serga?"), looked_at)
    sent = b"".join(posted)
    assert [one for one in (TEXT, "Suvalkai", "Durų", "nuotrauka", code, "Dešimt") if one.encode() in sent] == []
    assert page.context.cookies() == []
    publishing.carry()
    found = Tip.objects.get()
    of_officer(page_for("tomas", "en"), found, "Dešimt žmonių")
    (attachment,) = queries.letter(found, (desk.identity,)).attachments
    assert attachment.name == "nuotrauka ę.txt"
    monkeypatch.setenv("GIJA_TIPS_EXIT", f"{walk_server}/public/lt/")
    leaves(page)


def comes_back(page: Any, code: str, found: Tip, looked_at: Any) -> None:
    """The code, in small letters, opens the answer; one of another tip opens nothing; more is written."""
    page.goto("/public/en/tips/answers/")
    looked_at(page, "tips-code")
    page.fill("#code", "0000")
    page.click("#read")
    expect(page.locator("#wrong-said")).to_contain_text("24")
    page.fill("#code", code.lower())
    page.click("#read")
    expect(page.locator("#list")).to_contain_text("Ar yra kas serga?")
    page.fill("#text", "Dešimt žmonių")
    page.click("#send")
    expect(page.locator("#sent")).to_be_visible()
    looked_at(page, "tips-answer")
    page.fill("#text", "Ir šuo")  # a second message needs a ticket of its own
    page.click("#send")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#wrong")).to_be_hidden()


def leaves(page: Any) -> None:
    """Three times Esc, and the page is another one that *back* does not lead away from."""
    page.goto("/public/en/tips/")
    page.fill("#text", TEXT)
    with page.expect_navigation():
        for _ in range(3):
            page.keyboard.press("Escape")
    nowhere(page, "Suvalkuose", "tel:112")


def test_without_javascript_the_server_seals_in_memory(
    page_for: Any, between: Path, desk: Made, cast: Any, looked_at: Any, monkeypatch: Any, tmp_path_factory: Any
) -> None:
    looks = page_for(None, "lt", width=320)
    for language, name in (("lt", ""), ("ru", "-ru"), ("pl", "-pl")):
        looks.goto(f"/public/{language}/tips/")
        looked_at(looks, f"tips-phone{name}")
    looks.goto("/public/lt/tips/advice/")
    looked_at(looks, "tips-advice")
    file = tmp_path_factory.mktemp("files") / "a.txt"
    file.write_text("Durų kodas 1234", encoding="utf-8")
    page = page_for(None, "lt", width=360, scripts=False)
    page.goto("/public/lt/tips/")
    written(page, file)
    with monkeypatch.context() as full:
        full.setattr(spool, "put_all", no_room)
        follow(page.locator("#send"))
    expect(page.locator("#wrong")).to_contain_text("neišsiųstas")
    expect(page.locator("#text")).to_have_value(TEXT)
    expect(page.locator("#danger-yes")).to_be_checked()
    page.set_input_files("#files", file)
    follow(page.locator("#send"))
    expect(page.locator("#code")).to_have_text(CODE)
    code = page.locator("#code").text_content()
    found = answered(between, desk, cast, "Ar yra kas serga?")
    page.goto("/public/lt/tips/answers/")
    page.fill("#code", code)
    follow(page.locator("#read"))
    expect(page.locator("#list")).to_contain_text("Ar yra kas serga?")
    page.fill("#text", "Dešimt žmonių")
    follow(page.locator("#send"))
    expect(page.locator("#sent")).to_be_visible()
    publishing.carry()
    of_officer(page_for("tomas", "lt", width=360), found, "Dešimt žmonių")


def no_room(*anything: Any) -> None:
    raise OSError(28, "No space left on device")
