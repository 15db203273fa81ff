"""The data of the name model are whole: strings where strings belong, a source in each file, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

FILES = sorted(
    (f for folder in ("", "letters") for f in files("gija.vocabulary").joinpath("names", folder).iterdir()),
    key=lambda f: f.name,
)
YAMLS = [f for f in FILES if f.name.endswith(".yaml")]


def leaves(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value)
    else:
        yield node


@pytest.mark.parametrize("file", YAMLS, ids=lambda f: f.name)
def test_no_word_was_read_as_yes_or_no(file: Any) -> None:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert not [leaf for leaf in leaves(data) if isinstance(leaf, bool) or leaf is None]


@pytest.mark.parametrize("file", [f for f in YAMLS if f.name != "reasons.yaml"], ids=lambda f: f.name)
def test_each_file_names_its_source(file: Any) -> None:
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["source"]


def test_reasons_speak_both_languages() -> None:
    reasons = yaml.safe_load(next(f for f in YAMLS if f.name == "reasons.yaml").read_text(encoding="utf-8"))["parts"]
    for code, text in reasons.items():
        assert set(text) == {"en", "lt"}, code
        assert text["en"] != text["lt"], code
