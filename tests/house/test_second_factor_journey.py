"""A real account, not of the demo: password, picture for the app, code, recovery codes, and in again with a code."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from gija.commons.accounts.models import Account
from gija.commons.testing import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]


def code(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def sign_in(page: Any) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("El. paštas").fill("rasa@gija.example")
    page.get_by_label("Slaptažodis").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Prisijungti").click()


def test_setting_up_the_second_factor_and_signing_in_with_it(
    page_for: Callable[..., Any], cast: Any, axe: Callable[[Any], list[str]], shot: Callable[..., Any]
) -> None:
    Account.objects.update(is_demo=False)
    page = page_for(None, "lt")
    sign_in(page)
    page.get_by_role("heading", name="Antrojo veiksnio nustatymas").wait_for()
    assert page.get_by_role("img").bounding_box()["width"] > 100, "the picture for the app was not drawn"
    assert axe(page) == []
    shot(page, "second-factor-set-up")
    secret = page.locator(".summary .mono").inner_text()
    page.get_by_role("textbox").fill("000000")
    page.get_by_role("button", name="Nustatyti").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_role("textbox").fill(code(secret))
    page.get_by_role("button", name="Nustatyti").click()
    page.get_by_role("heading", name="Atkūrimo kodai").wait_for()
    assert page.locator(".codes li").count() == 10
    assert axe(page) == []
    shot(page, "recovery-codes")
    page.get_by_role("main").get_by_role("link", name="Į pradžią").click()
    page.get_by_role("heading", name="Jūsų darbas").wait_for()
    page.get_by_role("button", name="Atsijungti").click()
    sign_in(page)
    page.get_by_role("heading", name="Vienkartinis kodas").wait_for()
    assert axe(page) == []
    shot(page, "one-time-code")
    page.get_by_role("textbox").fill(code(secret, 1))
    page.get_by_role("main").get_by_role("button", name="Prisijungti").click()
    page.get_by_role("heading", name="Jūsų darbas").wait_for()
