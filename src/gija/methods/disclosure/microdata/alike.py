"""Who looks alike: classes of records, what they lack, and the risk that is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gija.methods.disclosure.microdata.values import Risk, Row, Wanted

Classes = dict[Row, list[int]]  # what is seen -> the records that show it


def classes(seen: Sequence[Row]) -> Classes:
    found: Classes = {}
    for number, row in enumerate(seen):
        found.setdefault(row, []).append(number)
    return found


def enough(members: Sequence[int], secret: Sequence[Row], wanted: Wanted) -> bool:
    """Are there `k`, and among them enough different values of each sensitive column?"""
    if len(members) < wanted.k:
        return False
    return all(len({secret[m][at] for m in members}) >= wanted.diversity for at in range(len(wanted.sensitive)))


def lacking(found: Classes, secret: Sequence[Row], wanted: Wanted) -> list[int]:
    """Records whose class is not enough, in order."""
    return sorted(m for members in found.values() if not enough(members, secret, wanted) for m in members)


def columns(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> list[Row]:
    return [tuple(row[name] for name in names) for row in rows]


def risk(rows: Sequence[Mapping[str, str]], known: Sequence[str], sensitive: Sequence[str] = ()) -> Risk:
    """The prosecutor's risk (Dankar & El Emam 2010): the attacker knows `known` of a person and that the person is
    there. A hidden value counts as a value of its own."""
    found, secret = classes(columns(rows, known)), columns(rows, sensitive)
    sizes = [len(members) for members in found.values()]
    if not sizes:
        return Risk(0, 0, 0, 0.0, 0.0, 0)
    certain = {
        m
        for members in found.values()
        for at in range(len(sensitive))
        if len({secret[m][at] for m in members}) == 1
        for m in members
    }
    return Risk(len(rows), min(sizes), sizes.count(1), 1 / min(sizes), len(sizes) / len(rows), len(certain))
