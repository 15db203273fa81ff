"""A made-up country's releases over the years: half-yearly, yearly and period tables, revised, through the gate."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gija.methods.disclosure import Ledger, Release, suppress
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell

FIRST = 2004
SECONDS = 600.0  # for each table, of the clock: machines may be crowded
WAYS = {
    "sex": (("f", 6), ("m", 4)),
    "age": (("0-11", 1), ("12-17", 3), ("18-24", 6), ("25-39", 5), ("40+", 2)),
    "form": (("sexual", 5), ("labour", 5), ("crime", 3), ("begging", 1), ("other", 1)),
    "origin": (("LT", 8), ("EU", 1), ("other", 3)),
}
ONE = (("sex",), ("age",), ("form",))
CROSSED = (("sex", "age"), ("sex", "form"))
TABLES: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {  # how finely each half-year, year and period is told
    "one": {"half": ONE, "year": (("sex", "age"), ("form",), ("origin",)), "period": (*ONE, ("origin",))},
    "two": {"half": ONE, "year": (*CROSSED, ("origin",)), "period": (*CROSSED, ("origin",))},
}


@dataclass(frozen=True)
class Person:
    half: str
    codes: tuple[tuple[str, str], ...]


def people(rng: random.Random, halves: Sequence[str], least: int = 8, most: int = 75) -> list[Person]:
    return [person(rng, half) for half in halves for _ in range(rng.randint(least, most))]


def person(rng: random.Random, half: str) -> Person:
    codes = tuple((way, rng.choices([c for c, _ in told], [w for _, w in told])[0]) for way, told in WAYS.items())
    return Person(half, codes)


def time_axis(years: int) -> Axis:
    """Halves in years in periods of five."""
    tree: dict[str, str] = {}
    for year in range(FIRST, FIRST + years):
        tree |= {f"{year}-H1": str(year), f"{year}-H2": str(year)}
    for year in range(FIRST, FIRST + years):
        first = year - (year - FIRST) % 5
        tree[str(year)] = f"{first}-{first + 4}"
    return Axis.of("time", tree, open=True)


def axes() -> dict[str, Axis]:
    return {way: Axis.flat(way, [code for code, _ in told]) for way, told in WAYS.items()}


def tables(people: Sequence[Person], time: Axis, when: str, ways: Sequence[Sequence[str]]) -> tuple[Table, ...]:
    """The true tables of a half, a year or a period."""
    inside = [p for p in people if p.half in time.leaves_of(when)]
    return tuple(_table(inside, time, when, mine) for mine in ways)


def _table(inside: Sequence[Person], time: Axis, when: str, ways: Sequence[str]) -> Table:
    known = axes()
    counts: dict[tuple[str, ...], int] = {}
    for key in _keys([known[way].codes for way in ways]):
        counts[when, *key] = sum(
            all(c in (TOTAL, dict(p.codes)[w]) for w, c in zip(ways, key, strict=True)) for p in inside
        )
    return Table("victims", (time, *(known[way] for way in ways)), tuple(Cell(k, v) for k, v in counts.items()))


def _keys(codes: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    if not codes:
        yield ()
        return
    for code in codes[0]:
        for rest in _keys(codes[1:]):
            yield (code, *rest)


@dataclass(frozen=True)
class Step:
    """One thing a ministry wants to release, and the people as they are then."""

    name: str
    when: str
    kind: str
    vintage: int
    people: tuple[Person, ...]


def steps(rng: random.Random, years: int) -> Iterator[Step]:
    """H1, H2 and the year; a year later the year revised; every five years the period."""
    halves = [f"{FIRST + y}-H{h}" for y in range(years) for h in (1, 2)]
    now = people(rng, halves)
    for number in range(years):
        year, vintage = FIRST + number, number + 1
        if number:
            now = revised(rng, now, [f"{year - 1}-H1", f"{year - 1}-H2"])
            yield Step(f"{year - 1} revised", str(year - 1), "year", vintage, tuple(now))
        for when, kind in ((f"{year}-H1", "half"), (f"{year}-H2", "half"), (str(year), "year")):
            yield Step(when, when, kind, vintage, tuple(now))
        if number % 5 == 4:
            yield Step(f"period to {year}", f"{year - 4}-{year}", "period", vintage, tuple(now))


def revised(rng: random.Random, now: Sequence[Person], halves: Sequence[str]) -> list[Person]:
    """A few came late, a few were found not to be victims."""
    mine = [p for p in now if p.half in halves]
    gone = set(map(id, rng.sample(mine, min(len(mine), rng.randint(0, 2)))))
    late = [person(rng, rng.choice(list(halves))) for _ in range(rng.randint(0, 3))]
    return [p for p in now if id(p) not in gone] + late


@dataclass(frozen=True)
class Result:
    ledger: Ledger
    truth: dict[tuple[int, tuple[tuple[str, str], ...]], int]  # (vintage, place) -> people
    closed: int
    told: int
    refused: int


def released(seed: int, years: int, crossed: str = "two") -> Result:
    """Everything through the gate: suppressed, or coarser, or not at all."""
    rng, time, ledger = random.Random(seed), time_axis(years), Ledger()
    truth: dict[tuple[int, tuple[tuple[str, str], ...]], int] = {}
    refused = 0
    for step in steps(rng, years):
        candidate = Release(
            step.name, tables(step.people, time, step.when, TABLES[crossed][step.kind]), vintage=step.vintage
        )
        truth |= {(step.vintage, t.where(c.key)): c.value or 0 for t in candidate.tables for c in t}
        for one in _pieces(candidate):
            done = suppress(one, ledger, seconds=SECONDS)
            safe = done.release
            if safe is None and done.proposals:
                again = suppress(done.proposals[0].candidate, ledger, seconds=SECONDS, propose=False)
                safe = again.release
            refused += safe is None
            if safe is not None:
                ledger.add(safe)
    cells = [c for r in ledger for t in r.tables for c in t]
    return Result(ledger, truth, sum(not c.open for c in cells), len(cells), refused)


def _pieces(candidate: Release) -> Iterator[Release]:
    for number, table in enumerate(candidate.tables, 1):
        yield replace(candidate, name=f"{candidate.name}, table {number}", tables=(table,))
