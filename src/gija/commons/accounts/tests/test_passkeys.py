"""Passkeys, with a key made of software that can also cheat: whose they are, what they open, what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

from gija.commons.accounts.models import Account
from gija.commons.accounts.services import deactivate
from gija.commons.testing import PASSWORD, Cast

pytestmark = pytest.mark.django_db(databases="__all__")

ADD = "/accounts/second-factor/passkeys/new/"
ALONE = "/accounts/sign-in/passkey/"
SECOND = "/accounts/second-factor/sign-in/"
HERE = "http://localhost"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Key:
    """A security key: says it saw its owner (`flags`) and where (`origin`) as it is told to, true or not."""

    flags: int = PRESENT | VERIFIED
    origin: str = HERE
    id: bytes = field(default_factory=lambda: os.urandom(16))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: Any, resident: bool = True) -> dict[str, Any]:
        public = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))  # type: ignore[no-untyped-call]
        known = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(WITH_KEY) + known})
        response = {"clientDataJSON": self._client("create", options), "attestationObject": attested}
        return self._packed(response) | {"clientExtensionResults": {"credProps": {"rk": resident}}}

    def prove(self, options: Any, owner: Account) -> dict[str, Any]:
        data, client = self._data(), self._client("get", options)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        handle = user_pk_to_url_str(owner).encode()
        return self._packed(
            {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": handle}
        )

    def _data(self, more: int = 0) -> bytes:
        return hashlib.sha256(b"localhost").digest() + bytes([self.flags | more]) + struct.pack(">I", 0)

    def _client(self, act: str, options: Any) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": f"webauthn.{act}", "challenge": challenge, "origin": self.origin}).encode()

    def _packed(self, response: dict[str, bytes]) -> dict[str, Any]:
        written = {name: websafe_encode(value) for name, value in response.items()}
        known = websafe_encode(self.id)
        return {"id": known, "rawId": known, "type": "public-key", "response": written}


@pytest.fixture(autouse=True)
def _no_failures_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def browser() -> Client:
    return Client(headers={"host": "localhost"})


def plain(options: Any) -> Any:
    """What a page hands to its script."""
    return json.loads(json.dumps(options, default=dict))


def with_password(account: Account) -> Client:
    client = browser()
    client.post("/accounts/sign-in/", {"login": account.email, "password": PASSWORD})
    return client


def add(client: Client, key: Key, alone: bool = True, resident: bool | None = None) -> Any:
    options = plain(client.get(ADD).context["js_data"]["creation_options"])
    made = key.make(options, alone if resident is None else resident)
    said = {"name": "Raktas", "credential": json.dumps(made)} | ({"passwordless": "on"} if alone else {})
    return client.post(ADD, said)


def set_up(account: Account, alone: bool = True) -> Key:
    key = Key()
    assert add(with_password(account), key, alone).status_code == 302
    return key


def challenge(client: Client) -> Any:
    return client.get(ALONE, headers={"accept": "application/json"}).json()["request_options"]


def alone(key: Key, owner: Account, client: Client | None = None) -> Client:
    client = client or browser()
    client.post(ALONE, {"credential": json.dumps(key.prove(challenge(client), owner))})
    return client


def second_step(key: Key, owner: Account) -> Client:
    client = with_password(owner)
    page = client.get(SECOND)
    options = plain(page.context["js_data"]["request_options"])
    client.post(SECOND, {"credential": json.dumps(key.prove(options, owner))})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_passkey_is_a_second_factor_and_brings_recovery_codes(cast: Cast) -> None:
    client = with_password(cast["rasa"])
    assert not is_in(client)
    answer = add(client, Key())
    assert answer["location"] == "/accounts/second-factor/recovery-codes/"
    assert is_in(client)
    assert "Raktas" in client.get("/accounts/second-factor/").content.decode()


def test_a_passkey_signs_in_alone(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    key = set_up(cast["rasa"])
    before = len(audit_entries("default"))
    assert is_in(alone(key, cast["rasa"]))
    [entry] = audit_entries("default")[before:]
    assert (entry.action, entry.outcome, entry.actor) == ("account.sign_in", "done", "Rasa Analitikė")
    assert entry.details == {"by": ["webauthn"]}


def test_a_passkey_follows_the_password(cast: Cast) -> None:
    key = set_up(cast["rasa"], alone=False)
    assert not is_in(with_password(cast["rasa"]))
    assert is_in(second_step(key, cast["rasa"]))


def test_a_key_whose_owner_did_not_allow_it_does_not_sign_in_alone(cast: Cast) -> None:
    """Story: somebody with a key and its PIN sends it without the password, though its owner wanted both."""
    key = Key()
    add(with_password(cast["rasa"]), key, alone=False, resident=True)  # a key that keeps more than it was asked to
    assert not is_in(alone(key, cast["rasa"]))
    assert is_in(second_step(key, cast["rasa"]))


def test_the_passkey_of_another_account_opens_nothing(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    """Story: Tomas knows Rasa's password and has a passkey of his own."""
    set_up(cast["rasa"])
    key = set_up(cast["tomas"])
    before = len(audit_entries("default"))
    assert not is_in(alone(key, cast["rasa"]))
    assert not is_in(second_step(key, cast["rasa"]))
    entries = [(e.action, e.outcome) for e in audit_entries("default")[before:]]
    assert entries == [("account.sign_in", "refused")] * 2
    assert is_in(alone(key, cast["tomas"]))


@pytest.mark.parametrize(
    "cheat",
    [
        {"flags": PRESENT},  # stolen: its PIN is not known
        {"flags": 0},
        {"origin": "https://gija.example"},  # a page that looks like this one
        {"origin": "http://localhost.evil.example"},
        {"private": ec.generate_private_key(ec.SECP256R1())},  # copied: its number is known, not its secret
    ],
    ids=["no PIN", "nobody there", "look-alike page", "look-alike name", "copy"],
)
def test_a_stolen_key_or_a_copy_opens_nothing(cast: Cast, cheat: dict[str, Any]) -> None:
    key = set_up(cast["rasa"])
    for what, value in cheat.items():
        setattr(key, what, value)
    assert not is_in(alone(key, cast["rasa"]))
    assert not is_in(second_step(key, cast["rasa"]))


def test_a_challenge_of_the_second_step_lowers_no_demand(cast: Cast) -> None:
    """Story: with a stolen key without its PIN; the challenge comes from the thief's own second step."""
    stolen = set_up(cast["rasa"])
    set_up(cast["tomas"])
    stolen.flags = PRESENT
    client = with_password(cast["tomas"])
    options = plain(client.get(SECOND).context["js_data"]["request_options"])
    client.post(ALONE, {"credential": json.dumps(stolen.prove(options, cast["rasa"]))})
    assert not is_in(client)


def test_a_proof_that_was_overheard_cannot_be_sent_again(cast: Cast) -> None:
    key = set_up(cast["rasa"])
    client, other = browser(), browser()
    sent = {"credential": json.dumps(key.prove(challenge(client), cast["rasa"]))}
    client.post(ALONE, sent)
    assert is_in(client)
    client.post("/accounts/sign-out/")
    challenge(other)
    for again in (client, other):
        again.post(ALONE, sent)
        assert not is_in(again)


def test_a_closed_account_is_not_opened_by_its_passkey(cast: Cast) -> None:
    key = set_up(cast["rasa"])
    deactivate(cast["rasa"])
    assert not is_in(alone(key, cast["rasa"]))


def test_nobody_renames_or_removes_the_passkey_of_another(cast: Cast) -> None:
    set_up(cast["rasa"])
    key = set_up(cast["tomas"])
    tomas = alone(key, cast["tomas"])
    rasas = Authenticator.objects.get(user=cast["rasa"], type="webauthn")
    for act in ("name", "remove"):
        address = f"/accounts/second-factor/passkeys/{rasas.pk}/{act}/"
        assert tomas.get(address).status_code == 404
        assert tomas.post(address, {"name": "Mano"}).status_code == 404
    rasas.refresh_from_db()
    assert rasas.data["name"] == "Raktas"


def test_renaming_and_removing_leave_one_entry_each(cast: Cast, audit_entries: Callable[[str], list[Any]]) -> None:
    client = alone(set_up(cast["rasa"]), cast["rasa"])
    pk = Authenticator.objects.get(user=cast["rasa"], type="webauthn").pk
    before = len(audit_entries("default"))
    client.post(f"/accounts/second-factor/passkeys/{pk}/name/", {"name": "Darbo raktas"})
    assert "Darbo raktas" in client.get("/accounts/second-factor/").content.decode()
    client.post(f"/accounts/second-factor/passkeys/{pk}/remove/")
    entries = [e.action for e in audit_entries("default")[before:]]
    assert entries == ["account.passkey_renamed", "account.second_factor_removed"]
    assert not Authenticator.objects.filter(user=cast["rasa"]).exists(), "recovery codes alone stayed behind"
    assert client.get("/")["location"] == "/accounts/second-factor/set-up/"


def junk(**response: Any) -> str:
    return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response})


JUNK = [
    *("", "null", "1", '"x"', "[]", "{}", "not json", '{"response": 1}', '{"response": {}}'),
    '{"response": {"userHandle": 7}}',
    junk(clientDataJSON="AA", authenticatorData="AA", signature="AA", userHandle="AA"),
    junk(clientDataJSON="e30", attestationObject="oA"),
    junk(clientDataJSON="e30", attestationObject="/w"),
    junk(clientDataJSON=[], userHandle="Mzk5OTk5OTk5OTk5OTk5OTk5OTk"),
    '{"id": "\\u0000", "rawId": {}, "type": [], "response": {}}',
    '{"response": ' * 500 + "1" + "}" * 500,
]


@pytest.mark.parametrize("said", JUNK, ids=range(len(JUNK)))
def test_what_is_no_passkey_is_refused_and_is_no_fault(cast: Cast, said: str) -> None:
    client = with_password(cast["rasa"])
    client.get(ADD)
    assert client.post(ADD, {"name": "x", "credential": said}).status_code == 200
    stranger = browser()
    challenge(stranger)
    assert stranger.post(ALONE, {"credential": said})["location"] == "/accounts/sign-in/"
    set_up(cast["tomas"])
    tomas = with_password(cast["tomas"])
    tomas.get(SECOND)
    assert tomas.post(SECOND, {"credential": said}).status_code == 200
    assert not is_in(tomas)
    assert not is_in(stranger)


def test_without_a_second_factor_the_passkey_page_can_be_reached(cast: Cast) -> None:
    client = with_password(cast["rasa"])
    assert ADD in client.get("/accounts/second-factor/set-up/").content.decode()
    assert client.get(ADD).status_code == 200
