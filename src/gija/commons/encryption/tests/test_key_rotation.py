"""Rotation leaves nothing under an old key, loses nothing, and a key is destroyed only when nothing needs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from gija.commons.encryption import rotation
from gija.commons.encryption.fields import blind_index
from gija.commons.encryption.ring import ring
from gija.commons.encryption.rotation import new_key, retire, rotate
from gija.commons.encryption.targets import Target
from gija.vocabulary.errors import GijaError


@pytest.fixture
def target(person: Any, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The one place of encrypted values in this installation."""
    fields = {field.name: field for field in person._meta.local_concrete_fields}
    found = Target("default", person, (fields["name"], fields["phone"]), (fields["name_index"],))
    monkeypatch.setattr(rotation, "used", lambda: {"default": found.used()})
    return found


def _older(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "GRACE", dt.timedelta(0))


def _audited(entries: Callable[[str], list[Any]]) -> list[tuple[str, str]]:
    return [(entry.action, entry.object_id) for entry in entries("default")]


def test_everything_comes_under_the_new_key_and_reads_as_before(
    target: Target, person: Any, audit_entries: Callable[[str], list[Any]]
) -> None:
    people = {p.pk: p.name for p in (person(name=f"Vardas {n}", phone="" if n % 2 else "8") for n in range(25))}
    for pk, name in people.items():
        person(pk=pk, name=name, phone=None).save()
    old, key = ring().active.id, new_key().id
    run = rotate("default", (target,), batch=7)
    assert (run.waiting, run.rows, run.faults) == (25, 25, [])
    assert set(target.used()) == {key}
    assert {p.pk: p.name for p in person.objects.all()} == people
    assert person.objects.filter(name_index=blind_index(person, "name_index", "vardas 3")).count() == 1
    assert _audited(audit_entries) == [("keys.new", key), ("keys.rotate", key)]
    assert old != key


def test_a_run_that_broke_off_is_gone_on_with(target: Target, person: Any) -> None:
    for n in range(20):
        person(name=f"Vardas {n}").save()
    new_key()

    class Killed(BaseException):
        pass

    def stop(rows: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        rotate("default", (target,), stop, batch=6)
    assert len(target.used()) == 2
    run = rotate("default", (target,), batch=6)
    assert (run.waiting, run.rows) == (14, 14)
    assert len(target.used()) == 1


def test_a_row_that_does_not_open_is_named_and_stops_nobody_else(target: Target, person: Any) -> None:
    rows = [person(name=f"Vardas {n}") for n in range(5)]
    for row in rows:
        row.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE encryption_someone SET name = name || 'A' WHERE name_index = %s", [rows[2].name_index])
    old = ring().active.id
    new_key()
    run = rotate("default", (target,), batch=2)
    assert (run.rows, run.faults) == (4, [("encryption.someone", str(rows[2].pk), "encryption.wrong_place")])
    assert target.used()[old]


def test_a_key_is_not_retired_while_anything_is_under_it(
    target: Target, person: Any, monkeypatch: pytest.MonkeyPatch, audit_entries: Callable[[str], list[Any]]
) -> None:
    _older(monkeypatch)
    person(name="Ona").save()
    old = ring().active.id
    with pytest.raises(GijaError) as refused:
        retire(old)
    assert refused.value.code == "encryption.key_active"
    new_key()
    with pytest.raises(GijaError) as refused:
        retire(old)
    assert (refused.value.code, refused.value.values["count"]) == ("encryption.key_used", 2)
    rotate("default", (target,))
    retire(old)
    assert person.objects.get().name == "Ona"
    assert _audited(audit_entries)[-1] == ("keys.retire", old)
    with pytest.raises(GijaError) as refused:
        retire(old)
    assert refused.value.code == "encryption.unknown_key"


def test_a_key_replaced_a_moment_ago_is_not_retired(target: Target) -> None:
    old = ring().active.id
    new_key()
    with pytest.raises(GijaError) as refused:
        retire(old)
    assert refused.value.code == "encryption.key_young"
