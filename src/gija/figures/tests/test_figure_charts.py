"""Charts of figures: nothing missing is drawn as zero, no line crosses a break, words say all that is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.figures import bars, lines
from gija.figures.charts import Bar, BarChart, BarRow, Line, LineChart, Part, Value
from gija.figures.drawing import Scale
from gija.figures.looks import contrast
from gija.figures.marks import MARKERS, PATTERNS, looks, mark
from gija.figures.numbers import number
from gija.figures.raster import png
from gija.figures.telling import data_table, described
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

SVG = "{http://www.w3.org/2000/svg}"
PERSONS = Text("persons", "asmenys")
STATUSES = [code.code for code in code_list("value_status") if code.code != "reported"]


def bar_chart(*values: Value) -> BarChart:
    parts = (Part.of("sex", "F"), Part.of("sex", "M"))
    rows = tuple(
        BarRow(Text(f"Row {i}", f"Eilutė {i}"), tuple(Bar(part, value) for part in parts))
        for i, value in enumerate(values)
    )
    return BarChart(Text("Victims <by> sex", "Aukos „pagal“ lytį"), PERSONS, rows)


def line_chart(values: tuple[Value | None, ...], breaks: tuple[int, ...] = ()) -> LineChart:
    years = tuple(Text(str(2009 + i), str(2009 + i)) for i in range(len(values)))
    line = Line(Part.of("indicator", "victims_state"), values, breaks)
    return LineChart(Text("Victims", "Aukos"), PERSONS, years, (line,))


def told(svg: str) -> str:
    return " ".join("".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text"))


def segments(svg: str) -> list[str]:
    return re.findall(r'<path d="M[\d. ]+L[\d. ]+" fill="none" stroke="[^"]+" stroke-width="2.5"/>', svg)


def test_a_number_stands_only_where_it_is_reported() -> None:
    for wrong in ((None, "reported"), (0, "suppressed"), (5, "not_available")):
        with pytest.raises(ValueError, match="reported"):
            Value(*wrong)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["en", "lt"])
def test_a_missing_bar_is_a_gap_with_its_reason_and_a_zero_is_a_zero(status: str, language: str) -> None:
    missing = bars.svg(bar_chart(Value(None, status), Value(4)), language)
    zero = bars.svg(bar_chart(Value(0), Value(4)), language)
    word = code_list("value_status")[status].text.in_(language)
    assert told(missing).count(word) == 2
    count = [len(re.findall(r'<rect x="[^"]+" y="[^"]+" width="[^"]+" height="17"', one)) for one in (missing, zero)]
    assert count == [2, 4]  # no bar for what is missing, not even one of width 0
    assert re.search(r'>0</text>\n<rect|width="0"', zero)


@pytest.mark.parametrize("status", STATUSES)
def test_a_line_is_parted_at_a_missing_value_which_is_named_below(status: str) -> None:
    svg = lines.svg(line_chart((Value(1), Value(2), Value(None, status), Value(4), Value(5))), "en")
    assert len(segments(svg)) == 2
    words = code_list("value_status")[status].text.en.split()
    assert all(word in told(svg) for word in words)
    assert svg.count("<circle") == 4 + 2  # four points, the key of the legend, the mark beside the reason


def test_no_line_is_drawn_across_a_break_and_a_mark_stands_there() -> None:
    whole = lines.svg(line_chart((Value(1), Value(2), Value(3))), "lt")
    broken = lines.svg(line_chart((Value(1), Value(2), Value(3)), (2,)), "lt")
    assert (len(segments(whole)), len(segments(broken))) == (2, 1)
    assert "Eilutės trūkis" in told(broken)
    assert "Eilutės trūkis" not in told(whole)
    assert "prieš 2011 eilutės trūkis" in described(line_chart((Value(1), Value(2), Value(3)), (2,)), "lt")


def test_no_line_joins_values_across_a_period_of_which_nothing_is_said() -> None:
    assert segments(lines.svg(line_chart((Value(1), None, Value(3))), "en")) == []


@pytest.mark.parametrize("language", ["en", "lt"])
def test_title_and_description_tell_every_value_and_name_the_picture(language: str) -> None:
    chart = bar_chart(Value(1234), Value(80, qualifier="more_than"), Value(None, "refused"))
    root = ET.fromstring(bars.svg(chart, language))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("lang") == language
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == chart.title.in_(language)
    wanted = {
        "en": ("1,234", "more than\u00a080", "Refused"),
        "lt": ("1\u00a0234", "daugiau kaip\u00a080", "Atsisakyta"),
    }
    assert all(word in (desc.text or "") for word in wanted[language])
    cells = [cell for row in data_table(chart, language).rows for cell in row]
    assert all(any(word in cell for cell in cells) for word in wanted[language])


def test_a_picture_has_nothing_that_a_strict_page_would_block() -> None:
    for svg in (bars.svg(bar_chart(Value(1)), "lt"), lines.svg(line_chart((Value(1), Value(2))), "lt")):
        assert not re.search(r"<script|<style|style=|\son\w+=|href|javascript|data:", svg)


def test_two_charts_in_one_page_share_no_id() -> None:
    ids = [re.findall(r' id="([^"]+)"', bars.svg(bar_chart(Value(n)), "lt")) for n in (1, 2)]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])


def test_every_look_is_told_by_more_than_colour_and_can_be_seen() -> None:
    assert {one.pattern for one in looks()} == set(PATTERNS)
    assert {one.marker for one in looks()} == set(MARKERS)
    for one in looks():
        assert contrast(one.colour, "#ffffff") >= 4.5
    for one, other in combinations(looks(), 2):
        assert len({one.pattern, other.pattern, one.marker, other.marker}) == 4


def test_a_code_looks_the_same_in_every_chart_and_codes_of_a_list_differ() -> None:
    assert mark("sex", "F") == mark("sex", "F") != mark("sex", "M")
    for name in ("assisted_status", "sex", "victim_status"):
        codes = [code.code for code in code_list(name)][:8]
        assert len({mark(name, code) for code in codes}) == len(codes)
    assert mark("no_such_list", "x") == looks()[0]


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert number(1234567, "lt") == "1\u00a0234\u00a0567"
    assert number(1234567, "en") == "1,234,567"
    assert number(Decimal("1234.5"), "lt") == "1\u00a0234,5"
    assert number(Decimal("-0.5"), "en") == "\u22120.5"


@given(st.floats(min_value=0, max_value=1e9))
def test_a_scale_reaches_over_its_greatest_value_in_few_round_steps(greatest: float) -> None:
    scale = Scale.of(greatest)
    assert scale.top >= greatest
    assert 2 <= len(scale.ticks) <= 7
    assert scale.ticks[0] == 0


VALUES = st.one_of(
    st.none(), st.integers(0, 10**6).map(Value), st.sampled_from(STATUSES).map(lambda status: Value(None, status))
)


@given(st.lists(VALUES, min_size=1, max_size=8), st.sampled_from(["en", "lt"]))
def test_any_line_is_well_formed_and_the_same_again(values: list[Value | None], language: str) -> None:
    chart = line_chart(tuple(values))
    svg = lines.svg(chart, language)
    ET.fromstring(svg)
    assert svg == lines.svg(chart, language)
    known = [v for v in values if v is not None and v.number is not None]
    assert len(re.findall(r'font-weight="bold"', svg)) == len(known)


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "from gija.figures.tests.test_figure_charts import *;"
        "print(bars.svg(bar_chart(Value(3), Value(None, 'suppressed')), 'lt'))"
    )
    code = code.replace("gija.figures.tests.test_figure_charts", "test_figure_charts")
    seen = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        seen.add(ran.stdout)
    assert seen == {bars.svg(bar_chart(Value(3), Value(None, "suppressed")), "lt") + "\n"}


def test_typst_draws_it_too() -> None:
    assert png(bars.svg(bar_chart(Value(3), Value(None, "suppressed")), "lt")).startswith(b"\x89PNG")
