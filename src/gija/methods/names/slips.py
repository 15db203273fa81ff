"""What it costs to take one word for another: letters misheard, mistyped, misread (`vocabulary/names/slips.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from gija.methods.names.tables import table

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of `slips.yaml`, ready for laying two words over each other; a quite different letter costs about 1."""

    change: dict[tuple[str, str], float]
    insert: dict[str, float]
    pieces: dict[tuple[str, str], float]
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
    return Costs(change, insert, pieces, data["swap"])


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
    insert, change, pieces = known.insert, known.change, known.pieces
    rows = [[0.0]]
    for c in b:
        rows[0].append(rows[0][-1] + insert.get(c, 1.0))
    for i, p in enumerate(a, 1):
        above, row = rows[-1], [rows[-1][0] + insert.get(p, 1.0)]
        for j, q in enumerate(b, 1):
            best = above[j - 1] if p == q else above[j - 1] + change.get((p, q), 1.0)
            best = min(best, above[j] + insert.get(p, 1.0), row[j - 1] + insert.get(q, 1.0))
            if i > 1 and j > 1 and p == b[j - 2] and q == a[i - 2] and p != q:
                best = min(best, rows[i - 2][j - 2] + known.swap)
            for m, n in ((1, 2), (2, 1), (2, 2)):
                if i >= m and j >= n and (piece := pieces.get((a[i - m : i], b[j - n : j]))) is not None:
                    best = min(best, rows[i - m][j - n] + piece)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
