"""The administrator's pages: what waits, what failed, with whom; never what is in a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.services import send
from gija.messages.victims import VictimRecord

from .conftest import Other

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., VictimRecord]


@pytest.fixture
def dead(cast: Any, record_of: Made) -> Outgoing:
    with transaction.atomic(using="casework"):
        letter = send("casework", record_of(), to_zone="register")
    values = {"kind": "victim_record", "version": 2, "ours": 1}
    Outgoing.objects.using("casework").update(
        state="dead", tries=8, error_code="messages.newer_version", error_values=values
    )
    return letter


@pytest.mark.parametrize(("language", "sentence"), [("en", "knows versions up to 1"), ("lt", "pažįsta versijas iki 1")])
def test_letters_and_their_last_fault_are_shown_without_what_is_in_them(
    client_for: Any, dead: Outgoing, language: str, sentence: str
) -> None:
    client = client_for("jurga", language)
    page = client.get("/courier/").content.decode()
    assert sentence in page
    one = client.get(f"/courier/casework/{dead.pk}/").content.decode()
    assert sentence in one
    assert "exploitation" not in page + one
    assert "1990" not in page + one


def test_an_administrator_tries_again_or_withdraws_with_a_reason(
    client_for: Any, dead: Outgoing, audit_entries: Any
) -> None:
    client, address = client_for("jurga"), f"/courier/casework/{dead.pk}/"
    assert client.post(address, {"decision": "retry", "reason": ""}).status_code == 422
    assert client.post(address, {"decision": "retry", "reason": "the register was updated"}).status_code == 302
    dead.refresh_from_db(using="casework")
    assert (dead.state, dead.tries) == ("waiting", 0)
    Outgoing.objects.using("casework").update(state="dead")
    client.post(address, {"decision": "undo", "reason": "sent by mistake"})
    dead.refresh_from_db(using="casework")
    assert dead.state == "undone"
    assert [(e.action, e.reason) for e in audit_entries("casework")] == [
        ("courier.retry", "the register was updated"),
        ("courier.undo", "sent by mistake"),
    ]
    assert client.post(address, {"decision": "retry", "reason": "again"}).status_code == 400


def test_filters_limit_and_wrong_addresses_are_not_found(client_for: Any, dead: Outgoing) -> None:
    client = client_for("jurga")
    assert dead.pk in client.get("/courier/?state=dead&database=casework").content.decode()
    assert dead.pk not in client.get("/courier/?state=delivered").content.decode()
    assert client.get(f"/courier/police/{dead.pk}/").status_code == 404
    assert client.get(f"/courier/nowhere/{dead.pk}/").status_code == 404


def test_installations_are_shown_with_our_fingerprint(client_for: Any, other: Other) -> None:
    Peer.objects.update(failures=3, error_code="courier.no_line", error_values={"peer": other.code})
    page = client_for("jurga", "lt").get("/courier/installations/").content.decode()
    assert "viltis-node" in page
    assert "nepasiekiama" in page


@pytest.mark.parametrize("address", ["/courier/", "/courier/installations/"])
@pytest.mark.parametrize("key", ["rasa", "mantas", "aldona"])
def test_who_is_no_administrator_is_refused(client_for: Any, key: str, address: str) -> None:
    assert client_for(key).get(address).status_code == 403
