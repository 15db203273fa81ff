"""Makes a calibration: writes invented people twice at stated rates of faults, encodes them, counts similarities."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from gija.methods.linkage.calibrated import BINS, DETAILS, FLOOR, KINDS, LEVELS, bins, described
from gija.methods.linkage.encoding import Encodings, encode
from gija.methods.linkage.kernels import ones
from gija.methods.linkage.schemes import Scheme
from gija.methods.linkage.similarity import similar_pairs
from gija.methods.linkage.worlds import Human, humans, related, settings, written

_KEY = b"a key for calibration, no secret"
_DATES: dict[str, dict[str, float]] = {
    "full": {"none": 0, "year_only": 0, "month_only": 0},
    "part": {"none": 0, "year_only": 0.7, "month_only": 0.3},
    "none": {"none": 1, "year_only": 0, "month_only": 0},
}
Said = Callable[[str], None]


def calibrate(made_by: Scheme, people: int, seed: int, said: Said = lambda _: None) -> dict[str, Any]:
    """The counts of similarities by kind of pair, as `calibrated.of_counts` reads them.

    Every detail of date is forced in turn, so that rare kinds of pairs are counted as well as common ones.
    """
    out: dict[str, Any] = {"scheme": described(made_by), "floor": FLOOR, "bins": BINS}
    out |= {"made": f"gija count calibrate --scheme {made_by.version} --people {people} --seed {seed}"}
    everyone = humans(2 * people, seed)
    sisters = related(people, seed + 1)
    out["ones"] = {detail: _ones(everyone[:people], detail, made_by, seed) for detail in DETAILS}
    out["apart"], out["kin"], out["same"] = {}, {}, {}
    for kind in KINDS:
        said(kind)
        one, other = kind.split("-")
        out["apart"][kind] = _apart(everyone[:people], everyone[people:], (one, other), made_by, seed)
        out["kin"][kind] = _beside(*sisters, (one, other), made_by, "ordinary", seed)
        out["same"][kind] = _same(everyone[:people], (one, other), made_by, seed)
    return out


def save(counted: Mapping[str, Any], file: Path) -> None:
    """The counts as YAML, one list a line."""
    head = (
        "# Similarities counted on invented people (worlds.yaml); bins of 0.01 from the floor on. Made, not written.\n"
    )
    text = yaml.safe_dump(dict(counted), default_flow_style=None, sort_keys=False, width=10_000, allow_unicode=True)
    file.write_text(head + text, encoding="utf-8")


def _encoded(people: Sequence[Human], detail: str, level: str, made_by: Scheme, seed: int, sender: str) -> Encodings:
    assert detail in DETAILS  # noqa: S101 the callers' own words
    rates = {**settings()["noise"][level], **_DATES[detail]}
    chance = random.Random(f"{seed} {detail} {level} {sender}")  # noqa: S311 invented people
    return encode((written(h, rates, chance) for h in people), _KEY, made_by=made_by, sender=sender)


def _ones(people: Sequence[Human], detail: str, made_by: Scheme, seed: int) -> list[float]:
    """Mean and deviation of the number of bits where so much of the birth date is known."""
    counts = ones(_encoded(people, detail, "ordinary", made_by, seed, "one"))
    return [round(float(counts.mean()), 2), round(float(counts.std()), 2)]


def _apart(
    left: Sequence[Human], right: Sequence[Human], sides: tuple[str, str], made_by: Scheme, seed: int
) -> dict[str, Any]:
    """All pairs of two halves of the people: nobody stands in both. The two at the seam may be kin: one in millions."""
    a, b = (
        _encoded(side, detail, "ordinary", made_by, seed, sender)
        for side, detail, sender in zip((left, right), sides, ("one", "other"), strict=True)
    )
    counts = np.zeros(BINS, np.int64)
    for start in range(0, len(a), 1000):  # in parts: there are many pairs just above the floor
        scores = similar_pairs(a[start : start + 1000], b, FLOOR, workers=1)[1]
        counts += np.bincount(bins(scores), minlength=BINS)
    return {"of": len(a) * len(b), "counts": counts.tolist()}


def _beside(
    left: Sequence[Human], right: Sequence[Human], sides: tuple[str, str], made_by: Scheme, level: str, seed: int
) -> dict[str, Any]:
    """Row by row: the first of the one with the first of the other."""
    a = _encoded(left, sides[0], level, made_by, seed, "one")
    b = _encoded(right, sides[1], level, made_by, seed, "other")
    scores = 2.0 * np.bitwise_count(a & b).sum(axis=1) / (ones(a) + ones(b))
    counts = np.bincount(bins(scores[scores >= FLOOR]), minlength=BINS)
    return {"of": len(a), "counts": counts.tolist()}


def _same(people: Sequence[Human], sides: tuple[str, str], made_by: Scheme, seed: int) -> dict[str, Any]:
    return {"of": len(people), **dict(_levels(people, sides, made_by, seed))}


def _levels(
    people: Sequence[Human], sides: tuple[str, str], made_by: Scheme, seed: int
) -> Iterator[tuple[str, list[int]]]:
    for level in LEVELS:
        yield level, _beside(people, people, sides, made_by, level, seed)["counts"]
