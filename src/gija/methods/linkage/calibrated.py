"""How likely each similarity is for one person and for two, by scheme: data made by `gija count calibrate`.

A pair is judged by its kind: how much of the birth date each side knows. The number of bits shows it, with a doubt
that is kept: where hardening blurs the number, a pair is of two kinds, each by its chance. For every kind the
calibration holds how similarities of different people are spread, of brothers and sisters, and of one person written
twice at three stated rates of faults, or under two surnames.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from gija.methods.linkage.encoding import Encodings
from gija.methods.linkage.kernels import ones
from gija.methods.linkage.schemes import Scheme, scheme
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
PRIOR_DETAILS = np.array([18.0, 1.5, 0.5])  # records' worth: before a list is seen, nearly all know the whole date


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Shares of pairs by kind (first axis) and bin of similarity (last); what a row lacks to 1 lies below `FLOOR`.

    `apart`: different people, (6, bins). `kin`: brothers and sisters, (6, bins). `same`: one person, (6, levels, bins).
    `ones`: mean and deviation of the number of bits for each detail of the birth date, (3, 2).
    """

    scheme: Scheme
    apart: Floats
    kin: Floats
    same: Floats
    ones: Floats
    made: str  # the command that made it


def bins(scores: Floats) -> Numbers:
    """The bin of each similarity from `FLOOR` on."""
    found: Numbers = np.clip(((scores - FLOOR) / STEP + 1e-9).astype(np.int64), 0, BINS - 1)
    return found


def details(encodings: Encodings, known: Calibration) -> Floats:
    """How likely each record of a list holds how much of the birth date, (n, 3) in the order of `DETAILS`.

    A mixture of three known normal curves of the number of bits; the shares of the three are learnt from the list.
    """
    if not len(encodings):
        return np.zeros((0, len(DETAILS)))
    mean, deviation = known.ones.T
    away = (ones(encodings)[:, None] - mean) / deviation
    curve = np.exp(-(away**2 - (away**2).min(axis=1, keepdims=True)) / 2) / deviation
    shares = PRIOR_DETAILS / PRIOR_DETAILS.sum()
    for _ in range(30):
        found = curve * shares
        found /= found.sum(axis=1, keepdims=True)
        shares = (found.sum(axis=0) + PRIOR_DETAILS) / (len(found) + PRIOR_DETAILS.sum())
    return np.asarray(found)


def kinds(one: Floats, other: Floats) -> Floats:
    """How likely each pair is of each kind, (m, 6), from the details of its sides, (m, 3) each."""
    both = one[:, :, None] * other[:, None, :]
    return np.stack([both[:, kind == _KIND].sum(axis=1) for kind in range(len(KINDS))], axis=1)


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
    counted = np.array([said["ones"][detail] for detail in DETAILS], dtype=np.float64)
    return Calibration(made_by, apart, kin, same, counted, said["made"])


def _spread(counts: list[int], of: int) -> Floats:
    """Counts of neighbouring bins run into each other (1, 2, 1), half a pair added over all of them."""
    padded = np.pad(np.asarray(counts, dtype=np.float64), 1, mode="edge")
    smooth = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    shares: Floats = (smooth + 0.5 / BINS) / (of + 1)
    return shares
