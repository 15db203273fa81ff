"""Counts by up to three dimensions with all margins: as they are, or as a member is told them. Knows no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from gija.methods.disclosure.values import Knowledge, Release, Rule
from gija.methods.tables import TOTAL
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table
from gija.register.analysis.dimensions import NOT_SAID, Way
from gija.register.analysis.persons import Person

Key = tuple[str, ...]  # a code for each dimension, NOT_SAID, or TOTAL
Level = frozenset[int]  # the places that are not summed over
RULE = Rule()
KNOWN = Knowledge(zeros_published=True, threshold_known=True)  # zeros are told, and why cells are withheld


@dataclass(frozen=True)
class Cross:
    """A table: the counts that are not zero. None: withheld. A level without any cell is withheld whole.

    `unit`: what was counted, people or records (empty: as it is now); `interval`: between how many and how many people
    the total is, where the linkage gave it.
    """

    ways: tuple[Way, ...]
    cells: Mapping[Key, int | None]
    unit: str = ""
    interval: tuple[int, int] | None = None

    @property
    def total(self) -> int | None:
        return self.cells.get((TOTAL,) * len(self.ways), 0)

    def at(self, level: Level) -> dict[Key, int | None]:
        """The cells broken down by just these places, in the order of the codes."""
        found = {key: value for key, value in self.cells.items() if level_of(key) == level}
        return dict(sorted(found.items(), key=lambda pair: self._place(pair[0])))

    def _place(self, key: Key) -> tuple[int, ...]:
        return tuple(_order(way, code) for way, code in zip(self.ways, key, strict=True))

    @property
    def levels(self) -> list[Level]:
        return levels(len(self.ways))

    def ordered(self) -> Iterator[tuple[Key, int | None]]:
        """Every cell: the total first, then level by level."""
        for level in self.levels:
            yield from self.at(level).items()


def _order(way: Way, code: str) -> int:
    if code == TOTAL:
        return -1
    return len(way.codes) if code == NOT_SAID else way.codes.index(code)


def level_of(key: Key) -> Level:
    return frozenset(place for place, code in enumerate(key) if code != TOTAL)


def levels(ways: int) -> list[Level]:
    """Every margin, the total first."""
    return [frozenset(kept) for size in range(ways + 1) for kept in combinations(range(ways), size)]


def crossed(people: Iterable[Person], ways: Sequence[Way]) -> Counter[Key]:
    """How many people stand under each combination of codes: each once under each of theirs, once in each total."""
    counts: Counter[Key] = Counter()
    for person in people:
        counts.update(product(*((TOTAL, *person.codes[way.code]) for way in ways)))
    return counts


def whole(people: Sequence[Person], ways: tuple[Way, ...]) -> Cross:
    """The table as it is: for one's own records, and for the Rapporteur."""
    return Cross(ways, dict(crossed(people, ways)))


def safe(people: Sequence[Person], ways: tuple[Way, ...], own: str = "") -> Cross:
    """The table as a member is told it: with everything withheld that would tell of 1 to 4 people.

    The total is told or nothing. Of a breakdown by one dimension the method of the Rapporteur's gate closes single
    cells. One by two or three is told whole or not at all: where no cell is small, nor what is left of its total, nor
    any breakdown above it withholds something. All of it holds also for what is left when the records of `own` are
    taken away, for an institution knows its own.
    """
    counts = crossed(people, ways)
    others = crossed([p for p in people if p.senders != {own}], ways) if own else counts
    nothing: Key = (TOTAL,) * len(ways)
    if _small(counts[nothing]) or _small(others[nothing]):
        return Cross(ways, {nothing: None})
    told: dict[Key, int | None] = {nothing: counts[nothing]}
    for level in levels(len(ways))[1:]:
        told |= _one_way(counts, others, ways, level) if len(level) == 1 else _deep(counts, others, told, ways, level)
    return Cross(ways, told)


def _small(value: int) -> bool:
    return RULE.small(value)


def _keys(counts: Mapping[Key, int], level: Level) -> list[Key]:
    return [key for key, value in counts.items() if value and level_of(key) == level]


def above(key: Key) -> Iterator[tuple[int, Key]]:
    """The cells one dimension above: place and key."""
    for place in level_of(key):
        yield place, (*key[:place], TOTAL, *key[place + 1 :])


def _tells(counts: Mapping[Key, int], ways: Sequence[Way], key: Key) -> bool:
    """Is a cell small, or, where a person may have several codes, what is left of the cell above it?"""
    left = [counts[up] - counts[key] for place, up in above(key) if ways[place].many]
    return any(map(_small, (counts[key], *left)))


def _one_way(
    counts: Mapping[Key, int], others: Mapping[Key, int], ways: Sequence[Way], level: Level
) -> dict[Key, int | None]:
    keys = _keys(counts, level)
    closed = {key for each in (counts, others) for key in keys if _tells(each, ways, key)}
    closed |= _hidden(counts, keys, level) | _hidden(others, keys, level)
    return {key: None if key in closed else counts[key] for key in keys}


def _hidden(counts: Mapping[Key, int], keys: Sequence[Key], level: Level) -> set[Key]:
    """What must be closed of one breakdown so that, its total told, nobody finds a small count."""
    from gija.methods.disclosure.suppression import suppress  # the solver is loaded where it is needed

    place = next(iter(level))
    by_code = {key[place]: key for key in sorted(keys) if counts.get(key)}
    if not any(_small(counts[key]) for key in by_code.values()):
        return set()
    asked = table("asked", [Axis.flat("way", by_code)], {(code,): counts[key] for code, key in by_code.items()})
    total = Release("total", (Table("asked", asked.axes, (asked[(TOTAL,)],)),))  # it is told whatever is closed
    found = suppress(Release("asked", (asked,)), [total], KNOWN, RULE, propose=False).release
    shut = {cell.key[0] for cell in found.tables[0] if not cell.open} if found else set(by_code)
    return {by_code[code] for code in shut}


def _deep(
    counts: Mapping[Key, int],
    others: Mapping[Key, int],
    told: Mapping[Key, int | None],
    ways: Sequence[Way],
    level: Level,
) -> dict[Key, int | None]:
    """A breakdown by two or three dimensions: whole, or nothing of it."""
    parents = [level - {place} for place in level]
    shut = {up for up in parents if any(v is None for k, v in told.items() if level_of(k) == up)}
    shut |= {up for up in parents if up and not any(level_of(key) == up for key in told)}
    keys = _keys(counts, level)
    if shut or any(_tells(each, ways, key) for each in (counts, others) for key in keys):
        return {}
    return {key: counts[key] for key in keys}
