"""Data of an older version come through the migrations whole, on both engines, and the trail stays guarded.

As long as no version is tagged the older state is the first migration of every app. `dataset.py save TAG` stores the
data of a tagged version; from then on its last data set is what is brought forward (every other one too, if slow).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.migrations.dataset import losses

from gija.commons.backup.testing import DATABASES, Installation
from gija.demo.servers import postgresql

HERE = Path(__file__).parent
HEAD = f"import sys\nsys.path.insert(0, {str(HERE)!r})\nimport dataset\n"

# Tables and columns (`table.column`) that a migration removed or rewrote on purpose, with the reason.
GONE: dict[str, str] = {
    "register_tables_cell.why": "the register closes nothing any more; closed cells of old tables keep their status",
    "selfservice_ask.content": "what was answered is a release of the gate's ledger (gate_entry)",
    "selfservice_ask.hash": "the ledger's chain holds it",
    "rapporteur_activities_moneyreport.back": "what goes back is counted from what was paid and accepted, at any moment",
    "rapporteur_statistics_decision": "what was decided of a difference is an entry of its dialogue (rapporteur.reconciliation)",
}

BEFORE = "dataset.migrate_to(None)\ndataset.fill()\nresult = dataset._plain(dataset.snapshot())\n"
AFTER = """
from django.db import connections
from gija.commons.audit import triggers
from gija.commons.audit.services import verify
from gija.commons.encryption.targets import all_targets
from gija.commons.rowlevel.policies import policies

opened = 0
for found in all_targets().values():
    for target in found:
        for row in target.rows:
            opened += sum(bool(getattr(row, text.attname)) for text in target.texts)
walls = {}
for alias in connections:
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_policies")
            walls[alias] = [cursor.fetchone()[0], len(policies(alias))]
result = {
    "snapshot": dataset._plain(dataset.snapshot()),
    "findings": [f.kind for alias in connections for f in verify(alias)],
    "unguarded": [a for a in connections if set(triggers.expected(connections[a])) != triggers.present(connections[a])],
    "opened": opened,
    "walls": walls,
}
"""


@pytest.fixture(
    params=[pytest.param("sqlite", marks=pytest.mark.slow), pytest.param("postgresql", marks=pytest.mark.servers)]
)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    if request.param == "sqlite":
        yield Installation(tmp_path)
    else:
        with postgresql(databases=DATABASES) as server:
            yield Installation(tmp_path, server.django_url)


def _check(made: Installation, before: Any) -> None:
    made.done("migrate")
    after = made.program(HEAD + AFTER)
    assert losses(before, after["snapshot"], GONE) == []
    assert after["findings"] == after["unguarded"] == []
    assert after["opened"] > 20
    assert all(standing == named for standing, named in after["walls"].values())
    assert made.gija("migrate", "--check")[0] == 0


def test_data_of_the_first_migrations_come_through_whole(empty: Installation) -> None:
    before = empty.program(HEAD + BEFORE)
    assert sum(len(tables) for tables in before.values()) > 25
    assert all(rows for tables in before.values() for rows in tables.values())
    _check(empty, before)


def test_data_of_the_last_tagged_version_come_through_whole(empty: Installation) -> None:
    before = empty.program(
        HEAD
        + "sets = dataset.stored()\nif sets:\n    dataset.load(sets[-1])\n    result = dataset._plain(dataset.snapshot())\n"
    )
    if before is None:
        pytest.skip("no version has been tagged yet: tests/migrations/data is empty")
    _check(empty, before)


def test_a_stored_data_set_can_be_loaded_on_either_engine(empty: Installation, tmp_path: Path) -> None:
    """What will be stored at the first tag works, so that it does not turn out too late that it does not."""
    first, place = Installation(tmp_path / "first"), tmp_path / "data"
    place.mkdir()
    aside = f"dataset.DATA = dataset.Path({str(place)!r})\n"
    begin = "from gija.config.migrate import migrate_all\nmigrate_all()\ndataset.fill()\n"
    stored = first.program(HEAD + aside + begin + "dataset.save('v0.1')\nresult = dataset._plain(dataset.snapshot())\n")
    loaded = empty.program(
        HEAD + aside + "dataset.load(dataset.stored()[-1])\nresult = dataset._plain(dataset.snapshot())\n"
    )
    if empty.url is None:  # each engine writes booleans and times in its own way
        assert loaded == stored
    assert {a: {t: len(rows) for t, rows in tables.items()} for a, tables in loaded.items()} == {
        a: {t: len(rows) for t, rows in tables.items()} for a, tables in stored.items()
    }
    _check(empty, loaded)
