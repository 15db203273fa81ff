"""By when a tip is to be dealt with. Data in `deadlines.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml


@cache
def days() -> Mapping[str, int]:
    """Urgency -> calendar days."""
    raw = yaml.safe_load(files("gija.police.tips").joinpath("deadlines.yaml").read_text(encoding="utf-8"))
    return {urgency: one["days"] for urgency, one in raw["days"].items()}


def due(urgency: str, received: date) -> date:
    """The last day on which it is in time."""
    return received + timedelta(days=days()[urgency])
