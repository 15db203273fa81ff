"""What it costs to take one word for another: letters misheard, mistyped, misread (`vocabulary/names/slips.yaml`)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from gija.methods.names.tables import table

VOWELS = frozenset("aeiou")
NEVER = math.inf


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of `slips.yaml`, ready for laying two words over each other; a quite different letter costs about 1."""

    change: dict[tuple[str, str], float]
    insert: dict[str, float]
    pieces: dict[tuple[str, str], float]
    ends: frozenset[tuple[str, str]]  # the last letters of two pieces
    swap: float


@cache
def costs() -> Costs:
    data = table("slips")
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    change = {(a, b): _unlike(a, b, data) for a in letters for b in letters if a != b}
    _cheaper(change, _neighbours(data["rows"]), data["keyboard"])
    for cost, pairs in data["pairs"].items():
        _cheaper(change, [(p[0], p[1]) for p in pairs], float(cost))
    of = data["insert"]
    insert = {c: of.get(c, of["vowel"] if c in VOWELS else of["consonant"]) for c in letters}
    pieces: dict[tuple[str, str], float] = {}
    for cost, pairs in data["pieces"].items():
        for a, b in (p.split() for p in pairs):
            pieces[a, b] = pieces[b, a] = float(cost)
    return Costs(change, insert, pieces, frozenset((x[-1], y[-1]) for x, y in pieces), data["swap"])


def _unlike(a: str, b: str, data: dict[str, float]) -> float:
    vowels = (a in VOWELS) + (b in VOWELS)
    return data["vowel"] if vowels == 2 else data["mixed"] if vowels else data["consonant"]


def _neighbours(rows: list[str]) -> list[tuple[str, str]]:
    return [(a, b) for row in rows for a, b in pairwise(row)]


def _cheaper(change: dict[tuple[str, str], float], pairs: list[tuple[str, str]], cost: float) -> None:
    for a, b in pairs:
        change[a, b] = change[b, a] = min(cost, change[a, b])


def laid(x: str, y: str) -> tuple[float, int]:
    """The least cost of turning `x` into `y`, and where the first difference stands. Symmetric; 0 for the same."""
    start = 0
    shorter = min(len(x), len(y))
    while start < shorter and x[start] == y[start]:
        start += 1
    end = 0
    while end < shorter - start and x[-1 - end] == y[-1 - end]:
        end += 1
    a, b = x[start : len(x) - end], y[start : len(y) - end]
    if len(a) > len(b):
        a, b = b, a
    return _middle(a, b), start


def _middle(a: str, b: str) -> float:
    known = costs()
    if not a:
        return sum(known.insert.get(c, 1.0) for c in b)
    if len(a) == 1 and len(b) == 1:
        return known.change.get((a, b), 1.0)
    if (piece := known.pieces.get((a, b))) is not None:
        return piece
    return _table(a, b, known)


def _table(a: str, b: str, known: Costs) -> float:
    """Weighted optimal string alignment: change, insert, drop, swap neighbours, or take one piece for another."""
    change, pieces, ends = known.change, known.pieces, known.ends
    drops = [known.insert.get(q, 1.0) for q in b]
    rows = [[0.0, *accumulate(drops)]]
    for i, p in enumerate(a):
        above, drop = rows[i], known.insert.get(p, 1.0)
        row, left = [above[0] + drop], above[0] + drop
        for j, q in enumerate(b):
            pair = p, q
            left = min(above[j] if p == q else above[j] + change.get(pair, 1.0), above[j + 1] + drop, left + drops[j])
            if i and j and p == b[j - 1] and q == a[i - 1] and p != q:
                left = min(left, rows[i - 1][j - 1] + known.swap)
            if pair in ends:
                for m, n in ((1, 2), (2, 1), (2, 2)):
                    if i + 1 >= m and j + 1 >= n:
                        piece = pieces.get((a[i + 1 - m : i + 1], b[j + 1 - n : j + 1]), NEVER)
                        left = min(left, rows[i + 1 - m][j + 1 - n] + piece)
            row.append(left)
        rows.append(row)
    return rows[-1][-1]
