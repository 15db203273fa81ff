"""The versioned ways of making an encoding: which fields, how many bits each, how hardened. Data in `*.yaml` beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.errors import GijaError
from gija.vocabulary.files import LOADER

BITS = 1024
FIELDS = ("family", "given", "year", "month", "day", "either", "sex")
HARDENINGS = ("none", "blip", "rule90", "rule90+blip", "rule90+shuffled")
DEFAULT = "gija-2"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version. `bits` is the number of hash draws each field gets, whatever its length; `flips` the share of bits
    turned over by BLIP; `gram` the length of the letter groups."""

    version: str
    gram: int
    bits: tuple[tuple[str, int], ...]
    hardening: str
    flips: float

    def draws(self, field: str) -> int:
        return next((count for name, count in self.bits if name == field), 0)


@cache
def scheme(version: str = DEFAULT) -> Scheme:
    """The scheme of this version. Raises `linkage.scheme_unknown`."""
    file = files(__package__).joinpath(f"{version}.yaml")
    if not version.replace("-", "").isalnum() or not file.is_file():
        raise GijaError("linkage.scheme_unknown", scheme=version)
    said: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader
    hardening = said["hardening"]
    return _checked(
        Scheme(
            version,
            int(said["gram"]),
            tuple((field, int(said["bits"].get(field, 0))) for field in FIELDS),
            str(hardening["kind"]),
            float(hardening.get("flips", 0.0)),
        )
    )


def _checked(made: Scheme) -> Scheme:
    flips_fit = 0 < made.flips < 0.5 if "blip" in made.hardening else made.flips == 0
    sound = made.hardening in HARDENINGS and flips_fit and 1 <= made.gram <= 4
    if not sound or not 100 <= sum(count for _, count in made.bits) <= 900:
        raise GijaError("linkage.scheme_wrong", scheme=made.version)
    return made
