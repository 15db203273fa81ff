"""All lists in one value: the cases of every institution and who of them is one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from gija.demo.country.chance import data, stream
from gija.demo.victims.meeting import people_of
from gija.demo.victims.persons import Victim, make_persons
from gija.demo.victims.slots import Slot, make_slots
from gija.demo.victims.writing import Entry, days_of, write


@dataclass(frozen=True)
class Lists:
    """The cases of all institutions, in the order in which they were entered there."""

    seed: int
    people: tuple[Victim, ...]
    entries: tuple[Entry, ...]

    @property
    def counted(self) -> tuple[Entry, ...]:
        """Those that come to the register and stay there."""
        return tuple(entry for entry in self.entries if not entry.slot.beside)


def make_lists(seed: int) -> Lists:
    """The lists of 2012-2014; the same for the same seed, whatever the size of the country."""
    slots = make_slots(seed)
    groups = people_of(slots, seed)
    people = make_persons(slots, groups, seed)
    placed = sorted(_placed(slots, groups, seed), key=lambda place: (place[1], place[0]))
    counts: dict[tuple[str, int], int] = {}
    entries = []
    for who, on, slot in placed:
        nth = counts[slot.institution, slot.year] = counts.get((slot.institution, slot.year), 0) + 1
        letters = data("victims")["lists"][slot.kind][slot.institution]["letters"]
        recognised = any(slots[n].kind == "police" and slots[n].year <= slot.year for n in groups[who])
        entries.append(write(slot, people[who], on, f"{letters}-{slot.year}-{nth:03d}", recognised, seed))
    return Lists(seed, tuple(people), tuple(entries))


def _placed(slots: list[Slot], groups: list[tuple[int, ...]], seed: int) -> Iterator[tuple[int, dt.date, Slot]]:
    for who, group in enumerate(groups):
        places = [slots[n] for n in group]
        days = days_of(places, stream(seed, f"days {who}"))
        yield from ((who, on, slot) for on, slot in zip(days, places, strict=True))
