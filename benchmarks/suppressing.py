"""Suppression and audit: exact patterns to 300 cells, 3,000 cells with the gap told, ten linked releases refused.

`python benchmarks/suppressing.py [--regions 77] [--peer none]`. Processor time. The ten releases are of our own making
(`gija.methods.disclosure.testing.ten_linked`): each optimally suppressed alone, by Gija and by pytauargus (tau-ARGUS),
then audited together.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.suppressing_alone import pytauargus
from gija.methods.disclosure import Release, Rule, audit, suppress
from gija.methods.disclosure.testing import made, ten_linked


def tables() -> Iterator[str]:
    for rows, columns, threshold in ((15, 18, 3), (15, 18, 5), (15, 18, 10), (49, 59, 5)):
        whole = made(1, rows, columns)
        for singles in (False, True):
            done = suppress(Release("table", (whole,)), rule=Rule(threshold, singles=singles), seconds=300)
            told = f"closed {len(done.closed)}, cost {done.cost:.0f}, gap to the bound {done.gap:.2%}"
            who = "with" if singles else "without"
            yield (f"{len(whole)} cells, threshold {threshold}, {who} those alone in a cell: "
                   f"{done.seconds:.2f} s, {told if done.possible else done.trouble}")  # fmt: skip


def linked(regions: int) -> Iterator[str]:
    start = time.process_time()
    alone = [done.release for one in ten_linked(regions=regions) if (done := suppress(one, propose=False)).release]
    told = [release for release in alone if release is not None]
    yield from together("Gija", told, time.process_time() - start)


def by_peer(regions: int) -> Iterator[str]:
    done = pytauargus(ten_linked(regions=regions))
    yield from together("pytauargus", done.releases, done.cpu)


def together(who: str, told: Sequence[Release], seconds: float) -> Iterator[str]:
    """What the ten give away, each protected alone."""
    cells = sum(len(table) for release in told for table in release.tables)
    yield f"ten releases, {cells} cells: {seconds:.1f} s, each alone by {who}"
    found = audit((), Release("all", tuple(table for release in told for table in release.tables)), seconds=300)
    closed = [cell for cell in found.cells if cell.kind == "closed"]
    pinned = sum(cell.interval.pinned for cell in closed)
    shut = sum(not cell.open for release in told for table in release.tables for cell in table)
    yield (f"suppressed {shut} ({len(closed)} different places), found exactly {pinned}, refused {not found.released}: "
           f"audit {found.seconds:.2f} s; {sum(bool(f.found) for f in closed)} found too closely")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--regions", type=int, default=77)
    asked.add_argument("--peer", choices=("pytauargus", "none"), default="pytauargus")
    given, _ = asked.parse_known_args()
    suppress(Release("warm", (made(1, 3, 3),)))
    peer = by_peer(given.regions) if given.peer != "none" else iter(())
    for line in chain(linked(given.regions), peer, tables()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
