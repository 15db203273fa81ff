"""The ring is made once, read by its owner only, whole under any passphrase, and never loses a key."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gija.commons.encryption import ring as rings
from gija.commons.encryption.ring import add_key, destroy_key, file, rewrite, ring
from gija.commons.encryption.sealing import Place, seal, unseal
from gija.vocabulary.errors import GijaError

PLACE = Place("a.b", "c", "1")


@pytest.fixture(autouse=True)
def _own(own_keys: None) -> None:
    rings._read.cache_clear()


def test_the_ring_is_made_at_first_use_for_its_owner_only() -> None:
    assert ring() == ring()
    assert (file().stat().st_mode & 0o777, file().parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_processes_that_start_together_end_with_one_ring(tmp_path: Path) -> None:
    code = (
        "import os, django; from django.conf import settings; settings.configure(USE_TZ=True);"
        "from gija.commons.encryption.ring import ring; print(ring().active.id)"
    )
    command = [sys.executable, "-c", code]
    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(lambda _: subprocess.run(command, capture_output=True, text=True, check=True), range(4)))
    assert {one.stdout for one in ran} == {ring().active.id + "\n"}


def test_a_new_key_is_used_at_once_and_the_old_one_still_opens() -> None:
    old = seal("Ona", PLACE)
    key = add_key()
    assert ring().active.id == key.id
    assert seal("Ona", PLACE).key == key.id != old.key
    assert unseal(old, PLACE) == "Ona"
    assert ring().key(old.key).replaced == key.made


def test_a_retired_key_is_gone_from_the_file_and_named_when_asked_for() -> None:
    old = seal("Ona", PLACE)
    secret = ring().key(old.key).secret
    add_key()
    destroy_key(old.key)
    assert secret
    assert json.loads(file().read_text())["keys"][0]["secret"] == ""
    with pytest.raises(GijaError) as refused:
        unseal(old, PLACE)
    assert (refused.value.code, refused.value.values) == ("encryption.unknown_key", {"key": old.key})


def test_the_active_key_is_never_destroyed() -> None:
    with pytest.raises(GijaError) as refused:
        destroy_key(ring().active.id)
    assert refused.value.code == "encryption.key_active"


def test_a_passphrase_hides_the_keys_and_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old, plain = seal("Ona", PLACE), file().read_text()
    rewrite("geras slaptas sakinys")
    assert not {row["secret"] for row in json.loads(plain)["keys"]} & {
        row["secret"] for row in json.loads(file().read_text())["keys"]
    }
    for word, code in (("", "passphrase_missing"), ("kitas", "passphrase_wrong")):
        monkeypatch.setenv("GIJA_KEYS_PASSPHRASE", word)
        with pytest.raises(GijaError) as refused:
            ring()
        assert refused.value.code == f"encryption.{code}"
    word_file = tmp_path / "word"
    word_file.write_text("geras slaptas sakinys\n")
    monkeypatch.setenv("GIJA_KEYS_PASSPHRASE_FILE", str(word_file))
    assert unseal(old, PLACE) == "Ona"
    add_key()
    assert unseal(old, PLACE) == "Ona"
    rewrite("")
    monkeypatch.delenv("GIJA_KEYS_PASSPHRASE_FILE")
    monkeypatch.setenv("GIJA_KEYS_PASSPHRASE", "")
    assert unseal(old, PLACE) == "Ona"


def test_a_ring_that_others_can_read_is_refused() -> None:
    ring()
    file().chmod(0o640)
    rings._read.cache_clear()
    with pytest.raises(GijaError) as refused:
        ring()
    assert refused.value.code == "encryption.ring_open"


@pytest.mark.parametrize("content", ["", "{}", '{"form": "gija key ring 1", "salt": "", "keys": []}', "[1]"])
def test_a_broken_ring_is_named_and_never_replaced_by_a_fresh_one(content: str) -> None:
    ring()
    file().write_text(content)
    with pytest.raises(GijaError) as refused:
        ring()
    assert refused.value.code == "encryption.ring_broken"
    assert file().read_text() == content


def test_no_secret_shows_in_what_python_prints() -> None:
    assert ring().active.secret
    assert str(ring().active.secret) not in repr(ring())
