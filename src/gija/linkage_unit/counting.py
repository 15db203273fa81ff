"""From encodings to groups of records: who is one person, how sure that is, how many people there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gija.linkage_unit.reading import Brought
from gija.methods.linkage import calibration, count_people
from gija.methods.linkage.calibrated import details

Progress = Callable[[int, int], None]
SURE = 0.99  # that an encoding holds the whole birth date: only then do equal bits mean one person


@dataclass(frozen=True, slots=True)
class Found:
    """`groups` of records that are one person; `strength` of each record in percent (0: alone); the interval."""

    groups: tuple[tuple[str, ...], ...]
    strength: dict[str, int]
    people: int
    low: int
    high: int


def count(brought: Brought, progress: Progress | None = None) -> Found:
    """Count the people in the lists (`gija.methods.linkage.count_people`).

    Records of one list with equal bits are taken as one first: a list writes a person the same way twice, for instance
    in two cases, and only whose whole birth date is known has bits that say so much.
    """
    known = calibration(brought.scheme)
    twins: dict[str, list[str]] = {}
    lists = []
    for held, bits in zip(brought.lists.values(), brought.encodings(), strict=True):
        whole = details(bits, known)[:, 0] > SURE
        first: dict[bytes, str] = {}
        kept = []
        for at, one in enumerate(held):
            head = first.setdefault(bits[at].tobytes() if whole[at] else one.record.encode(), one.record)
            twins.setdefault(head, []).append(one.record)
            if head == one.record:
                kept.append(at)
        lists.append((bits[kept], [held[at].record for at in kept]))
    counted = count_people([bits for bits, _ in lists], known=known, progress=progress)
    heads = [record for _, records in lists for record in records]
    strength: dict[str, int] = {}
    groups: dict[int, list[str]] = {}
    for record, cluster, chance in zip(heads, counted.clusters.of.tolist(), counted.clusters.strength, strict=True):
        groups.setdefault(cluster, []).extend(twins[record])
        percent = 100 if len(twins[record]) > 1 else round(100 * float(np.clip(chance, 0, 1)))
        strength |= dict.fromkeys(twins[record], percent)
    ordered = tuple(sorted(tuple(sorted(group)) for group in groups.values()))
    return Found(ordered, strength, counted.value, counted.low, counted.high)
