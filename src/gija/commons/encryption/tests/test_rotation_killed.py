"""A rotation killed again and again in a real installation loses nothing, and ends with one key."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from gija.commons.backup.testing import FILLED, READ, Installation

pytestmark = pytest.mark.slow

KEYS = """
from gija.commons.audit.models import Entry
from gija.commons.encryption.ring import ring
from gija.commons.encryption.targets import used
result = {
    "active": ring().active.id,
    "used": {name: dict(counted) for name, counted in used().items()},
    "runs": Entry.objects.using("casework").filter(action="keys.rotate").count(),
}
"""
FOUND = """
from gija.casework.cases.models import Person
from gija.commons.encryption.fields import blind_indexes
person = Person.objects.get(given_names__isnull=False, pk=sorted(p.pk for p in Person.objects.all())[7])
column = person._meta.get_field("personal_code_index")
wanted = blind_indexes(Person, column.name, getattr(person, column.of)() if callable(getattr(person, column.of))
                       else getattr(person, column.of))
result = Person.objects.filter(personal_code_index__in=wanted).count()
"""


def test_a_rotation_killed_again_and_again_ends_with_one_key_and_every_identity(tmp_path: Path) -> None:
    made, chance = Installation(tmp_path), random.Random(3)
    made.done("migrate")
    made.program(FILLED)
    before = made.program(READ)
    made.done("keys", "new")
    old = made.program(KEYS)
    kills = 0
    while kills < 6:
        running = made.start("keys", "rotate")
        _wait_for_first_rows(made, old["active"], chance.uniform(0.0, 0.4))
        running.send_signal(signal.SIGKILL)
        kills += running.wait() == -signal.SIGKILL
        if len(made.program(KEYS)["used"]["casework"]) == 1:
            break
    made.done("keys", "rotate")
    after = made.program(KEYS)
    assert set(after["used"]["casework"]) == {after["active"]} == {old["active"]}
    assert made.program(READ)["people"] == before["people"]
    assert made.program(READ)["findings"] == []
    assert made.program(FOUND) == 1
    assert kills >= 1
    assert after["runs"] >= 2  # each run that began left its entry

    code, said = made.gija("keys", "retire", next(k for k in _ids(made) if k != after["active"]))
    assert (code, "minutes ago" in said) == (2, True)
    assert after["active"] in made.done("keys", "list")


def _ids(made: Installation) -> list[str]:
    found: list[str] = made.program("from gija.commons.encryption.ring import ring\nresult=[k.id for k in ring().keys]")
    return found


def _wait_for_first_rows(made: Installation, key: str, more: float) -> None:
    """Until the run has renewed something (or a while has gone by), so that it is killed in the middle."""
    import sqlite3

    until = time.monotonic() + 15
    while time.monotonic() < until:
        with sqlite3.connect(f"file:{made.var / 'casework.sqlite3'}?mode=ro", uri=True) as opened:
            entries = opened.execute("SELECT count(*) FROM audit_entry WHERE action = 'keys.rotate'").fetchone()[0]
        if entries > getattr(_wait_for_first_rows, "seen", 0):
            _wait_for_first_rows.seen = entries  # type: ignore[attr-defined]
            break
        time.sleep(0.01)
    time.sleep(more)
