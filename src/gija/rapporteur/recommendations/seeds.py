"""The recommendations that the source documents tell of, from `data/recommendations.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@cache
def _raw() -> Mapping[str, Any]:
    path = files("gija.rapporteur.recommendations").joinpath("data", "recommendations.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def note() -> Text:
    """What is to be said beside them."""
    return Text.of(_raw()["note"])


def known() -> Mapping[str, dict[str, Any]]:
    """Code -> fields of `Recommendation`."""
    return {code: _fields(raw) for code, raw in _raw()["recommendations"].items()}


def _fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "source": raw["source"], "document_en": raw["document"]["en"], "document_lt": raw["document"]["lt"],
        "day": raw["day"], "due_on": raw.get("due"), "text_en": raw["en"], "text_lt": raw["lt"],
        "addressees": list(raw["addressees"]), "plan": raw.get("plan", ""), "cited": raw["cited"],
    }  # fmt: skip
