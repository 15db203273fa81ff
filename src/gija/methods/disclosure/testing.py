"""Tables that several tests of the gate use."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path

from gija.methods.disclosure import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, from_rows, table
from gija.methods.tables.values import TOTAL

HERE = Path(__file__).resolve()
SHARED = Path(
    os.environ.get("GIJA_SHARED") or next((p / "shared" for p in HERE.parents if (p / "shared").is_dir()), "absent")
)
DATA = SHARED / "data" / "disclosure"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return [{**row, "n": row.get("freq") or row.get("n") or "1"} for row in csv.DictReader(file)]


def flat(name: str, *axes: str) -> Table:
    """One of the published tables with all margins."""
    found = rows(name)
    return from_rows("people", [Axis.flat(axis, dict.fromkeys(r[axis] for r in found)) for axis in axes], found)


def made(seed: int, rows_: int, columns: int, mean: float = 5) -> Table:
    """A made-up two-way table with zeros, small and large cells."""
    rng = random.Random(seed)  # noqa: S311 - not a secret
    axes = [Axis.flat("r", [f"r{i}" for i in range(rows_)]), Axis.flat("c", [f"c{i}" for i in range(columns)])]
    counts: dict[tuple[str, ...], int] = {
        (r, c): int(rng.expovariate(1 / mean) * rng.choice([0, 1, 1, 3]))
        for r in axes[0].leaves
        for c in axes[1].leaves
    }
    return table("people", axes, counts)


def ten_linked(seed: int = 1, regions: int = 60, kinds: int = 12) -> list[Release]:
    """Ten tables over the same people: one by region and kind, nine by region and kinds grouped each in another way."""
    rng = random.Random(seed)  # noqa: S311
    names = [f"k{i:02}" for i in range(kinds)]
    region = Axis.flat("region", [f"r{i:02}" for i in range(regions)])
    sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 20, 30, 40, 80]
    counts: dict[tuple[str, ...], int] = {(r, k): rng.choice(sizes) for r in region.leaves for k in names}
    found = []
    for number in range(10):
        axis, told = _grouped(names, number, seed)
        whole = table("people", [region, axis], counts)
        cells = tuple(c for c in whole if c.key[1] in told)
        found.append(Release(f"release {number + 1}", (Table("people", (region, axis), cells),)))
    return found


def _grouped(names: list[str], number: int, seed: int) -> tuple[Axis, set[str]]:
    if not number:
        return Axis.flat("kind", names), {TOTAL, *names}
    order = random.Random(seed * 100 + number).sample(names, len(names))  # noqa: S311
    groups = {kind: f"g{number}-{place // (2 + number % 3)}" for place, kind in enumerate(order)}
    return Axis.of("kind", groups | dict.fromkeys(groups.values(), TOTAL)), {TOTAL, *groups.values()}
