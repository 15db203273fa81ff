"""An attacker on years of releases, who shares no code with the audit: subtraction by rule, and linear programs anew.

`python benchmarks/attacks/releases.py [--years 20] [--seeds 1] [--crossed one|two]`. The attacker sees the ledger's
published cells alone; the truth is used at the end, to count what he got right. Figures go into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, lil_matrix

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.attacks.years import FIRST, WAYS, Result, released

SMALL = range(1, 5)
BLOCKS = (("age", "sex"), ("form", "sex"), ("origin",))
Place = tuple[int, str, tuple[tuple[str, str], ...]]
Seen = dict[Place, int | None]  # (vintage, when, codes) -> told or closed


def seen(result: Result) -> tuple[Seen, dict[int, int]]:
    """What was published, and how many changes each edition admits."""
    told: Seen = {}
    changes: dict[int, int] = {}
    for release in result.ledger:
        if release.changes is not None:
            changes[release.vintage] = max(changes.get(release.vintage, 0), release.changes)
        for table in release.tables:
            for cell in table:
                where = dict(table.where(cell.key))
                when = where.pop("time")
                told[release.vintage, when, tuple(sorted(where.items()))] = cell.value
    return told, changes


def halves(when: str) -> list[str]:
    """The half-years of a half, a year or a period."""
    if "H" in when:
        return [when]
    first, _, last = when.partition("-")
    return [f"{year}-H{h}" for year in range(int(first), int(last or first) + 1) for h in (1, 2)]


def subtraction(told: Seen) -> Seen:
    """Totals less parts, over codes and over time, again and again, until nothing new follows."""
    known: dict[Place, int] = {where: value for where, value in told.items() if value is not None}
    sums = list(_sums(set(told)))
    found: Seen = {}
    while True:
        before = len(known)
        for whole, parts in sums:
            open_ = [p for p in (whole, *parts) if p not in known]
            if len(open_) == 1:
                rest = sum(known[p] for p in parts if p in known)
                known[open_[0]] = found[open_[0]] = known[whole] - rest if whole in known else rest
        if len(known) == before:
            return found


def _sums(places: set[Place]) -> Iterator[tuple[Place, list[Place]]]:
    whens = {when for _, when, _ in places}
    times = {when: [w for w in whens if w != when and set(halves(w)) < set(halves(when))] for when in whens}
    for vintage, when, codes in sorted(places):
        for way, choices in WAYS.items():
            if way not in dict(codes):
                yield (vintage, when, codes), [(vintage, when, tuple(sorted([*codes, (way, c)]))) for c, _ in choices]
        for parts in ([w for w in times[when] if "H" in w], [w for w in times[when] if len(w) == 4]):
            if {h for w in parts for h in halves(w)} == set(halves(when)) and parts:
                yield (vintage, when, codes), [(vintage, w, codes) for w in parts]


@dataclass
class Program:
    """Unknown: people by half and codes of a block, in each edition; who came and went between editions."""

    columns: dict[tuple[object, ...], int] = field(default_factory=dict)
    rows: list[tuple[dict[int, int], float, float]] = field(default_factory=list)

    def column(self, *name: object) -> int:
        return self.columns.setdefault(name, len(self.columns))

    def cell(self, vintage: int, when: str, codes: tuple[tuple[str, str], ...]) -> dict[int, int]:
        block = next((b for b in BLOCKS if {w for w, _ in codes} <= set(b)), None)
        assert block is not None
        return {self.column(vintage, half, leaf): 1 for half in halves(when) for leaf in leaves(block, dict(codes))}

    def matrix(self) -> tuple[csr_matrix, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        found = lil_matrix((len(self.rows), len(self.columns)))
        for number, (terms, _, _) in enumerate(self.rows):
            for column, factor in terms.items():
                found[number, column] += factor
        return csr_matrix(found), np.array([r[1] for r in self.rows]), np.array([r[2] for r in self.rows])


def leaves(block: Sequence[str], codes: dict[str, str]) -> list[tuple[tuple[str, str], ...]]:
    ranges = [[codes[way]] if way in codes else [c for c, _ in WAYS[way]] for way in block]
    return [tuple(zip(block, leaf, strict=True)) for leaf in itertools.product(*ranges)]


def program(told: Seen, changes: dict[int, int], times: set[str]) -> Program:
    """All that was told of these half-years, as an attacker writes it down who knows that zeros are always shown."""
    found = Program()
    mine = {place: value for place, value in told.items() if set(halves(place[1])) <= times}
    for (vintage, when, codes), value in mine.items():
        low, high = (1, np.inf) if value is None else (value, value)
        found.rows.append((found.cell(vintage, when, codes), low, high))
    covered = sorted({(half, vintage) for vintage, when, _ in mine for half in halves(when)})
    for half, vintage in covered:
        for one, other in itertools.pairwise(BLOCKS):
            for codes in leaves(sorted(set(one) & set(other)), {}):
                terms = {found.column(vintage, half, leaf): 1 for leaf in leaves(one, dict(codes))}
                terms |= {found.column(vintage, half, leaf): -1 for leaf in leaves(other, dict(codes))}
                found.rows.append((terms, 0, 0))
    _editions(found, covered, changes)
    return found


def _editions(found: Program, covered: Sequence[tuple[str, int]], changes: dict[int, int]) -> None:
    for (half, old), (again, new) in itertools.pairwise(covered):
        if half != again or new not in changes:
            continue
        for block in BLOCKS:
            moved: dict[int, int] = {}
            for leaf in leaves(block, {}):
                came, went = found.column("came", new, half, leaf), found.column("went", new, half, leaf)
                now, was = found.column(new, half, leaf), found.column(old, half, leaf)
                found.rows.append(({now: 1, was: -1, came: -1, went: 1}, 0, 0))
                moved |= {came: 1, went: 1}
            found.rows.append((moved, 0, changes[new]))


Rows = tuple[csr_matrix, npt.NDArray[np.float64], npt.NDArray[np.float64]]


def interval(found: Program, parts: Rows, terms: dict[int, int]) -> tuple[float, float]:
    """The least and the most of a cell; in whole numbers where the real ones look narrow."""
    matrix, low, high = parts
    cost = np.zeros(len(found.columns))
    for column, factor in terms.items():
        cost[column] = factor
    ends = []
    for sign in (1, -1):
        equal = low == high
        answer = linprog(
            sign * cost, A_eq=matrix[equal], b_eq=low[equal],
            A_ub=_under(matrix, low, high), b_ub=_bounds(low, high), method="highs",
        )  # fmt: skip
        value = sign * answer.fun if answer.status == 0 else sign * -np.inf
        ends.append(value)
    if ends[1] - ends[0] < 6:
        ends = [_whole(found, parts, sign * cost) * sign for sign in (1, -1)]
    return ends[0], ends[1]


def _under(matrix: csr_matrix, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> csr_matrix:
    from scipy.sparse import vstack

    loose = low != high
    return vstack([-matrix[loose & np.isfinite(low)], matrix[loose & np.isfinite(high)]])


def _bounds(low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    loose = low != high
    return np.concatenate([-low[loose & np.isfinite(low)], high[loose & np.isfinite(high)]])


def _whole(found: Program, parts: Rows, cost: npt.NDArray[np.float64]) -> float:
    size = len(found.columns)
    answer = milp(cost, constraints=LinearConstraint(*parts), integrality=np.ones(size), bounds=Bounds(0, np.inf),
                  options={"time_limit": 20})  # fmt: skip
    return float(answer.fun) if answer.status == 0 else -np.inf


def attack(result: Result, years: int) -> dict[str, int]:
    """What the attacker gets of all small counts that were closed or never told."""
    told, changes = seen(result)
    truth = {(v, dict(p)["time"], tuple(x for x in p if x[0] != "time")): n for (v, p), n in result.truth.items()}
    small = {place for place, n in truth.items() if n in SMALL and told.get(place) is None}
    guessed = subtraction(told)
    score = {
        "small counts": len(small),
        "by rule": sum(guessed.get(p) == truth[p] for p in small),
        "pinned": 0,
        "small": 0,
    }
    for first in range(FIRST, FIRST + years, 5):
        times = {f"{y}-H{h}" for y in range(first, min(first + 5, FIRST + years)) for h in (1, 2)}
        asked = sorted(p for p in small if set(halves(p[1])) <= times and p in told)
        found = program(told, changes, times)
        parts = found.matrix()
        for place in asked:
            low, high = interval(found, parts, found.cell(*place))
            score["pinned"] += high - low < 0.5
            score["small"] += low > 0.5 and high < SMALL.stop - 0.5
    return score


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--years", type=int, default=20)
    asked.add_argument("--seeds", type=int, default=1)
    asked.add_argument("--crossed", choices=("one", "two"), default="two")
    given, _ = asked.parse_known_args()
    for seed in range(1, given.seeds + 1):
        start = time.process_time()
        result = released(seed, given.years, given.crossed)
        gate = time.process_time() - start
        start = time.process_time()
        score = attack(result, given.years)
        spent = time.process_time() - start
        print(
            f"seed {seed}: {len(result.ledger)} releases, {result.refused} refused; "
            f"{result.told} cells, {result.closed} closed"
        )
        print(f"  small counts not told {score['small counts']}; found by rule {score['by rule']}; closed ones pinned "
              f"{score['pinned']}, inside the small counts {score['small']}")  # fmt: skip
        print(f"  CPU: gate {gate:.1f} s, attack {spent:.1f} s")


if __name__ == "__main__":
    main()
