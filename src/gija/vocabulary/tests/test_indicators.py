"""The sheets of indicators: one for each code, every word known, and nothing called verified without a quotation."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gija.vocabulary import files
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list

FOLDER = Path(files.__file__).parent / "indicators"


def test_each_code_of_the_list_has_one_sheet() -> None:
    assert set(indicators()) == {one.code for one in code_list("indicator")}


@pytest.mark.parametrize("code", [one.code for one in code_list("indicator")])
def test_a_sheet_says_only_what_is_known(code: str) -> None:
    of = indicators()[code]
    for name, known in (("observation_base", of.base), ("observation_definition", of.counted)):
        assert known in code_list(name)
    assert of.stage in of.own.extra["stages"]
    assert of.authorities
    assert set(of.authorities) <= {one.code for one in code_list("institution_kind")}
    for text in (of.definition, of.population, of.family_text):
        assert text.en.strip()
        assert text.lt.strip()
        assert text.en != text.lt
    cells = of.cells()
    assert cells[0] == ()
    assert len(set(cells)) == len(cells)
    assert all(code in code_list(dimension) for cell in cells for dimension, code in cell)


def test_law_that_was_not_quoted_is_unverified() -> None:
    asked = [one for one in indicators().values() if one.legal]
    assert {one.family for one in asked} == {"eu19a", "greta", "glotip", "sdg", "tip"}
    assert all(one.legal.verified is bool(one.legal.quote) for one in asked if one.legal)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.name)
def test_a_file_of_sheets_holds_known_keys_only(file: Path) -> None:
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert set(raw) <= {"en", "lt", "legal", "defaults", "indicators"}
    keys = {"definition", "population", "base", "stage", "counted", "authorities", "breakdowns", "codes", "article",
            "quote", "breaks", "year_begins"}  # fmt: skip
    for one in [raw.get("defaults", {}), *raw["indicators"].values()]:
        assert set(one) <= keys
