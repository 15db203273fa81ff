"""2010 to 2014 from the published figures: ratios with source, breaks and bases from metadata, and what is left."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gija.figures.waterfall import described
from gija.methods.reconciling import Amount
from gija.rapporteur.reconciliation import breaks, chapter, comparing, grid, notes, telling
from gija.rapporteur.reconciliation.families import families
from gija.rapporteur.reconciliation.grid import Pair, Result
from gija.rapporteur.reports.values import Notice, Table
from gija.rapporteur.statistics import checks, published
from gija.rapporteur.statistics.drafts import checked
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary import definitions
from gija.vocabulary.lists import code_list

VICTIMS = families()["victims"]
SEED = "data/seed/seed_inconsistencies.csv"


@pytest.fixture(scope="module")
def points() -> tuple[Point, ...]:
    return tuple(checked(draft) for draft in published.drafts(published.ours()))


@pytest.fixture(scope="module")
def years(points: tuple[Point, ...]) -> Mapping[str, Result]:
    periods = sorted({p.period for p in points if p.indicator in VICTIMS.indicators})
    return {
        year: grid.result(VICTIMS, year, grid.read([p for p in points if p.period == year], VICTIMS))
        for year in periods
    }


def main(found: Result) -> Pair:
    return found.pairs[0]


def steps(pair: Pair) -> dict[str, Amount | None]:
    return {one.step: one.amount for one in pair.found.steps}


def test_victims_by_ngos_against_victims_by_the_state(points: tuple[Point, ...]) -> None:
    """S2, line 28, names the dissonance; the figures are those of S1, lines 136 to 162."""
    rows = comparing.differences(points)
    told = [(r.period, *r.values, str(r.ratio), r.a.line, r.b.line) for r in rows if r.ratio and r.a and r.b and r.main]
    assert told == [
        ("2010", 22, 118, "5.4", "L162", "L142"), ("2011", 25, 128, "5.1", "L160", "L140"),
        ("2012", 14, 92, "6.6", "L158", "L140"), ("2013", 47, 74, "1.6", "L156", "L138"),
        ("2014", 47, 80, "1.7", "L154", "L136"),
    ]  # fmt: skip
    other = [(r.values, str(r.ratio)) for r in rows if not r.main]
    assert other == [((45, 128), "2.8")]
    assert all(r.reasons for r in rows if r.ratio)
    assert {r.period for r in rows if "ngo_includes_presumed" in r.reasons} == {"2010", "2011"}
    assert [(r.period, r.values[0]) for r in rows if r.break_before] == [
        ("2011", 25), ("2012", 14), ("2013", 47), ("2014", 47),
    ]  # fmt: skip
    (empty,) = [r for r in rows if r.period == "2009"]
    assert (empty.ratio, empty.reasons, empty.values, empty.pair[2:]) == (None, (), (None, None), empty.pair[2:])


def test_the_break_after_2011_is_named_from_figures_and_sheets(points: tuple[Point, ...]) -> None:
    told = {name: [p for p in points if p.indicator == name] for name in VICTIMS.indicators}
    rows = {r.period: r for r in comparing.differences(points) if r.main}
    of_2012 = " ".join(one.en for one in breaks.of(rows["2012"], told))
    assert "Victims known to the state: break in series between 2011 and 2012" in of_2012
    assert "Persons assisted by NGOs: break in series between 2011 and 2012" in of_2012
    assert "Until 2011 recognised and presumed victims; from 2012 victims and persons at risk" in of_2012  # the sheet
    assert "cohort" in of_2012
    assert breaks.of(rows["2010"], told) == ()
    assert "trūkis tarp 2011 ir 2012" in " ".join(one.lt for one in breaks.of(rows["2012"], told))


def test_differing_bases_are_named_from_metadata(points: tuple[Point, ...]) -> None:
    rows = {r.period: r for r in comparing.differences(points) if r.main}
    assert "base" in rows["2012"].differs
    assert "base" in rows["2013"].differs
    assert "base" not in rows["2014"].differs
    of_2013 = [one.en for one in breaks.differing(rows["2013"])]
    assert "Base: Investigations begun in the period – Events of the period." in of_2013
    assert "state_cohort" in rows["2012"].reasons


def test_2011_is_explained_in_part_by_the_polices_own_figure(years: Mapping[str, Result]) -> None:
    pair = main(years["2011"])
    assert steps(pair)["definition"] == Amount.of(20)
    assert pair.found.difference == 103
    assert pair.found.remainder == Amount.of(83)
    line = telling.lines(years["2011"], pair)[0]
    assert "45" in line.how.en
    assert line.name.lt.startswith("Apibrėžtis: ")


def test_where_nothing_was_published_the_remainder_says_so(years: Mapping[str, Result]) -> None:
    for year, difference in (("2010", 96), ("2012", 78), ("2013", 27), ("2014", 33)):
        pair = main(years[year])
        assert pair.found.remainder == Amount.of(difference)
        assert not pair.found.explained
        assert pair.found.untold
        assert "nobody has recorded" in telling.lines(years[year], pair)[-1].how.en
    assert steps(main(years["2010"]))["definition"] == Amount.of(0)  # presumed on both sides
    assert steps(main(years["2012"]))["period"] is None  # a cohort against events, and no other figure
    assert next(one.columns for one in main(years["2014"]).found.untold) == {"identified", "presumed"}


def test_those_at_risk_are_a_step_of_their_own(years: Mapping[str, Result]) -> None:
    found = years["2014"]
    state, whole = found.rows[0], next(r for r in found.rows if r.point.value == 133)
    way = grid.way(VICTIMS, state, whole, found.rows)
    told = [(s.amount, s.columns) for s in way.found.steps if s.step == "definition"]
    assert told == [(Amount.of(53), frozenset({"at_risk"})), (None, frozenset({"identified", "presumed"}))]
    assert way.found.remainder == Amount.of(86 - 53)


def test_a_missing_year_has_no_way_and_is_no_zero(years: Mapping[str, Result]) -> None:
    assert years["2009"].pairs == ()
    assert all(row.point.value is None for row in years["2009"].rows)


def test_every_supplier_stands_on_the_same_grid(years: Mapping[str, Result]) -> None:
    found = years["2014"]
    assert found.columns == definitions.columns()
    assert {(r.point.value, r.columns) for r in found.rows} == {
        (47, ("recognised",)), (133, definitions.columns()), (80, ("recognised", "identified", "presumed")),
        (53, ("at_risk",)),
    }  # fmt: skip


def test_chart_and_chapter_tell_the_same_numbers(years: Mapping[str, Result]) -> None:
    found = years["2011"]
    drawn = telling.waterfall(found, main(found))
    assert drawn is not None
    assert "+20" in described(drawn, "en")
    assert "Not explained: +83" in described(drawn, "en")
    blocks = chapter.blocks("reconciled", years.values(), ["2010", "2011", "2012"])
    tables = [one for one in blocks if isinstance(one, Table)]
    assert [t.title.en[:15] for t in tables] == [
        "Victims, 2010: ",
        "Victims, 2011: ",
        "Victims, 2011: ",
        "Victims, 2012: ",
    ]
    assert all(len(row) == len(t.columns) for t in tables for row in t.rows)
    left = [one.text.en for one in blocks if isinstance(one, Notice)]
    assert left[1] == "2011: of the difference between 25 and 128, +83 is not explained by anything that was published."
    assert chapter.blocks("reconciled", years.values(), ["2009"]) == []


def test_every_definition_and_reason_of_the_metadata_is_known() -> None:
    known, reasons = code_list("observation_definition"), code_list("difference_reason")
    raw = definitions._raw()
    assert set(raw["definitions"]) <= set(known.codes)
    assert set(raw["steps"]) == set(reasons.codes)
    assert set(raw["steps"].values()) <= set(code_list("reconciliation_step").codes)
    assert set(raw["stages"]) <= set(code_list("observation_stage").codes)
    assert all(set(one) <= set(raw["columns"]) for one in raw["stages"].values())
    for one in raw["definitions"].values():
        assert set(one["reasons"]) <= set(reasons.codes)
        assert set(one.get("reach", ())) <= set(code_list("registering_org").codes)


def test_families_share_no_indicator_and_leave_none_out() -> None:
    every = [one for family in families().values() for one in family.indicators]
    assert sorted(every) == sorted(code.code for code in code_list("indicator"))
    assert all(family.text.en and family.text.lt for family in families().values())


# How each of the twenty known inconsistencies is found: by a check (rule, indicator, period), by the reconciliation, or
# as a note.
BY_RULE = {
    "I01": ("residual", "investigations_registered", "2014"),
    "I02": ("same_value", "victims_state", "2014"),
    "I03": ("incomplete", "investigations_registered", "2013"),
    "I04": ("break", "victims_state", "2012"),
    "I06": ("gap", "persons_convicted", "2012"),
    "I08": ("break", "persons_assisted_ngo", "2012"),
    "I15": ("difference", "victims_state", "2012"),
    "I17": ("incomplete", "persons_assisted_ngo", "2014"),
}
ALSO_BY_RULE = {"I07": ("same_value_other_indicator", "persons_convicted", "2009")}


@pytest.mark.parametrize("number", [f"I{n:02}" for n in range(1, 21)])
def test_each_known_inconsistency_is_found_by_a_rule_or_stands_as_a_note(
    number: str, points: tuple[Point, ...], shared: Callable[[str], Path]
) -> None:
    with shared(SEED).open(encoding="utf-8", newline="") as file:
        theirs = {row["id"]: row for row in csv.DictReader(file)}
    assert number in theirs
    rule = BY_RULE.get(number) or ALSO_BY_RULE.get(number)
    if rule:
        assert rule in {(f.rule, f.indicator, f.period) for f in checks.findings(points)}
    assert (number in notes.notes()) == (number not in BY_RULE)


def test_the_notes_point_into_the_documents(shared: Callable[[str], Path]) -> None:
    longest = {
        "S1": len(shared("seeds/000_06f006028b061e0d.txt").read_text(encoding="utf-8").split("\n")),
        "S2": len(shared("seeds/002_ed0e8eb24e7f0e66.txt").read_text(encoding="utf-8").split("\n")),
    }
    for note in notes.notes().values():
        for document, lines in re.findall(r"(S\d) ((?:L[\d–]+(?:, )?)+)", note.source):
            assert all(0 < int(n) <= longest[document] for n in re.findall(r"\d+", lines))


def test_the_ratios_are_those_people_found(points: tuple[Point, ...], shared: Callable[[str], Path]) -> None:
    with shared(SEED).open(encoding="utf-8", newline="") as file:
        row = next(r for r in csv.DictReader(file) if r["id"] == "I15")
    told = set(re.findall(r"\d+\.\d", row["software consequence"]))
    assert told == {str(r.ratio) for r in comparing.differences(points) if r.ratio}
    numbers = {n for r in comparing.differences(points) for n in (r.period, *map(str, r.values)) if n != "None"}
    assert set(re.findall(r"\d{2,}", row["finding"])) <= numbers


EVENTS = Basis("events", "recognised", "victims_recognised_in_year", "ministry")


@pytest.mark.parametrize(
    ("state", "ngo", "large", "ratio"),
    [(0, 5, True, None), (0, 0, False, None), (80, 40, True, "0.5"), (100, 124, False, "1.2"), (100, 125, True, "1.3"),
     (40, None, False, None), (None, 40, False, None)],
)  # fmt: skip
def test_a_difference_is_large_whichever_side_is_larger_and_also_from_nothing(
    state: int | None, ngo: int | None, large: bool, ratio: str | None
) -> None:
    points = tuple(
        Point(name, "2014", (), value, "reported" if value is not None else "not_available", EVENTS, "S1")
        for name, value in (("victims_state", state), ("persons_assisted_ngo", ngo))
    )
    (row,) = comparing.differences(points)
    assert (row.large, str(row.ratio) if row.ratio is not None else None) == (large, ratio)
    assert row.comparable == (None not in (state, ngo))
    assert ("difference" in [f.rule for f in checks.findings(points)]) == large
