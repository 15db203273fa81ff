"""What institutions decided about pairs of records, laid over the clusters of the linkage unit.

Both institutions said that two records are one person: their clusters are joined. One said that they are two persons:
their cluster is parted. Decisions hold in every run, for the unit never learns of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gija.vocabulary.text import Text

Edge = tuple[str, str]
SAID = Text(
    "Institutions decided: {joined} pairs of records joined that counting had held apart, {parted} parted that it had "
    "joined. The interval is moved by as many people and not made narrower.",
    "Institucijų sprendimai: sujungtų įrašų porų, kurias skaičiavimas laikė skirtingais asmenimis, – {joined}, "
    "išskirtų porų, kurias jis buvo sujungęs, – {parted}. Intervalas tiek pat paslinktas, bet nesusiaurintas.",
)
AGAINST = Text(
    "{count} pairs were refused although both are, by other answers, one person with a third record: they stay joined.",
    "Atmestų porų, kurių abu įrašai pagal kitus atsakymus vis dėlto yra to paties asmens kaip trečiasis: {count}. Jos "
    "lieka sujungtos.",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """`of`: record -> cluster after the decisions. `joined`, `parted`: how many pairs they changed; `against`: refused
    pairs that confirmed ones hold together all the same."""

    of: dict[str, str]
    joined: int
    parted: int
    against: int

    @property
    def notes(self) -> tuple[Text, ...]:
        said = [SAID.fill(joined=self.joined, parted=self.parted)] if self.joined or self.parted else []
        return (*said, AGAINST.fill(count=self.against)) if self.against else tuple(said)


def decide(of: Mapping[str, str], confirmed: Iterable[Edge], refused: Iterable[Edge]) -> Decided:
    """Clusters with the decisions laid over them; the same for the same input. Pairs of records that no cluster names
    change nothing. The part of a cluster with most records (equal: with the lowest) keeps its number."""
    whole = sorted(pair for pair in set(confirmed) if set(pair) <= of.keys())
    apart = sorted(pair for pair in set(refused) if set(pair) <= of.keys())
    groups = _Groups(of)
    for one, other in whole:
        groups.join(one, other)
    against = sum(groups.top(one) == groups.top(other) for one, other in apart)
    for one, other in apart:
        groups.forbid(one, other)
    for members in _clusters(of):
        for at, one in enumerate(members):
            next((True for other in members[:at] if groups.join(one, other)), False)
    found = _numbered(of, groups)
    return Decided(
        found,
        sum(of[one] != of[other] for one, other in whole),
        sum(of[one] == of[other] and found[one] != found[other] for one, other in apart),
        against,
    )


class _Groups:
    """Records joined step by step, but never two groups that a refusal stands between."""

    def __init__(self, of: Mapping[str, str]) -> None:
        self.over = {record: record for record in of}
        self.apart: dict[str, set[str]] = {}

    def top(self, record: str) -> str:
        while self.over[record] != record:
            record = self.over[record]
        return record

    def forbid(self, one: str, other: str) -> None:
        a, b = self.top(one), self.top(other)
        if a != b:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def join(self, one: str, other: str) -> bool:
        """Join the groups of two records; False where a refusal stands between them."""
        a, b = sorted((self.top(one), self.top(other)))
        if a == b:
            return True
        if b in self.apart.get(a, ()):
            return False
        self.over[b] = a
        for enemy in self.apart.pop(b, set()):
            self.apart[enemy].discard(b)
            self.apart[enemy].add(a)
            self.apart.setdefault(a, set()).add(enemy)
        return True


def _clusters(of: Mapping[str, str]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for record in sorted(of):
        found.setdefault(of[record], []).append(record)
    return [found[cluster] for cluster in sorted(found)]


def _numbered(of: Mapping[str, str], groups: _Groups) -> dict[str, str]:
    """Each group under the number of a cluster: the group with most of its records keeps it, the rest get another."""
    parts: dict[str, list[str]] = {}
    for record in sorted(of):
        parts.setdefault(groups.top(record), []).append(record)
    taken: set[str] = set()
    found: dict[str, str] = {}
    for members in sorted(parts.values(), key=lambda part: (-len(part), part[0])):
        held = sorted({of[record] for record in members}, key=lambda c: (-sum(of[r] == c for r in members), c))
        free = next((cluster for cluster in held if cluster not in taken), "")
        number = free or str(uuid.uuid5(uuid.UUID(held[0]), members[0]))
        taken.add(number)
        found |= dict.fromkeys(members, number)
    return found
