"""Counting once: the similarity kernel beside anonlink, and how near the count of people comes, beside four peers.

`python -m benchmarks linkage`, or `python benchmarks/linkage.py [--worlds 500] [--skip-big]`. People are the demo
country's; the method was calibrated on others (`gija/methods/linkage/worlds.yaml`). Peers in the same run: anonlink
(C++; its own environment, `tools/peer.sh anonlink`) on the same encodings, exact hashing, no linkage at all, and splink
on plain text as the upper bound. The tables go into docs/methods/counting-once.md.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.linking import peers
from benchmarks.linking.worlds import NOISE, World, as_written, two, world
from gija.demo.country.people import People, make_people
from gija.methods.linkage import Count, count_people, encode, similar_pairs
from gija.methods.linkage.encoding import Encodings
from gija.methods.linkage.kernels import ready

KEY = b"the key of the benchmark, no secret at all"
ORDER = (150, 20)  # the longest and the shortest list of the worlds at the size of life


@dataclass(frozen=True)
class Counted:
    world: World
    lists: list[Encodings]
    found: Count

    @property
    def error(self) -> int:
        return self.found.value - self.world.people

    @property
    def holds(self) -> bool:
        return self.found.low <= self.world.people <= self.found.high


def counted(made: World) -> Counted:
    lists = [encode(held, KEY, sender=str(at)) for at, held in enumerate(made.lists)]
    return Counted(made, lists, count_people(lists, workers=1))


def of_life(country: People, noise: str, overlap: float | None, sizes: Sequence[int] | None) -> Iterator[World]:
    """Worlds of four lists of 20 to 150 people; sharing a tenth to six tenths where not said."""
    for number in range(1_000_000):
        random = np.random.default_rng([2007, number])
        four = list(sizes or random.integers(ORDER[1], ORDER[0] + 1, 4).tolist())
        yield world(country, four, random.uniform(0.1, 0.6) if overlap is None else overlap, noise, random)


def row(name: str, done: Sequence[Counted]) -> None:
    errors = [abs(one.error) for one in done]
    plain = {at: [abs(dict(one.found.sweep)[at] - one.world.people) for one in done] for at in (0.66, 0.70, 0.76)}
    print(
        f"{name:<34}{np.mean([one.world.people for one in done]):>7.0f}{statistics.median(errors):>8.1f}"
        f"{np.mean([one.error for one in done]):>+7.2f}{np.quantile(errors, 0.95):>6.0f}"
        f"{np.mean([one.holds for one in done]):>8.1%}{np.mean([one.found.high - one.found.low for one in done]):>7.1f}"
        f"{statistics.median(peers.no_linkage(one.world) - one.world.people for one in done):>8.0f}"
        f"{statistics.median(abs(peers.exact(one.world) - one.world.people) for one in done):>7.0f}"
        + "".join(f"{statistics.median(values):>7.0f}" for values in plain.values()),
        flush=True,
    )


def tables(country: People, worlds: int) -> None:
    print(
        "\nFour lists; median of |count - truth|, mean error, 95th percentile, how often the 90 % interval holds the "
        f"truth, its width; then peers' median error\n{'':<34}{'people':>7}{'median':>8}{'mean':>7}{'p95':>6}"
        f"{'holds':>8}{'width':>7}{'no link':>8}{'exact':>7}{'≥0.66':>7}{'≥0.70':>7}{'≥0.76':>7}"
    )
    main = [counted(made) for made in islice(of_life(country, "ordinary", None, None), worlds)]
    row(f"size of life ({worlds} worlds)", main)
    few = max(10, worlds // 10)
    for noise in NOISE:
        for overlap in (0.05, 0.2, 0.4, 0.6):
            made = islice(of_life(country, noise, overlap, None), few)
            row(f"noise {noise}, overlap {overlap:.0%}", [counted(one) for one in made])
    for size in (20, 50, 150, 400):
        made = islice(of_life(country, "ordinary", 0.3, [size] * 4), max(10, few // (1 + size // 150)))
        row(f"four lists of {size}", [counted(one) for one in made])
    beside(main[: min(50, worlds)])


def beside(done: Sequence[Counted]) -> None:
    """anonlink's greedy groups on the same encodings, and splink on plain text for the first worlds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "worlds.npz"
        held = {f"{n}-{at}": made for n, one in enumerate(done) for at, made in enumerate(one.lists)}
        np.savez(file, worlds=np.array(len(done)), lists=np.array(4), **held)  # type: ignore[arg-type]
        counts = np.array(peers.anonlink("count", file, peers.THRESHOLDS)["counts"])
    truth = np.array([one.world.people for one in done])
    apart = np.median(np.abs(counts - truth[:, None]), axis=0)
    best = int(np.argmin(apart))
    mine = statistics.median(abs(one.error) for one in done)
    print(
        f"\nSame {len(done)} worlds: Gija {mine:.1f}; anonlink, its best threshold chosen with the truth in hand",
        end=" ",
    )
    print(f"({peers.THRESHOLDS[best]}): {apart[best]:.1f}; " + ", ".join(
        f"{at}: {value:.1f}" for at, value in zip(peers.THRESHOLDS, apart, strict=True)))  # fmt: skip
    first = done[:10]
    clear = np.median([[abs(n - one.world.people) for n in peers.splink(one.world)] for one in first], axis=0)
    print(
        f"First {len(first)}: splink on plain text {clear[0]:.1f} at probability 0.5, {clear[1]:.1f} at 0.95; "
        f"Gija {statistics.median(abs(one.error) for one in first):.1f}"
    )


def large(country: People, worlds: int) -> None:
    print(
        f"\n1,000 people common to lists of 3,500 and 2,500 (5,000 in all), {worlds} worlds: error of the common, "
        "median and largest, mean with its sign; of the people, median; how often the 90 % interval holds, its width"
    )
    for noise in NOISE:
        start, made, done = time.process_time(), [], list[Counted]()
        for seed in range(worlds):
            made.append(two(country, 1000, (3500, 2500), noise, np.random.default_rng([8, seed])))
            done.append(counted(made[-1]))
        spent = (time.process_time() - start) / worlds
        common = np.array([-one.error / 1000 for one in done])
        print(
            f"{noise:<9}{np.median(abs(common)):>7.2%}{abs(common).max():>7.1%}{common.mean():>+8.2%}"
            f"{np.median(abs(common)) / 5:>8.2%}{np.mean([one.holds for one in done]):>7.0%}"
            f"{np.mean([one.found.high - one.found.low for one in done]):>6.0f}; {spent:.1f} s CPU a world",
            flush=True,
        )
        clear = peers.splink(made[0])
        plain = statistics.median(dict(one.found.sweep)[0.70] for one in done)
        print(
            f"         first world: splink on plain text {clear[0]:,} at 0.5, {clear[1]:,} at 0.95; "
            f"exact hashing {peers.exact(made[0]):,}; plain threshold 0.70, median {plain:,}"
        )


def speed(country: People, rounds: int = 5) -> None:
    """One core, interleaved: the same encodings of demo people, 10,000 by 10,000."""
    random, told = np.random.default_rng(1), ready()
    print(f"\nkernel {told['kernel']}, ready after {told['seconds']:.2f} s (compiled once a machine)")
    rows = random.permutation(country.residents)[:10_000].tolist()
    a, b = (encode(as_written(country, rows, "ordinary", random), KEY, sender=at) for at in "ab")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs.npz"
        np.savez(file, a=a, b=b)
        for threshold in (0.80, 0.70, 0.60):
            mine, other = [], []
            for _ in range(rounds):
                other.append(peers.anonlink("speed", file, [threshold]))
                start = time.process_time()
                found = similar_pairs(a, b, threshold, workers=1)[0]
                mine.append(time.process_time() - start)
                assert len(found) == other[-1]["pairs"], (len(found), other[-1]["pairs"])
            ours, theirs = statistics.median(mine), statistics.median(one["cpu"] for one in other)
            ratios = sorted(one["cpu"] / own for one, own in zip(other, mine, strict=True))
            print(
                f"threshold {threshold:.2f}: {ours * 10:.2f} ns a pair, anonlink {theirs * 10:.2f} ns; "
                f"ratio of medians {theirs / ours:.1f} (runs {ratios[0]:.1f} to {ratios[-1]:.1f}); "
                f"the same {len(found):,} pairs",
                flush=True,
            )


def big(seed: int = 3) -> None:
    """100,000 by 100,000 on all cores."""
    random = np.random.default_rng(seed)
    country = make_people(100_000, seed)
    rows = list(range(100_000))
    start = time.process_time()
    a, b = (encode(as_written(country, rows, "ordinary", random), KEY, sender=at) for at in "ab")
    pace = 200_000 / (time.process_time() - start)
    print(f"\n200,000 people encoded at {pace:,.0f} a second of CPU (writing them among it)")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, used = time.perf_counter(), time.process_time()
    found = similar_pairs(a, b, 0.75)[0]
    wall, used = time.perf_counter() - wall, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"100,000 x 100,000 at 0.75: {wall:.1f} s wall, {used:.1f} s CPU, {len(found):,} pairs, "
        f"{(peak - before) / 1e3:.0f} MB above {before / 1e3:.0f} MB"
    )


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    said.add_argument("--worlds", type=int, default=500)
    said.add_argument("--skip-big", action="store_true")
    options, _ = said.parse_known_args()  # run as a part of `python -m benchmarks`, its own name stands there
    country = make_people(60_000, 2013)
    speed(country)
    if not options.skip_big:
        big()
    tables(country, options.worlds)
    large(country, max(3, min(20, options.worlds // 25)))


if __name__ == "__main__":
    main()
