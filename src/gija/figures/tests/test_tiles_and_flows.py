"""A map of tiles and a flow chart of countries: every value in words, codes bound to looks, the same each time."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from gija.figures import flows, lines, telling, tiles
from gija.figures.abroad import Told
from gija.figures.charts import Line, LineChart, Part, Value
from gija.figures.looks import INK, PAPER, contrast
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

UNIT = Text("persons", "asmenys")
TOLD = (Told("GBR", Value(23)), Told("LTU", Value(18)), Told("FRA", Value(None, "suppressed")), Told("USA", Value(2)))
MAP = tiles.TileMap(Text("Countries of exploitation", "Išnaudojimo šalys"), UNIT, TOLD)
FLOW = flows.Flow(
    Text("Ways", "Keliai"), UNIT, Text("Recruited in", "Užverbuota"), Text("People", "Asmenys"),
    Text("Exploited in", "Išnaudojama"), (Told("LTU", Value(40)),), TOLD,
)  # fmt: skip


@pytest.mark.parametrize("language", ["lt", "en"])
def test_both_pictures_say_every_value_and_are_the_same_each_time(language: str) -> None:
    for module, chart in ((tiles, MAP), (flows, FLOW)):
        svg = module.svg(chart, language)
        assert svg == module.svg(chart, language)
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        assert "style" not in svg
        said = module.described(chart, language)
        for one in TOLD:
            assert one.in_(language) in said


def test_a_country_without_a_tile_and_a_closed_value_stand_in_words() -> None:
    svg = tiles.svg(MAP, "lt")
    assert "Ne žemėlapyje: Jungtinės Valstijos: 2" in svg
    assert "Neskelbiama" in tiles.described(MAP, "lt")
    assert ("Prancūzija", "Neskelbiama siekiant apsaugoti asmenis") in tiles.data_table(MAP, "lt").rows


def test_every_tile_is_a_country_of_its_own_place() -> None:
    places = tiles.places()
    assert len(set(places.values())) == len(places)
    assert all(code in code_list("country") for code in places)


def test_the_words_on_every_shade_can_be_read() -> None:
    for place, shade in enumerate(tiles.SHADES):
        assert contrast(shade, PAPER if place >= tiles.DARK else INK) >= 4.5


def test_more_countries_than_fit_stand_together() -> None:
    codes = [one.code for one in code_list("country")][:12]
    many = tuple(Told(code, Value(20 - place)) for place, code in enumerate(codes))
    chart = flows.Flow(FLOW.title, UNIT, FLOW.left, FLOW.middle, FLOW.right, many, many)
    assert "Other countries (4): 42" in flows.svg(chart, "en")
    assert len(flows.data_table(chart, "en").rows) == 24


def test_a_map_of_nothing_says_so() -> None:
    assert "No country is told" in tiles.svg(tiles.TileMap(MAP.title, UNIT, ()), "en")


def test_ranges_are_drawn_and_told_and_lines_without_them_stay_as_they_were() -> None:
    part = Part.of("indicator", "victims_state")
    plain = Line(part, (Value(5), Value(9)))
    ranged = Line(part, (Value(5), Value(9)), ranges=((1.6, 11.7), None))
    periods = (Text("2013", "2013"), Text("2014", "2014"))
    without, with_ranges = (LineChart(MAP.title, UNIT, periods, (line,)) for line in (plain, ranged))
    assert "(95 %)" not in lines.svg(without, "en")
    assert "(95 %)" in lines.svg(with_ranges, "en")
    assert telling.data_table(with_ranges, "lt").rows[0][1:] == ("5 (1,6–11,7)", "9")
    with pytest.raises(ValueError, match="range"):
        LineChart(MAP.title, UNIT, periods, (Line(part, (Value(5), Value(9)), ranges=((1, 2),)),))
