"""Who the people of the lists are: names, births, codes, phones. None of them is among the residents' records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from gija.demo.country import codes
from gija.demo.country.chance import data, pick, stream
from gija.demo.country.names import Pool, pool
from gija.demo.country.spellings import plain
from gija.demo.victims.slots import Slot

SURNAMES = 500
APART = 500  # personal codes of a sex and day: the residents take the first serial numbers, these people the later ones
BEYOND = 5_000_000  # likewise phones


@dataclass(frozen=True, slots=True)
class Victim:
    """One person, as they truly are."""

    number: int
    given: str
    family: str
    former: str
    male: bool
    born: dt.date
    citizenship: str
    personal_code: str  # empty for those who are not residents
    phone: str
    email: str
    home: str  # municipality

    @property
    def id(self) -> str:
        return f"V{self.number + 1:04d}"


def make_persons(slots: list[Slot], groups: list[tuple[int, ...]], seed: int) -> list[Victim]:
    """The person of each group of places."""
    pools = {name: pool(name, seed, SURNAMES) for name in ("lt", "pl", "ru", "uk", "by")}
    serials: dict[int, int] = {}
    return [_person(number, [slots[n] for n in group], pools, seed, serials) for number, group in enumerate(groups)]


def _person(number: int, places: list[Slot], pools: dict[str, Pool], seed: int, serials: dict[int, int]) -> Victim:
    random, said = stream(seed, f"victim {number}"), data("victims")
    male, homes = places[0].male, said["municipalities"][places[0].institution]
    foreign = len(places) == 1 and random.random() < said["foreign"][places[0].kind]
    community = ("uk", "by", "ru")[int(random.integers(3))] if foreign else _community(random)
    born = _born(places, random)
    given, family, former = _names(pools[community], male, random, places[0].child)
    code = "" if foreign else personal_code(male, born, serials)
    return Victim(
        number, given, family, former, male, born,
        citizenship=data("names")[community]["citizenship"] if foreign else "LTU",
        personal_code=code,
        phone=f"+{370_60_000_000 + (BEYOND + number) * 7_654_321 % 9_999_991}",
        email=f"{plain(given)}.{plain(family)}{number + 1}@pastas.example".lower().replace(" ", ""),
        home=homes[int(random.integers(len(homes)))],
    )  # fmt: skip


def _community(random: np.random.Generator) -> str:
    return ("lt", "pl", "ru")[int(pick(random, np.array([0.86, 0.07, 0.07]), 1)[0])]


def _born(places: list[Slot], random: np.random.Generator) -> dt.date:
    """A birth that makes the person a child or an adult in every year of the lists, from its first to its last day."""
    first, last = min(p.year for p in places), max(p.year for p in places)
    age = 14 + int(random.integers(3)) if places[0].child else 19 + int(random.gamma(2.2, 5.5))
    year = last - age if places[0].child else first - min(age, 62)
    return dt.date(year, 1, 1) + dt.timedelta(days=int(random.integers(365)))


def _names(own: Pool, male: bool, random: np.random.Generator, child: bool) -> tuple[str, str, str]:
    at = int(pick(random, own.family_shares, 1)[0])
    if male:
        return str(own.men[int(pick(random, own.men_shares, 1)[0])]), str(own.family["male"][at]), ""
    given = str(own.women[int(pick(random, own.women_shares, 1)[0])])
    maiden = str(own.family["unmarried"][at])
    if child or random.random() < 0.6:
        return given, maiden, ""
    other = int(pick(random, own.family_shares, 1)[0])
    return given, str(own.family["married"][other]), maiden


def personal_code(male: bool, born: dt.date, serials: dict[int, int]) -> str:
    """A Lithuanian personal code with its check digit, of a part of the numbers that no resident has."""
    lead = 2 * (born.year // 100 - 18) + (1 if male else 2)
    stem = ((lead * 100 + born.year % 100) * 100 + born.month) * 100 + born.day
    nth = serials[stem] = serials.get(stem, APART - 1) + 1
    bare = np.array([stem * 1000 + (nth * 389 + stem % 977) % 1000])
    return str(int(bare[0] * 10 + codes.check_digits(bare, 10)[0]))
