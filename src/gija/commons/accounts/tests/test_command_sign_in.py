"""The command line asks for the same proof as the pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from gija.commons.accounts.services import sign_in_for_command
from gija.commons.testing import PASSWORD, Cast
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RASA = "Rasa@gija.example"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the caller's environment holds."""
    cache.clear()

    def say(password: str = PASSWORD, code: str = "") -> None:
        monkeypatch.setenv("GIJA_PASSWORD", password)
        monkeypatch.setenv("GIJA_CODE", code or format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))

    return say


def refused(email: str = RASA) -> str:
    with pytest.raises(GijaError) as error:
        sign_in_for_command(email)
    return error.value.code


def with_factor(cast: Cast) -> None:
    sealed = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=cast["rasa"], type=Authenticator.Type.TOTP, data={"secret": sealed})


def test_password_and_code_make_an_actor(cast: Cast, said: Callable[..., None]) -> None:
    with_factor(cast)
    said()
    actor = sign_in_for_command(RASA)
    assert (actor.name, actor.role, actor.institution) == ("Rasa Analitikė", "criminal_analyst", "kpb")


def test_without_a_second_factor_the_command_line_is_closed(cast: Cast, said: Callable[..., None]) -> None:
    said()
    assert refused() == "accounts.second_factor_missing"


def test_a_demo_account_in_demo_mode_needs_neither(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    assert sign_in_for_command(RASA).account == cast["rasa"].pk


def test_a_real_account_in_demo_mode_is_asked(cast: Cast, settings: Any, said: Callable[..., None]) -> None:
    settings.DEMO = True
    type(cast["rasa"]).objects.filter(pk=cast["rasa"].pk).update(is_demo=False)
    said("wrong")
    assert refused() == "accounts.sign_in_failed"


def test_which_of_the_proofs_was_wrong_is_not_told(cast: Cast, said: Callable[..., None]) -> None:
    with_factor(cast)
    said("wrong")
    assert refused() == "accounts.sign_in_failed"
    said(code="000000")
    assert refused() == "accounts.sign_in_failed"
    said()
    assert refused("nobody@gija.example") == "accounts.sign_in_failed"


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"code": "000000"}])
def test_guessing_passwords_or_codes_is_locked_out(
    cast: Cast, said: Callable[..., None], wrong: dict[str, str]
) -> None:
    with_factor(cast)
    said(**wrong)
    codes = [refused() for _ in range(6)]
    assert codes[0] == "accounts.sign_in_failed"
    assert codes[-1] == "accounts.locked"
    said()
    assert refused() == "accounts.locked"


def test_an_account_without_role_is_told_so(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    cast["rasa"].roles.all().delete()
    assert refused() == "accounts.no_role"


def test_signing_in_leaves_one_entry(cast: Cast, settings: Any, audit_entries: Callable[[str], list[Any]]) -> None:
    settings.DEMO = True
    sign_in_for_command(RASA)
    assert [(e.action, e.actor) for e in audit_entries("default")] == [("account.sign_in", "Rasa Analitikė")]
