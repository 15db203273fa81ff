"""Questions with known answers: names as others write, hear and mistype them, and the records that should be found.

For measuring the search (issue on search, benchmarks). Only records that bear the name asked for count as an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gija.demo.country.chance import Ints, dates, stream
from gija.demo.country.errors import swapped_day, typo
from gija.demo.country.spellings import cyrillic, english, plain, polish
from gija.demo.country.whole import Country
from gija.demo.databases.holding import Holding
from gija.police.databases.ids import record_id, row_id

Records = dict[int, list[tuple[str, str]]]
NAMELESS = {("DOKUMENTAI", "holder")}  # records that hold a code and no name: no answer to a question by name


def person_id(person: int) -> str:
    return f"P{person + 1:07d}"


def born_on(country: Country, person: int) -> str:
    return dates(country.people.born[person : person + 1], "%Y-%m-%d")[0]


def main_question(country: Country, records: Records, named: Named) -> dict[str, Any]:
    """The question of `gija demo run`: the first network's recruiter, as a witness's name was heard and typed."""
    recruiter = country.networks[0].recruiter
    name = f"{plain(polish(country.people.given[recruiter]))} {english(country.people.family[recruiter])}"
    values = {"name": name, "birth_date": born_on(country, recruiter)[:4]}
    return {"network": "N001", **_question("main", recruiter, values, records, named)}


def _question(kind: str, person: int, values: dict[str, str], records: Records, named: Named) -> dict[str, Any]:
    return {
        "kind": kind,
        "type": "person",
        "values": values,
        "person": person_id(person),
        "expected": [pair for pair in records[person] if named.answers(kind, *pair)],
    }


UNMARRIED = re.compile("(iūtė|utė|ytė|aitė)$")
# Parts of a name before a question is asked: given, family, former.
Corrupt = Callable[[str, str, str, np.random.Generator], str]

KINDS: dict[str, Corrupt] = {
    "exact": lambda given, family, former, random: f"{given} {family}",
    "folded": lambda given, family, former, random: plain(f"{given} {family}"),
    "one_typo": lambda given, family, former, random: f"{given} {typo(family, random)}",
    "two_typos": lambda given, family, former, random: f"{typo(given, random)} {typo(family, random)}",
    "swapped": lambda given, family, former, random: f"{family} {given}",
    "swapped_day": lambda given, family, former, random: f"{given} {family}",
    "transliterated": lambda given, family, former, random: f"{cyrillic(given)} {cyrillic(family)}",
    "respelled": lambda given, family, former, random: f"{polish(given)} {polish(family)}",
    "heard": lambda given, family, former, random: f"{english(given)} {english(family)}",
    "maiden": lambda given, family, former, random: f"{given} {former}",
    "married": lambda given, family, former, random: f"{given} {UNMARRIED.sub('ienė', family)}",
}


def choose(country: Country, holdings: Sequence[Holding]) -> list[tuple[str, int]]:
    """For each kind of question the people asked about, of those who stand in several databases; members of networks
    are asked for exactly, all of them."""
    random, network = stream(country.seed, "queries"), np.flatnonzero(country.in_networks())
    number = min(200, max(10, country.people.residents // 100))
    several = _in_several(country, holdings)
    special = _fitting(country, several)
    chosen = [("exact", person) for person in network.tolist()]
    for kind in KINDS:
        fitting = special.get(kind, several)
        drawn = random.choice(fitting, min(number, len(fitting)), replace=False)
        chosen += [(kind, person) for person in np.sort(drawn).tolist()]
    return chosen


def _in_several(country: Country, holdings: Sequence[Holding]) -> Ints:
    """People outside the networks whose names stand in two databases or more."""
    often = np.zeros(len(country.people), dtype=np.int64)
    sheets = [sheet for holding in holdings for sheet in holding.sheets]
    for people in (sheet.told[a] for sheet in sheets for a in ("person", "traveller", "owner") if a in sheet.told):
        often[np.unique(people[people >= 0])] += 1
    return np.flatnonzero((often > 1) & ~country.in_networks())


def _fitting(country: Country, several: Ints) -> dict[str, Ints]:
    """Kinds that cannot be asked about just anybody. `maiden`: women who took another name; `married`: single ones,
    asked for as if they were wives; `swapped_day`: born on a day that could be a month."""
    people = country.people

    def having(flags: list[bool]) -> Ints:
        return several[np.array(flags, dtype=np.bool_)]

    return {
        "maiden": having([bool(name) for name in people.former[several]]),
        "married": having([bool(UNMARRIED.search(name)) for name in people.family[several]]),
        "swapped_day": having([int(day) <= 12 for day in dates(people.born[several], "%d")]),
    }


@dataclass(frozen=True)
class Named:
    """Records whose name is not simply the person's own: under a former name only, or under both."""

    outdated: frozenset[tuple[str, str]]
    both: frozenset[str]  # tables

    @classmethod
    def of(cls, holdings: Sequence[Holding]) -> Named:
        sheets = [(holding.code, sheet) for holding in holdings for sheet in holding.sheets]
        old = {
            (code, record_id(row_id(sheet.name, (str(sheet.columns[sheet.key][row]),)), alias))
            for code, sheet in sheets
            if sheet.outdated is not None
            for alias in sheet.told
            for row in np.flatnonzero(sheet.outdated).tolist()
        }
        return cls(frozenset(old), frozenset(sheet.name for _, sheet in sheets if sheet.former_names))

    def answers(self, kind: str, database: str, record: str) -> bool:
        """Does this record of the person bear the name that a question of this kind asks for?"""
        table, alias = record.partition(":")[0], record.rpartition(":")[2]
        if (table, alias) in NAMELESS:
            return False
        old = (database, record) in self.outdated
        return table in self.both or old == (kind == "maiden")


def questions(
    country: Country, chosen: Sequence[tuple[str, int]], records: Records, named: Named
) -> Iterator[dict[str, Any]]:
    """Every other question gives the date of birth too."""
    people, random = country.people, stream(country.seed, "corrupted names")
    for number, (kind, person) in enumerate(chosen):
        name = KINDS[kind](people.given[person], people.family[person], people.former[person], random)
        values = {"name": name}
        born = born_on(country, person)
        if kind == "swapped_day":
            values["birth_date"] = swapped_day(born)
        elif number % 2:
            values["birth_date"] = born
        yield _question(kind, person, values, records, named)
