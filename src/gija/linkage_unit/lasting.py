"""Clusters that last: a record keeps the number of its cluster from period to period, without names or encodings."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gija.linkage_unit.home import Home
from gija.messages.base import canonical
from gija.vocabulary.errors import GijaError

FORM = "gija clusters 1"
FILE = "clusters.json"
KEPT_RUNS = 4  # a record that so many runs in a row did not bring is forgotten: it was withdrawn, or its sender left


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is kept between runs: of each record its cluster and the last run that brought it, of each cluster the
    run that drew it; the number of the last run and of the last letter sent to each installation."""

    run: int = 0
    records: dict[str, tuple[str, int]] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)
    sequence: dict[str, int] = field(default_factory=dict)

    def written(self) -> bytes:
        return canonical({"form": FORM, "run": self.run, "records": self.records, "drawn": self.drawn,
                          "sequence": self.sequence})  # fmt: skip


def remembered(home: Home) -> Memory:
    """What the last run left; nothing before the first. `clusters_broken` for a damaged file: it is never begun anew
    silently, since every cluster would change its number."""
    place: Path = home.folder / FILE
    if not place.exists():
        return Memory()
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        if said["form"] != FORM:
            raise ValueError
        records = {str(record): (str(cluster), int(run)) for record, (cluster, run) in said["records"].items()}
        return Memory(int(said["run"]), records, dict(said["drawn"]), dict(said["sequence"]))
    except (ValueError, KeyError, TypeError):
        raise GijaError("linkage_unit.clusters_broken", folder=home.folder.name) from None


def carried_on(
    before: Memory, groups: Iterable[tuple[str, ...]], draw: Callable[[], str] = lambda: str(uuid.uuid4())
) -> Memory:
    """The memory after a run that found these groups.

    A group keeps the oldest cluster that has most of its records in it. Where two clusters merge the older stays;
    where one splits, its larger part keeps the number (equal parts: that with the lowest record), the rest draw new.
    """
    run, found = before.run + 1, list(groups)
    claimed = _claims(before, found)
    records = {r: kept for r, kept in before.records.items() if run - kept[1] < KEPT_RUNS}
    drawn = dict(before.drawn)
    for at, group in enumerate(found):
        cluster = claimed.get(at)
        if cluster is None:
            cluster = draw()
            drawn[cluster] = run
        records |= dict.fromkeys(group, (cluster, run))
    in_use = {cluster for cluster, _ in records.values()}
    return Memory(run, records, {one: at for one, at in drawn.items() if one in in_use}, dict(before.sequence))


def _claims(before: Memory, groups: list[tuple[str, ...]]) -> dict[int, str]:
    """Group (place) -> the cluster whose number it keeps."""
    held: dict[str, dict[int, list[str]]] = {}
    for at, group in enumerate(groups):
        for record in group:
            if record in before.records:
                held.setdefault(before.records[record][0], {}).setdefault(at, []).append(record)
    claimed: dict[int, str] = {}
    for cluster in sorted(held, key=lambda one: (before.drawn.get(one, 0), one)):
        parts = held[cluster]
        largest = min(parts, key=lambda at: (-len(parts[at]), min(parts[at])))
        claimed.setdefault(largest, cluster)
    return claimed
