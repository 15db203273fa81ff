"""Invented worlds with a known truth, for checks and for teaching: what breaks an estimate can be made to happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
import numpy.typing as npt

from gija.methods.estimation.capture.table import CaptureTable
from gija.vocabulary.errors import GijaError

Flags = npt.NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class World:
    """`people` persons, and the chance that each list sees one.

    `dependence`: what being on the first list adds to the logit of the second (positive: sent on or known to both;
    negative: kept apart). `spread`: standard deviation of how easily a person is seen, on the logit, by all lists
    alike. `referral`: chance that the first list sends a person it has on to the second. `exclusive`: pairs of lists
    whose mandates never meet (adults and children): whoever both would have is on one of them.
    """

    people: int
    chances: tuple[float, ...]
    dependence: Mapping[Pair, float] = field(default_factory=dict)
    spread: float = 0.0
    referral: Mapping[Pair, float] = field(default_factory=dict)
    exclusive: tuple[Pair, ...] = ()
    lists: tuple[str, ...] = ()


def simulate(world: World, seed: int = 1) -> CaptureTable:
    """What the lists of a world see: its table; the truth is `world.people`. The same seed, the same table.

    Raises `estimation.world` for a chance outside 0 to 1 or a pair of no list, and what `CaptureTable` raises where
    nobody is seen.
    """
    _sound(world)
    rng = np.random.default_rng(seed)
    ease = rng.normal(0.0, world.spread, world.people) if world.spread else np.zeros(world.people)
    seen = np.zeros((world.people, len(world.chances)), np.bool_)
    for own, chance in enumerate(world.chances):
        logit = ease + log(chance / (1 - chance))
        for (first, second), more in world.dependence.items():
            if second == own and first < own:
                logit = logit + more * seen[:, first]
        seen[:, own] = rng.random(world.people) < 1.0 / (1.0 + np.exp(-logit))
    for (first, second), chance in world.referral.items():
        seen[:, second] |= seen[:, first] & (rng.random(world.people) < chance)
    for first, second in world.exclusive:
        both, heads = seen[:, first] & seen[:, second], rng.random(world.people) < 0.5
        seen[both & heads, first] = False
        seen[both & ~heads, second] = False
    return _table(seen, world.lists)


def _table(seen: Flags, lists: Sequence[str]) -> CaptureTable:
    width = seen.shape[1]
    counts = np.bincount((seen << np.arange(width)).sum(axis=1), minlength=1 << width)
    counts[0] = 0
    names = tuple(lists) or tuple("ABCDEFGHIJ"[:width])
    return CaptureTable(names, tuple(counts.tolist()))


def _sound(world: World) -> None:
    places = [place for pair in (*world.dependence, *world.referral, *world.exclusive) for place in pair]
    fine = all(0 < chance < 1 for chance in world.chances) and world.people > 0 and world.spread >= 0
    fine = fine and all(0 <= chance <= 1 for chance in world.referral.values())
    fine = fine and all(0 <= place < len(world.chances) for place in places) and len(world.chances) <= 10
    if not fine or any(first >= second for first, second in world.dependence):
        raise GijaError("estimation.world")
