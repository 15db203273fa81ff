"""Four (or more) institutions each write down some of the same people, each in its own way; the truth is known.

People, their families, surnames before marriage and ways of spelling are the demo country's, not those on which the
method was calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gija.demo.country.errors import swapped_day, typo
from gija.demo.country.people import People
from gija.demo.country.spellings import SPELLINGS
from gija.methods.names import Person

NOISE = ("low", "ordinary", "high")
# Chances for each writing: one letter wrong (each word), another spelling, surname before marriage (of the married),
# words the other way round, year only, no date, day and month exchanged, another digit in the date, no sex.
RATES = {
    "low": (0.02, 0.15, 0.05, 0.02, 0.02, 0.01, 0.005, 0.01, 0.01),
    "ordinary": (0.05, 0.35, 0.10, 0.04, 0.06, 0.02, 0.01, 0.02, 0.02),
    "high": (0.12, 0.60, 0.20, 0.10, 0.15, 0.05, 0.02, 0.05, 0.05),
}
SPELLED = ("plain", "plain", "upper_plain", "upper", "cyrillic", "polish", "english", "icao")


@dataclass(frozen=True, slots=True)
class World:
    """Lists of people as written, and who each really is (a number)."""

    lists: tuple[tuple[Person, ...], ...]
    truth: tuple[tuple[int, ...], ...]

    @property
    def people(self) -> int:
        return len(set().union(*self.truth))


def victims(country: People) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Those of the country of whom victims are made: Lithuanian and other residents of 12 to 58, mostly women."""
    ages = country.ages()
    rows = np.arange(len(country))
    fit = (ages >= 12) & (ages <= 58)
    return np.asarray(rows[fit & ((country.male == 0) | (rows % 3 == 0))])


def world(
    country: People, sizes: Sequence[int], overlap: float, noise: str, random: np.random.Generator, kin: float = 0.04
) -> World:
    """Lists of these sizes. `overlap` is the share of each list drawn from a core that all share; of the people drawn,
    the share `kin` comes with a sister, brother or spouse."""
    pool = victims(country)
    core_size = max(1, int(overlap * np.mean(sizes) * 1.6))
    drawn = _with_kin(country, random.permutation(pool)[: core_size + sum(sizes)], kin, random)
    core, rest = drawn[:core_size], list(drawn[core_size:])
    lists, truth = [], []
    for size in sizes:
        common = min(len(core), int(random.binomial(size, overlap)))
        members = [*random.choice(core, common, replace=False).tolist(), *(rest.pop() for _ in range(size - common))]
        truth.append(tuple(int(m) for m in members))
        lists.append(tuple(write(country, m, noise, random) for m in members))
    return World(tuple(lists), tuple(truth))


def two(country: People, common: int, sizes: tuple[int, int], noise: str, random: np.random.Generator) -> World:
    """Two lists with exactly so many people in common."""
    drawn = random.permutation(victims(country)).tolist()
    if len(drawn) < sum(sizes) - common:
        raise ValueError("the country is too small for these lists")
    shared, rest = drawn[:common], drawn[common:]
    first = shared + rest[: sizes[0] - common]
    second = shared + rest[sizes[0] - common : sum(sizes) - 2 * common]
    lists = tuple(tuple(write(country, m, noise, random) for m in members) for members in (first, second))
    return World(lists, (tuple(first), tuple(second)))


def _with_kin(
    country: People, drawn: np.ndarray[tuple[int], np.dtype[np.int64]], share: float, random: np.random.Generator
) -> list[int]:
    """Some of the drawn exchanged for relatives of others drawn: same home or same mother."""
    found = drawn.tolist()
    there = set(found)
    by_mother: dict[int, list[int]] = {}
    for row in np.flatnonzero(country.mother >= 0).tolist():
        by_mother.setdefault(int(country.mother[row]), []).append(row)
    for at in np.flatnonzero(random.random(len(found)) < share).tolist():
        one = found[at]
        kin = [k for k in by_mother.get(int(country.mother[one]), []) if k != one] or [int(country.spouse[one])]
        if kin[0] >= 0 and kin[0] not in there:
            other = int(random.integers(len(found)))
            there.add(kin[0])
            there.discard(found[other])
            found[other] = kin[0]
    return list(dict.fromkeys(found))


def write(country: People, row: int, noise: str, random: np.random.Generator) -> Person:
    """One person as one institution wrote them down."""
    slip, spelling, former, turned, year, none, swapped, digit, no_sex = RATES[noise]
    given, family = str(country.given[row]), str(country.family[row])
    if country.former[row] and random.random() < former:
        family = str(country.former[row])
    words = [typo(word, random) if random.random() < slip else word for word in (given, family)]
    if random.random() < spelling:
        spell = SPELLINGS[SPELLED[int(random.integers(len(SPELLED)))]]
        words = [spell(word) for word in words]
    if random.random() < turned:
        words.reverse()
    date = str(np.datetime64(int(country.born[row]), "D"))
    chance = random.random()
    if chance < none:
        date = ""
    elif chance < none + year:
        date = date[:4]
    elif random.random() < swapped:
        date = swapped_day(date)
    elif random.random() < digit:
        date = date[:-1] + str(random.integers(10))
    sex = "" if random.random() < no_sex else "M" if country.male[row] else "F"
    return Person((" ".join(words),), (), date, sex)


def as_written(country: People, rows: Sequence[int], noise: str, random: np.random.Generator) -> list[Person]:
    """These people, each once, as one institution wrote them down."""
    return [write(country, row, noise, random) for row in rows]
