"""The choices as data: which product gets which method, in words of both languages (`choices.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Method:
    """A way to protect: `suppress`, `round`, `cellkey`, `microdata`."""

    code: str
    name: Text
    good: Text
    bad: Text


@dataclass(frozen=True, slots=True)
class Product:
    """What is to go out, and the methods that suit it, the usual one first."""

    code: str
    name: Text
    methods: tuple[Method, ...]
    why: Text


@cache
def _data() -> dict[str, Any]:
    return dict(yaml.safe_load(files("gija.methods.disclosure.choice").joinpath("choices.yaml").read_text("utf-8")))


@cache
def methods() -> Mapping[str, Method]:
    """All methods by code."""
    return {
        code: Method(code, *(Text.of(told[part]) for part in ("name", "good", "bad")))
        for code, told in _data()["methods"].items()
    }


@cache
def products() -> Mapping[str, Product]:
    """All products by code."""
    return {
        code: Product(
            code, Text.of(told["name"]), tuple(methods()[one] for one in told["methods"]), Text.of(told["why"])
        )
        for code, told in _data()["products"].items()
    }
