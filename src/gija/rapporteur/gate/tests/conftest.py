"""Half-years of the register as the gate sees them: true counts, small ones among them. Invented."""

from __future__ import annotations

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.statistics.points import Basis, Point

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "jonas": ("Jonas Koordinatorius", "national_coordinator", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with the Rapporteur, the coordinator and an evaluator."""
    return cast.join(PEOPLE)


def cell(value: int, period: str = "2014-H1", **codes: str) -> Point:
    """One true count of records."""
    basis = Basis("as_table", "as_table", "register_table", "igo", "reported", "victims_of_trafficking")
    return Point("register_records", period, tuple(sorted(codes.items())), value, "reported", basis, "register")


def period(name: str, women: int, men: int, unknown: int = 0) -> tuple[Point, ...]:
    """A table by sex."""
    whole = women + men + unknown
    by_sex = (cell(women, name, sex="F"), cell(men, name, sex="M"), cell(unknown, name, sex="U"))
    return (cell(whole, name), *by_sex)


def cited(value: int, year: str = "2014") -> Point:
    """A figure that the state published."""
    basis = Basis("events", "registered", "victims_recognised_in_year", "police", "cited")
    return Point("victims_state", year, (), value, "reported", basis, "S1")
