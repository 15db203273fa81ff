"""Signing in: by e-mail in any case, locked out after failures, never without a second factor outside the demo."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from gija.commons.accounts.adapter import peer_address
from gija.commons.accounts.models import Account
from gija.commons.accounts.services import deactivate
from gija.commons.testing import PASSWORD, Cast

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture(autouse=True)
def _no_failures_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code(steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


def with_factor(account: Account, settings: Any) -> Account:
    from allauth.mfa.adapter import get_adapter

    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(SECRET)}
    )
    return account


def sign_in(client: Client, email: str = "rasa@gija.example", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def test_sign_in_takes_the_email_in_any_case(cast: Cast, stranger: Client, settings: Any) -> None:
    settings.DEMO = True
    assert sign_in(stranger, " Rasa@GIJA.example ").status_code == 302
    assert stranger.get("/").status_code == 200


def test_one_email_has_one_account_whatever_its_case(cast: Cast) -> None:
    from gija.commons.accounts.services import make_account
    from gija.vocabulary.errors import GijaError

    with pytest.raises(GijaError) as refused:
        make_account("RASA@gija.example", "Another", PASSWORD, "investigator", "kpb")
    assert refused.value.code == "accounts.exists"
    assert Account(email="  Rasa@Gija.example", name="x").email != "rasa@gija.example"
    saved = Account(email=" NEW@Gija.example", name="x")
    saved.save()
    assert saved.email == "new@gija.example"


def test_passwords_are_kept_as_argon2(settings: Any) -> None:
    from gija.config import settings as as_installed

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert make_password(PASSWORD).startswith("argon2$argon2id$")
    assert as_installed.AXES_FAILURE_LIMIT == 5


def test_after_five_failures_even_the_right_password_is_refused(cast: Cast, stranger: Client, settings: Any) -> None:
    settings.DEMO = True
    for _ in range(5):
        answer = sign_in(stranger, password="wrong")
    assert answer.status_code == 429
    assert sign_in(stranger).status_code in (200, 429)
    assert stranger.get("/").status_code == 302


def test_the_lock_out_cannot_be_shaken_off_by_a_made_up_address(cast: Cast, stranger: Client, settings: Any) -> None:
    """Story: a guesser sends another X-Forwarded-For with each try."""
    settings.DEMO = True
    for n in range(5):
        sign_in(stranger, password="wrong", headers={"x-forwarded-for": f"203.0.113.{n}"})
    cache.clear()  # leaves the lock-out alone to answer
    answer = sign_in(stranger, headers={"x-forwarded-for": "203.0.113.99"})
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [
        (False, "203.0.113.1", "192.0.2.7"),
        (True, "203.0.113.1", "203.0.113.1"),
        (True, "198.51.100.66, 203.0.113.1", "203.0.113.1"),  # the first was made up by the stranger
        (True, "", "192.0.2.7"),
    ],
)
def test_of_forwarded_addresses_only_what_ones_own_proxy_saw_counts(
    behind_proxy: bool, forwarded: str, counted: str, rf: Any, settings: Any
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    said = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert peer_address(rf.get("/", REMOTE_ADDR="192.0.2.7", **said)) == counted


def test_whether_an_account_exists_is_not_told(cast: Cast, stranger: Client) -> None:
    known = sign_in(stranger, password="wrong").content.decode()
    unknown = sign_in(stranger, "nobody@gija.example", "wrong").content.decode()
    assert _without_input(known) == _without_input(unknown)


def _without_input(page: str) -> list[str]:
    """A page without its form token and what was typed."""
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "gija.example" not in line]


def test_a_deactivated_account_is_signed_out_at_once_and_cannot_come_back(
    client_for: Callable[..., Client], cast: Cast, stranger: Client
) -> None:
    rasa = client_for("rasa")
    assert rasa.get("/").status_code == 200
    deactivate(cast["rasa"])
    assert rasa.get("/").status_code == 302
    sign_in(stranger)
    assert stranger.get("/").status_code == 302


# ---- the second factor ----


def test_without_a_second_factor_every_page_leads_to_setting_one_up(cast: Cast, stranger: Client) -> None:
    sign_in(stranger)
    for address in ("/", "/accounts/me/", "/institutions/"):
        answer = stranger.get(address)
        assert (answer.status_code, answer["location"]) == (302, "/accounts/second-factor/set-up/"), address


def test_with_a_second_factor_the_password_alone_does_not_sign_in(cast: Cast, stranger: Client, settings: Any) -> None:
    with_factor(cast["rasa"], settings)
    assert sign_in(stranger)["location"].startswith("/accounts/second-factor/sign-in/")
    assert stranger.get("/").status_code == 302
    wrong = stranger.post("/accounts/second-factor/sign-in/", {"code": "000000"})
    assert wrong.status_code == 200
    assert stranger.get("/").status_code == 302
    stranger.post("/accounts/second-factor/sign-in/", {"code": code()})
    assert stranger.get("/").status_code == 200


def test_a_code_is_good_once(cast: Cast, settings: Any) -> None:
    with_factor(cast["rasa"], settings)
    used = code()
    first, second = Client(), Client()
    for client, expected in ((first, 200), (second, 302)):
        sign_in(client)
        client.post("/accounts/second-factor/sign-in/", {"code": used})
        assert client.get("/").status_code == expected


def test_an_account_sets_up_its_second_factor_and_gets_recovery_codes(cast: Cast, stranger: Client) -> None:
    sign_in(stranger)
    page = stranger.get("/accounts/second-factor/set-up/")
    secret = page.context["form"].secret
    assert "<svg" in page.content.decode()
    value = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = stranger.post("/accounts/second-factor/set-up/", {"code": value})
    assert answer["location"] == "/accounts/second-factor/recovery-codes/"
    assert len(stranger.get(answer["location"]).context["unused_codes"]) == 10
    assert stranger.get("/").status_code == 200
    kept = Authenticator.objects.get(user=cast["rasa"], type="totp").data["secret"]
    assert secret not in kept, "the secret lies in the database in the clear"
    assert TOTP(Authenticator.objects.get(user=cast["rasa"], type="totp")).validate_code(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))
    )


WAIVER = [
    # story, demo mode, demo account, what the request says of itself, waived?
    ("the demo on this machine", True, True, {}, True),
    ("not in demo mode", False, True, {}, False),
    ("a real account in demo mode", True, False, {}, False),
    ("from another machine", True, True, {"REMOTE_ADDR": "192.0.2.7"}, False),
    ("from another machine that says it is this one", True, True,
     {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
    ("through a proxy on this machine", True, True, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
    ("through a proxy that uses the standard header", True, True, {"HTTP_FORWARDED": "for=192.0.2.7"}, False),
    ("under another name than loopback", True, True, {"HTTP_HOST": "gija.example"}, False),
    ("over IPv6", True, True, {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True),
    ("with a port", True, True, {"HTTP_HOST": "localhost:8000"}, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("demo_mode", "demo_account", "said", "waived"), [w[1:] for w in WAIVER], ids=[w[0] for w in WAIVER]
)
def test_second_factor_is_waived_only_for_the_demo_on_loopback(
    demo_mode: bool, demo_account: bool, said: dict[str, str], waived: bool,
    cast: Cast, client_for: Callable[..., Client], settings: Any,
) -> None:  # fmt: skip
    client = client_for("rasa")
    settings.DEMO, settings.ALLOWED_HOSTS = demo_mode, ["*"]
    Account.objects.filter(pk=cast["rasa"].pk).update(is_demo=demo_account)
    request: dict[str, Any] = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"} | said
    answer = client.get("/", **request)
    assert (answer.status_code == 200) is waived


def test_signing_in_and_out_and_failing_leave_one_entry_each(
    cast: Cast, stranger: Client, settings: Any, audit_entries: Callable[[str], list[Any]]
) -> None:
    settings.DEMO = True
    sign_in(stranger, password="wrong")
    sign_in(stranger, "Slaptazodis-ne-tame-laukelyje", "wrong")
    sign_in(stranger)
    stranger.post("/accounts/sign-out/")
    entries = audit_entries("default")
    rasa = str(cast["rasa"].pk)
    assert [(e.action, e.outcome, e.object_id) for e in entries] == [
        ("account.sign_in", "refused", rasa),
        ("account.sign_in", "done", rasa),
        ("account.sign_out", "done", rasa),
    ]
    assert not any("Slaptazodis" in str(e.fields()) for e in entries)
