"""Slips of those who type: one letter wrong, day and month exchanged, names in the wrong boxes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gija.demo.country.chance import Bools

NEAR = {"a": "ą", "e": "ė", "i": "y", "y": "i", "s": "š", "š": "s", "z": "ž", "ž": "z", "u": "ū", "c": "č", "v": "w"}
NEXT = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklaxcvbnmz", strict=True))


def typo(name: str, random: np.random.Generator) -> str:
    """The name with one slip: a letter dropped, doubled, exchanged with its neighbour or taken for a near one.

    The first letter of each part stays. Names of fewer than four letters stay as they are.
    """
    if len(name) < 4:
        return name
    for _ in range(20):
        at, kind = int(random.integers(1, len(name) - 1)), int(random.integers(4))
        before, letter, after = name[:at], name[at], name[at + 1 :]
        if not (letter.isalpha() and before[-1].isalpha() and after[0].isalpha()):
            continue
        low = letter.lower()
        wrong = NEXT.get(low, low) if random.random() < 0.5 else NEAR.get(low, NEXT.get(low, "e"))
        slip = (after, letter + low + after, after[0] + letter + after[1:], wrong + after)[kind]
        made = before + (slip.upper() if name.isupper() else slip)
        if made != name:
            return made
    return name


def with_typos(names: Sequence[str], rows: Bools, random: np.random.Generator) -> list[str]:
    """A column in which the given rows have one slip each."""
    column = list(names)
    for row in np.flatnonzero(rows).tolist():
        column[row] = typo(column[row], random)
    return column


def swapped_day(written: str) -> str:
    """`2001-03-07` as `2001-07-03` where that is a date; else unchanged."""
    year, month, day = written.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else written
