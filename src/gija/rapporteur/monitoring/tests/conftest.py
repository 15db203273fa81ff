"""What the tests of monitoring share: Rapporteur, coordinator, evaluator, Ombudsman, a supplier; figures made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.statistics.breakdowns import typed
from gija.rapporteur.statistics.points import Basis, Point

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "paulius": ("Paulius Koordinatorius", "national_coordinator", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
    "vilma": ("Vilma Kontrolierė", "childrens_ombudsman", "ombudsman"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
}
CITED = Basis("events", "convicted", "convicted_in_year", "ministry")
SUPPLIED = Basis("events", "convicted", "convicted_in_year", "court", "reported", "kpb")
REGISTER = Basis("as_table", "as_table", "register_table", "igo", "reported", "half_year")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    from gija.commons.directory.models import Institution
    from gija.commons.directory.services import make_institution

    if not Institution.objects.filter(code="ombudsman").exists():
        make_institution("ombudsman", "Ombudsman (invented)", "Kontrolieriaus įstaiga (išgalvota)", "ministry")
    return cast.join(PEOPLE)


@pytest.fixture
def loaded(cast: Cast) -> int:
    """The published figures, loaded by Vaida."""
    from gija.rapporteur.statistics.services import load_published

    return load_published(cast.actor("vaida"))


def point(
    period: str, value: int | None, basis: Basis = CITED, indicator: str = "persons_convicted", of: str = "",
    source: str = "S1", **more: object,
) -> Point:  # fmt: skip
    """A figure made up for a test."""
    status = str(more.pop("status", "reported" if value is not None else "not_available"))
    return Point(
        indicator, period, typed(of), value, status, basis, source, qualifier="exact" if value is not None else "",
        known_from=dt.date(2016, 1, 1), **more,  # type: ignore[arg-type]  # as the test says
    )  # fmt: skip


@pytest.fixture
def keep(cast: Cast) -> Callable[..., None]:
    """`keep(*points)`: put made-up figures among the observations, unless they are there (they stay between tests)."""
    from gija.rapporteur.statistics.models import ZONE, Observation
    from gija.rapporteur.statistics.services import observation

    def kept(*points: Point) -> None:
        for one in points:
            row = observation(one, one.vintage)
            same = {name: getattr(row, name) for name in Observation.IDENTITY}
            if not Observation.objects.filter(**same, value=row.value).exists():
                row.save(using=ZONE)

    return kept
