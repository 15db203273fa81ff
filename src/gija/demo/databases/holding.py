"""One institution's database as columns, with the truth of who stands in which row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gija.demo.country.chance import Bools, Ints
from gija.demo.country.errors import with_typos
from gija.demo.country.whole import Country

Column = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """A table: columns of one length, the first of them its key. `told` gives, by the mapping's alias of an entity,
    the person of each row (-1 where the row has none)."""

    name: str
    columns: dict[str, Column]
    told: dict[str, Ints] = field(default_factory=dict)
    indexed: tuple[str, ...] = ()  # columns its owner looks things up by
    outdated: Bools | None = None  # rows that bear a woman's name before marriage instead of her own
    former_names: bool = False  # has a column of names before marriage

    @property
    def key(self) -> str:
        return next(iter(self.columns))

    def __len__(self) -> int:
        return len(self.columns[self.key])


@dataclass(frozen=True)
class Holding:
    """A database: its code (as in the mapping), its file and its tables."""

    code: str
    file: str
    sheets: tuple[Sheet, ...]
    encoding: str = "utf-8"
    delimiter: str = ","


def digits(numbers: Ints) -> list[str]:
    """Numbers as text; 0 and less are empty."""
    return [str(number) if number > 0 else "" for number in numbers.tolist()]


def phones(numbers: Ints, form: int = 0) -> list[str]:
    """Phone numbers in one of the ways people write them: +370 612 34567, 861234567, 370612345..., 8 612 34567."""

    def written(number: int) -> str:
        local = str(number)[3:]
        ways = (
            f"+370{local}",
            f"8{local}",
            f"+370 {local[:3]} {local[3:]}",
            f"8 {local[:3]} {local[3:]}",
            f"370{local}",
        )
        return ways[form]

    return [written(number) if number > 0 else "" for number in numbers.tolist()]


def joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return [f"{a} {b}".strip() for a, b in zip(first, second, strict=True)]


def slips(country: Country, people: Ints, random: np.random.Generator, share: float, hard: float) -> Bools:
    """Rows whose name was mistyped: `share` of all, `hard` of those in networks (who like it so)."""
    chance = random.random(len(people))
    in_network = country.in_networks()[people.clip(min=0)] & (people >= 0)
    return np.asarray(chance < np.where(in_network, hard, share))


def mistyped(
    country: Country, people: Ints, names: Sequence[str], random: np.random.Generator, share: float, hard: float
) -> list[str]:
    return with_typos(names, slips(country, people, random, share, hard), random)
