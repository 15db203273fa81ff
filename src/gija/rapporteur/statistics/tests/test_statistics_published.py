"""The published figures that ship: each as its document tells it; the checks find by themselves what is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gija.figures.charts import LineChart
from gija.rapporteur.statistics import checks, pictures, published
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.drafts import checked
from gija.rapporteur.statistics.points import Point, Series

Shared = Callable[[str], Path]
S1 = "seeds/000_06f006028b061e0d.txt"


@pytest.fixture(scope="module")
def points() -> tuple[Point, ...]:
    return tuple(checked(draft) for draft in published.drafts(published.ours()))


@pytest.fixture(scope="module")
def found(points: tuple[Point, ...]) -> tuple[Finding, ...]:
    return checks.findings(points)


def test_every_published_figure_says_where_it_stands(points: tuple[Point, ...]) -> None:
    for point in points:
        assert point.source in published.sources()
        assert re.fullmatch(r"L\d+(–\d+)?", point.line)
        assert (point.value is not None and not point.derived) == bool(point.quote), point
        assert point.basis.kind == ("computed" if point.derived else "cited")


def test_every_quote_stands_in_its_line_of_the_document(points: tuple[Point, ...], shared: Shared) -> None:
    lines = shared(S1).read_text(encoding="utf-8").split("\n")
    for point in points:
        if point.quote:
            assert point.quote in lines[int(point.line[1:]) - 1], point
            number = {2: "2|two|boys", 1: "1|one|girl", 5: "5|five"}.get(point.value or 0, str(point.value))
            assert re.search(number, point.quote) or "All" in point.quote or "these investigations" in point.quote, (
                point
            )


def test_values_are_those_of_the_figures_as_gathered_from_the_documents(
    points: tuple[Point, ...], shared: Shared
) -> None:
    """Every counted figure of 2009 to 2014 on crime, justice, victims and assistance is here; no other is."""
    with shared("data/seed/seed_statistics.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if re.fullmatch(r"20(09|1[0-4])", r["year"])]
    theirs = {
        (r["year"], r["source_document"].split()[-1], int(r["value"]))
        for r in rows
        if r["value"].isdigit() and not re.match(r"training|prevention|working|system|institution", r["indicator"])
        and not re.search("not_stated|not_M", r["breakdown"])  # residuals are found by the checks, never kept
    }  # fmt: skip
    ours = {(p.period, p.line, p.value) for p in points if p.value is not None and p.period.isdigit()}
    assert ours == theirs


def test_what_was_not_published_is_not_available_and_never_zero(points: tuple[Point, ...]) -> None:
    missing = {(p.indicator, p.period) for p in points if p.value is None}
    assert missing == {
        ("persons_convicted", "2011"), ("persons_convicted", "2012"), ("persons_prosecuted", "2009"),
        ("persons_prosecuted", "2010"), ("persons_assisted_ngo", "2009"), ("victims_state", "2009"),
    }  # fmt: skip
    assert {p.status for p in points if p.value is None} == {"not_available"}
    assert 0 not in {p.value for p in points}


def one(found: tuple[Finding, ...], rule: str, indicator: str, period: str) -> Finding:
    (only,) = [f for f in found if (f.rule, f.indicator, f.period) == (rule, indicator, period)]
    return only


def test_i01_parts_below_the_total_leave_a_residual_that_is_told(found: tuple[Finding, ...]) -> None:
    told = one(found, "residual", "investigations_registered", "2014")
    assert (told.values["total"], told.values["parts"], told.values["residual"]) == (24, 22, 2)
    assert "22" in told.text.lt
    assert "24" in told.text.lt


def test_i02_the_same_values_in_another_year_or_at_another_stage_are_told(found: tuple[Finding, ...]) -> None:
    told = one(found, "same_value", "victims_state", "2014")
    assert (told.values["value"], told.values["earlier"]) == (47, "2013")
    assert 3 in told.values["parts"]  # type: ignore[operator]
    other = one(found, "same_value_other_indicator", "persons_convicted", "2014")
    assert (other.values["value"], other.values["earlier"]) == (18, "2013")


def test_i03_a_breakdown_of_a_part_only_is_incomplete(found: tuple[Finding, ...]) -> None:
    told = one(found, "incomplete", "investigations_registered", "2013")
    assert (told.values["parts"], told.values["total"], told.values["share"]) == (9, 23, 39)


def test_i06_gaps_are_told_as_missing(found: tuple[Finding, ...]) -> None:
    gaps = {(f.indicator, f.period) for f in found if f.rule == "gap"}
    assert {
        ("persons_convicted", "2011"), ("persons_convicted", "2012"), ("persons_prosecuted", "2010"),
        ("victims_state", "2009"), ("persons_assisted_ngo", "2009"),
    } <= gaps  # fmt: skip
    assert "Only a part" in one(found, "gap", "persons_prosecuted", "2009").text.en  # I07


def test_i08_and_i04_breaks_are_marked_and_never_drawn_as_one_line(points: tuple[Point, ...]) -> None:
    def breaks(indicator: str) -> list[tuple[str, str]]:
        whole = Series.of(indicator, (p for p in points if p.indicator == indicator))
        for line in whole.lines.values():
            assert len({p.basis for p in line}) == 1
        return [(b.before, b.after) for b in whole.breaks]

    assert breaks("persons_assisted_ngo") == [("2011", "2012")]
    assert breaks("victims_state") == [("2011", "2012"), ("2012", "2013"), ("2013", "2014")]
    assert breaks("investigations_registered") == []


RULES = {  # finding of the gathered list -> the checks that must tell it, and of what
    "I01": [("residual", "investigations_registered", "2014")],
    "I02": [("same_value", "victims_state", "2014"), ("same_value_other_indicator", "persons_convicted", "2014")],
    "I03": [("incomplete", "investigations_registered", "2013")],
    "I06": [("gap", "persons_convicted", "2011"), ("gap", "persons_convicted", "2012"),
            ("gap", "persons_prosecuted", "2010"), ("gap", "victims_state", "2009"),
            ("gap", "persons_assisted_ngo", "2009")],
}  # fmt: skip


@pytest.mark.parametrize("number", RULES)
def test_the_checks_find_what_people_found(number: str, found: tuple[Finding, ...], shared: Shared) -> None:
    theirs = _gathered(shared)[number]
    ours = [one(found, *which) for which in RULES[number]]
    said = " ".join(f"{f.period} {f.text.en} {f.values}" for f in ours)
    assert {n for n in re.findall(r"\d+", theirs) if len(n) > 1} <= set(re.findall(r"\d+", said)), theirs


def _gathered(shared: Shared) -> dict[str, str]:
    with shared("data/seed/seed_inconsistencies.csv").open(encoding="utf-8", newline="") as file:
        return {
            r["id"]: f"{r['finding']} {r['software consequence'] if r['id'] == 'I15' else ''}"
            for r in csv.DictReader(file)
        }


def test_a_chart_breaks_its_lines_and_draws_no_gap_as_zero(points: tuple[Point, ...]) -> None:
    def of(indicator: str) -> LineChart:
        drawn = pictures.chart(Series.of(indicator, (p for p in points if p.indicator == indicator)))
        assert drawn is not None
        return drawn

    ngo = of("persons_assisted_ngo")
    assert [line.part.code for line in ngo.lines] == ["presumed_or_recognised", "victim_or_at_risk"]
    assert [[v and v.number for v in line.values] for line in ngo.lines] == [
        [None, 118, 128, None, None, None], [None, None, None, 152, 129, 133],
    ]  # fmt: skip
    first = ngo.lines[0].values[0]
    assert first is not None
    assert first.status == "not_available"
    prosecuted = of("persons_prosecuted")
    assert [(line.part.code, line.breaks) for line in prosecuted.lines] == [("persons_prosecuted", (3, 5))]
    recognised = next(line for line in of("victims_state").lines if line.part.code == "recognised")
    assert recognised.breaks == (3, 5)
    assert (
        pictures.chart(Series.of("persons_of_interest", (p for p in points if p.indicator == "persons_of_interest")))
        is None
    )
