"""What the tests of reports share: who works on them, the report of 2014 made of the published figures, a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.reconciliation import comparing
from gija.rapporteur.reports import building
from gija.rapporteur.reports.values import ReportData
from gija.rapporteur.statistics import checks, published
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.text import Text

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "saule": ("Saulė Pranešėja", "national_rapporteur", "moi"),
    "jonas": ("Jonas Koordinatorius", "national_coordinator", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
}
FONTS = [Path(__file__).resolve().parents[3] / "commons/pages/static/vendor/fonts"]
SETTING = building.Setting(Text("Ministry of the Interior", "Vidaus reikalų ministerija"))


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with two of the Rapporteur's office, the coordinator and an evaluator."""
    return cast.join(PEOPLE)


@pytest.fixture
def loaded(cast: Cast) -> int:
    """The published figures, loaded by Vaida."""
    from gija.rapporteur.statistics.services import load_published

    return load_published(cast.actor("vaida"))


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of releases, empty."""
    made = tmp_path / "releases"
    settings.RELEASES = made
    return made


def published_points() -> tuple[Point, ...]:
    return tuple(draft.point for draft in published.drafts(published.ours()))


def annual_2014() -> ReportData:
    """The report of 2014 without a database."""
    points = published_points()
    return building.annual(2014, points, comparing.differences(points), checks.findings(points), SETTING)


def cell(value: int | None, measure: str = "register_records", **codes: str) -> Point:
    """A cell of the register's table."""
    basis = Basis("as_table", "as_table", "register_table", "igo", "reported", "victims_of_trafficking")
    status = "reported" if value is not None else "suppressed"
    return Point(measure, "2014-H1", tuple(sorted(codes.items())), value, status, basis, "register")


HANDED = building.Handed(
    "victims_of_trafficking", Text("Victims", "Aukos"), 1, "a" * 64, "2014-07-20", Text("IOM", "TMO")
)


def half_year_points(*more: Point) -> tuple[Point, ...]:
    """A half-year of 60 records in which three cells are withheld."""
    return (
        cell(60), cell(40, "register_people_lower"), cell(60, "register_people_upper"),
        cell(41, sex="F"), cell(19, sex="M"),
        cell(50, age_group="adult"), cell(None, age_group="child"), cell(None, age_group="unknown"),
        cell(0, victim_status="declined"), cell(33, victim_status="presumed"), cell(27, victim_status="recognised"),
        *more,
    )  # fmt: skip


def half_year_2014(*more: Point) -> ReportData:
    """The report of that half-year."""
    return building.half_year("2014-H1", [HANDED], half_year_points(*more), SETTING)


@pytest.fixture
def tables(cast: Cast) -> None:
    """The register's tables of a first half and its year, for two years."""
    hand_over(2013)
    hand_over(2014)


def hand_over(year: int) -> None:
    """The tables of a first half and its year: three men in the half, few after it.

    What only grows stays from one test that commits to the next: each looks first.
    """
    from django.utils import timezone

    from gija.rapporteur.statistics.models import ReceivedTable
    from gija.rapporteur.statistics.services import observation

    for period, (women, men, others) in ((f"{year}-H1", (40, 3, 20)), (str(year), (80, 11, 29))):
        counts = {"F": women, "M": men, "U": others}
        points = (cell(sum(counts.values())), *(cell(value, sex=code) for code, value in counts.items()))
        for point in points:
            kept = observation(replace(point, period=period), 1)
            if not type(kept).objects.filter(period=period, breakdown=kept.breakdown, dataset=kept.dataset).exists():
                kept.save()
        ReceivedTable.objects.create(
            table="victims_of_trafficking", period=period, vintage=1, hash="b" * 64, title_en="Victims",
            title_lt="Aukos", cells=4, made_by="moi", approved_by="moi", approved_on=dt.date(2015, 1, 20),
            letter=period, received_at=timezone.now(),
        )  # fmt: skip
