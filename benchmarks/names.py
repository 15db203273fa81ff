"""Names: false hits among different people of the demo country, and the speed of one comparison.

Run: `python -m benchmarks names`, or `python benchmarks/names.py [--people 300000] [--pairs 5000000] [--seed 5]`. The
people are drawn apart from the name model: their spellings and stems are of the demo country. Three counts: names alone
(namesakes apart: no name can tell them apart), the same weighed by how rare names are, and persons with date of birth
and sex (namesakes among them). The peer is rapidfuzz's `token_sort_ratio` on folded names, at the threshold that lets
through as few.
"""

from __future__ import annotations

import argparse
import random
import time

from rapidfuzz import fuzz

from gija.demo.country.chance import dates
from gija.demo.country.people import make_people
from gija.methods.names import HIT_THRESHOLD, Person, fold, prepared, quick
from gija.methods.names.calibration import Calibration, false_hits, rarity_of


def told(what: str, found: Calibration, used: float) -> None:
    share, low, high = found.per(100_000)
    print(
        f"{what:28} {found.hits:4} false hits in {found.pairs:,} pairs: {share:.2f} in 100,000 "
        f"(95 % Wilson {low:.2f}-{high:.2f}); {used / found.pairs * 1e6:.1f} us CPU a pair"
    )


def counted(what: str, people: list[Person], pairs: int, seed: int, rare: bool = False) -> None:
    rarity = rarity_of(people) if rare else None
    used = time.process_time()
    found = false_hits(people, pairs, seed, HIT_THRESHOLD, rarity)
    told(what, found, time.process_time() - used)


def speed(people: list[Person], seed: int) -> None:
    """One name against the people whose names begin alike: what a search does, beside rapidfuzz."""
    chance = random.Random(seed)
    asked = chance.sample(people, 300)
    near: dict[str, list[Person]] = {}
    for person in people:
        near.setdefault(fold(person.names[0])[:4], []).append(person)
    pairs = [(a, b) for a in asked for b in near[fold(a.names[0])[:4]][:200]]
    read = [(prepared(a), prepared(b)) for a, b in pairs]
    folded = [(fold(a.names[0]), fold(b.names[0])) for a, b in pairs]
    for turn in ("first", "again"):
        used = time.process_time()
        for a, b in read:
            quick(a, b)
        took = (time.process_time() - used) / len(read) * 1e6
        used = time.process_time()
        for one, two in folded:
            fuzz.token_sort_ratio(one, two)
        peer = (time.process_time() - used) / len(read) * 1e6
        print(f"speed, near names, {turn:6} {took:.1f} us a pair; rapidfuzz token_sort_ratio {peer:.1f} us")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--pairs", type=int, default=5_000_000)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_known_args()[0]
    country = make_people(given.people, 7)
    names = [f"{g} {f}" for g, f in zip(country.given, country.family, strict=True)]
    alone = [Person((n,)) for n in names]
    print(f"{len(names):,} people, {len(set(names)):,} names, threshold {HIT_THRESHOLD}")
    speed(alone, given.seed)
    counted("names alone", alone, given.pairs, given.seed)
    counted("names, rare ones more", alone, given.pairs // 5, given.seed, rare=True)
    born = dates(country.born, "%Y-%m-%d")
    sexes = ["M" if male else "F" for male in country.male.tolist()]
    whole = [Person((n,), birth_date=b, sex=s) for n, b, s in zip(names, born, sexes, strict=True)]
    counted("with date of birth and sex", whole, given.pairs // 5, given.seed)


if __name__ == "__main__":
    main()
