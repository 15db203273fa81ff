"""The charts as data: every code is one of the vocabulary's, and what cannot be drawn says what would be needed."""

from __future__ import annotations

from gija.rapporteur.monitoring import catalogue
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list
from gija.vocabulary.lists import names as list_names

KINDS = {"lines", "bars", "tiles", "flow", "funnel", "bands", "none"}


def test_every_chart_names_known_sections_indicators_dimensions_and_bodies() -> None:
    for spec in catalogue.charts().values():
        assert spec.section in catalogue.sections()
        assert spec.kind in KINDS
        assert set(spec.indicators) <= set(indicators())
        for dimension in filter(None, (spec.by, spec.to)):
            assert breakdowns.list_of(dimension) in list_names()
        assert all(stage in code_list("observation_stage") for _indicator, stage in spec.steps)
        assert all(kind in code_list("institution_kind") for kind in spec.ask), spec.code


def test_no_two_charts_of_a_section_have_the_same_title() -> None:
    for section in catalogue.sections():
        titles = [one.title for one in catalogue.of_section(section)]
        assert len(set(titles)) == len(titles)


def test_what_has_no_figures_yet_says_what_would_be_needed_and_from_whom() -> None:
    for spec in catalogue.charts().values():
        if spec.kind == "none":
            assert spec.needs is not None
            assert spec.ask


def test_what_is_watched_can_be_counted() -> None:
    assert all(map(catalogue.counted, catalogue.watched()))
    assert not catalogue.counted("ngo_funding")
