"""Controlled rounding: time and error for tables of two, three and four ways, beside a plain integer program; and what
an attacker learns who knows everything but the seed.

`python benchmarks/rounding.py [--plain SECONDS] [--attack]`. CPU time. The peer is HiGHS given the whole problem at
once, stopped after so many seconds: the way rounding is usually asked of a solver. Tables are made: counts of a gamma
mixture with many zeros and ones. The tables go into docs/methods/disclosure.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from gija.methods.disclosure.rounding import Aim, Seed, cube_system, reach, round_cells, with_margins
from gija.methods.disclosure.rounding.system import Additive, Ints
from gija.vocabulary.errors import GijaError

SHAPES = ((50, 58), (12, 14, 14), (5, 6, 8, 8), (80, 80), (17, 18, 18), (6, 7, 9, 10))
BASES = (3, 5)


def made(shape: tuple[int, ...], mean: float, number: int = 0) -> Ints:
    random = np.random.default_rng([2006, number])
    return with_margins(random.poisson(random.gamma(0.6, mean / 0.6, size=shape)))


def line(shape: tuple[int, ...], mean: float, base: int) -> str:
    values, system, seed = made(shape, mean), cube_system(shape), Seed(b"the seed of the benchmark")
    start = time.process_time()
    try:
        rounded = round_cells(system, values, base, seed=seed)
    except GijaError:
        rounded = round_cells(system, values, base, seed=seed, restricted=False)
    spent = time.process_time() - start
    assert system.holds(rounded.values)
    least = int(np.minimum(values % base, base - values % base).sum())
    how = "proven best" if rounded.proven else "searched"
    kind = "restricted" if rounded.restricted else "totals further"
    return (
        f"| {'x'.join(map(str, shape))} | {system.cells} | {mean} | {base} | {kind} | {how} | {spent:.2f} s | "
        f"{np.abs(rounded.change).mean():.2f} | {rounded.greatest} | {rounded.l1 / max(1, least):.2f} |"
    )


def plain(shape: tuple[int, ...], seconds: float) -> str:
    """The integer program whole, as a solver is usually asked."""
    import highspy

    from gija.methods.disclosure.rounding import drawing, exact

    values, system = made(shape, 2.0), cube_system(shape)
    names = [str(cell) for cell in range(system.cells)]
    seed = Seed(b"the seed of the benchmark")
    problem = drawing.problem(values, 3, Aim.UNBIASED, seed, names, restricted=True, carried=None)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.02), ("time_limit", seconds)):
        solver.setOptionValue(name, value)
    solver.passModel(exact._model(system, problem))
    start = time.process_time()
    solver.run()
    spent, gap = time.process_time() - start, solver.getInfo().mip_gap
    return f"plain integer program {'x'.join(map(str, shape))}: {spent:.1f} s, gap {gap:.1%} (asked: 2 %)"


def narrowest(tables: int) -> str:
    """By linear programs: the narrowest interval of any cell, in made tables of 4 by 5."""
    system, widths = cube_system((4, 5)), []
    for number in range(tables):
        rounded = round_cells(system, made((4, 5), 2.0, number), 3, seed=Seed.fresh())
        intervals = reach(system, [rounded.values], 3)[0]
        widths += (intervals[:, 1] - intervals[:, 0]).tolist()
    return f"{tables} tables of 30 cells, base 3: narrowest interval {min(widths)}, widths {dict(Counter(widths))}"


def posterior(told: Ints, draws: int) -> str:
    """Who knows the method rounds every table that fits, many times, and reckons by Bayes with an even prior: how sure
    of any inner count can that make?"""
    system: Additive = cube_system((2, 2))
    inner = told.reshape(3, 3)[:2, :2].ravel()
    weight: list[Counter[int]] = [Counter() for _ in inner]
    for fits in product(*(range(max(0, x - 2), x + 3) for x in inner.tolist())):
        values = with_margins(np.array(fits).reshape(2, 2))
        if (np.abs(values - told) >= 3).any():
            continue
        seeds = (Seed(bytes([*number.to_bytes(4, "big"), *b"x" * 12])) for number in range(draws))
        met = sum((round_cells(system, values, 3, seed=seed).values == told).all() for seed in seeds)
        for cell, count in enumerate(fits):
            weight[cell][count] += int(met)
    sure = max(max(w.values()) / sum(w.values()) for w in weight)
    return f"published {inner.tolist()}: surest single count of any cell {sure:.2f}"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--plain", type=float, default=0.0)
    asked.add_argument("--attack", action="store_true")
    options = asked.parse_args()
    round_cells(cube_system((3, 3, 3)), made((3, 3, 3), 2.0), 3, seed=Seed.fresh())
    line((9, 10, 10), 2.0, 3)  # compiles
    print("| table | cells | mean | base | kind | how | CPU | mean error | greatest | L1 / least thinkable |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for shape in SHAPES:
        for mean, base in ((2.0, 3), (2.0, 5), (0.2, 3)):
            print(line(shape, mean, base), flush=True)
    if options.plain:
        print(plain((12, 14, 14), options.plain))
    if options.attack:
        print(narrowest(60))
        for inner in ([0, 3, 3, 0], [0, 0, 0, 3], [3, 3, 3, 3]):
            print(posterior(with_margins(np.array(inner).reshape(2, 2)), 60), flush=True)


if __name__ == "__main__":
    main()
