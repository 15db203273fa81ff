"""Passkeys with a virtual authenticator of the browser, recovery codes, confirming, sessions, staff sessions."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from playwright.sync_api import expect

from gija.commons.accounts.models import Account
from gija.commons.testing import PASSWORD
from gija.commons.testing_browser import WIDTHS, follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]

Open = Callable[..., Any]
Axe = Callable[[Any], list[str]]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WHY = "Vilties administratorė neprisijungia, skambino 2014-03-02"


@pytest.fixture(autouse=True)
def _no_limits_reached_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def with_key(page: Any, **said: Any) -> Callable[[bool], None]:
    """Give the browser a security key; what is returned says whether its owner shows the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | said})["authenticatorId"]

    def right_finger(right: bool) -> None:
        session.send("WebAuthn.setUserVerified", {"authenticatorId": added, "isUserVerified": right})

    return right_finger


def looked_at(page: Any, name: str, axe: Axe, shot: Open) -> list[str]:
    """What is wrong with the page as it stands, in either width."""
    broken = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        shot(page, name)
        broken += [f"{name} at {width}: {what}" for what in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            broken.append(f"{name} is wider than {width}")
    return broken


def in_language(page: Any, language: str) -> None:
    page.goto("/accounts/sign-in/")
    follow(page.get_by_role("button", name="Lietuvių" if language == "lt" else "English"))


WORDS = {
    "en": {
        "email": "E-mail", "password": "Password", "in": "Sign in", "instead": "Use a passkey instead", "add": "Add",
        "codes": "Recovery codes", "home": "Your work", "out": "Sign out",
        "name": "Name of the passkey", "use": "Use a passkey", "failed": "The passkey could not be used",
    },
    "lt": {
        "email": "El. paštas", "password": "Slaptažodis", "in": "Prisijungti",
        "instead": "Vietoj to naudoti prieigos raktą", "add": "Pridėti", "codes": "Atkūrimo kodai",
        "home": "Jūsų darbas", "out": "Atsijungti",
        "name": "Prieigos rakto pavadinimas", "use": "Naudoti prieigos raktą",
        "failed": "Prieigos rakto panaudoti nepavyko",
    },
}  # fmt: skip


def sign_in(page: Any, words: dict[str, str], email: str = "rasa@gija.example") -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label(words["email"]).fill(email)
    page.get_by_label(words["password"]).fill(PASSWORD)
    follow(page.get_by_role("main").get_by_role("button", name=words["in"], exact=True))


def heads(page: Any, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_passkey_is_set_up_and_signs_in_after_the_password_and_alone(
    language: str, page_for: Open, cast: Any, axe: Axe, shot: Open
) -> None:
    words = WORDS[language]
    Account.objects.update(is_demo=False, language=language)
    page = page_for(None, language)
    right_finger = with_key(page)
    in_language(page, language)
    broken = looked_at(page, "sign-in-passkey", axe, shot)
    sign_in(page, words)
    follow(page.get_by_role("link", name=words["instead"]))
    page.get_by_label(words["name"]).fill("Darbo kompiuteris")
    broken += looked_at(page, "passkey-add", axe, shot)
    right_finger(False)
    page.get_by_role("button", name=words["add"], exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=words["failed"])).to_be_visible()
    broken += looked_at(page, "passkey-failed", axe, shot)
    right_finger(True)
    follow(page.get_by_role("button", name=words["add"], exact=True))
    heads(page, words["codes"])
    broken += looked_at(page, "recovery-codes-shown", axe, shot)
    page.goto("/accounts/second-factor/")
    expect(page.get_by_text("Darbo kompiuteris")).to_have_count(1)
    broken += looked_at(page, "second-factor-passkeys", axe, shot)
    broken += in_again_with_the_passkey(page, language, axe, shot)
    assert broken == []


def in_again_with_the_passkey(page: Any, language: str, axe: Axe, shot: Open) -> list[str]:
    """Out and in twice: after the password, and with the passkey alone; what is wrong with the page between."""
    words = WORDS[language]
    use = page.get_by_role("button", name=words["use"], exact=True)
    follow(page.get_by_role("button", name=words["out"]))
    in_language(page, language)
    sign_in(page, words)
    expect(page).not_to_have_url(re.compile("/accounts/sign-in/"))
    expect(use).to_be_visible()
    broken = looked_at(page, "second-step-passkey", axe, shot)
    follow(use)
    heads(page, words["home"])
    follow(page.get_by_role("button", name=words["out"]))
    in_language(page, language)
    follow(use)
    heads(page, words["home"])
    return broken


def test_under_a_bare_address_the_page_says_that_passkeys_cannot_work(
    page_for: Open, walk_server: str, cast: Any
) -> None:
    page = page_for(None)
    page.goto(walk_server.replace("localhost", "127.0.0.1") + "/accounts/sign-in/")
    expect(page.get_by_role("button", name="Prisijungti")).to_be_visible()
    expect(page.get_by_role("button", name="Naudoti prieigos raktą")).to_have_count(0)


def test_without_scripts_one_signs_in_with_password_and_recovery_code(page_for: Open, cast: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    Account.objects.update(is_demo=False, language="en")
    Authenticator.objects.create(user=cast["rasa"], type="totp", data={"secret": get_adapter().encrypt("A" * 32)})
    code = RecoveryCodes.activate(cast["rasa"]).generate_codes()[0]
    page = page_for(None, scripts=False)
    in_language(page, "en")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    sign_in(page, WORDS["en"])
    page.get_by_label("Code").fill(code)
    follow(page.get_by_role("main").get_by_role("button", name="Sign in"))
    heads(page, "Your work")


def long_ago(page: Any) -> None:
    """As if this browser had proven who it is an hour ago."""
    cookie = next(c["value"] for c in page.context.cookies() if c["name"] == "sessionid")
    session = SessionStore(cookie)
    session["account_authentication_methods"] = [
        record | {"at": time.time() - 3600} for record in session.get("account_authentication_methods", [])
    ]
    session.save()


@pytest.mark.parametrize("language", ["lt", "en"])
def test_an_administrator_confirms_with_a_passkey_and_finds_the_form_as_it_was(
    language: str, page_for: Open, cast: Any, axe: Axe, shot: Open
) -> None:
    words = WORDS[language]
    Account.objects.update(is_demo=False, language=language)
    page = page_for(None, language)
    with_key(page)
    in_language(page, language)
    sign_in(page, words, "jurga@gija.example")
    follow(page.get_by_role("link", name=words["instead"]))
    follow(page.get_by_role("button", name=words["add"], exact=True))
    heads(page, words["codes"])
    page.goto("/accounts/new/")
    page.get_by_label(words["email"]).fill("nauja@gija.example")
    long_ago(page)
    follow(page.locator("main form button"))
    expect(page).to_have_url(re.compile("/confirm-it-is-you/"))
    broken = looked_at(page, "confirm-password", axe, shot)
    follow(page.locator("main ul a[href*=passkeys]"))
    expect(page.locator("#passkey_confirm")).to_be_visible()
    broken += looked_at(page, "confirm-passkey", axe, shot)
    follow(page.locator("#passkey_confirm"))
    expect(page).to_have_url(re.compile("/accounts/new/$"))
    expect(page.get_by_label(words["email"])).to_have_value("nauja@gija.example")
    shot(page, "account-new-confirmed")
    assert broken == []


@pytest.mark.parametrize("language", ["lt", "en"])
def test_support_staff_help_elsewhere_and_everybody_sees_it(
    language: str, page_for: Open, axe: Axe, shot: Open, settings: Any
) -> None:
    settings.OPERATOR = "kpb"
    page = page_for("jurga", language)
    page.goto("/accounts/staff/")
    follow(page.locator("main form").first.get_by_role("button"))  # without a reason
    expect(page.get_by_role("alert")).to_be_visible()
    broken = looked_at(page, "staff-errors", axe, shot)
    page.locator("#id_institution").select_option("viltis")
    page.locator("#id_reason").fill(WHY)
    follow(page.locator("main form").first.get_by_role("button"))
    expect(page).to_have_url(re.compile("/accounts/list/$"))
    expect(page.get_by_text("Mantas Beteisis")).to_be_visible()
    broken += looked_at(page, "staff-acting", axe, shot)
    follow(page.locator(".staff-strip button"))
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator(".staff-strip")).to_have_count(0)
    page.goto("/accounts/staff/")
    broken += looked_at(page, "staff-sessions", axe, shot)
    assert broken == []


@pytest.mark.parametrize("language", ["lt", "en"])
def test_one_sees_where_one_is_signed_in_and_ends_it_there(language: str, page_for: Open, axe: Axe, shot: Open) -> None:
    other, page = page_for("rasa", language), page_for("rasa", language)
    other.goto("/")
    page.goto("/accounts/me/")
    broken = looked_at(page, "me-sessions", axe, shot)
    follow(page.locator("main .entries form button"))
    expect(page.get_by_role("status")).to_be_visible()
    other.goto("/")
    expect(other).to_have_url(re.compile("/accounts/sign-in/"))
    assert broken == []
