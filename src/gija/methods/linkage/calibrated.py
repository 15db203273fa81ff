"""How likely each similarity is for one person and for two, by scheme: data made by `gija count calibrate`.

A pair is judged by its kind: how much of the birth date each side knows, which the number of bits shows. For every
kind the calibration holds how similarities of different people are spread, of brothers and sisters, and of one person
written twice at three stated rates of faults, or under two surnames.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from gija.methods.linkage.encoding import Encodings
from gija.methods.linkage.kernels import ones
from gija.methods.linkage.schemes import BITS, Scheme, scheme
from gija.vocabulary.errors import GijaError
from gija.vocabulary.files import LOADER

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

FLOOR, STEP = 0.60, 0.01
BINS = round((1 - FLOOR) / STEP)
LEVELS = ("low", "ordinary", "high", "changed")  # the last: another surname
DETAILS = ("full", "part", "none")  # of the birth date
KINDS = ("full-full", "full-part", "full-none", "part-part", "part-none", "none-none")
_KIND = np.array([[0, 1, 2], [1, 3, 4], [2, 4, 5]])


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Shares of pairs by kind (first axis) and bin of similarity (last); what a row lacks to 1 lies below `FLOOR`.

    `apart`: different people, (6, bins). `kin`: brothers and sisters, (6, bins). `same`: one person, (6, levels, bins).
    """

    scheme: Scheme
    apart: Floats
    kin: Floats
    same: Floats
    made: str  # the command that made it


def bins(scores: Floats) -> Numbers:
    """The bin of each similarity from `FLOOR` on."""
    found: Numbers = np.clip(((scores - FLOOR) / STEP + 1e-9).astype(np.int64), 0, BINS - 1)
    return found


def details(encodings: Encodings, made_by: Scheme) -> Numbers:
    """How much of the birth date each encoding holds (index in `DETAILS`), as the number of its bits shows."""
    whole = sum(count for _, count in made_by.bits)
    part = whole - made_by.draws("month") - made_by.draws("day") - made_by.draws("either")
    means = [expected_ones(draws, made_by) for draws in (whole, part, part - made_by.draws("year"))]
    counts = ones(encodings)
    found: Numbers = (counts < (means[0] + means[1]) / 2).astype(np.int64) + (counts < (means[1] + means[2]) / 2)
    return found


def kinds(one: Numbers, other: Numbers) -> Numbers:
    """The kind of each pair (index in `KINDS`) from the details of its sides."""
    found: Numbers = _KIND[one, other]
    return found


def expected_ones(draws: int, made_by: Scheme) -> float:
    """How many bits stand on average after so many draws and the hardening."""
    share = 1 - exp(-draws / BITS)
    if "rule90" in made_by.hardening:
        share = 2 * share * (1 - share)
    return BITS * (share + (1 - 2 * share) * made_by.flips)


@cache
def calibration(version: str) -> Calibration:
    """The calibration of a scheme. Raises `linkage.not_calibrated` where none was made for it as it stands."""
    made_by, file = scheme(version), files(__package__).joinpath("calibrations", f"{version}.yaml")
    if not file.is_file():
        raise GijaError("linkage.not_calibrated", scheme=version)
    said = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader
    if said["scheme"] != described(made_by):
        raise GijaError("linkage.not_calibrated", scheme=version)
    return of_counts(made_by, said)


def described(made_by: Scheme) -> str:
    """The scheme in one line, kept with its calibration: a changed scheme needs a new one."""
    bits = ",".join(f"{field}={count}" for field, count in made_by.bits)
    return f"{made_by.version} gram={made_by.gram} {bits} {made_by.hardening} flips={made_by.flips}"


def of_counts(made_by: Scheme, said: dict[str, Any]) -> Calibration:
    """Shares from the counts of the file, smoothed a little so that nothing is impossible."""
    apart = np.array([_spread(said["apart"][kind]["counts"], said["apart"][kind]["of"]) for kind in KINDS])
    kin = np.array([_spread(said["kin"][kind]["counts"], said["kin"][kind]["of"]) for kind in KINDS])
    same = np.array([[_spread(said["same"][k][level], said["same"][k]["of"]) for level in LEVELS] for k in KINDS])
    return Calibration(made_by, apart, kin, same, said["made"])


def _spread(counts: list[int], of: int) -> Floats:
    """Counts of neighbouring bins run into each other (1, 2, 1), half a pair added over all of them."""
    padded = np.pad(np.asarray(counts, dtype=np.float64), 1, mode="edge")
    smooth = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    shares: Floats = (smooth + 0.5 / BINS) / (of + 1)
    return shares
