"""The waterfall chart: every bar with its value in words, intervals open, nothing drawn that nobody tells."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from gija.figures.charts import Part
from gija.figures.waterfall import REST_KIND, STEP, WHOLE, Bar, Waterfall, described, svg
from gija.vocabulary.text import Text

STATE, NGO = Part.of("indicator", "victims_state"), Part.of("indicator", "persons_assisted_ngo")


def chart(first: int = 25, last: int = 128) -> Waterfall:
    steps = (
        Bar(Part.of("reconciliation_step", "definition"), STEP, 20, 20),
        Bar(Part.of("reconciliation_step", "coverage"), STEP, None, None),
        Bar(Part.of("reconciliation_step", "overlap"), STEP, -4, 9),
        Bar(Part.of("reconciliation_step", "error"), REST_KIND, last - first - 29, last - first - 16),
    )
    title, unit = Text("Victims, 2011", "Aukos, 2011 m."), Text("persons", "asmenys")
    return Waterfall(title, unit, (Bar(STATE, WHOLE, first, first), *steps, Bar(NGO, WHOLE, last, last)))


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize(("first", "last"), [(25, 128), (0, 0), (128, 3), (0, 5)])
def test_the_picture_is_well_formed_tells_every_value_and_is_the_same_each_time(
    language: str, first: int, last: int
) -> None:
    one = chart(first, last)
    drawn = svg(one, language)
    assert drawn == svg(one, language)
    root = ET.fromstring(drawn)
    told = described(one, language)
    assert next(e.text for e in root.iter() if e.tag.endswith("desc")) == told
    assert str(last) in told
    assert "style=" not in drawn.replace("font-style=", "")


def test_an_interval_and_an_untold_step_are_told_in_words() -> None:
    told = described(chart(), "en")
    assert "Definition: +20." in told
    assert "Coverage: to be recorded by the two bodies." in told
    assert "Persons counted more than once: \u22124 to +9." in told
    assert "Not explained: +74 to +87." in told
    assert "nuo \u22124 iki +9" in described(chart(), "lt")


def test_each_code_keeps_its_look_and_no_two_steps_share_one() -> None:
    from gija.figures.marks import mark
    from gija.vocabulary.lists import code_list

    looks = [mark("reconciliation_step", one.code) for one in code_list("reconciliation_step")]
    assert len(set(looks)) == len(looks)
    assert {mark("indicator", code) for code in ("victims_state", "persons_assisted_ngo")}.isdisjoint(looks)
