"""The index beside its peers on the people of the demo country: recall at 20 by kind of question, wall and CPU time.

Questions tell a name only, corrupted in the demo country's ways; whoever bears the name meant is a right answer.
The index is built and asked in processes of its own. Peers may be asked fewer of the questions, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.searching.peers import Measured, nomenklatura, rapidfuzz_scan, trigrams
from benchmarks.searching.world import people_and_questions, read_questions
from gija.demo.questions import KINDS
from gija.methods.names.comparing import HIT_THRESHOLD, score_of
from gija.methods.names.parsing import parse

Told = dict[str, Any]


def own(step: str, folder: Path) -> Told:
    command = [sys.executable, "-m", "benchmarks.searching.own", step, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def share(kinds: Mapping[str, tuple[int, int]], kind: str = "") -> float:
    chosen = [pair for name, pair in kinds.items() if not kind or name == kind]
    asked = sum(pair[0] for pair in chosen)
    return sum(pair[1] for pair in chosen) / asked if asked else 0.0


def at(times: list[float], part: float) -> float:
    """Milliseconds: the given share of the times lies below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000


def built(told: Told) -> None:
    own_cpu, helper = told["cpu"] - told["source"], told["helper"]
    each = told["people"] / (own_cpu + helper)
    print(
        f"build   {told['people']:,} people: {told['wall']:.1f} s wall, {told['people'] / told['wall']:,.0f} a second, "
        f"reading them from a file included; load {told['load']:.1f}\n"
        f"        {own_cpu:.1f} s CPU and {helper:.1f} s in the helping process, {each:,.0f} "
        f"a second of CPU (reading them, {told['source']:.1f} s, is taken off)\n"
        f"        {told['mb']:.0f} MB resident at most, both together; {told['disk']:.0f} MB on disk"
    )


def asked(told: Told) -> None:
    wall, each, bulk = told["wall"], told["each"], told["bulk"]
    print(
        f"open    {told['open']:.1f} ms\n"
        f"one     {len(wall)} questions, scored and explained, hits only; load {told['load']:.1f}:\n"
        f"        wall p50 {at(wall, 0.5):.2f}, p95 {at(wall, 0.95):.2f} ms; "
        f"CPU p50 {at(each, 0.5):.2f}, p95 {at(each, 0.95):.2f}, mean {told['cpu'] * 1000:.2f} ms\n"
        f"bulk    {bulk} other questions, scored: {bulk / told['bulk_cpu']:,.0f} a second of CPU, "
        f"{bulk / told['bulk_wall']:,.0f} a second of wall\n"
        f"        {told['mb']:.0f} MB resident at most"
    )


def table(told: Told, peers: list[Measured]) -> None:
    heads = ["rank 20", "hits", *(peer.name for peer in peers)]
    print(f"\n{'recall':<16}" + "".join(f"{head:>24}" for head in heads))
    for kind in [*(k for k in KINDS if k in told["near"]), ""]:
        shares = [share(k, kind) for k in (told["near"], told["kinds"], *(peer.kinds for peer in peers))]
        print(f"{kind or 'all':<16}" + "".join(f"{one:>24.3f}" for one in shares))
    print(
        f"{'questions':<16}{len(told['wall']):>24}{len(told['wall']):>24}"
        + "".join(f"{len(p.walls):>24}" for p in peers)
    )
    for peer in peers:
        cpu, wall = peer.cpu / len(peer.walls), sum(peer.walls) / len(peer.walls)
        print(
            f"{peer.name}: build {peer.build_wall:.1f} s wall, {peer.build_cpu:.1f} s CPU; a question "
            f"{wall * 1000:.1f} ms wall, {cpu * 1000:.1f} ms CPU; Gija {cpu / told['cpu']:.1f} times as fast by CPU"
        )


def false_hits(folder: Path, pairs: int, seed: int) -> None:
    """How often two different names are a hit: namesakes are left out, for no name can tell them apart."""
    lines = (folder / "people.jsonl").open(encoding="utf-8").readlines()[:50_000]
    names = [parse(" ".join(json.loads(line)[:2])) for line in lines]
    chance, false = random.Random(seed), 0
    for _ in range(pairs):
        a, b = chance.choice(names), chance.choice(names)
        false += a.sorted != b.sorted and score_of(a, b) >= HIT_THRESHOLD
    low, high = wilson(false, pairs)
    print(f"false hits {false} in {pairs:,} pairs: {low * 1e5:.2f} to {high * 1e5:.2f} in 100,000 (95 %, Wilson)")


def wilson(hits: int, pairs: int, z: float = 1.96) -> tuple[float, float]:
    share_, spread = hits / pairs, 1 + z * z / pairs
    middle = (share_ + z * z / 2 / pairs) / spread
    half = z * ((share_ * (1 - share_) + z * z / 4 / pairs) / pairs) ** 0.5 / spread
    return max(0.0, middle - half), middle + half


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    said.add_argument("--people", type=int, default=100_000)
    said.add_argument("--queries", type=int, default=100, help="of each kind")
    said.add_argument("--peer-queries", type=int, default=100, help="of all kinds, for each peer")
    said.add_argument("--pairs", type=int, default=100_000, help="of different names, for false hits")
    said.add_argument("--peers", default="rapidfuzz,pg_trgm,nomenklatura", help="which, by comma; empty for none")
    said.add_argument("--seed", type=int, default=2013)
    options, _ = said.parse_known_args()  # run as a part of `python -m benchmarks`, its own name stands there
    with tempfile.TemporaryDirectory(prefix="gija-bench-") as name:
        folder = Path(name)
        people_and_questions(folder, options.people, options.seed, options.queries)
        built(own("build", folder))
        told = own("ask", folder)
        asked(told)
        questions = read_questions(folder)[: options.peer_queries]
        run = {
            "rapidfuzz": lambda: rapidfuzz_scan(folder, questions),
            "pg_trgm": lambda: trigrams(folder, questions),
            "nomenklatura": lambda: nomenklatura(folder, len(questions)),
        }
        table(told, [run[peer]() for peer in options.peers.split(",") if peer])
        false_hits(folder, options.pairs, options.seed)


if __name__ == "__main__":
    main()
