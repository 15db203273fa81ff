"""`gija work`: plain log lines, an end when told so, daily duties, cards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from typer.testing import CliRunner

from gija.commons.courier import commands, duties, keys, peers
from gija.commons.courier.models import Duty, Peer
from gija.commons.courier.services import send
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

from .conftest import Other

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[..., VictimRecord]


def gija_work(*arguments: str) -> Any:
    result = CliRunner().invoke(commands.app, list(arguments))
    if isinstance(result.exception, GijaError):
        raise result.exception
    return result


def test_the_worker_says_how_many_and_nothing_else(cast: Any, register: Any, record_of: Made) -> None:
    made = record_of()
    with transaction.atomic(using="casework"):
        send("casework", made, to_zone="register")
    said = gija_work("--once").output
    assert "delivered=1 refused=0 given_up=0" in said
    assert made.record_id not in said
    assert "delivered" not in gija_work("--once").output
    assert gija_work("--seconds", "0").exit_code == 0
    assert gija_work("status").exit_code == 0


def test_a_daily_duty_is_done_once_a_day_and_again_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(duties, "_DUTIES", {})
    duties.daily("test.good")(lambda: done.append("good"))

    @duties.daily("test.bad")
    def bad() -> None:
        done.append("bad")
        raise ValueError("Ona")

    assert duties.do_due() == ["test.good"]
    assert duties.do_due() == []
    assert done == ["good", "bad"], "a duty that failed is not tried at every pass"
    assert Duty.objects.get(pk="test.bad").error == "ValueError"
    Duty.objects.update(done_at=timezone.now() - 2 * duties.AGAIN)
    duties.do_due()
    assert done[2:] == ["bad"] or done[2:] == ["good", "bad"]  # just after midnight both are due


def test_a_card_is_shown_and_added_and_other_keys_are_not_taken_silently(tmp_path: Path) -> None:
    file = tmp_path / "card.json"
    file.write_text(Other(code="node").card.model_dump_json())
    assert "node" in gija_work("peer", "add", str(file)).output
    assert Peer.objects.get(pk="node").zones == ["commons", "casework"]
    assert "node" in gija_work("peer", "list").output
    file.write_text(Other(code="node").card.model_dump_json())
    with pytest.raises(GijaError) as refused:
        gija_work("peer", "add", str(file))
    assert refused.value.code == "courier.other_keys"
    gija_work("peer", "add", str(file), "--replace")
    gija_work("peer", "off", "node")
    assert not Peer.objects.get(pk="node").active


def test_our_own_card_is_refused(tmp_path: Path) -> None:
    shown = gija_work("peer", "show-key").stdout
    with pytest.raises(GijaError) as refused:
        peers.add_peer(keys.read_card(shown))
    assert refused.value.code == "courier.own_card"


@pytest.mark.parametrize(
    "change", [{"signing": "A" * 44}, {"sealing": "age1" + "q" * 58}, {"zones": ["moon"]}, {"zones": []}, {"x": 1}]
)
def test_what_is_no_card_is_refused(change: dict[str, Any]) -> None:
    sound = Other().card.model_dump(mode="json")
    with pytest.raises(GijaError) as refused:
        keys.read_card(json.dumps({**sound, **change}))
    assert refused.value.code == "courier.bad_card"


@pytest.mark.parametrize("url", ["http://node.example", "ftp://127.0.0.1", "node.example"])
def test_a_line_that_is_not_https_is_refused(url: str) -> None:
    with pytest.raises(GijaError) as refused:
        peers.add_peer(Other().card, url=url)
    assert refused.value.code == "courier.not_https"
    with pytest.raises(GijaError):
        peers.add_peer(Other().card, url="https://node.example", certificate="none")


def test_private_keys_are_for_their_owner_only_and_stay_the_same(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    first = keys.identity()
    files = sorted((tmp_path / "keys").iterdir())
    assert [file.name for file in files] == ["courier_sealing.key", "courier_signing.key"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    keys._identity.cache_clear()
    assert keys.identity().public == first.public
