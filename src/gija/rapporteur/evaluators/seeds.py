"""Who wrote the independent reports, as the source tells, from `data/contractors.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@cache
def _raw() -> Mapping[str, Any]:
    path = files("gija.rapporteur.evaluators").joinpath("data", "contractors.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def note() -> Text:
    """What is to be said beside them."""
    return Text.of(_raw()["note"])


def known() -> Mapping[str, Mapping[str, Any]]:
    """Code of the tender -> what the file says."""
    return dict(_raw()["tenders"])


def handovers() -> list[dict[str, Any]]:
    """Fields of `Handover`."""
    return [dict(one) for one in _raw()["handovers"]]
