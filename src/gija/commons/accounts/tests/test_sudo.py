"""Before exports and acts on accounts one proves again who one is, unless that was less than ten minutes ago."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from gija.commons.accounts.models import Account
from gija.commons.permissions.declare import permission_of
from gija.commons.testing import PASSWORD, Cast

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ASKS, ASKS_CODE = "/accounts/confirm-it-is-you/", "/accounts/second-factor/confirm-it-is-you/"
NEW = {"email": "nauja@gija.example", "name": "Nauja", "language": "lt", "password": "Ilgas-ir-keistas-2041"}


@pytest.fixture(autouse=True)
def _no_failures_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def jurga(cast: Cast) -> Client:
    """The administrator, signed in with password and code long enough ago."""
    Authenticator.objects.create(user=cast["jurga"], type="totp", data={"secret": get_adapter().encrypt(SECRET)})
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/accounts/sign-in/", {"login": cast["jurga"].email, "password": PASSWORD})
    client.post("/accounts/second-factor/sign-in/", {"code": code(-1)})
    assert client.get("/").status_code == 200
    age(client, 601)
    return client


def code(steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


def age(client: Client, seconds: float) -> None:
    """As if everything this session proved had been proven that long ago."""
    session = client.session
    session["account_authentication_methods"] = [
        record | {"at": time.time() - seconds} for record in session["account_authentication_methods"]
    ]
    session.save()


def confirm(client: Client, back: str, password: str = PASSWORD) -> Any:
    return client.post(ASKS, {"password": password, "next": back})


def asked(answer: Any, back: str) -> bool:
    return (answer.status_code, answer.get("location")) == (302, f"{ASKS}?next={quote(back, safe='')}")


def test_whoever_has_just_signed_in_is_not_asked(jurga: Client) -> None:
    age(jurga, 599)
    assert jurga.get("/accounts/new/").status_code == 200


def test_a_page_that_guards_asks_first_and_opens_afterwards(
    jurga: Client, audit_entries: Callable[[str], list[Any]]
) -> None:
    assert asked(jurga.get("/accounts/new/"), "/accounts/new/")
    before = len(audit_entries("default"))
    assert confirm(jurga, "/accounts/new/")["location"] == "/accounts/new/"
    assert jurga.get("/accounts/new/").status_code == 200
    entries = [(e.action, e.outcome, e.actor, e.details) for e in audit_entries("default")[before:]]
    assert entries == [("account.sudo", "done", "Jurga Administratorė", {"by": "password"})]


def test_a_post_does_not_get_past_it(jurga: Client, cast: Cast) -> None:
    """Story: somebody at an unlocked computer, or with a stolen cookie, sends the form without opening its page."""
    for address, said in (
        ("/accounts/new/", NEW | {"role": "investigator"}),
        (f"/accounts/{cast['rasa'].pk}/deactivate/", {}),
        (f"/accounts/{cast['rasa'].pk}/role/", {"role": "liaison_officer"}),
        (f"/accounts/role/{cast['rasa'].roles.get().pk}/end/", {}),
    ):
        answer = jurga.post(address, said)
        assert answer.status_code == 302, address
        assert answer["location"].startswith(ASKS), address
    assert not Account.objects.filter(email=NEW["email"]).exists()
    rasa = Account.objects.get(pk=cast["rasa"].pk)
    assert rasa.is_active
    assert rasa.roles.get().valid_to is None
    assert asked(jurga.get("/accounts/new/"), "/accounts/new/"), "the posts opened it"


def test_nothing_that_was_sent_is_done_by_itself_afterwards(jurga: Client, cast: Cast) -> None:
    """Story: somebody gets a form under way and waits for the owner to confirm something else."""
    page = f"/accounts/{cast['rasa'].pk}/"
    assert asked(jurga.post(page + "deactivate/"), page)
    confirm(jurga, page)
    assert jurga.get(page).status_code == 200
    assert Account.objects.get(pk=cast["rasa"].pk).is_active
    jurga.post(page + "deactivate/")
    assert not Account.objects.get(pk=cast["rasa"].pk).is_active


def test_what_was_typed_stands_in_the_form_again_once_but_no_password(jurga: Client) -> None:
    jurga.post("/accounts/new/", NEW | {"role": "investigator"})
    lying = str(dict(jurga.session))
    assert "Ilgas" not in lying
    assert "nauja@gija.example" not in lying, "what was typed lies in the session in the clear"
    confirm(jurga, "/accounts/new/")
    form = jurga.get("/accounts/new/").context["form"]
    assert (form["email"].value(), form["role"].value(), form["password"].value()) == (
        "nauja@gija.example", "investigator", None,
    )  # fmt: skip
    assert jurga.get("/accounts/new/").context["form"]["email"].value() is None


def test_long_words_come_back_whole_and_what_does_not_open_is_forgotten(jurga: Client) -> None:
    jurga.post("/accounts/new/", NEW | {"name": "ž" * 5000})
    confirm(jurga, "/accounts/new/")
    assert jurga.get("/accounts/new/").context["form"]["name"].value() == "ž" * 5000
    for wrong in ({"email": "x"}, "g1.unknown.AAAA"):
        session = jurga.session
        session["sudo_kept"] = {"at": time.time(), "path": "/accounts/new/", "fields": wrong}
        session.save()
        assert jurga.get("/accounts/new/").context["form"]["email"].value() is None


def test_a_wrong_proof_opens_nothing_and_leaves_an_entry(
    jurga: Client, cast: Cast, audit_entries: Callable[[str], list[Any]]
) -> None:
    before = len(audit_entries("default"))
    assert confirm(jurga, "/accounts/new/", "wrong").status_code == 200
    assert jurga.post(ASKS_CODE, {"code": "000000", "next": "/accounts/new/"}).status_code == 200
    assert asked(jurga.get("/accounts/new/"), "/accounts/new/")
    entries = [(e.action, e.outcome, e.object_id, e.details) for e in audit_entries("default")[before:]]
    who = str(cast["jurga"].pk)
    assert entries == [
        ("account.sudo", "refused", who, {"by": "password"}),
        ("account.sudo", "refused", who, {"by": "code"}),
    ]


def test_the_code_and_the_passkey_of_another_account_prove_nothing(jurga: Client, cast: Cast) -> None:
    other = Client(headers={"host": "127.0.0.1"})
    other.post("/accounts/sign-in/", {"login": cast["rasa"].email, "password": PASSWORD})
    answer = jurga.post("/accounts/second-factor/passkeys/confirm-it-is-you/", {"credential": "{}"})
    assert answer.status_code == 302
    assert asked(jurga.get("/accounts/new/"), "/accounts/new/")


def test_a_code_proves_too(jurga: Client) -> None:
    assert jurga.post(ASKS_CODE, {"code": code(), "next": "/accounts/new/"})["location"] == "/accounts/new/"
    assert jurga.get("/accounts/new/").status_code == 200


def test_guessing_the_password_there_is_locked_out_too(jurga: Client) -> None:
    for _ in range(5):
        answer = confirm(jurga, "/", "wrong")
    assert answer.status_code == 429
    cache.clear()  # leaves the lock-out alone to answer
    assert confirm(jurga, "/").status_code in (200, 429)
    assert asked(jurga.get("/accounts/new/"), "/accounts/new/")


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_back_to_nowhere_else(jurga: Client, back: str) -> None:
    assert confirm(jurga, back)["location"] == "/"


def test_what_packages_guard_is_not_sent_again_past_the_gates(jurga: Client) -> None:
    """allauth would keep the whole request, cookies and all, and run its view itself."""
    answer = jurga.post("/accounts/second-factor/recovery-codes/new/")
    assert answer["location"].startswith(ASKS)
    assert "account_reauthentication_state" not in jurga.session
    confirm(jurga, "/accounts/second-factor/recovery-codes/new/")
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


ID = "0" * 26


@pytest.mark.parametrize(
    ("method", "address", "back"),
    [
        ("get", f"/police/search/{ID}/answer.csv", f"/police/search/{ID}/"),
        ("post", f"/police/dossiers/{ID}/export/", f"/police/dossiers/{ID}/"),
    ],
)
def test_nothing_of_the_police_is_taken_out_unproven(
    cast: Cast, method: str, address: str, back: str, audit_entries: Callable[[str], list[Any]]
) -> None:
    Authenticator.objects.create(user=cast["rasa"], type="totp", data={"secret": get_adapter().encrypt(SECRET)})
    rasa = Client(headers={"host": "127.0.0.1"})
    rasa.force_login(cast["rasa"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert asked(getattr(rasa, method)(address, {"file": "chart.anx"}), back)
    confirm(rasa, back)
    assert getattr(rasa, method)(address, {"file": "chart.anx"}).status_code == 404  # there is no such one to take
    assert [e.action for e in audit_entries("police")] == []


def test_letters_are_read_freely_but_decided_on_only_when_proven(jurga: Client) -> None:
    letter = "/courier/default/00000000-0000-4000-8000-000000000000/"
    assert jurga.get(letter).status_code == 404
    assert asked(jurga.post(letter, {"decision": "retry", "reason": "x"}), letter)


WAIVER = [
    ("the demo on this machine", True, True, {}, True),
    ("not in demo mode", False, True, {}, False),
    ("a real account in demo mode", True, False, {}, False),
    ("from another machine", True, True, {"REMOTE_ADDR": "192.0.2.7"}, False),
    ("through a proxy", True, True, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
]


@pytest.mark.parametrize(("demo", "account", "said", "waived"), [w[1:] for w in WAIVER], ids=[w[0] for w in WAIVER])
def test_it_is_waived_exactly_as_the_second_factor_is(
    demo: bool, account: bool, said: dict[str, str], waived: bool, cast: Cast, rf: Any, settings: Any
) -> None:
    from gija.commons.accounts.sudo import proven

    settings.DEMO = demo
    cast["jurga"].is_demo = account
    request = rf.get("/", **({"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"} | said))
    request.user, request.session = cast["jurga"], {}
    assert proven(request) is waived


def test_a_demo_account_that_has_a_second_factor_is_asked(jurga: Client, settings: Any) -> None:
    settings.DEMO = True
    assert asked(jurga.get("/accounts/new/"), "/accounts/new/")


GUARDED = {
    "accounts_new", "accounts_deactivate", "accounts_give_role", "accounts_end_role", "accounts_staff_open",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "search:export", "dossiers:export",
}  # fmt: skip


def test_every_view_that_takes_something_out_or_touches_accounts_asks() -> None:
    asking = {name for name, view in _views(get_resolver().url_patterns) if hasattr(view, "asks_who_it_is")}
    assert asking >= GUARDED
    exporting = {
        name
        for name, view in _views(get_resolver().url_patterns)
        if str(permission_of(view, name) or "").endswith(".export")
    }
    assert exporting <= asking


def _views(patterns: Any, space: str = "") -> list[tuple[str, Any]]:
    found = []
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            found += _views(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            found.append((f"{space}{pattern.name}", pattern.callback))
    return found
