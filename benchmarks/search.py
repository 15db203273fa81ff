"""Names searched: Gija's index beside a full scan by rapidfuzz, same people, same questions, same run.

Run: `python -m benchmarks search`, or `python benchmarks/search.py [--people 100000] [--queries 100]`. People are made
of the given names that the name model knows and of surnames put together from syllables, so they belong to nobody.
Each question is a person of the list, written in one of the ways names arrive: as held, without diacritics, with a
slip, swapped, in Cyrillic, in Polish spelling, with a woman's other surname. Recall says how often the person is among
the first 20 answers.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz, process

from gija.methods.names.comparing import HIT_THRESHOLD, score_of
from gija.methods.names.letters import fold
from gija.methods.names.parsing import parse
from gija.methods.names.tables import table
from gija.methods.search import Index, Query, Record


def parted(text: str) -> list[str]:
    return text.split()


ONSETS = parted("b d g k l m n p r s š t v z ž br dr gr kr pr tr kl pl sk sm sn st šv žv")
VOWELS = parted("a e i o u ai au ei uo ū ė ie y")
CODAS = parted("b d g k l m n p r s t v z ž rk lk nk rt lt nd rg lb ng rv st dr gr mp rn lm")
ENDINGS = parted("auskas evičius avičius inskas ys is as aitis ėnas ūnas onis utis elis ulis ius")


@dataclass
class Kind:
    """How questions of one kind did."""

    asked: int = 0
    found: int = 0
    peer: int = 0
    times: list[float] = field(default_factory=list)
    used: float = 0.0


def surname(chance: random.Random) -> str:
    stem = chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS)
    if chance.random() < 0.4:
        stem += chance.choice(VOWELS[:5]) + chance.choice("bdgklmnrstv")
    return (stem + chance.choice(ENDINGS)).capitalize()


def woman(family: str, chance: random.Random) -> str:
    stem = family.removesuffix("ius").removesuffix("as").removesuffix("is").removesuffix("ys")
    if chance.random() < 0.65:
        return stem + "ienė"
    return stem + ("iūtė" if family.endswith("ius") else "aitė" if family.endswith("as") else "ytė")


def people(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Given name and surname, given names by Zipf's law."""
    chance = random.Random(seed)
    given = [line.split()[0] for line in table("given")["names"]]
    chance.shuffle(given)
    weights = [1 / (rank + 8) for rank in range(len(given))]
    families = [surname(chance) for _ in range(max(500, int(count**0.7)))]
    for name in chance.choices(given, weights, k=count):
        family = families[int(len(families) * chance.random() ** 1.7)]
        yield name, (woman(family, chance) if name.endswith(("a", "ė")) else family)


def records(count: int, seed: int) -> Iterator[Record]:
    chance = random.Random(seed + 1)
    for number, (given, family) in enumerate(people(count, seed)):
        born = f"{chance.randint(1935, 2012)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        fields = {"given_name": (given,), "family_name": (family,), "birth_date": (born,)}
        yield Record(str(number), "bench", "person", fields)


def slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(name) - 1))
    letter = chance.choice("aeioukmnrst")
    return chance.choice(
        [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :]]
    )


CYRILLIC = [("ie", "е"), ("ch", "х"), ("ja", "я"), ("jo", "йо"), ("ju", "ю"), ("je", "е"), ("ius", "юс"), ("iū", "ю")]
LETTERS = dict(zip("aąbcčdeęėfghiįyjklmnoprsštuųūvzž", "аабцчдеееффгиииийклмнопрсштууувзж", strict=False))
LETTERS |= dict(zip("fghiįyjklmnoprsštuųūvzž", "фгхииийклмнопрсштууувзж", strict=True))


def cyrillic(name: str) -> str:
    for latin, other in CYRILLIC:
        name = name.lower().replace(latin, other)
    return "".join(LETTERS.get(c, c) for c in name).capitalize()


def polish(name: str) -> str:
    for latin, other in (("v", "w"), ("V", "W"), ("š", "sz"), ("Š", "Sz"), ("č", "cz"), ("Č", "Cz"), ("ė", "e")):
        name = name.replace(latin, other)
    return name


def other_surname(family: str) -> str:
    for ending, other in (("ienė", "ytė"), ("iūtė", "ienė"), ("aitė", "ienė"), ("ytė", "ienė")):
        if family.endswith(ending):
            return family.removesuffix(ending) + other
    return family


KINDS: dict[str, Callable[[str, str, random.Random], str]] = {
    "as held": lambda g, f, _: f"{g} {f}",
    "no diacritics": lambda g, f, _: fold(f"{g} {f}").upper(),
    "swapped": lambda g, f, _: f"{f} {g}",
    "one slip": lambda g, f, c: f"{g} {slip(f, c)}",
    "two slips": lambda g, f, c: f"{slip(g, c)} {slip(f, c)}",
    "Cyrillic": lambda g, f, _: f"{cyrillic(g)} {cyrillic(f)}",
    "Polish": lambda g, f, _: f"{polish(g)} {polish(f)}",
    "other surname": lambda g, f, _: f"{g} {other_surname(f)}",
}


def cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown CPU")


def built(count: int, seed: int, folder: Path) -> Index:
    everyone = list(records(count, seed))
    wall, used = time.perf_counter(), time.process_time()
    index = Index.build(iter(everyone), folder, as_of=datetime.now(UTC))
    wall, used = time.perf_counter() - wall, time.process_time() - used
    print(f"build   {count:,} people: {wall:.1f} s wall, {used:.1f} s CPU, {count / wall:,.0f} people/s")
    start = time.perf_counter()
    Index.open(folder)
    print(f"open    {(time.perf_counter() - start) * 1000:.1f} ms")
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(
        f"on disk {size / 1e6:.0f} MB; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB "
        "(the people themselves among it)"
    )
    return index


def asked(index: Index, count: int, seed: int, queries: int, scans: int) -> None:
    everyone = list(people(count, seed))
    folded = [fold(f"{g} {f}") for g, f in everyone]
    chance, kinds, peer_times = random.Random(99), {name: Kind() for name in KINDS}, []
    for name, kind in kinds.items():
        for turn in range(queries):
            number = chance.randrange(count)
            given, family = everyone[number]
            text = KINDS[name](given, family, chance)
            start, used = time.perf_counter(), time.process_time()
            answer = index.search(Query("person", {"name": text}), 20, at_least=0.0)
            kind.times.append(time.perf_counter() - start)
            kind.used += time.process_time() - used
            kind.asked += 1
            # Namesakes are the same answer: the question tells no more than the name.
            kind.found += any(everyone[int(m.record.id)] == (given, family) for m in answer.found)
            if turn < scans:
                start = time.perf_counter()
                found = process.extract(fold(text), folded, scorer=fuzz.token_sort_ratio, limit=20)
                peer_times.append(time.perf_counter() - start)
                kind.peer += any(everyone[at] == (given, family) for _, _, at in found)
    tell(kinds, peer_times, scans)


def tell(kinds: dict[str, Kind], peer_times: list[float], scans: int) -> None:
    print(f"\n{'question':<15}{'recall@20':>10}{'peer':>8}{'p50 ms':>9}{'p95 ms':>9}")
    for name, kind in kinds.items():
        times = sorted(kind.times)
        print(
            f"{name:<15}{kind.found / kind.asked:>10.3f}{kind.peer / scans:>8.3f}"
            f"{times[len(times) // 2] * 1000:>9.2f}{times[int(len(times) * 0.95)] * 1000:>9.2f}"
        )
    times = sorted(t for kind in kinds.values() for t in kind.times)
    recall = sum(k.found for k in kinds.values()) / sum(k.asked for k in kinds.values())
    mine, peer = sum(times) / len(times), sum(peer_times) / len(peer_times)
    print(
        f"{'all':<15}{recall:>10.3f}{sum(k.peer for k in kinds.values()) / scans / len(kinds):>8.3f}"
        f"{times[len(times) // 2] * 1000:>9.2f}{times[int(len(times) * 0.95)] * 1000:>9.2f}"
    )
    spent = sum(k.used for k in kinds.values()) / sum(k.asked for k in kinds.values())
    print(f"\nCPU {spent * 1000:.2f} ms a question, {1 / spent:,.0f} questions/s a core")
    print(f"mean {mine * 1000:.2f} ms wall; rapidfuzz full scan {peer * 1000:.1f} ms: ratio {peer / mine:.1f}")


def false_hits(count: int, seed: int, pairs: int) -> None:
    """How often two different names are a hit: namesakes are left out, for no name can tell them apart."""
    names = [parse(f"{g} {f}") for g, f in people(count, seed)]
    chance, false, used = random.Random(seed), 0, time.process_time()
    for _ in range(pairs):
        a, b = chance.choice(names), chance.choice(names)
        false += a.sorted != b.sorted and score_of(a, b) >= HIT_THRESHOLD
    low, high = wilson(false, pairs)
    print(
        f"false hits {false} in {pairs:,} pairs: {low * 1e5:.2f} to {high * 1e5:.2f} in 100,000 (95 %, Wilson); "
        f"{(time.process_time() - used) / pairs * 1e6:.0f} µs CPU a pair"
    )


def wilson(hits: int, pairs: int, z: float = 1.96) -> tuple[float, float]:
    share, spread = hits / pairs, 1 + z * z / pairs
    middle = (share + z * z / 2 / pairs) / spread
    half = z * ((share * (1 - share) + z * z / 4 / pairs) / pairs) ** 0.5 / spread
    return max(0.0, middle - half), middle + half


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    said.add_argument("--people", type=int, default=100_000)
    said.add_argument("--queries", type=int, default=100, help="of each kind")
    said.add_argument("--scans", type=int, default=10, help="of each kind by the peer")
    said.add_argument("--pairs", type=int, default=100_000, help="of different names, for false hits")
    said.add_argument("--seed", type=int, default=2013)
    options, _ = said.parse_known_args()  # run as a part of `python -m benchmarks`, its own name stands there
    print(f"{cpu()}; {options.people:,} people")
    folder = Path(tempfile.mkdtemp(prefix="gija-bench-"))
    used = time.process_time()
    try:
        index = built(options.people, options.seed, folder)
        asked(index, options.people, options.seed, options.queries, options.scans)
        false_hits(min(options.people, 50_000), options.seed, options.pairs)
    finally:
        shutil.rmtree(folder)
    print(f"CPU in all {time.process_time() - used:.1f} s")


if __name__ == "__main__":
    main()
