"""Gathering from a real PostgreSQL, alone and dying in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from gija.police.databases import pickup
from gija.police.databases.values import State
from gija.police.dossiers.gather import gather

from .conftest import EVERYTHING, FROM_SAULIUS, RESIDENTS, World

pytestmark = [pytest.mark.servers, pytest.mark.slow]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Any]:
    from gija.demo.servers import postgresql

    with postgresql(databases=["residents"]) as server:
        yield server


@pytest.fixture
def on_postgresql(postgresql: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The usual country with its residents in PostgreSQL."""
    from sqlalchemy import create_engine, text

    world.usual()
    url = postgresql.url("residents")
    columns = ("ID", "VARDAS", "PAVARDE", "GIM_DATA", "LYTIS", "AK", "ADRESAS", "TEL")
    engine = create_engine(url)
    with engine.begin() as opened:
        opened.execute(text('DROP TABLE IF EXISTS "GYVENTOJAI"'))
        opened.execute(text(f'CREATE TABLE "GYVENTOJAI" ({", ".join(f""""{name}" text""" for name in columns)})'))
        for row in RESIDENTS:
            places = ", ".join(f":{name}" for name in columns)
            opened.execute(text(f'INSERT INTO "GYVENTOJAI" VALUES ({places})'), dict(zip(columns, row, strict=True)))
    engine.dispose()
    monkeypatch.setenv("GIJA_TEST_RESIDENTS", url)  # a mapping holds no password
    world.residents(connection={"url": "${GIJA_TEST_RESIDENTS}"})
    return world


def test_residents_in_postgresql_give_the_same_dossier_as_in_sqlite(on_postgresql: World) -> None:
    there = gather(FROM_SAULIUS, 2, pickup, EVERYTHING, NOW)
    on_postgresql.residents()
    here = gather(FROM_SAULIUS, 2, pickup, EVERYTHING, NOW)
    assert there.silent == here.silent == ()
    assert [(one.id, one.label, one.attributes) for one in there.chart.entities] == [
        (one.id, one.label, one.attributes) for one in here.chart.entities
    ]
    assert [one.id for one in there.chart.relations] == [one.id for one in here.chart.relations]


class _Dies:
    """The real pick-up; the table is taken away after the record itself has been read."""

    def __init__(self, url: str) -> None:
        self.url = url

    def records(self, database: str, record_ids: Any, /) -> Any:
        return pickup.records(database, record_ids)

    def mentions(self, identifiers: Any, /) -> Any:
        from sqlalchemy import create_engine, text

        engine = create_engine(self.url)
        with engine.begin() as opened:
            opened.execute(text('DROP TABLE IF EXISTS "GYVENTOJAI"'))
        engine.dispose()
        return pickup.mentions(identifiers)


def test_what_postgresql_gave_before_its_table_went_is_kept_and_the_gap_named(
    on_postgresql: World, postgresql: Any
) -> None:
    found = gather(FROM_SAULIUS, 2, _Dies(postgresql.url("residents")), EVERYTHING, NOW)
    assert "residents" in found.silent
    assert {state.database: state.state for state in found.states}["residents"] is not State.ANSWERED
    assert "Saulius Vilkaitis" in {entity.label for entity in found.chart.entities}
    assert "vehicle" in {entity.type for entity in found.chart.entities}
