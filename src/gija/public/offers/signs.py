"""The signs of a dangerous offer, and what those that were ticked come to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.vocabulary.text import Text

SEVERAL = 2  # so many that are not grave weigh as much as a grave one


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, and what it may mean."""

    code: str
    text: Text
    why: Text
    grave: bool


@cache
def signs() -> tuple[Sign, ...]:
    """All signs, the grave ones first."""
    raw = yaml.safe_load(files("gija.public.offers").joinpath("signs.yaml").read_text(encoding="utf-8"))
    found = [Sign(one["code"], Text.of(one["text"]), Text.of(one["why"]), bool(one.get("grave"))) for one in raw]
    return tuple(sorted(found, key=lambda one: not one.grave))


def ticked(codes: Collection[str]) -> tuple[Sign, ...]:
    """Those of the codes that are signs."""
    return tuple(one for one in signs() if one.code in codes)


def weight(found: Collection[Sign]) -> str:
    """`danger` for a grave sign or several others, `care` for one, `none`: which proves nothing."""
    if any(one.grave for one in found) or len(found) >= SEVERAL:
        return "danger"
    return "care" if found else "none"
