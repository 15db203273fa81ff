"""Journeys through the pages that all share: as analyst, administrator, auditor, and as a person without rights."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.commons.testing import PASSWORD
from gija.commons.testing_browser import WIDTHS, follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]

Open = Callable[..., Any]

# Who looks at which pages; each is checked by axe and pictured in both languages and at both widths.
LOOKED_AT: dict[str | None, dict[str, str]] = {
    None: {"sign-in": "/accounts/sign-in/", "help": "/help/"},
    "rasa": {
        "home-analyst": "/",
        "not-found": "/nowhere/",
        "me": "/accounts/me/",
        "second-factor": "/accounts/second-factor/",
        "password": "/accounts/password/",
    },
    "aldona": {
        "home-auditor": "/",
        "audit-list": "/audit/",
        "audit-filtered": "/audit/?outcome=refused",
        "audit-none": "/audit/?action=nothing",
        "audit-entry": "/audit/default/1/",
        "institutions": "/institutions/",
        "institution": "/institutions/kpb/",
    },
    "jurga": {"home-administrator": "/", "accounts": "/accounts/list/", "account-new": "/accounts/new/"},
    "mantas": {"home-without-rights": "/", "refused": "/audit/"},
}


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("person", LOOKED_AT, ids=str)
def test_pages_are_clean_for_axe_and_fit_their_width(
    person: str | None, language: str, page_for: Open, axe: Callable[[Any], list[str]], shot: Open
) -> None:
    broken = []
    page = page_for(person, language)
    if person is None:
        page.goto("/accounts/sign-in/")
        follow(page.get_by_role("button", name="Lietuvių" if language == "lt" else "English"))
    for name, address in LOOKED_AT[person].items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            shot(page, name)
            assert page.evaluate("document.documentElement.lang") == language
            broken += [f"{name} at {width}: {what}" for what in axe(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                broken.append(f"{name} is wider than {width}")
    assert broken == []


def test_sign_in_with_wrong_password_then_right_one(
    page_for: Open, axe: Callable[[Any], list[str]], shot: Open
) -> None:
    page = page_for(None)
    page.goto("/")
    follow(page.get_by_role("button", name="English"))
    page.get_by_label("E-mail").fill("rasa@gija.example")
    page.get_by_label("Password").fill("not this one")
    follow(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error:"))
    assert axe(page) == []
    shot(page, "sign-in-wrong")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("heading", name="Jūsų darbas")).to_be_visible()  # the account's own language


def test_language_is_remembered_by_the_account(page_for: Open) -> None:
    page = page_for("rasa", "lt")
    page.goto("/accounts/me/")
    follow(page.get_by_role("button", name="English"))
    expect(page).to_have_url(re.compile("/accounts/me/$"))
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    other = page_for(None)
    other.goto("/accounts/sign-in/")
    other.get_by_label("El. pašt").fill("rasa@gija.example")
    other.get_by_label("Slaptažodis").fill(PASSWORD)
    follow(other.get_by_role("button", name="Prisijungti"))
    expect(other.get_by_role("heading", name="Your work")).to_be_visible()


def test_auditor_reads_entries_and_verifies_the_trails(page_for: Open, shot: Open, axe: Open) -> None:
    page = page_for("aldona")
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Audit trail"))
    page.get_by_label("Database").select_option("default")
    page.get_by_label("Action").fill("directory")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("database=default"))
    expect(page.get_by_role("link", name="Clear the filters")).to_be_visible()
    expect(page.locator("tbody tr").first).to_be_visible()
    follow(page.locator("tbody a").first)
    expect(page.get_by_text("Hash of this entry")).to_be_visible()
    follow(page.get_by_role("link", name="Audit trail").first)
    follow(page.get_by_role("button", name="Verify all trails"))
    expect(page.get_by_role("heading", name="The trails verified")).to_be_visible()
    expect(page.get_by_text("does not hold")).to_have_count(0)
    assert axe(page) == []
    shot(page, "audit-verified")


def test_everything_of_the_auditor_works_without_scripts(page_for: Open) -> None:
    page = page_for("aldona", scripts=False)
    page.goto("/audit/")
    page.get_by_label("Outcome").select_option("done")
    follow(page.get_by_role("button", name="Show"))
    expect(page).to_have_url(re.compile("outcome=done"))
    follow(page.get_by_role("button", name="Verify all trails"))
    expect(page.get_by_role("heading", name="The trails verified")).to_be_visible()


def test_mantas_is_refused_and_told_so_in_his_language(
    page_for: Open, audit_entries: Callable[[str], list[Any]]
) -> None:
    page = page_for("mantas", "lt")
    answer = page.goto("/audit/")
    assert answer.status == 403
    expect(page.get_by_role("heading", name="Jūs neturite teisės to daryti")).to_be_visible()
    assert [(e.actor, e.action, e.outcome) for e in audit_entries("default")][1:] == [
        ("Mantas Beteisis", "audit.read", "refused")
    ]  # the first entry is his sign-in


def test_the_menu_is_worked_by_keyboard_and_shuts_when_left(page_for: Open) -> None:
    page = page_for("mantas")
    page.goto("/")
    cases, rights = (page.locator("nav summary", has_text=words) for words in ("People and cases", "Assistance"))
    opened = page.locator("nav details[open]")
    cases.press("Enter")
    expect(opened).to_have_count(1)
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(cases).to_be_focused()
    rights.click()
    cases.click()
    expect(opened).to_have_count(1)
    page.locator("h1").click()
    expect(opened).to_have_count(0)
    cases.press("Enter")
    expect(opened).to_have_count(1)
    page.keyboard.press("Tab")
    follow(page.locator("nav a:focus"))
    expect(page.locator("nav summary[aria-current]")).to_have_text("People and cases")


def test_administrator_makes_an_account_and_errors_lead_to_their_fields(page_for: Open, axe: Open, shot: Open) -> None:
    page = page_for("jurga")
    page.goto("/accounts/list/")
    follow(page.get_by_role("link", name="Make an account"))
    follow(page.get_by_role("button", name="Make the account"))
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    assert axe(page) == []
    shot(page, "account-errors")
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_email")).to_be_focused()
    page.get_by_label("E-mail").fill("Nauja@Gija.example")
    page.get_by_label("Name").fill("Nauja Tyrėja")
    page.get_by_label("Role").select_option("investigator")
    page.get_by_label("First password").fill("Ilgas-ir-keistas-2041")
    follow(page.get_by_role("button", name="Make the account"))
    expect(page.get_by_role("heading", name="Nauja Tyrėja")).to_be_visible()
    shot(page, "account-page")
    assert axe(page) == []


def test_keyboard_walk_reaches_everything_in_order(page_for: Open) -> None:
    """The walk that `docs/user/keyboard.md` writes down."""
    page = page_for("aldona")
    page.goto("/audit/")
    walked = []
    for _ in range(15):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()"))
    assert walked[0] == "Skip to main content"
    assert walked[1] == "Gija"
    assert walked[2].startswith("Aldona")
    assert walked[3:6] == ["Sign out", "Lietuvių", "English"]
    assert walked[6:8] == ["Break-glass", "Institution"]  # a page, and a subject that opens with Enter
    assert walked[8] == "Verify all trails"
    assert walked[9].startswith("All")  # the list of databases
    assert walked[10] == "since"
    page.goto("/audit/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/audit/#"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Verify all trails")).to_be_focused()


def test_focus_can_be_seen_on_every_stop(page_for: Open) -> None:
    page = page_for("aldona")
    page.goto("/audit/")
    for _ in range(20):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.boxShadow !== 'none' || (s.outlineStyle !== 'none' && s.outlineWidth !== '0px'); }"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
