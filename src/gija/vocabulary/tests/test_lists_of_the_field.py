"""What single lists promise: countries, statuses, offences, evaluation scales, institutions."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation, grades
from gija.vocabulary.lists import code_list
from gija.vocabulary.offences import Penalty, Span, offence, offences

CONTRACT = {
    "role": "criminal_analyst investigator liaison_officer case_worker case_supervisor register_administrator "
    "data_supplier national_rapporteur national_coordinator evaluator childrens_ombudsman auditor administrator",
    "purpose": "criminal_investigation criminal_intelligence missing_person border_check mutual_assistance "
    "victim_protection",
    "person_category": "suspect victim witness contact other",
    "handling_code": "H0 H1 H2 H3",
    "database_state": "answered stale late down refused wrong_schema",
    "value_status": "reported not_available not_applicable not_collected refused suppressed",
    "information_kind": "fact assessment",
}
SCALES = ("4x4", "5x5x5", "6x6")


@pytest.mark.parametrize("name", CONTRACT)
def test_lists_that_other_rooms_build_on_hold_their_codes(name: str) -> None:
    assert [code.code for code in code_list(name)][: len(CONTRACT[name].split())] == CONTRACT[name].split()


def test_every_country_of_iso_3166_has_three_codes_of_its_own() -> None:
    countries = [code for code in code_list("country") if code.extra.get("numeric")]
    assert len(countries) == 249
    assert all(re.fullmatch(r"[A-Z]{3}", code.code) for code in countries)
    assert len({code.extra["alpha2"] for code in countries}) == 249
    assert len({code.extra["numeric"] for code in countries}) == 249
    assert code_list("country")["NOR"].extra["alpha2"] == "NO"
    assert code_list("country")["LTU"].text.lt == "Lietuva"


def test_a_person_may_be_stateless_or_of_unknown_citizenship() -> None:
    assert code_list("country")["STATELESS"].text.lt == "Be pilietybės"
    assert code_list("country")["UNKNOWN"].targets("ctdc2024:citizenship") == ("NULL",)


def test_groups_of_countries_name_countries() -> None:
    for group in code_list("region"):
        assert set(group.extra["members"]) <= set(code_list("country").codes)
    assert len(code_list("region")["eu27_2020"].extra["members"]) == 27


def test_every_value_status_goes_into_sdmx_and_only_reported_is_a_normal_value() -> None:
    statuses = {code.code: code.mappings["sdmx:CL_OBS_STATUS"] for code in code_list("value_status")}
    assert [code for code, sdmx in statuses.items() if sdmx == "A"] == ["reported"]
    for code in code_list("value_status"):
        assert code.extra.get("missing") is None or code.extra["missing"] in code_list("missing")


def test_kinds_of_institution_say_how_they_count_as_registering_organisation() -> None:
    for kind in code_list("institution_kind"):
        assert kind.extra["registering_org"] in code_list("registering_org")


def test_whoever_registers_can_also_detect() -> None:
    left_out = {"ombudsman"}
    assert set(code_list("registering_org").codes) - left_out <= set(code_list("detection_source").codes)


def test_penalties_are_those_the_papers_tell() -> None:
    day = date(2014, 6, 1)
    years = {one.code.code: one.penalty_on(day) for one in offences()}
    told = {code: penalty.imprisonment for code, penalty in years.items() if penalty}
    assert told["LT_147"] == Span(2, 12, "years")
    assert told["LT_157"] == Span(3, 15, "years")
    assert told["LT_147_1"] == Span(None, 8, "years")
    assert years["LT_147_1"] is not None
    assert years["LT_147_1"].fine


@pytest.mark.parametrize("code", ["LT_147_2", "LT_307", "LT_308"])
def test_a_penalty_the_papers_do_not_tell_is_not_invented(code: str) -> None:
    assert offence(code).penalties == ()
    assert offence(code).penalty_on(date(2020, 1, 1)) is None


def test_offences_whose_article_was_not_read_are_unverified() -> None:
    assert [one.code.code for one in offences() if one.code.verified] == []


def test_an_offence_has_no_penalty_before_its_law() -> None:
    assert offence("LT_147_1").penalty_on(date(2005, 6, 22)) is None
    assert offence("LT_AVC_182_1").penalty_on(date(2004, 1, 1)) is None
    assert offence("LT_AVC_182_1").penalty_on(date(2006, 1, 1)) == Penalty(
        True, Span(300, 1000, "LTL"), None, "S1 line 33"
    )


def test_aggravating_circumstances_stand_in_their_list() -> None:
    for one in offences():
        assert set(one.aggravating) <= set(code_list("aggravating_circumstance").codes)


@given(st.dates(), st.one_of(st.none(), st.dates()), st.one_of(st.none(), st.dates()))
def test_a_penalty_holds_from_its_first_day_to_its_last(day: date, start: date | None, end: date | None) -> None:
    penalty = Penalty(False, None, None, "", start, end)
    assert penalty.holds_on(day) == ((start or date.min) <= day <= (end or date.max))


@pytest.mark.parametrize(("scale", "size"), [("4x4", 4), ("5x5x5", 5), ("6x6", 6)])
def test_each_evaluation_scale_has_grades_of_its_own(scale: str, size: int) -> None:
    of_source, of_information = grades(scale)
    assert len(of_source) == len(of_information) == size
    for source in of_source:
        for information in of_information:
            written = f"{scale}:{source.code}{information.code}"
            assert str(evaluation(written)) == written
            assert source.text.lt in evaluation(written).text.lt


def test_no_scale_is_converted_into_another() -> None:
    texts = [evaluation(f"{scale}:B2").text for scale in SCALES]
    assert len(set(texts)) == 3
    for written in ("4x4:D1", "4x4:A5", "5x5x5:F1", "5x5x5:X1", "6x6:X6"):
        with pytest.raises(GijaError, match=r"4x4:A1"):
            evaluation(written)


@given(st.one_of(st.text(max_size=12), st.from_regex(r"(4x4|5x5x5|6x6):[A-FX][1-6]\Z")))
def test_any_text_is_an_evaluation_or_a_named_error(written: str) -> None:
    known = {f"{scale}:{a.code}{b.code}" for scale in SCALES for a in grades(scale)[0] for b in grades(scale)[1]}
    if written in known:
        assert str(evaluation(written)) == written
    else:
        with pytest.raises(GijaError) as raised:
            evaluation(written)
        assert raised.value.code == "vocabulary.evaluation_unknown"


@pytest.mark.parametrize(
    ("code", "day", "kind", "size", "verdict"),
    [
        ("LT_147", date(2010, 5, 1), "imprisonment", 24, "within"),
        ("LT_147", date(2010, 5, 1), "imprisonment", 144, "within"),
        ("LT_147", date(2010, 5, 1), "imprisonment", 23, "below"),
        ("LT_157", date(2010, 5, 1), "imprisonment", 181, "above"),
        ("LT_147_1", date(2010, 5, 1), "imprisonment", 97, "above"),
        ("LT_147_1", date(2010, 5, 1), "imprisonment", 12, "not_told"),  # "from fine": no least is told
        ("LT_147_1", date(2004, 5, 1), "imprisonment", 97, "not_told"),  # the article did not exist
        ("LT_147_2", date(2014, 5, 1), "imprisonment", 12, "not_told"),
        ("LT_147", date(2010, 5, 1), "fine", 500, "not_told"),
        ("LT_147", None, "imprisonment", 1, "not_told"),
        ("LT_AVC_182_1", date(2010, 5, 1), "fine", 299, "below"),
        ("LT_AVC_182_1", date(2010, 5, 1), "fine", 1000, "within"),
    ],
)
def test_a_sentence_is_held_against_the_range_of_its_day(
    code: str, day: date | None, kind: str, size: int, verdict: str
) -> None:
    """Ranges: S1 lines 21 and 33."""
    assert offence(code).verdict(day, kind, Decimal(size)) == verdict
