"""A cube made up for tests: what the gate's cube promises, without a database. Nobody in it exists."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell
from gija.vocabulary.lists import code_list

LISTS = {
    "status": "victim_status", "sex": "sex", "age_group": "age_group", "form": "exploitation",
    "organisation": "institution_kind",
}  # fmt: skip
AXES = tuple(Axis.flat(name, (*code_list(of).codes, "_N"), of) for name, of in LISTS.items())
PEOPLE: dict[tuple[str, ...], int] = {
    ("presumed", "F", "adult", "sexual", "ngo"): 12,
    ("presumed", "M", "adult", "labour", "ngo"): 9,
    ("recognised", "F", "adult", "sexual", "police"): 7,
    ("recognised", "F", "child", "sexual", "police"): 2,
    ("recognised", "M", "adult", "labour", "police"): 6,
}


def key(*parts: object) -> int:
    """A made-up key, the same in every run."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:8], "big")


@dataclass(frozen=True)
class MadeCube:
    """As `gija.rapporteur.gate.cubes.Fine`: counts of people, and for each cell the sum of their keys."""

    counts: Mapping[tuple[str, ...], int]
    period: str = "2014-H1"
    vintage: int = 1
    day: str = "2014-07-20"
    salt: int = 0

    @property
    def hash(self) -> str:
        return f"{key(sorted(self.counts.items()), self.salt):x}"

    @property
    def table(self) -> Table:
        return Table("register_people", AXES, tuple(Cell(codes, count) for codes, count in self.counts.items()))

    def by(self, *names: str) -> dict[tuple[str, ...], tuple[int, int]]:
        places = [list(LISTS).index(name) for name in names]
        found = dict.fromkeys(product(*(AXES[place].codes for place in places)), (0, 0))
        for codes, count in self.counts.items():
            sum_of_keys = sum(key(self.salt, codes, person) for person in range(count))
            for told in product(*((codes[place], TOTAL) for place in places)):
                before = found[told]
                found[told] = before[0] + count, (before[1] + sum_of_keys) % 2**64
        return found


# The noise of these (with `salt`) happens to lie so that numbers by sex would tell that one to three are no women.
TELLING = MadeCube(
    {("presumed", "F", "adult", "sexual", "ngo"): 20, ("presumed", "M", "adult", "labour", "ngo"): 2},
    period="2014-H2", day="2015-01-20", salt=3851,
)  # fmt: skip
