"""A cut or rewritten chain, sound in itself, shows against heads kept in a file or at another installation."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections, transaction
from typer.testing import CliRunner

from gija.commons.audit import anchors, triggers
from gija.commons.audit.anchoring import anchor, keep
from gija.commons.audit.canonical import FIRST, canonical, chained, written_time
from gija.commons.audit.commands import app
from gija.commons.audit.models import Entry
from gija.commons.audit.services import record, verify
from gija.commons.audit.verify import findings
from gija.commons.courier import keys as courier_keys
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.models import Outgoing, Peer
from gija.messages.anchors import ChainHead
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def _written() -> None:
    for database in ("default", "police"):
        _write(database, 12)


def _write(database: str, count: int) -> None:
    with transaction.atomic(using=database):
        for n in range(count):
            record(database, None, "test.act", details={"n": n})


def _lift(database: str) -> Any:
    """As the owner of the server can: without the triggers."""
    connection = connections[database]
    cursor = connection.cursor()
    for name in triggers.present(connection):
        cursor.execute(triggers.drop(connection, name))
    return cursor


def _stand(database: str) -> None:
    with connections[database].cursor() as cursor:
        for statement in triggers.expected(connections[database]).values():
            cursor.execute(statement)


def _cut(database: str, count: int) -> None:
    cursor = _lift(database)
    cursor.execute("DELETE FROM audit_entry WHERE number > (SELECT max(number) FROM audit_entry) - %s", [count])
    cursor.close()
    _stand(database)


def _rewrite(database: str) -> None:
    """Change the third entry and link everything after it anew: the chain is whole."""
    cursor, previous = _lift(database), FIRST
    for entry in Entry.objects.using(database).order_by("number"):
        entry.action = "test.other" if entry.number == 3 else entry.action
        entry.previous, entry.hash = previous, chained(previous, entry.fields())
        cursor.execute(
            "UPDATE audit_entry SET action = %s, previous = %s, hash = %s WHERE number = %s",
            [entry.action, entry.previous, entry.hash, entry.number],
        )
        previous = entry.hash
    cursor.close()
    _stand(database)


def _kinds(database: str) -> list[str]:
    return [finding.kind for finding in verify(database)]


def test_a_chain_that_grows_holds_against_its_anchors() -> None:
    for _ in range(3):
        anchor()
        _write("police", 2)
    assert _kinds("police") == _kinds("default") == []
    assert len(list(anchors.read(anchors.own_files()[0]))) == 3 * 2


def test_a_cut_tail_is_sound_in_itself_and_shows_against_the_file() -> None:
    anchor()
    _cut("police", 4)
    assert list(findings("police")) == []
    assert _kinds("police") == ["tail_cut"]
    assert _kinds("default") == []


def test_a_cut_tail_that_has_grown_again_shows() -> None:
    anchor()
    _cut("police", 4)
    _write("police", 9)
    assert list(findings("police")) == []
    assert _kinds("police") == ["rewritten"]


def test_a_rewritten_chain_is_sound_in_itself_and_shows_against_the_file() -> None:
    anchor()
    _rewrite("police")
    assert list(findings("police")) == []
    assert _kinds("police") == ["rewritten"]


def test_the_command_names_the_place_and_reads_what_others_kept(tmp_path: Path) -> None:
    heads = anchor(tmp_path / "elsewhere.jsonl")
    assert {head.database for head in heads} == {"default", "police"}
    _cut("police", 4)
    assert CliRunner().invoke(app, ["verify", "--database", "police"]).exit_code == 0
    told = CliRunner().invoke(app, ["verify", "--anchors", str(tmp_path / "elsewhere.jsonl")])
    assert told.exit_code == 1
    assert "police" in told.stdout


def test_an_anchor_that_was_changed_or_broken_is_named() -> None:
    anchor()
    file = anchors.own_files()[0]
    lines = file.read_text().splitlines()
    for line in lines:
        row = json.loads(line)
        row["number"] -= 1
        file.write_text(file.read_text() + canonical(row) + "\nx{}\n")
    assert set(_kinds("police")) == {"anchor_forged", "anchor_broken"}


def test_anchoring_leaves_one_entry_and_a_letter_for_every_peer(audit_entries: Callable[[str], list[Any]]) -> None:
    _peer("other")
    anchor()
    (entry,) = audit_entries("default")
    assert (entry.action, entry.details["to"]) == ("audit.anchor", ["other"])
    assert audit_entries("police") == []
    letters = Outgoing.objects.filter(kind="chain_head", to_installation="other")
    assert {json.loads(letter.body)["database"] for letter in letters} == {"default", "police"}


def test_a_file_that_cannot_be_written_is_named_and_the_letters_leave_all_the_same(tmp_path: Path) -> None:
    _peer("other")
    (tmp_path / "a").write_text("")
    with pytest.raises(GijaError) as refused:
        anchor(tmp_path / "a" / "b.jsonl")
    assert refused.value.code == "audit.anchor_file"
    assert Outgoing.objects.filter(kind="chain_head").count() == 2


# ---- as the other installation ----


class Other:
    """Another installation that sends the heads of its chain."""

    def __init__(self) -> None:
        self.signing = Ed25519PrivateKey.generate()
        self.identity = courier_keys.Identity("other", self.signing, courier_keys.identity().sealing)
        _peer("other", self.identity.public)

    def head(self, number: int, hash_: str, day: int) -> ChainHead:
        import base64

        at = written_time(dt.datetime(2026, 1, day, tzinfo=dt.UTC))
        head = ChainHead(
            installation="other", database="casework", number=number, hash=hash_ * 64, at=at,
            public_key=self.identity.public, signature="AAAA",
        )  # fmt: skip
        signature = self.signing.sign(anchors.signed_bytes(head))
        return head.model_copy(update={"signature": base64.b64encode(signature).decode()})


def _peer(code: str, signing: str = "x") -> None:
    Peer.objects.create(
        code=code, zones=["commons"], signing=signing, sealing="x", added_at=dt.datetime.now(dt.UTC)
    )  # fmt: skip


def _envelope(sender: str) -> Envelope:
    now = dt.datetime.now(dt.UTC)
    return Envelope("x", "chain_head", 1, sender, "commons", "gija", "commons", 1, now)


def test_heads_of_others_are_kept_and_given_back() -> None:
    other = Other()
    heads = [other.head(5, "a", 1), other.head(9, "b", 2)]
    for head in heads:
        keep(head, _envelope("other"))
    assert list(anchors.read(anchors.received_file("other"))) == heads
    assert list(anchors.received_findings()) == []
    given = CliRunner().invoke(app, ["heads", "other"]).stdout
    assert [ChainHead.model_validate_json(line) for line in given.splitlines()] == heads


def test_another_installation_whose_chain_went_back_or_changed_is_noticed() -> None:
    other = Other()
    for head in (other.head(5, "a", 1), other.head(9, "b", 2), other.head(7, "c", 3), other.head(9, "d", 4)):
        keep(head, _envelope("other"))
    found = [(f.kind, f.number) for f in anchors.received_findings()]
    assert found == [("tail_cut", 9), ("rewritten", 9)]
    assert CliRunner().invoke(app, ["verify"]).exit_code == 1


def test_letters_that_come_late_or_twice_are_no_finding() -> None:
    other = Other()
    for head in (other.head(9, "b", 2), other.head(5, "a", 1), other.head(9, "b", 2)):
        keep(head, _envelope("other"))
    assert list(anchors.received_findings()) == []


def test_a_head_of_someone_else_or_signed_by_someone_else_is_refused() -> None:
    other = Other()
    head = other.head(5, "a", 1)
    with pytest.raises(GijaError) as refused:
        keep(head, _envelope("third"))
    assert refused.value.code == "audit.anchor_foreign"
    with pytest.raises(GijaError) as refused:
        keep(head.model_copy(update={"number": 6}), _envelope("other"))
    assert refused.value.code == "audit.anchor_unsigned"
    assert not anchors.received_file("other").exists()


def test_ten_years_of_daily_anchors_are_all_compared() -> None:
    anchor()
    (head,) = (h for h in anchors.read(anchors.own_files()[0]) if isinstance(h, ChainHead) and h.database == "police")
    many = [head.model_copy(update={"number": number}) for number in range(1, 3651)]
    assert len(list(anchors.compared("police", many))) == head.number - 1 + 1
