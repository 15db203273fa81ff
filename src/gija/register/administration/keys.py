"""The fields that are entered a second time, and when two entries agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gija.vocabulary import record_model as model

# Field -> whether only the first of several values counts.
KEYS: Mapping[str, bool] = {
    "registration_month": False,
    "status": False,
    "sex": False,
    "age_group": False,
    "birth_year": False,
    "citizenship": False,
    "municipality": False,
    "exploitation_forms": True,
    "exploitation_realised": False,
}


def fields() -> list[model.Field]:
    """The fields of the record model that are entered again."""
    return [model.field(code) for code in KEYS]


def plain(code: str, value: Any) -> frozenset[str]:
    """What is compared: nothing, or the values as a set; of an ordered field the first alone."""
    several = list(value) if isinstance(value, list | tuple) else [value]
    said = [str(one) for one in several if one not in (None, "")]
    return frozenset(said[:1] if KEYS[code] else said)
