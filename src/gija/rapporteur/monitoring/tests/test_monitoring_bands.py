"""Time lags: institutions added up band by band; what is not known is no zero. What is not drawn is said to be left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.rapporteur.monitoring.bands import bands
from gija.rapporteur.statistics.points import Basis, Point

from .conftest import point

BASE = "/rapporteur/monitoring/"
STEP = (("time_lag", "permit"),)


def lag(own: str, value: int | None, band: str = "", period: str = "2031-H1", **more: Any) -> Point:
    """A figure of an institution's table of time lags: of all bands together, or of one."""
    basis = Basis("events", "not_applicable", "institution_table", "ngo", "reported", f"time_lags-{own}")
    of = "time_lag=permit" + (f";time_lag_band={band}" if band else "")
    return point(period, value, basis, "time_lag_cases", of, source="casework", **more)


def found(*points: Point, period: str = "") -> dict[str, int | None]:
    told = bands(points, "time_lag_band", STEP, period)
    assert told is not None
    return dict(told.values)


def test_bands_of_institutions_are_added_and_unnamed_ones_are_zero_where_the_named_are_all() -> None:
    told = found(lag("viltis", 3), lag("viltis", 1, "d7"), lag("viltis", 2, "unknown"), lag("b", 4), lag("b", 4, "d7"))
    assert told == {"d7": 5, "d8_30": 0, "d31_90": 0, "d91_365": 0, "over_365": 0, "unknown": 2}


def test_where_named_bands_do_not_make_the_whole_the_others_are_not_known() -> None:
    told = found(lag("viltis", 3), lag("viltis", 1, "d7"), lag("b", 0))
    assert told == {"d7": 1, "d8_30": None, "d31_90": None, "d91_365": None, "over_365": None, "unknown": None}
    hidden = found(lag("viltis", 3), lag("viltis", 3, "d7"), lag("viltis", None, "d8_30", status="suppressed"))
    assert (hidden["d7"], hidden["d8_30"], hidden["over_365"]) == (3, None, None)


def test_the_latest_period_that_was_told_is_shown_or_the_one_that_is_asked_for() -> None:
    points = (lag("b", 1, period="2031-H1"), lag("b", 1, "d7", "2031-H1"), lag("b", 0, period="2031-H2"))
    assert found(*points)["d7"] == 0
    assert found(*points, period="2031-H1")["d7"] == 1
    assert found(*points, period="2030-H1") == found(*points)
    assert bands([lag("b", None)], "time_lag_band", STEP, "") is None


@pytest.mark.django_db(databases="__all__")
def test_time_lags_are_drawn_for_inner_roles_from_what_institutions_handed_over(
    client_for: Callable[..., Any], keep: Callable[..., None]
) -> None:
    keep(lag("viltis", 7117), lag("viltis", 7117, "d8_30"), lag("b", 0))
    page = client_for("vaida", "lt").get(f"{BASE}section/lags/").content.decode()
    panel = page.split('id="lag_permit"')[1].split("</section>")[0]
    assert "<svg" in panel
    assert "7117" in panel.replace("\xa0", "").replace(" ", "")
    assert "2 įstaigų bylų žingsniai sudėti kartu" in panel
    assert 'class="empty"' in page.split('id="lag_award"')[1].split("</section>")[0]
    assert "7117" not in client_for("egle").get(f"{BASE}section/lags/").content.decode().replace(",", "")


@pytest.mark.django_db(databases="__all__")
def test_figures_of_suppliers_that_are_not_drawn_are_said_to_be_left_out(
    client_for: Callable[..., Any], keep: Callable[..., None]
) -> None:
    """Two police units look alike in a chart: one of them alone must not pass for the police."""
    for unit, value in (("unit_a", 31), ("unit_b", 57)):
        basis = Basis("events", "presumed_or_recognised", "as_indicator", "police", "reported", unit)
        keep(point("2032", value, basis, "victims_registered", "exploitation=sexual", source="collection"))
    page = client_for("vaida").get(f"{BASE}section/forms/?period=2032").content.decode()
    panel = page.split('id="forms_19a"')[1].split("</section>")[0]
    assert "Of 1 more institutions or tables the figures are not drawn" in panel
