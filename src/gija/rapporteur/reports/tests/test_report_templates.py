"""Every kind of report: its periods, the sections that ask for words, and what each must hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from gija.figures.charts import Value
from gija.figures.waterfall import Waterfall
from gija.rapporteur.reports import stored
from gija.rapporteur.reports.building import TEMPLATES, Knowledge, template, templates
from gija.rapporteur.reports.building.common import outline
from gija.rapporteur.reports.building.figured import whole
from gija.rapporteur.reports.values import Heading, Notice, Origin, Paragraph, ReportData, Table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

from . import builds
from .conftest import SETTING

KINDS = pytest.mark.parametrize("kind", builds.PERIODS)


def table(data: ReportData, code: str) -> Table:
    return next(one for one in data.tables if one.code == code)


def refused(kind: str, period: str, **more: object) -> str:
    setting = replace(builds.SIGNED, **more)  # type: ignore[arg-type]
    with pytest.raises(GijaError) as found:
        template(kind).build(period, builds.knowledge(), setting)
    return found.value.code


def test_each_kind_has_a_template_with_a_name_in_both_languages() -> None:
    assert set(TEMPLATES) == {*builds.PERIODS, "table"}
    assert all(one.text.en != one.text.lt for one in TEMPLATES.values())
    with pytest.raises(GijaError) as found:
        template("novel")
    assert found.value.code == "reports.kind"


@KINDS
def test_what_is_frozen_is_read_back_the_same(kind: str) -> None:
    data = builds.report(kind)
    assert stored.read(stored.canonical(data)) == data
    assert data.code == f"{kind.replace('_', '-')}-{builds.PERIODS[kind].lower()}"
    assert data.kind == kind


@KINDS
def test_every_word_stands_in_both_languages_and_no_place_is_open(kind: str) -> None:
    def texts(raw: object) -> list[tuple[str, str]]:
        if isinstance(raw, list):
            return [t for one in raw for t in texts(one)]
        if isinstance(raw, dict):
            own = [(raw["en"], raw["lt"])] if raw.get("_") == "Text" else []
            return own + [t for one in raw.values() for t in texts(one)]
        return []

    for en, lt in texts(json.loads(stored.canonical(builds.report(kind)))):
        assert bool(en) == bool(lt), (en, lt)
        assert not re.search(r"\{\w*\}", en + lt), (en, lt)


def test_a_report_frozen_before_new_fields_came_keeps_its_hash() -> None:
    data = replace(builds.report("half_year"), observations=(), signatures=(), addressees=(), reason=None)
    raw = stored.canonical(data).decode()
    for name in ("observations", "signatures", "addressees", "reason", "grouped"):
        assert f'"{name}"' not in raw
    assert stored.digest(stored.read(raw)) == stored.digest(data)


@pytest.mark.parametrize(
    ("kind", "period"),
    [("annual", "2014-H1"), ("half_year", "2014"), ("multi_year", "2014"), ("multi_year", "2014-2009"), ("greta", "x")],
)
def test_a_period_of_another_kind_is_refused(kind: str, period: str) -> None:
    assert refused(kind, period) == "reports.period"


def test_several_years_need_their_reason_and_show_it_first() -> None:
    assert refused("multi_year", "2009-2014", reason=None) == "reports.period_reason"
    assert builds.report("multi_year").reason == builds.SIGNED.reason


def test_a_passage_stands_first_in_its_section_and_one_without_a_section_is_refused() -> None:
    data = builds.report("evaluator")
    section = next(one for one in data.sections if one.code == "evaluation")
    assert section.blocks == builds.WRITTEN
    assert refused("annual", "2014", passages={"weather": builds.WRITTEN}) == "reports.section"
    written = replace(builds.SIGNED, passages={"victims": builds.WRITTEN, "outlook": builds.WRITTEN})
    made = template("annual").build("2014", builds.knowledge(), written)
    codes = [one.code for one in made.sections]
    assert codes.index("outlook") == codes.index("quality") - 1
    victims = made.sections[codes.index("victims")]
    assert victims.blocks[0] == builds.WRITTEN[0]
    assert len(victims.blocks) > 2


def test_sections_that_ask_and_have_no_words_are_named() -> None:
    assert [one.code for one in template("evaluator").missing(SETTING)] == ["evaluation", "recommendations"]
    assert [one.code for one in template("plan_progress").missing(SETTING)] == ["assessment"]
    full = replace(SETTING, passages={"evaluation": builds.WRITTEN, "recommendations": builds.WRITTEN})
    assert not template("evaluator").missing(full)


def test_a_section_tells_which_indicators_it_shows() -> None:
    sections = {one.code: one for one in template("annual").sections}
    assert not sections["assessment"].indicators
    shown = templates._shown(next(one for one in outline("annual")["sections"] if one["code"] == "victims"))
    assert shown == ("victims_state",)


def test_the_multi_year_report_has_a_row_for_each_way_of_counting_and_marks_breaks() -> None:
    rows = [tuple(c.in_("en") for c in row) for row in table(builds.report("multi_year"), "summary-1").rows]
    victims = [row for row in rows if row[0] == "Victims known to the state"]
    assert [row[1] for row in victims] == [
        "Presumed victim", "Identified as a victim in an investigation", "Recognised in criminal proceedings",
    ]  # fmt: skip
    assert victims[2][2:] == ("Not available", "–", "25", "14", "–", "47")
    notes = " ".join(note.en for note in table(builds.report("multi_year"), "summary-1").notes)
    assert "break in series between 2011 and 2012" in notes


def test_a_row_of_a_table_by_year_joins_only_what_counts_the_same() -> None:
    own = table(builds.report("annual"), "victims-1")
    assert len(own.rows) == 5
    assert all(sum(isinstance(c, Value) and c.number is not None for c in row) <= 2 for row in own.rows)


def test_the_way_from_state_to_ngo_is_drawn_and_told_for_the_last_year() -> None:
    data = builds.report("annual")
    drawn = [one.chart for one in data.figures if isinstance(one.chart, Waterfall)]
    assert [chart.title.en for chart in drawn] == ["Victims, 2014: from 47 to 80"]
    assert [(bar.low, bar.high) for bar in drawn[0].bars][-2:] == [(33, 33), (80, 80)]


def test_the_evaluator_says_which_figures_differ_from_the_ministrys() -> None:
    section = next(one for one in builds.report("evaluator").sections if one.code == "beside")
    assert isinstance(section.blocks[1], Paragraph)
    known = builds.knowledge()
    published = sum(p.basis.kind != "reported" for p in known.points)
    assert f"{published} figures are the same, 0 differ" in section.blocks[1].text.en
    changed = tuple(replace(p, value=48) if _is_2014(p) else p for p in known.points)
    known = replace(known, points=changed, beside=builds.report("annual"))
    made = template("evaluator").build("2014", known, replace(builds.SIGNED, passages={}))
    rows = table(made, "beside-1").rows
    assert [[c.in_("en") for c in row][1:5] for row in rows] == [["2014", "Total", "47", "48"]]


def _is_2014(point: object) -> bool:
    return (getattr(point, "indicator", ""), getattr(point, "period", "")) == ("victims_state", "2014") and not getattr(
        point, "breakdown", ()
    )


def test_an_evaluator_without_the_ministrys_report_says_so() -> None:
    made = template("evaluator").build("2014", builds.knowledge(), builds.SIGNED)
    section = next(one for one in made.sections if one.code == "beside")
    assert isinstance(section.blocks[-1], Notice)


def test_plan_progress_tells_execution_indicators_money_and_evidence_until_the_end_of_the_year() -> None:
    data = builds.report("plan_progress")
    rows = [tuple(c.in_("en") for c in row) for t in data.tables if t.code.startswith("measures") for row in t.rows]
    standing = {row[0]: row[4] for row in rows}
    assert standing["2013-2-2"] == "Carried out"
    assert standing["2013-1-1"] == "Carried out in part"  # what was told for 2015 is not of this year
    assert standing["2013-2-1"] == "Not reported"
    reached = [tuple(c.in_("en") for c in row) for row in table(data, "indicators").rows]
    assert ("2013-2-2", "Courses", "not stated", "10", "10") in reached
    last = [c.in_("lt") for c in table(data, "money").rows[-1]]
    assert last[1:] == [
        "Iš viso",
        "nenurodyta",
        "Duomenų nėra",
        "1\u00a0000,50 EUR, 34\u00a0528,00 LTL",
        "11\u00a0000,50",
    ]
    assert [c.in_("en") for c in table(data, "evidence").rows[0]][2:] == ["List of participants", "file 7"]
    silent = next(one for one in data.sections if one.code == "silent")
    assert isinstance(silent.blocks[1], Notice)


def test_no_plan_no_progress_and_no_call_no_tables() -> None:
    for kind, code in (("plan_progress", "reports.no_plan"), ("eu19a", "reports.no_call")):
        with pytest.raises(GijaError) as found:
            template(kind).build("2014", Knowledge(), builds.SIGNED)
        assert found.value.code == code
    assert refused("plan_progress", "2020") == "reports.no_plan"


def test_the_yearly_tables_count_what_is_missing_and_never_add_up_kinds_of_authority() -> None:
    data = builds.report("eu19a")
    complete = {row[1].in_("en"): row for row in table(data, "completeness").rows}
    police, ngo = complete["Police"], complete["An NGO"]
    assert [c.number for c in police[2:] if isinstance(c, Value)] == [53, 2, 0, 0, 1, 0, 0, 50]
    assert ngo[-1] == Value(53)
    rows = table(data, "table-1-cells").rows
    assert [[c.in_("en") for c in row] for row in rows] == [
        ["Total", "Asked, nothing was told", "31"], ["Female", "Asked, nothing was told", "12"],
    ]  # fmt: skip
    assert any(isinstance(block, Notice) for block in data.sections[0].blocks)  # unverified


def test_every_question_has_its_number_its_answer_and_its_source_lines() -> None:
    data = builds.report("questionnaire")
    assert [one.code for one in data.sections] == [f"q-9-{n}" for n in range(1, 7)]
    said = [block.text.en for one in data.sections for block in one.blocks if isinstance(block, Heading)]
    numbers = [one.split(" ")[0] for one in said]
    assert numbers == ["9.2.1", "9.2.2", "9.4.1", "9.4.2", "9.5.1", "9.5.2", "9.5.3"]
    lines = [block for one in data.sections for block in one.blocks if isinstance(block, Origin)]
    assert len(lines) == 3 + len(numbers)
    assert table(data, "others-9-4-1").rows[0][0] == Text("Latvia", "Latvija")


def test_greta_is_told_which_figures_nobody_has_and_which_come_near() -> None:
    data = builds.report("greta")
    sections = {one.code: one for one in data.sections}
    assert isinstance(sections["reflection"].blocks[0], Notice)
    near = table(data, "investigations-1-near")
    assert "count something else" in near.title.en
    assert len(near.rows) == 2


def test_each_section_of_another_outline_is_there() -> None:
    for kind in builds.PERIODS:
        for raw in outline(kind).get("sections", ()):
            assert whole(raw)["title"]
