"""Chance that can be repeated: each topic has its own stream, so one topic's change leaves the others as they were."""

from __future__ import annotations

import datetime as dt
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

TODAY = dt.date(2026, 11, 1)  # the demo country's today: fixed, so that the same seed gives the same files
EPOCH = dt.date(1970, 1, 1)
TODAY_DAY = (TODAY - EPOCH).days


def stream(seed: int, topic: str) -> np.random.Generator:
    return np.random.default_rng([seed, zlib.crc32(topic.encode())])


@cache
def data(name: str) -> Any:
    """A YAML file of `gija/demo/data`."""
    return yaml.safe_load(files("gija.demo").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8"))


def texts(values: list[Any]) -> Texts:
    """A list as an array of objects (numpy would make fixed-width strings, at 4 bytes a letter, of it)."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def zipf(count: int, flat: float = 4.0, power: float = 0.9) -> Floats:
    """Shares of `count` things, the first the most frequent, as names are spread in life."""
    weight = 1.0 / (np.arange(count) + flat) ** power
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def pick(random: np.random.Generator, shares: Floats, count: int) -> Ints:
    """`count` indices drawn by `shares` (as numpy's choice, but in one pass through a million)."""
    places = np.searchsorted(np.cumsum(shares), random.random(count) * shares.sum(), side="right")
    last: Ints = np.minimum(places, len(shares) - 1)
    return last


def dates(days: Ints, form: str) -> list[str]:
    """Days since 1970 as text; each different day is formatted once. Missing days (below -60000) are empty."""
    unique, inverse = np.unique(days, return_inverse=True)
    written = [(EPOCH + dt.timedelta(days=int(day))).strftime(form) if day > -60_000 else "" for day in unique]
    return [written[i] for i in inverse.tolist()]


NO_DAY = -99_999
