"""Local suppression: of the few records that still stand out, single values are hidden rather than all made coarser."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from gija.methods.disclosure.microdata.alike import Classes, classes, enough, lacking
from gija.methods.disclosure.microdata.values import ANY, Row, Wanted


def hide(seen: Sequence[Row], secret: Sequence[Row], wanted: Wanted) -> list[Row]:
    """The rows with values hidden (`ANY`) until every class is enough; hidden counts as a value of its own.

    First one value a record, then two, and so on: records that lack are hidden in those columns where, so hidden, they
    make a class that is enough: by themselves, with one that is there, or with a few lent by larger classes. What is
    left over is hidden whole, and taken together with the next smallest classes until that class is enough too. A
    heuristic; deterministic.
    """
    rows = list(seen)
    width = len(rows[0]) if rows else 0
    for many in range(1, width + 1):
        for columns in combinations(range(width), many):
            _hide_in(rows, columns, secret, wanted)
    _hide_rest(rows, secret, wanted)
    return rows


def _hide_in(rows: list[Row], columns: tuple[int, ...], secret: Sequence[Row], wanted: Wanted) -> None:
    left = lacking(classes(rows), secret, wanted)
    if not left:
        return
    hidden = {number: _without(rows[number], columns) for number in left}
    there = classes(rows)
    for row, members in classes([hidden[number] for number in left]).items():
        joining = [left[place] for place in members]
        beside = [number for number in there.get(row, []) if number not in hidden or hidden[number] != row]
        lent = _lent([*joining, *beside], row, columns, there, secret, wanted)
        for number in [*joining, *lent] if lent is not None else ():
            rows[number] = row
        if lent:
            there = classes(rows)


def _lent(
    have: list[int], row: Row, columns: tuple[int, ...], there: Classes, secret: Sequence[Row], wanted: Wanted
) -> list[int] | None:
    """Records of classes that can spare them, to be hidden too so that there are enough; None where they cannot."""
    lent: list[int] = []
    for other, members in sorted(there.items(), key=lambda met: (-len(met[1]), met[0])):
        if other == row or _without(other, columns) != row or not enough(members, secret, wanted):
            continue
        spare = list(members)
        while not enough([*have, *lent], secret, wanted) and enough(spare[:-1], secret, wanted):
            lent.append(spare.pop())
    return lent if enough([*have, *lent], secret, wanted) else None


def _hide_rest(rows: list[Row], secret: Sequence[Row], wanted: Wanted) -> None:
    nothing = (ANY,) * (len(rows[0]) if rows else 0)
    while left := lacking(classes(rows), secret, wanted):
        for number in left:
            rows[number] = nothing
        found = classes(rows)
        if enough(found.get(nothing, []), secret, wanted) or len(found) == 1:
            return  # one class of everybody is all that can be had
        smallest = min((members for row, members in found.items() if row != nothing), key=lambda m: (len(m), m))
        for number in smallest:
            rows[number] = nothing


def _without(row: Row, columns: tuple[int, ...]) -> Row:
    return tuple(ANY if at in columns else value for at, value in enumerate(row))
