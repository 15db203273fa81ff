"""How often the threshold calls two different people one: counted on random pairs, with its interval."""

from __future__ import annotations

import csv
import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gija.methods.names.parsing import parse
from gija.methods.names.persons import Person, Prepared, prepared, quick
from gija.methods.names.rarity import Rarity, heard
from gija.vocabulary.errors import GijaError

Z = 1.959964  # two-sided 95 %


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share (E. B. Wilson, JASA 22, 1927); (0, 1) where nothing was counted."""
    if of <= 0:
        return 0.0, 1.0
    share, z2 = hits / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of `pairs` pairs of two different people each: how many were hits, and how many bore the very same name.

    Namesakes are no part of `pairs`: no name can tell them apart. `interval` is that of the share of hits.
    """

    pairs: int
    hits: int
    namesakes: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.pairs)

    def per(self, number: int = 100_000) -> tuple[float, float, float]:
        """Hits in `number` pairs, with the ends of the interval."""
        low, high = self.interval
        return number * self.hits / max(1, self.pairs), number * low, number * high


def rarity_of(people: Iterable[Person]) -> Rarity:
    """How rare the words of these people's names are; each word counts once for a person."""
    counts: Counter[str] = Counter()
    number = 0
    for person in people:
        number += 1
        counts.update({heard(w) for name in (*person.names, *person.former_names) for w in parse(name).words})
    return Rarity.of(counts, number)


def false_hits(
    people: Sequence[Person], pairs: int, seed: int, threshold: float, rarity: Rarity | None = None
) -> Calibration:
    """Count the hits among `pairs` random pairs of different people. The same for the same arguments.

    `people` are different people each; at least two. Namesakes (the same words in any order, nothing else known) are
    drawn again and counted apart; where dates of birth are known they are pairs like any other.
    """
    chance, read = random.Random(seed), [prepared(p) for p in people]  # noqa: S311 no secret
    hits = namesakes = counted = 0
    while counted < pairs:
        a, b = int(chance.random() * len(read)), int(chance.random() * len(read))
        if a == b:
            continue
        one, two = read[a], read[b]
        if _namesakes(one, two):
            namesakes += 1
            continue
        counted += 1
        hits += quick(one, two, rarity) >= threshold
    return Calibration(pairs, hits, namesakes)


def _namesakes(a: Prepared, b: Prepared) -> bool:
    if a.known.birth and b.known.birth:
        return False
    return any(x.sorted == y.sorted for x, _ in a.names for y, _ in b.names)


def read_people(file: Path) -> list[Person]:
    """The people of a CSV file: `name`, or `given_name` and `family_name`; and, where there, `birth_date` and `sex`.

    Errors: `names.file_missing`, `names.people_columns`, `names.file_not_text`, `names.people_few`.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = [{k: v or "" for k, v in row.items() if k is not None} for row in csv.DictReader(text)]
    except UnicodeDecodeError as error:
        raise GijaError("names.file_not_text", file=file.name) from error
    except (OSError, csv.Error) as error:
        raise GijaError("names.file_missing", file=file.name) from error
    if rows and "name" not in rows[0] and "family_name" not in rows[0]:
        raise GijaError("names.people_columns", file=file.name)
    people = [_person(row) for row in rows]
    if sum(bool(p.names) for p in people) < 2:
        raise GijaError("names.people_few", file=file.name)
    return [p for p in people if p.names]


def _person(row: dict[str, str]) -> Person:
    name = row.get("name") or f"{row.get('given_name', '')} {row.get('family_name', '')}"
    names = (name.strip(),) if name.strip() else ()
    return Person(names, birth_date=row.get("birth_date", ""), sex=row.get("sex", ""))
