"""dossier.json: what goes out comes back, and nothing else is let in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gija.methods.graph import from_json, to_json
from gija.methods.graph.testing import synthetic_chart
from gija.vocabulary.errors import GijaError


def test_a_chart_comes_back_equal_and_its_text_is_the_same_each_time() -> None:
    whole = synthetic_chart(60, 70)
    text = json.dumps(to_json(whole), ensure_ascii=False)
    back = from_json(json.loads(text))
    assert back == whole
    assert json.dumps(to_json(back), ensure_ascii=False) == text


def _drop(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda raw: raw.pop(key)


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (_drop("schema"), "graph.json_schema"),
        (lambda raw: raw.update(schema="gija.chart/2"), "graph.json_schema"),
        (_drop("focus"), "graph.json_missing"),
        (lambda raw: raw.update(extra=1), "graph.json_unknown"),
        (lambda raw: raw.update(entities={}), "graph.json_type"),
        (lambda raw: raw.update(created="yesterday"), "graph.json_type"),
        (lambda raw: raw["entities"].append(None), "graph.json_type"),
        (lambda raw: raw["entities"][0].update(attributes={"name": "x"}), "graph.json_type"),
        (lambda raw: raw["entities"][0].update(attributes={"name": [1]}), "graph.json_type"),
        (lambda raw: raw["entities"][0].update(merged=[None]), "graph.json_type"),
        (lambda raw: raw["entities"][0]["provenance"][0].pop("kind"), "graph.json_missing"),
        (lambda raw: raw["relations"][0].update(target="elsewhere"), "graph.end_missing"),
        (lambda raw: raw["relations"][0].update(start="2019-99"), "graph.date_form"),
    ],
)
def test_a_broken_dossier_is_refused_with_the_place(break_it: Callable[[dict[str, Any]], object], code: str) -> None:
    raw = to_json(synthetic_chart())
    break_it(raw)
    with pytest.raises(GijaError) as caught:
        from_json(raw)
    assert caught.value.code == code
    assert caught.value.text.en
    assert caught.value.text.lt


def test_errors_name_the_place_and_never_the_person() -> None:
    raw = to_json(synthetic_chart())
    raw["entities"][3]["label"] = 5
    with pytest.raises(GijaError) as caught:
        from_json(raw)
    assert "entities[3].label" in str(caught.value)


@pytest.mark.parametrize("raw", [None, [], "text", 5, {}])
def test_what_is_no_dossier_is_refused(raw: object) -> None:
    with pytest.raises(GijaError):
        from_json(raw)


def test_the_chart_of_a_dossier_is_found_in_it() -> None:
    chart = synthetic_chart(5, 5)
    assert from_json({"schema": "gija.dossier/1", "purpose": "", "chart": to_json(chart)}) == chart
