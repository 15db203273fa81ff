"""Recovery codes: shown on one occasion, each good once, on the pages and on the command line. Codes of the app too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from gija.commons.accounts.command import sign_in_for_command
from gija.commons.accounts.models import Account
from gija.commons.accounts.services import remove_second_factor
from gija.commons.testing import PASSWORD, Cast
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN, SECOND = "/accounts/sign-in/", "/accounts/second-factor/sign-in/"
CODES = "/accounts/second-factor/recovery-codes/"


@pytest.fixture(autouse=True)
def _no_failures_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code(steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


def set_up(account: Account, app: bool = True) -> list[str]:
    """An app (else a passkey that plays no part) and recovery codes; gives the codes."""
    secret = {"secret": get_adapter().encrypt(SECRET)}
    Authenticator.objects.create(
        user=account, type="totp" if app else "webauthn", data=secret if app else {"name": "x"}
    )
    return list(RecoveryCodes.activate(account).generate_codes())


def sign_in(account: Account, said: str) -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": account.email, "password": PASSWORD})
    client.post(SECOND, {"code": said})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_recovery_code_signs_in_once(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    """Story: somebody finds the sheet on which the used codes were not struck out."""
    first, *_ = set_up(cast["rasa"])
    assert is_in(sign_in(cast["rasa"], first))
    assert not is_in(sign_in(cast["rasa"], first))
    entries = [(e.action, e.outcome, e.details) for e in audit_entries("default")]
    assert entries == [
        ("account.sign_in", "done", {"by": ["password", "recovery_codes"]}),
        ("account.sign_in", "refused", {"by": "code"}),
    ]


def test_the_recovery_code_of_another_account_opens_nothing(cast: Cast) -> None:
    set_up(cast["rasa"])
    theirs, *_ = set_up(cast["tomas"])
    assert not is_in(sign_in(cast["rasa"], theirs))


def test_a_code_of_the_app_stays_used_as_long_as_it_could_be_taken(cast: Cast, monkeypatch: Any) -> None:
    """Story: somebody looks over a shoulder and types the same code 40 seconds later."""
    set_up(cast["rasa"])
    start, now = time.time(), time.time
    start -= start % 30  # a code's half-minute begins
    used = format_hotp_value(hotp_value(SECRET, int(start) // 30 + 1))
    for later, written, expected in ((0, used, True), (31, used, False), (59, f"{used[:3]} {used[3:]}", False)):
        monkeypatch.setattr(time, "time", lambda later=later: start + later)
        assert is_in(sign_in(cast["rasa"], written)) is expected, later
    monkeypatch.setattr(time, "time", now)


def test_codes_are_shown_on_one_occasion_only(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    every = set_up(cast["rasa"])
    here = sign_in(cast["rasa"], code())
    before = len(audit_entries("default"))
    page = here.get(CODES).content.decode()
    assert all(one in page for one in every)
    assert here.get(CODES + "file/").content.decode().count("\n") > 10
    there = sign_in(cast["rasa"], every[0])
    for address in (CODES, CODES + "file/"):
        page = there.get(address, follow=True).content.decode()
        assert not any(one in page for one in every), "shown a second time, in another browser"
    assert 'class="tag tag--quiet"' in page
    shown = [e.action for e in audit_entries("default")[before:]]
    assert shown == ["account.recovery_codes_shown", "account.recovery_codes_saved", "account.sign_in"]


def test_codes_disappear_from_the_page_after_ten_minutes(cast: Cast) -> None:
    every = set_up(cast["rasa"])
    client = sign_in(cast["rasa"], code())
    client.get(CODES)
    session = client.session
    session["codes_shown"] |= {"at": time.time() - 601}
    session.save()
    assert not any(one in client.get(CODES).content.decode() for one in every)


def test_new_codes_put_an_end_to_the_old(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    every = set_up(cast["rasa"])
    client = sign_in(cast["rasa"], every[0])
    client.get(CODES)
    before = len(audit_entries("default"))
    page = client.post(CODES + "new/", follow=True).content.decode()
    assert not any(one in page for one in every)
    assert page.count("<li>") >= 10
    assert not is_in(sign_in(cast["rasa"], every[1]))
    assert [e.action for e in audit_entries("default")[before:]][:1] == ["account.recovery_codes_made"]


def test_used_codes_are_marked(cast: Cast) -> None:
    every = set_up(cast["rasa"])
    page = sign_in(cast["rasa"], every[3]).get(CODES)
    assert [c.number for c in page.context["codes"] if c.used] == [4]
    assert page.context["unused_codes"] == every[:3] + every[4:]


# ---- the command line ----


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.setenv("GIJA_PASSWORD", PASSWORD)
    return lambda text: monkeypatch.setenv("GIJA_CODE", text)


@pytest.mark.parametrize("app", [True, False], ids=["app", "passkey only"])
def test_the_command_line_takes_a_recovery_code_once(cast: Cast, said: Callable[[str], None], app: bool) -> None:
    first, *_ = set_up(cast["rasa"], app)
    said(first)
    assert sign_in_for_command("rasa@gija.example").account == cast["rasa"].pk
    with pytest.raises(GijaError) as refused:
        sign_in_for_command("rasa@gija.example")
    assert refused.value.code == "accounts.sign_in_failed"


def test_a_code_used_on_the_pages_is_used_on_the_command_line_too(cast: Cast, said: Callable[[str], None]) -> None:
    set_up(cast["rasa"])
    used = code()
    assert is_in(sign_in(cast["rasa"], used))
    said(used)
    with pytest.raises(GijaError):
        sign_in_for_command("rasa@gija.example")


def test_an_account_with_passkeys_only_is_told_why_the_command_line_is_closed(
    cast: Cast, said: Callable[[str], None]
) -> None:
    Authenticator.objects.create(user=cast["rasa"], type="webauthn", data={"name": "x"})
    said("123456")
    with pytest.raises(GijaError) as refused:
        sign_in_for_command("rasa@gija.example")
    assert refused.value.code == "accounts.no_codes"


def test_on_the_console_a_lost_second_factor_is_forgotten(
    cast: Cast, audit_entries: Callable[[str], list[Any]]
) -> None:
    client = sign_in(cast["rasa"], set_up(cast["rasa"])[0])
    assert is_in(client)
    before = len(audit_entries("default"))
    remove_second_factor(cast["rasa"])
    assert client.get("/").status_code == 302
    again = Client()
    again.post(SIGN_IN, {"login": cast["rasa"].email, "password": PASSWORD})
    assert again.get("/")["location"] == "/accounts/second-factor/set-up/"
    entries = [(e.action, e.actor, e.details) for e in audit_entries("default")[before:]][:1]
    assert entries == [("account.second_factor_removed", "", {"factors": 2})]
