"""The sentences of estimates, from `words.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.files import LOADER
from gija.vocabulary.text import Text


@cache
def _all() -> dict[str, dict[str, dict[str, str]]]:
    text = files("gija.methods.estimation.telling").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 a safe loader
    return loaded


def words(code: str, **values: object) -> Text:
    """A sentence with its places filled."""
    return Text.of(_all()["sentences"][code]).fill(**values)


def gate_words(code: str, **values: object) -> tuple[str, Text]:
    """The weight of a gate and its sentence."""
    own = _all()["gates"][code]
    return own["weight"], Text.of(own).fill(**values)


def public_words(code: str) -> Text | None:
    """A gate's sentence without any count, where its own has one."""
    own = _all()["gates"][code].get("public")
    return Text.of(own) if isinstance(own, dict) else None


def label_words(label: str) -> Text:
    """What a quality label means."""
    return Text.of(_all()["labels"][label])


def method_words(method: str) -> Text:
    """What a method is called."""
    return Text.of(_all()["methods"][method])


def said(value: float) -> Text:
    """A whole number as each language writes it: 23,049 and 23 049."""
    plain = f"{round(value):,}"
    return Text(plain, plain.replace(",", "\u00a0"))


def tenth(value: float) -> Text:
    """A number with one digit after the point, as each language writes it."""
    plain = f"{value:,.1f}"
    return Text(plain, plain.replace(",", "\u00a0").replace(".", ","))


def plot_words(code: str) -> Text:
    """A title or an axis of a plot."""
    return Text.of(_all()["plots"][code])
