"""The names in a chart file lead back to one code each, in either language."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from gija.formats.anx import words, write
from gija.methods.graph import layout
from gija.methods.graph.testing import synthetic_chart
from gija.vocabulary.entities import entity_types
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import LANGUAGES


def test_no_two_codes_have_one_name_and_no_field_has_a_name_of_ours() -> None:
    ours = {text.in_(said) for text in (words.CATEGORY, words.MERGED, words.RELATION_ID) for said in LANGUAGES}
    assert words.types().codes
    assert words.links().codes
    for kind in entity_types():
        assert not ours & set(words.fields(kind.code).codes)
        assert not {words.NOTES, words.GRADES} & {field.code for field in kind.fields}
    for name in ("person_category", "information_kind"):
        assert len(words.codes(name).codes) >= len(code_list(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_grade_and_handling_code_is_read_back_from_its_text(language: str) -> None:
    scales = [one.code for one in code_list("evaluation_scale")]
    for which in (0, 1):
        for key, text in words.grade_names(scales, which, language).items():
            assert words.grade(text) == key
    for one in code_list("handling_code"):
        assert words.handling(one.text.in_(language)) == one.code
    assert words.grade("Reliable") is None
    assert words.handling("High") == ""


SCRIPT = """
import sys
from hashlib import sha256
from gija.figures.relations import svg
from gija.formats.anx import write
from gija.methods.graph import layout, merge, chart
from gija.methods.graph.testing import synthetic_chart
one = synthetic_chart(200, 260)
entities, relations = merge(one.entities, one.relations)
made = chart(one.title, entities[0].id, entities, relations, one.created)
places = layout(made)
data = write(made, places, "lt") + svg(made, places, "en").encode()
sys.stdout.write(sha256(data).hexdigest())
"""


def test_another_process_with_other_hashes_writes_the_same_bytes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.slow
def test_ten_thousand_entities_and_relations_are_written_alike_twice() -> None:
    chart = synthetic_chart(10_000, 10_000)
    data = write(chart, layout(chart), "lt")
    assert data == write(chart, layout(chart), "lt")
    assert len(data) < 50_000_000
