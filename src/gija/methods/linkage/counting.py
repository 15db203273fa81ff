"""How many different people several lists hold, with an interval that says how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gija.methods.linkage.calibrated import FLOOR, Calibration, Floats, Numbers, calibration
from gija.methods.linkage.clusters import Clusters, cluster
from gija.methods.linkage.comparing import compared as all_compared
from gija.methods.linkage.encoding import Encodings
from gija.methods.linkage.mixture import Fitted, fit
from gija.methods.linkage.pairs import Compared
from gija.methods.linkage.schemes import DEFAULT
from gija.methods.linkage.spread import quantiles
from gija.methods.linkage.words import notes
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

LEVEL = 0.90  # of the interval
LESS = 0.5
SWEEP = (0.66, 0.68, 0.70, 0.72, 0.74, 0.76, 0.78, 0.80)
Review = Mapping[tuple[int, int], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """How many different people: the likeliest `value`, and `low` to `high` that hold the truth in 90 of 100 cases.

    `notes` say in both languages what stands behind it. `records` were counted; `expected` is the mean before
    rounding; `clusters` the likeliest persons; `chances` each used pair's chance of being one person; `sweep` the plain
    counts at fixed thresholds, for comparison; `shared` the people each two lists share.
    """

    value: int
    low: int
    high: int
    notes: tuple[Text, ...]
    records: int
    expected: float
    clusters: Clusters
    pairs: tuple[tuple[int, int], ...]
    chances: tuple[float, ...]
    sweep: tuple[tuple[float, int], ...]
    shared: tuple[tuple[int, int, float], ...]


def count_people(
    lists: Sequence[Encodings],
    *,
    known: Calibration | None = None,
    review: Review | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Count:
    """Count the different people in lists of encodings, each list holding a person at most once.

    The chance of every pair being one person comes from a mixture fitted to these lists (`mixture.fit`) on top of the
    scheme's calibration; the count is the records less the expected joins, corrected for pairs that are missed. Records
    are numbered through the lists; `review` gives pairs that people decided (one person or not). An empty list adds
    nobody. Raises `linkage.no_lists`, `linkage.shape`, `linkage.no_bits`, `linkage.not_calibrated`, `linkage.review`.
    """
    if not any(len(held) for held in lists):
        raise GijaError("linkage.no_lists")
    chosen = known or calibration(DEFAULT)
    met = all_compared(lists, chosen, workers, progress)
    fitted = fit(met, chosen)
    chances = _reviewed(met, fitted, review or {})
    joined = cluster(met.pairs, chances, met.sizes)
    used = chances[joined.links]
    records = sum(met.sizes)
    missed = _missed(joined, used, fitted, met.pairs)
    low, middle, high = quantiles(used, missed, records, max(met.sizes), LEVEL)
    likely = cluster(met.pairs[chances >= 0.5], chances[chances >= 0.5], met.sizes)
    return Count(
        middle, low, high, notes(met, fitted, used, missed), records, records - float(used.sum()) - missed, likely,
        tuple((int(a), int(b)) for a, b in met.pairs[joined.links]), tuple(used.tolist()), _sweep(met),
        tuple((a, b, float(n)) for (a, b), n in zip(met.ends, fitted.shared, strict=True)),
    )  # fmt: skip


def to_review(counted: Count, most: int = 20) -> tuple[tuple[int, int], ...]:
    """The pairs whose review tells most: those whose chance is nearest to one half."""
    order = sorted(zip(counted.chances, counted.pairs, strict=True), key=lambda both: (abs(both[0] - 0.5), both[1]))
    return tuple(pair for chance, pair in order[:most] if 0.01 < chance < 0.99)


def _reviewed(met: Compared, fitted: Fitted, review: Review) -> Floats:
    """Chances with the decided pairs at one or nothing. Pairs never met above the floor cannot be decided here."""
    chances = fitted.same.copy()
    at = {(int(a), int(b)): row for row, (a, b) in enumerate(met.pairs)}
    for (a, b), one in review.items():
        row = at.get((min(a, b), max(a, b)))
        if row is None:
            raise GijaError("linkage.review")
        chances[row] = 1.0 if one else 0.0
    return chances


def _missed(joined: Clusters, used: Floats, fitted: Fitted, pairs: Numbers) -> float:
    """Joins that no pair above the floor shows. Who is met on several lists is missed on all of them half as often:
    a fault may be in the record itself, or in the other one."""
    members = np.bincount(joined.of[pairs[joined.links, 0]], used, joined.count)
    size = np.bincount(joined.of, minlength=joined.count)
    expected = float(members[size == 2].sum() + LESS * members[size > 2].sum())
    return expected * fitted.missed / (1 - min(fitted.missed, 0.5))


def _sweep(met: Compared) -> tuple[tuple[float, int], ...]:
    found = []
    for threshold in SWEEP:
        kept = met.scores >= max(threshold, FLOOR)
        found.append((threshold, cluster(met.pairs[kept], met.scores[kept], met.sizes).count))
    return tuple(found)
