"""The reports as data: every published figure is there with its source line, nothing more, nothing missing as zero."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from gija.figures.charts import LineChart, Value
from gija.rapporteur.reconciliation import comparing
from gija.rapporteur.reports import building, stored
from gija.rapporteur.reports.values import Cell, Figure, Notice, ReportData, Table
from gija.rapporteur.statistics import checks
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

from .conftest import HANDED, SETTING, annual_2014, cell, half_year_2014, published_points


def said(cell: Cell) -> str:
    return cell.in_("en")


def table(data: ReportData, code: str) -> Table:
    return next(one for one in data.tables if one.code == code)


def test_every_published_figure_stands_in_the_evidence_with_its_line_and_words() -> None:
    points = published_points()
    rows = table(annual_2014(), "evidence-1").rows
    assert len(rows) == len(points)
    seen = {
        (said(row[0]), said(row[1]), row[3].number if isinstance(row[3], Value) else None, said(row[4])) for row in rows
    }
    for p in points:
        assert (code_list("indicator")[p.indicator].text.en, p.period, p.value, f"S1 {p.line}") in seen


def test_the_report_holds_no_number_that_was_not_published_or_reckoned_from_published_ones() -> None:
    data = annual_2014()
    ratios = {row.ratio for row in comparing.differences(published_points())}
    known = {p.value for p in published_points()} | ratios
    for one in data.tables:
        for row in one.rows:
            assert all(c.number in known for c in row if isinstance(c, Value) and c.number is not None), one.code


def test_victims_of_different_stages_share_no_line_and_breaks_are_told() -> None:
    figure = next(one for one in annual_2014().figures if one.code == "victims-2")
    assert isinstance(figure.chart, LineChart)
    lines = {line.part.code: line for line in figure.chart.lines}
    assert set(lines) == {"presumed", "identified", "recognised"}
    assert [v.number if v else None for v in lines["recognised"].values] == [None, None, 25, 14, None, 47]
    assert lines["recognised"].values[0] == Value(None, "not_available")
    assert lines["recognised"].breaks == (3, 5)
    assert len(figure.notes) == 3


def test_the_series_of_ngos_is_broken_between_2011_and_2012() -> None:
    figure = next(one for one in annual_2014().figures if one.code == "assistance-2")
    assert isinstance(figure.chart, LineChart)
    assert [line.breaks for line in figure.chart.lines] == [(3,)]


def test_key_figures_are_compared_only_where_they_count_the_same() -> None:
    rows = {said(row[0]): said(row[3]) for row in table(annual_2014(), "summary-1").rows}
    assert rows["Victims known to the state"].startswith("no: base")
    assert rows["Persons assisted by NGOs"] == "yes"
    assert rows["Investigations under way"] == "one of the two is missing"


def test_state_and_ngo_stand_side_by_side_with_ratio_and_reasons() -> None:
    rows = table(annual_2014(), "state_and_ngo-1-table").rows
    of_2014 = next(row for row in rows if row[0] == Text("2014", "2014"))
    assert [of_2014[i].in_("lt") for i in (1, 3, 5)] == ["47", "80", "1,7"]
    assert len(rows) == 7  # 2011 has two figures of the state


def test_a_year_without_figures_and_reported_figures_are_left_out() -> None:
    points = published_points()
    with pytest.raises(GijaError) as refused:
        building.annual(2031, points, (), (), SETTING)
    assert refused.value.code == "reports.no_figures"
    more = replace(points[0], basis=replace(points[0].basis, kind="reported"), value=999_999)
    data = building.annual(2014, (*points, more), (), (), SETTING)
    assert "999999" not in stored.canonical(data).decode()


def test_figures_after_the_year_are_not_told() -> None:
    data = building.annual(2013, published_points(), (), (), SETTING)
    assert data.code == "annual-2013"
    periods = {said(row[1]) for row in table(data, "evidence-1").rows}
    assert max(periods) <= "2013-H2"
    assert "2014" not in periods


def test_the_half_year_report_says_records_bounds_and_what_is_withheld() -> None:
    data = half_year_2014()
    totals = {said(row[0]): row[1] for row in table(data, "totals").rows}
    assert totals["Records of the register"] == Value(60)
    assert totals["People in the register, at least"] == Value(40)
    ages = table(data, "age-group-table").rows
    assert [row[1] for row in ages] == [Value(None, "suppressed"), Value(50), Value(None, "suppressed")]
    statuses = {said(row[0]): row[1] for row in table(data, "victim-status-table").rows}
    assert statuses["Declined"] == Value(0) if "Declined" in statuses else Value(0) in statuses.values()


def test_a_breakdown_withheld_whole_is_said_and_not_drawn() -> None:
    data = half_year_2014(cell(None, exploitation="sexual"), cell(None, exploitation="forced_labour"))
    section = next(one for one in data.sections if one.code == "exploitation")
    assert not any(isinstance(block, Figure) for block in section.blocks)
    assert isinstance(section.blocks[0], Notice)


def test_a_half_year_needs_its_table() -> None:
    for period, code in (("2014", "reports.period"), ("2014-H3", "reports.period"), ("2014-H2", "reports.no_table")):
        with pytest.raises(GijaError) as refused:
            building.half_year(period, [HANDED], (), SETTING)
        assert refused.value.code == code


@pytest.mark.parametrize("data", [annual_2014(), half_year_2014()], ids=["annual", "half-year"])
def test_what_is_kept_is_read_back_the_same_and_its_hash_tells_any_change(data: ReportData) -> None:
    again = stored.read(stored.canonical(data))
    assert again == data
    assert stored.digest(again) == stored.digest(data)
    assert stored.digest(replace(data, title=Text("x", data.title.lt))) != stored.digest(data)


def test_the_order_in_which_figures_come_changes_nothing() -> None:
    points: tuple[Point, ...] = tuple(reversed(published_points()))
    other = building.annual(2014, points, comparing.differences(points), checks.findings(points), SETTING)
    assert stored.digest(other) == stored.digest(annual_2014())


@pytest.mark.parametrize("data", [annual_2014(), half_year_2014()], ids=["annual", "half-year"])
def test_every_word_stands_in_both_languages_and_no_place_is_left_open(data: ReportData) -> None:
    def texts(raw: object) -> list[tuple[str, str]]:
        if isinstance(raw, list):
            return [t for one in raw for t in texts(one)]
        if isinstance(raw, dict):
            own = [(raw["en"], raw["lt"])] if raw.get("_") == "Text" else []
            return own + [t for one in raw.values() for t in texts(one)]
        return []

    for en, lt in texts(json.loads(stored.canonical(data))):
        assert bool(en) == bool(lt), (en, lt)
        assert not re.search(r"\{\w*\}", en + lt), (en, lt)
        assert '"' not in lt, lt
        assert not re.search(r"[ąčęėįšųūž]", en) or en == lt or "“" in en, en
