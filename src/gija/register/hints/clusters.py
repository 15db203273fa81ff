"""The clusters that hold now: what the linkage unit found in the latest half-year, as numbers of records."""

from __future__ import annotations

from collections import defaultdict

from gija.register.clusters.queries import latest


def groups() -> list[tuple[str, ...]]:
    """The clusters of two records and more; none where no run came."""
    run = latest()
    found: dict[str, list[str]] = defaultdict(list)
    for record, cluster in run.assignments.values_list("record", "cluster") if run else ():
        found[cluster].append(record)
    return [tuple(sorted(records)) for records in found.values() if len(records) > 1]
