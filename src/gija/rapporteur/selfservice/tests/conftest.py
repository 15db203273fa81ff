"""Who asks for tables, and what they may ask of: two made-up half-years, whose official tables were published."""

from __future__ import annotations

from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.methods.disclosure.values import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell
from gija.rapporteur.gate.populations import TIME
from gija.rapporteur.selfservice.testing import PEOPLE, TELLING, MadeCube

# Nobody here exists.
STAFF = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "jonas": ("Jonas Koordinatorius", "national_coordinator", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
    "ona": ("Ona Teikėja", "data_supplier", "kpb"),
    "petras": ("Petras Vadovas", "supplier_head", "kpb"),
}
CUBES = [TELLING, MadeCube(PEOPLE)]


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with suppliers and the Rapporteur's office."""
    return cast.join(STAFF)


def official(period: str, total: int, day: str) -> Release:
    """A published table of one figure, over people."""
    year = period[:4]
    time = Axis.of(TIME, {f"{year}-H1": year, f"{year}-H2": year}, open=True)
    return Release(f"half_year-{period}-v1", (Table("register_people", (time,), (Cell((period,), total),)),), day)


@pytest.fixture
def opened(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both half-years may be asked of. The ledger only grows, so it is looked at first."""
    from gija.rapporteur.gate import cubes, services
    from gija.rapporteur.gate import queries as gate
    from gija.rapporteur.selfservice import queries

    monkeypatch.setattr(queries, "cubes", lambda: CUBES)
    monkeypatch.setattr(cubes, "latest", {one.period: one for one in CUBES}.get)
    there = {one.name for one in gate.ledger()}
    first, second = official("2014-H1", 36, "2014-07-20"), official("2014-H2", 22, "2015-01-20")
    services.put(one for one in (first, second) if one.name not in there)
