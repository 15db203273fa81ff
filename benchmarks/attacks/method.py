"""An attacker who has the program: every table that fits what was released is protected anew, and dropped where other
cells would have been closed. What is left of each closed count?

`python benchmarks/attacks/method.py [--tables 40] [--most 300]`. Small two-way tables, for every table that fits is run
through the method: as it is without a secret, and as somebody has to who does not know the secret: a table can be
dropped only if no draw closes these cells, that is, if they are not safe for it. Then, by runs under many secrets, how
sure he may be of a count (Bayes, every table that fits being as likely). Rounding: `benchmarks/rounding.py --attack`.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))

from gija.methods.disclosure import Knowledge, Release, Rule, suppress
from gija.methods.disclosure.attacker.figures import Place
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.suppressing import problem
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table
from gija.methods.tables.values import TOTAL, Key

KNOWN = Knowledge(threshold_known=True)
RULE = Rule()


def made(rng: random.Random, rows: int, columns: int) -> Table:
    """A table with small counts, some zeros, some large."""
    axes = [Axis.flat("r", [f"r{n}" for n in range(rows)]), Axis.flat("c", [f"c{n}" for n in range(columns)])]
    values = [0, 1, 2, 3, 4, 5, 6, 7, 9, 12]
    counts: dict[Key, int] = {key: rng.choice(values) for key in product(axes[0].leaves, axes[1].leaves)}
    return table("people", axes, counts)


def fitting(told: Table, most: int) -> list[Table] | None:
    """Every table that fits what was told, zeros being shown; None where there are more than `most`."""
    rows, columns = (axis.leaves for axis in told.axes)
    top = max((cell.value for cell in told if cell.value is not None), default=0)
    if told[TOTAL, TOTAL].value is None:
        return None  # without a total there is no end to them
    found: list[Table] = []
    for counts in _filled(told, list(product(rows, columns)), {}, top):
        found.append(table(told.population, told.axes, counts))
        if len(found) > most:
            return None
    return found


def _filled(told: Table, left: Sequence[Key], counts: dict[Key, int], top: int) -> Iterator[dict[Key, int]]:
    if not left:
        if all(_same(told, counts, key) for key in ((TOTAL, TOTAL), *_margins(told))):
            yield dict(counts)
        return
    key, value = left[0], told[left[0]].value
    for one in (value,) if value is not None else range(1, _room(told, key, counts, top) + 1):
        counts[key] = one
        if all(_same(told, counts, over) for over in _done(told, key)):
            yield from _filled(told, left[1:], counts, top)
        del counts[key]


def _room(told: Table, key: Key, counts: dict[Key, int], top: int) -> int:
    """What is left of the totals that are told."""
    room = top
    for over in ((key[0], TOTAL), (TOTAL, key[1]), (TOTAL, TOTAL)):
        whole = told[over].value
        if whole is not None:
            room = min(room, whole - sum(counts.get(leaf, 0) for leaf in _leaves(told, over)))
    return room


def _leaves(told: Table, over: Key) -> Iterator[Key]:
    return (
        leaf for leaf in product(told.axes[0].leaves, told.axes[1].leaves)
        if all(code in (TOTAL, part) for code, part in zip(over, leaf, strict=True))
    )  # fmt: skip


def _margins(told: Table) -> Iterator[Key]:
    yield from ((row, TOTAL) for row in told.axes[0].leaves)
    yield from ((TOTAL, column) for column in told.axes[1].leaves)


def _done(told: Table, key: Key) -> Iterator[Key]:
    """The totals that are complete when the cells up to this one, row by row, are filled."""
    if key[1] == told.axes[1].leaves[-1]:
        yield key[0], TOTAL
    if key[0] == told.axes[0].leaves[-1]:
        yield TOTAL, key[1]


def _same(told: Table, counts: dict[Key, int], over: Key) -> bool:
    whole, found = told[over].value, sum(counts[leaf] for leaf in _leaves(told, over))
    return found == whole if whole is not None else found > 0


@dataclass(frozen=True)
class Left:
    """Of one table: how many tables fit, how many of these are left, and of the closed counts how many are then known
    exactly, and how many to be one of the small ones; `sure`: the greatest chance of any value of a closed count."""

    fit: int
    left: int
    closed: int
    pinned: int
    small: int
    sure: float = 0.0


def protected(truth: Table, seed: Seed | None = None) -> Table | None:
    done = suppress(Release("table", (truth,)), (), KNOWN, RULE, propose=False, seed=seed)
    return done.release.tables[0] if done.release is not None else None


def could_be(truth: Table, out: Table) -> bool:
    """Has this pattern a chance to be drawn for a table? It has if it is safe for it: all of it may be drawn."""
    with drawn({(out.population, out.where(cell.key)) for cell in out if not cell.open}):
        return protected(truth, Seed(bytes(16))) == out


@contextmanager
def drawn(cells: set[tuple[str, Place]]) -> Iterator[None]:
    """While it lasts just these cells are drawn."""
    with patch.object(problem, "shut", lambda _seed, asked: [cell in cells for cell in asked]):
        yield


def scored(out: Table, fit: Sequence[Table], weights: Sequence[float]) -> Left:
    """What is left of the closed counts when each table that fits weighs so much."""
    shut = [cell.key for cell in out if not cell.open]
    chances: list[Counter[int]] = []
    for key in shut:
        chances.append(Counter())
        for one, weight in zip(fit, weights, strict=True):
            if weight > 0:
                chances[-1][one[key].value or 0] += weight / sum(weights)  # type: ignore[assignment]
    pinned = sum(len(mine) == 1 for mine in chances)
    small = sum(all(map(RULE.small, mine)) for mine in chances)
    sure = max(max(mine.values()) for mine in chances)
    return Left(len(fit), sum(weight > 0 for weight in weights), len(shut), pinned, small, sure)


def plainly(truth: Table, most: int) -> Left | None:
    """The method without a secret. None where nothing is closed, or too many tables fit."""
    out = protected(truth)
    fit = fitting(out, most) if out is not None and any(not cell.open for cell in out) else None
    if out is None or fit is None:
        return None
    return scored(out, fit, [float(protected(one) == out) for one in fit])


def secretly(truth: Table, most: int, number: int, runs: int) -> Left | None:
    """With a secret that the attacker has not."""
    out = protected(truth, secret(f"own {number}"))
    fit = fitting(out, most) if out is not None and any(not cell.open for cell in out) else None
    if out is None or fit is None:
        return None
    left = scored(out, fit, [float(could_be(one, out)) for one in fit])
    met = [sum(protected(one, secret(run)) == out for run in range(runs)) for one in fit] if runs else []
    return replace(left, sure=scored(out, fit, [float(n) for n in met]).sure if any(met) else 0.0)


def secret(name: object) -> Seed:
    return Seed(hashlib.sha256(repr(name).encode()).digest())


def told(name: str, found: Sequence[Left], seconds: float) -> str:
    sums = {what: sum(getattr(one, what) for one in found) for what in ("fit", "left", "closed", "pinned", "small")}
    surest = max(one.sure for one in found)
    return (f"{name}: {len(found)} tables, {sums['fit']} tables fit, {sums['left']} left; of {sums['closed']} closed "
            f"counts {sums['pinned']} pinned, {sums['small']} inside the small counts; "
            f"surest {f'{surest:.2f}' if surest else 'not asked'}; CPU {seconds:.0f} s")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser()
    for name, number in (("--tables", 15), ("--most", 100), ("--rows", 2), ("--columns", 3), ("--runs", 0)):
        asked.add_argument(name, type=int, default=number)
    given, _ = asked.parse_known_args()
    truths = [made(random.Random(seed), given.rows, given.columns) for seed in range(1, given.tables * 4)]
    plain = (plainly(one, given.most) for one in truths)
    secret_ = (secretly(one, given.most, number, given.runs) for number, one in enumerate(truths))
    for name, found in (("without a secret", plain), ("with a secret", secret_)):
        start = time.process_time()
        met = list(itertools.islice((left for left in found if left is not None), given.tables))
        print(told(name, met, time.process_time() - start), flush=True)


if __name__ == "__main__":
    main()
