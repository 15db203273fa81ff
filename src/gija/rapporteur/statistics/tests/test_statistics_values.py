"""Figures as values: breakdowns and periods in one form, parts against wholes, breaks, checks on made-up figures."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.rapporteur.statistics import breakdowns, checks, periods
from gija.rapporteur.statistics.drafts import Draft, checked
from gija.rapporteur.statistics.points import Basis, Point, Series
from gija.rapporteur.statistics.published import drafts
from gija.rapporteur.statistics.splits import splits
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

from .conftest import EVENTS, figure

PAIRS = st.dictionaries(st.sampled_from(["sex", "x:sex", "y:sex"]), st.sampled_from(list(code_list("sex").codes)))


@given(PAIRS, st.randoms())
def test_a_breakdown_has_one_written_form_whatever_its_order(pairs: dict[str, str], random: object) -> None:
    items = list(pairs.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    written = breakdowns.to_json(tuple(items))
    assert breakdowns.from_json(written) == tuple(sorted(pairs.items()))
    assert written == breakdowns.to_json(tuple(sorted(pairs.items())))


@pytest.mark.parametrize("text", ["sex=Q", "nolist=F", "sex=F;sex=M", "sex", "=", "a:b:=F"])
def test_a_breakdown_of_unknown_codes_is_refused(text: str) -> None:
    with pytest.raises(GijaError):
        breakdowns.typed(text)


@pytest.mark.parametrize("period", ["", "14", "2014-H3", "2014-Q5", "2014-13", "2014-1", " 2014", "2014\n", "١٤٢٠"])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(GijaError):
        periods.checked(period)


@given(st.integers(1901, 2098), st.sampled_from(["", "-H1", "-H2"]))
def test_a_period_follows_the_one_before_it(year: int, half: str) -> None:
    period = f"{year}{half}"
    before = periods.previous(period)
    assert periods.ends(before) < periods.ends(period)
    assert len(before) == len(periods.checked(period))


def test_half_years_stand_before_the_year_they_belong_to() -> None:
    said = ["2014", "2013-H2", "2014-H2", "2014-H1", "2013"]
    assert sorted(said, key=periods.order) == ["2013-H2", "2013", "2014-H1", "2014-H2", "2014"]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=4), st.integers(0, 100))
def test_parts_and_residual_always_add_up_to_the_whole(values: list[int], rest: int) -> None:
    codes = list(code_list("sex").codes)[: len(values)]
    values = values[: len(codes)]
    points = [figure("victims_state", "2014", sum(values) + rest)]
    points += [figure("victims_state", "2014", v, f"sex={c}") for c, v in zip(codes, values, strict=True)]
    (split,) = splits(points)
    assert split.sum + split.residual == split.total
    assert (split.residual, split.share <= 1) == (rest, True)


def rules(*points: object) -> list[str]:
    return [f.rule for f in checks.findings(points)]  # type: ignore[arg-type]


def test_parts_that_exceed_the_whole_are_an_error_also_inside_a_part() -> None:
    wrong = [figure("victims_state", "2014", 10, "age_group=adult")]
    wrong += [figure("victims_state", "2014", v, f"age_group=adult;sex={s}") for s, v in (("F", 6), ("M", 7))]
    (told,) = [f for f in checks.findings(wrong) if f.rule == "parts_exceed_total"]
    assert (told.level, told.values["parts"], told.values["total"]) == ("error", 13, 10)
    assert "Adult" in told.text.en


def test_a_withheld_part_makes_no_residual() -> None:
    """Else the residual would tell the withheld value."""
    points = [
        figure("victims_state", "2014", 10),
        figure("victims_state", "2014", 8, "sex=F"),
        figure("victims_state", "2014", None, "sex=M", status="suppressed"),
    ]
    assert {"residual", "incomplete"}.isdisjoint(rules(*points))


def test_parts_of_another_definition_are_not_set_against_the_whole() -> None:
    other = dataclasses.replace(EVENTS, definition="victims_presumed_by_police")
    assert splits([figure("victims_state", "2014", 10), figure("victims_state", "2014", 12, "sex=F", other)]) == []


def test_later_stages_never_exceed_earlier_ones_of_one_cohort() -> None:
    def of(stage: str, definition: str) -> Basis:
        return Basis("cohort", stage, definition, "ministry")

    prosecuted = figure("persons_prosecuted", "2013", 5, "", of("prosecuted", "prosecuted_in_investigations_begun"))
    sent = figure("persons_sent_to_court", "2013", 6, "", of("sent_to_court", "sent_to_court_in_investigations_begun"))
    assert "stage_order" in rules(prosecuted, sent)
    assert "stage_order" not in rules(dataclasses.replace(prosecuted, value=6), sent)
    assert "stage_unknown" in rules(dataclasses.replace(prosecuted, basis=EVENTS))


def test_stages_of_one_supplier_are_not_set_against_anothers_or_against_what_was_published() -> None:
    early, late = "persons_prosecuted", "persons_sent_to_court"
    known = {early: "prosecuted_in_investigations_begun", late: "sent_to_court_in_investigations_begun"}

    def told(indicator: str, value: int, dataset: str) -> Point:
        kind = "reported" if dataset else "cited"
        stage = "prosecuted" if indicator == early else "sent_to_court"
        basis = Basis("cohort", stage, known[indicator], "ministry", kind, dataset)
        return figure(indicator, "2013", value, "", basis)

    for other in ("", "moj"):
        assert "stage_order" not in rules(told(early, 5, other), told(late, 6, "moi"))
    mixed = told(early, 5, "moj"), told(early, 7, ""), told(early, 5, "moi"), told(late, 6, "moi")
    assert rules(*mixed).count("stage_order") == 1


def test_a_gap_between_comparable_years_is_no_break() -> None:
    points = [
        figure("victims_state", "2012", 5),
        figure("victims_state", "2013", None),
        figure("victims_state", "2014", 7),
    ]
    assert Series.of("victims_state", points).breaks == ()
    assert [p.value for p in Series.of("victims_state", points).lines[EVENTS]] == [5, None, 7]


def test_findings_do_not_depend_on_the_order_of_figures() -> None:
    points = [checked(d) for d in drafts(published_text())]
    assert checks.findings(points) == checks.findings(reversed(points))


def published_text() -> str:
    from gija.rapporteur.statistics.published import ours

    return ours()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": None}, "value"),
        ({"value": 5, "status": "refused"}, "value"),
        ({"value": -1}, "value"),
        ({"indicator": "no_such"}, "indicator"),
        ({"status": "zero"}, "status"),
        ({"qualifier": "roughly"}, "qualifier"),
        ({"period": "2014-13"}, "period"),
        ({"how": "1 + 1"}, "how"),
        ({"quote": "x" * 301}, "quote"),
        ({"basis": dataclasses.replace(EVENTS, base="b")}, "base"),
        ({"basis": dataclasses.replace(EVENTS, stage="s")}, "stage"),
        ({"basis": dataclasses.replace(EVENTS, definition="d")}, "definition"),
        ({"basis": dataclasses.replace(EVENTS, authority="a")}, "authority"),
        ({"basis": dataclasses.replace(EVENTS, kind="k")}, "kind"),
        ({"basis": dataclasses.replace(EVENTS, kind="computed")}, "how"),
    ],
)
def test_a_figure_that_contradicts_itself_is_refused_by_row_and_field(change: dict[str, object], field: str) -> None:
    good = figure("victims_state", "2014", 5)
    assert checked(Draft(good, 7)) == good
    with pytest.raises(GijaError) as refused:
        checked(Draft(dataclasses.replace(good, **change), 7))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.values) == ("statistics.bad_row", {"row": 7, "field": field})


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [(",24,", ",2 4,", "value"), (",24,", ",-4,", "value"), (",S1,L154", ",S9,L154", "source"),
     ("sex=M", "sex=Z", "breakdown"),
     (",24,reported", ",24", "columns"), (",24,", ",²,", "value")],
)  # fmt: skip
def test_a_wrong_row_of_a_file_is_named_without_repeating_it(old: str, new: str, field: str) -> None:
    with pytest.raises(GijaError) as refused:
        list(drafts(published_text().replace(old, new, 1)))
    assert refused.value.values["field"] == field


def test_a_file_with_other_columns_is_refused() -> None:
    for text in ("", "indicator;period\n", published_text().replace("stage", "phase", 1)):
        with pytest.raises(GijaError) as refused:
            list(drafts(text))
        assert refused.value.code == "statistics.columns"
