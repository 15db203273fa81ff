"""Who stands on several lists: places are joined into people until each wanted overlap is reached."""

from __future__ import annotations

import numpy as np

from gija.demo.country.chance import data, stream
from gija.demo.victims.slots import AT_RISK, Slot


def people_of(slots: list[Slot], seed: int) -> list[tuple[int, ...]]:
    """The places of each person, as numbers of `slots`; nobody has two places at one institution.

    The number on several lists is that of `met` in `data/victims.yaml`, exactly.
    """
    random = stream(seed, "meeting")
    free = [number for number, slot in enumerate(slots) if not slot.beside]
    joined: list[tuple[int, ...]] = []
    for wish in data("victims")["met"]:
        for year, count in wish["count"].items():
            for _ in range(count):
                group = _group(slots, free, wish["kinds"], year, wish.get("later", 0), random)
                joined.append(group)
                free = [number for number in free if number not in group]
    taken = {number for group in joined for number in group}
    return joined + [(number,) for number in range(len(slots)) if number not in taken]


def _group(
    slots: list[Slot], free: list[int], kinds: list[str], year: int, later: int, random: np.random.Generator
) -> tuple[int, ...]:
    """Places of these kinds that may be one person's; the rarest kind of list is asked first."""
    for _ in range(1_000):
        chosen: list[int] = []
        for at, kind in enumerate(reversed(kinds)):
            wanted = year + later * (len(kinds) - 1 - at)
            fit = [n for n in free if slots[n].kind == kind and slots[n].year == wanted and _fits(slots, chosen, n)]
            if not fit:
                break
            chosen.append(fit[int(random.integers(len(fit)))])
        if len(chosen) == len(kinds):
            return tuple(sorted(chosen, key=lambda n: (slots[n].year, n)))
    raise ValueError(f"no places left to join {kinds} in {year}")


def _fits(slots: list[Slot], chosen: list[int], number: int) -> bool:
    """May the place belong to the person of the chosen ones? Whom the police know as a victim, no other list has as
    a person at risk in the same year; children are not carried over years."""
    one = slots[number]
    for other in (slots[n] for n in chosen):
        if one.institution == other.institution or (one.male, one.child) != (other.male, other.child):
            return False
        if one.year != other.year and one.child:
            return False
        if "police" in (one.kind, other.kind) and AT_RISK in (one.group, other.group):
            return False
    return True
