"""The drill: an installation with identities is backed up, destroyed, and comes back: readable, chains whole."""

from __future__ import annotations

import itertools
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gija.commons.backup.testing import DATABASES, FILLED, READ, Installation
from gija.demo.servers import Server, postgresql

_numbers = itertools.count(1)


pytestmark = pytest.mark.xdist_group("backup_drill")  # one worker: the installations are made once and copied


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with three hundred identities and an anchor, made once and copied."""
    return _filled(Installation(tmp_path_factory.mktemp("template")))


@pytest.fixture(scope="session")
def server_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Installation]]:
    with postgresql(databases=DATABASES) as server:
        yield server, _filled(Installation(tmp_path_factory.mktemp("template"), server.django_url))


def _filled(made: Installation) -> Installation:
    made.done("migrate")
    made.program(FILLED)
    made.done("audit", "anchor")
    return made


@pytest.fixture
def small(sqlite_template: Installation, tmp_path: Path) -> Installation:
    """A copy of the one on SQLite."""
    shutil.copytree(sqlite_template.var, tmp_path / "var")
    return Installation(tmp_path)


@pytest.fixture(
    params=[pytest.param("sqlite", marks=pytest.mark.slow), pytest.param("postgresql", marks=pytest.mark.servers)]
)
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """A copy of the installation, on each engine."""
    if request.param == "sqlite":
        made: Installation = request.getfixturevalue("small")
        return made
    server, template = request.getfixturevalue("server_template")
    number = next(_numbers)
    with psycopg.connect(server.django_url("postgres"), autocommit=True) as connection:
        for name in DATABASES:
            connection.execute(f"CREATE DATABASE {name}_{number} TEMPLATE {name}")
    shutil.copytree(template.var, tmp_path / "var")
    return Installation(tmp_path, lambda name: server.django_url(f"{name}_{number}"))


def _destroy(made: Installation) -> None:
    if made.url:
        made.program(
            "from django.db import connections\n"
            "for c in connections.all():\n"
            "    c.cursor().execute('DROP SCHEMA IF EXISTS public CASCADE')\n"
            "    c.cursor().execute('CREATE SCHEMA public')\n"
        )
    shutil.rmtree(made.var, ignore_errors=True)


def _backed_up(made: Installation) -> tuple[Path, Path]:
    key, file = made.folder / "key.txt", made.folder / "gija.age"
    recipient = made.done("backup", str(key), "--new-identity").strip()
    made.done("backup", str(file), "--to", recipient)
    return file, key


def test_a_destroyed_installation_comes_back_with_readable_identities_and_whole_chains(filled: Installation) -> None:
    before = filled.program(READ)
    file, key = _backed_up(filled)
    assert "emait" not in file.read_bytes().decode("latin-1")
    secret = (filled.var / "secret.key").read_text()
    _destroy(filled)
    said = filled.done("restore", str(file), "--identity", str(key))
    assert "Restored" in said
    after = filled.program(READ)
    assert len(after["people"]) == 300
    assert after["people"] == before["people"]
    assert after["findings"] == before["findings"] == []
    grown = {name: count - before["entries"][name] for name, count in after["entries"].items()}
    assert grown == {"default": 1, "police": 0, "casework": 0, "register": 0, "rapporteur": 0}  # backup.restore
    assert (filled.var / "secret.key").read_text() == secret
    assert (filled.var / "keys" / "ring.json").stat().st_mode & 0o777 == 0o600
    assert (filled.var / "anchors" / "heads.jsonl").exists()
    filled.done("audit", "verify")
    filled.done("keys", "rotate", "--new")
    assert filled.program(READ)["people"] == before["people"]
    assert sorted(p.name for p in filled.folder.iterdir()) == ["gija.age", "key.txt", "var"]


def test_nothing_is_restored_over_what_is_there_nor_from_what_is_broken(filled: Installation) -> None:
    file, key = _backed_up(filled)
    code, said = filled.gija("restore", str(file), "--identity", str(key))
    assert (code, "is not empty" in said) == (2, True)
    if filled.url:
        kept = filled.var.rename(filled.folder / "kept")
        code, said = filled.gija("restore", str(file), "--identity", str(key))
        assert (code, "database" in said, "not empty" in said) == (2, True, True)
        assert not filled.var.exists()
        kept.rename(filled.var)
    _destroy(filled)

    other = filled.folder / "other.txt"
    filled.done("backup", str(other), "--new-identity")
    _gone(filled)
    cut, changed = filled.folder / "cut.age", filled.folder / "changed.age"
    data = file.read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    changed.write_bytes(data[:-2000] + bytes([data[-2000] ^ 1]) + data[-1999:])
    for broken, with_key, sentence in (
        (file, other, "not for this private key"),
        (cut, key, "damaged"),
        (changed, key, "damaged"),
        (key, key, "no backup"),
    ):
        code, said = filled.gija("restore", str(broken), "--identity", str(with_key))
        assert code == 2
        assert sentence in said
        _gone(filled)
    filled.done("restore", str(file), "--identity", str(key))


def _gone(made: Installation) -> None:
    """Nothing is there of an installation, nor of an attempt to restore one."""
    if made.var.exists():  # `backup --new-identity` starts Django, which makes the secret key
        assert [f.name for f in made.var.rglob("*") if f.is_file()] == ["secret.key"]
        shutil.rmtree(made.var)
    assert [f for f in made.folder.iterdir() if f.name.startswith(".")] == []


def test_a_restore_that_is_killed_at_any_moment_leaves_no_half_installation(filled: Installation) -> None:
    file, key = _backed_up(filled)
    before = filled.program(READ)
    _destroy(filled)
    for seconds in (0.5, 0.9, 1.3, 1.7):
        running = filled.start("restore", str(file), "--identity", str(key))
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if filled.var.exists():  # it was done before it was killed
            break
    else:
        filled.done("restore", str(file), "--identity", str(key))
    after = filled.program(READ)
    assert (after["people"], after["findings"]) == (before["people"], [])


def test_a_chain_that_was_rewritten_before_the_backup_is_not_restored(filled: Installation) -> None:
    filled.program(
        """
from django.db import connections
from gija.commons.audit import triggers
connection = connections["casework"]
with connection.cursor() as cursor:
    for name in triggers.present(connection):
        cursor.execute(triggers.drop(connection, name))
    cursor.execute("UPDATE audit_entry SET action = 'test.other' WHERE number = 5")
    for statement in triggers.expected(connection).values():
        cursor.execute(statement)
"""
    )
    file, key = _backed_up(filled)
    _destroy(filled)
    code, said = filled.gija("restore", str(file), "--identity", str(key))
    assert (code, "audit trail of casework" in said) == (2, True)
    _gone(filled)


@pytest.mark.slow
def test_a_backup_made_while_others_write_is_of_one_moment(small: Installation) -> None:
    made = small
    writer = made.start_program(
        """
from django.db import transaction
from gija.commons.audit.services import record
while True:
    with transaction.atomic(using="casework"):
        record("casework", None, "test.busy")
"""
    )
    try:
        file, key = _backed_up(made)
    finally:
        writer.kill()
        writer.wait()
    shutil.rmtree(made.var)
    made.done("restore", str(file), "--identity", str(key))
    assert made.program(READ)["findings"] == []


@pytest.mark.slow
def test_other_zones_and_other_engines_are_refused_before_anything_is_written(small: Installation) -> None:
    made = small
    file, key = _backed_up(made)
    shutil.rmtree(made.var)
    for more, sentence in (
        ({"GIJA_ZONES": "police"}, "Set GIJA_ZONES=police,casework"),
        ({"GIJA_DATABASE_POLICE": "postgres://x:y@127.0.0.1:1/z"}, "GIJA_DATABASE_POLICE names another engine"),
    ):
        made.more = more
        code, said = made.gija("restore", str(file), "--identity", str(key))
        assert code == 2
        assert sentence in " ".join(said.split())
        _gone(made)
    made.more = {}


@pytest.mark.slow
def test_a_damaged_database_is_not_taken_for_a_backup(small: Installation) -> None:
    made = small
    recipient = made.done("backup", str(made.folder / "key.txt"), "--new-identity").strip()
    place = made.var / "casework.sqlite3"
    with sqlite3.connect(place) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with place.open("r+b") as raw:
        raw.seek(4096 * 3)
        raw.write(b"\xff" * 4096 * 8)
    code, said = made.gija("backup", str(made.folder / "b.age"), "--to", recipient)
    assert code == 2
    assert "damaged" in said
    assert not (made.folder / "b.age").exists()
