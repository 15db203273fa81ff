"""Journeys through the pages that all share: as analyst, administrator, auditor, and as a person without rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.testing import PASSWORD
from gija.commons.testing_browser import WIDTHS

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
        page.get_by_role("button", name="Lietuvių" if language == "lt" else "English").click()
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
    page.get_by_role("button", name="English").click()
    page.get_by_label("E-mail").fill("rasa@gija.example")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").is_visible()
    assert page.title().startswith("Error:")
    assert axe(page) == []
    shot(page, "sign-in-wrong")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Jūsų darbas").wait_for()  # the account's own language


def test_language_is_remembered_by_the_account(page_for: Open) -> None:
    page = page_for("rasa", "lt")
    page.goto("/accounts/me/")
    with page.expect_navigation():
        page.get_by_role("button", name="English").click()
    assert page.url.endswith("/accounts/me/")
    page.get_by_role("heading", name="My account").wait_for()
    other = page_for(None)
    other.goto("/accounts/sign-in/")
    other.get_by_label("El. pašt").fill("rasa@gija.example")
    other.get_by_label("Slaptažodis").fill(PASSWORD)
    other.get_by_role("button", name="Prisijungti").click()
    other.get_by_role("heading", name="Your work").wait_for()


def test_auditor_reads_entries_and_verifies_the_trails(page_for: Open, shot: Open, axe: Open) -> None:
    page = page_for("aldona")
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Audit trail").click()
    page.get_by_label("Database").select_option("default")
    page.get_by_label("Action").fill("directory")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Clear the filters").wait_for()
    page.wait_for_url("**database=default**")
    assert page.locator("tbody tr").count() > 0
    page.locator("tbody a").first.click()
    page.get_by_text("Hash of this entry").wait_for()
    page.get_by_role("link", name="Audit trail").first.click()
    page.get_by_role("button", name="Verify all trails").click()
    page.get_by_role("heading", name="The trails verified").wait_for()
    assert page.get_by_text("does not hold").count() == 0
    assert axe(page) == []
    shot(page, "audit-verified")


def test_everything_of_the_auditor_works_without_scripts(page_for: Open) -> None:
    page = page_for("aldona", scripts=False)
    page.goto("/audit/")
    page.get_by_label("Outcome").select_option("done")
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    assert "outcome=done" in page.url
    page.get_by_role("button", name="Verify all trails").click()
    assert page.get_by_role("heading", name="The trails verified").is_visible()


def test_mantas_is_refused_and_told_so_in_his_language(
    page_for: Open, audit_entries: Callable[[str], list[Any]]
) -> None:
    page = page_for("mantas", "lt")
    answer = page.goto("/audit/")
    assert answer.status == 403
    assert page.get_by_role("heading", name="Jūs neturite teisės to daryti").is_visible()
    assert [(e.actor, e.action, e.outcome) for e in audit_entries("default")][1:] == [
        ("Mantas Beteisis", "audit.read", "refused")
    ]  # the first entry is his sign-in


def test_administrator_makes_an_account_and_errors_lead_to_their_fields(page_for: Open, axe: Open, shot: Open) -> None:
    page = page_for("jurga")
    page.goto("/accounts/list/")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_role("button", name="Make the account").click()
    summary = page.get_by_role("alert")
    assert axe(page) == []
    shot(page, "account-errors")
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "id_email"
    page.get_by_label("E-mail").fill("Nauja@Gija.example")
    page.get_by_label("Name").fill("Nauja Tyrėja")
    page.get_by_label("Role").select_option("investigator")
    page.get_by_label("First password").fill("Ilgas-ir-keistas-2041")
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("heading", name="Nauja Tyrėja").wait_for()
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
    assert walked[6:9] == ["Institutions", "Audit trail", "Break-glass"]
    assert walked[9] == "Verify all trails"
    assert walked[10].startswith("All")  # the list of databases
    assert walked[11] == "since"
    page.goto("/audit/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Verify all trails"


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
