"""The sheet of each indicator, figures of other makers as vintages, and reporting years cut from parts of years."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from gija.rapporteur.statistics import cutting, exports, others, periods, queries, services, sheets
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.tests.conftest import figure
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators

BASE = "/rapporteur/figures/"
HEAD = "period,measure,as_first_published,first_publication,as_later_published,later_publication\n"
REVISED = f"{HEAD}2031-Q3,NRM referrals,100,2031-12-01 first bulletin,98,2032-03-01 second bulletin (updated)\n"


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("language", ["en", "lt"])
def test_every_indicator_has_a_page_that_tells_all_of_it(client_for: Any, cast: Any, language: str) -> None:
    vaida = client_for("vaida", language)
    assert vaida.get(f"{BASE}catalogue/").status_code == 200
    for code, of in indicators().items():
        text = vaida.get(f"{BASE}{code}/about/").content.decode()
        word = {"en": "unverified", "lt": "nepatikrinta"}[language]
        assert (word in text) is (of.legal is not None), code
    assert client_for("mantas").get(f"{BASE}catalogue/").status_code == 403
    assert vaida.get(f"{BASE}no_such/about/").status_code == 404


def test_an_unverified_indicator_says_so_in_the_file_too() -> None:
    point = figure("victims_registered", "2024", 3)
    for language, word in (("en", "unverified"), ("lt", "nepatikrinta")):
        text = exports.figures_csv("victims_registered", [point], language).decode("utf-8-sig")
        assert word in text.splitlines()[1]
    assert "unverified" not in exports.figures_csv("victims_state", [figure("victims_state", "2024", 3)], "en").decode()
    assert sheets.unverified("victims_state", "en") == ""


@pytest.mark.django_db(databases="__all__")
def test_a_figure_that_was_revised_is_two_vintages(cast: Any, client_for: Any) -> None:
    vaida = cast.actor("vaida")
    assert services.load_published(vaida, REVISED) == 2
    assert services.load_published(vaida, REVISED) == 0  # again: nothing, though the first telling is not the latest
    now = queries.series("nrm_referrals").points[0]
    first = queries.series("nrm_referrals", first=True).points[0]
    then = queries.series("nrm_referrals", as_of=dt.date(2032, 1, 1)).points[0]
    assert (now.value, first.value, then.value, now.vintage) == (98, 100, 100, 2)
    (told,) = queries.revisions("nrm_referrals")
    assert (told.before.value, told.after.value, told.after.revision) == (100, 98, "second bulletin (updated)")
    page = client_for("egle").get(f"{BASE}nrm_referrals/?told=first").content.decode()
    assert "second bulletin (updated)" in page


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(("row", "field"), [
    ("2031-Q3,Unknown,1,2031-12-01,2,2032-03-01", "measure"),
    ("2031-Q3,NRM referrals,many,2031-12-01,2,2032-03-01", "as_first_published"),
    ("2031-Q3,NRM referrals,1,2031-12-01,,2032-03-01", "as_later_published"),
    ("2031-Q3,NRM referrals,1,2031-13-45,2,2032-03-01", "first_publication"),
    ("2031-Q5,NRM referrals,1,2031-12-01,2,2032-03-01", "period"),
])  # fmt: skip
def test_a_row_that_says_no_figure_is_refused_with_its_field(cast: Any, row: str, field: str) -> None:
    with pytest.raises(GijaError) as caught:
        services.load_published(cast.actor("vaida"), f"{HEAD}{row}\n")
    assert (caught.value.code, caught.value.values["field"]) == ("statistics.bad_row", field)
    assert Observation.objects.count() == 0


@pytest.mark.django_db(databases="__all__")
def test_the_five_published_revisions_load_as_vintages(cast: Any, shared: Any) -> None:
    text = Path(shared("data/seed/uk_nrm_revisions.csv")).read_text(encoding="utf-8")
    assert services.load_published(cast.actor("vaida"), text) == 10
    found = [one for code in ("nrm_referrals", "nrm_conclusive") for one in queries.revisions(code)]
    assert len(found) == 5
    assert all(one.before.value != one.after.value and one.before.known_from < one.after.known_from for one in found)


@pytest.mark.django_db(databases="__all__")
def test_later_reports_continue_the_series_after_a_break(cast: Any, shared: Any, loaded: int) -> None:
    text = Path(shared("data/seed/tip_lithuania_later.csv")).read_text(encoding="utf-8")
    rows = len(text.splitlines()) - 1
    assert services.load_published(cast.actor("vaida"), text) == rows - 1  # the plan is told in words: no figure
    series = queries.series("victims_state")
    assert [p.period for p in series.points][-3:] == ["2017", "2018", "2019"]
    assert series.break_before("2017") is not None
    assert queries.series("victims_state", as_of=dt.date(2018, 12, 31)).points[-1].period == "2014"
    local = [p for p in queries.points("ngo_funding") if p.period == "2019" and p.value is None]
    assert [p.status for p in local] == ["not_available"]


def test_a_measure_of_a_later_report_that_is_not_known_is_refused() -> None:
    with pytest.raises(GijaError):
        others.drafts("year,indicator,breakdown,value,source_document,note\n2017,unknown,total,1,TIP 2019,\n")


@pytest.mark.parametrize(("period", "before", "end", "months"), [
    ("2014", "2013", "2014-12-31", 12), ("2014-H2", "2014-H1", "2014-12-31", 6),
    ("2014-H1", "2013-H2", "2014-06-30", 6),
    ("2014-Q1", "2013-Q4", "2014-03-31", 3), ("2016-02", "2016-01", "2016-02-29", 1),
    ("2014-01", "2013-12", "2014-01-31", 1),
])  # fmt: skip
def test_quarters_and_months_are_periods_too(period: str, before: str, end: str, months: int) -> None:
    assert periods.previous(period) == before
    assert periods.ends(period).isoformat() == end
    assert periods.length(period) == months


def test_a_reporting_year_is_cut_from_parts_and_only_whole() -> None:
    quarters = [figure("nrm_referrals", f"{year}-Q{q}", 10 * q) for year in (2023, 2024) for q in (1, 2, 3, 4)]
    (cut,) = cutting.cut(quarters, 7)
    assert (cut.begins, cut.ends, cut.value) == ("2023-07", "2024-06", 100)
    assert cut.periods == ("2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2")
    assert [one.value for one in cutting.cut(quarters, 1)] == [100, 100]
    assert cutting.cut(quarters, 2) == ()
    missing = [*quarters[:3], figure("nrm_referrals", "2023-Q4", None), *quarters[4:]]
    assert cutting.cut(missing, 7) == ()
    months = [figure("nrm_referrals", f"2024-{m:02}", 1) for m in range(1, 7)]
    mixed = [figure("nrm_referrals", "2023-H2", 5), *months]
    assert [one.value for one in cutting.cut(mixed, 7)] == [11]


def test_a_cohort_of_parts_of_a_year_is_no_cohort_of_the_year() -> None:
    from dataclasses import replace

    halves = [figure("victims_state", f"2024-H{half}", 3) for half in (1, 2)]
    assert len(cutting.cut(halves, 1)) == 1
    assert cutting.cut([replace(p, basis=replace(p.basis, base="cohort")) for p in halves], 1) == ()
