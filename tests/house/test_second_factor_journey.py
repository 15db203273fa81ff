"""A real account, not of the demo: password, picture for the app, code, recovery codes, and in again with a code."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from gija.commons.accounts.models import Account
from gija.commons.testing import PASSWORD
from gija.commons.testing_browser import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]


def code(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def sign_in(page: Any) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("El. paštas").fill("rasa@gija.example")
    page.get_by_label("Slaptažodis").fill(PASSWORD)
    follow(page.get_by_role("main").get_by_role("button", name="Prisijungti"))


def heads(page: Any, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def test_setting_up_the_second_factor_and_signing_in_with_it(
    page_for: Callable[..., Any], cast: Any, axe: Callable[[Any], list[str]], shot: Callable[..., Any]
) -> None:
    Account.objects.update(is_demo=False)
    page = page_for(None, "lt")
    sign_in(page)
    heads(page, "Antrojo veiksnio nustatymas")
    assert page.get_by_role("img").bounding_box()["width"] > 100, "the picture for the app was not drawn"
    assert axe(page) == []
    shot(page, "second-factor-set-up")
    secret = page.locator(".summary .mono").inner_text()
    page.get_by_role("textbox").fill("000000")
    follow(page.get_by_role("button", name="Nustatyti"))
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox").fill(code(secret))
    follow(page.get_by_role("button", name="Nustatyti"))
    heads(page, "Atkūrimo kodai")
    expect(page.locator(".codes li")).to_have_count(10)
    assert axe(page) == []
    shot(page, "recovery-codes")
    follow(page.get_by_role("main").get_by_role("link", name="Į pradžią"))
    heads(page, "Jūsų darbas")
    follow(page.get_by_role("button", name="Atsijungti"))
    sign_in(page)
    heads(page, "Vienkartinis kodas")
    assert axe(page) == []
    shot(page, "one-time-code")
    page.get_by_role("textbox").fill(code(secret, 1))
    follow(page.get_by_role("main").get_by_role("button", name="Prisijungti"))
    heads(page, "Jūsų darbas")
