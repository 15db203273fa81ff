"""What closing costs, drawn by chance, and cells that are closed by chance alone: against those who have the program.

Who knows which cells are cheapest may guess tables that fit, close cells of each anew and drop those for which others
would have been closed; sometimes one count is left. With a secret, every set of cells that is safe for a table has some
chance to be the one that is closed: where something must be hidden (`problem._uneasy`), all of it but the small cells
may be closed by chance alone. So no table that fits can be dropped, but those in which nothing must be hidden, or in
which somebody who is alone in a cell would find another count.
"""

from __future__ import annotations

from collections.abc import Sequence

from gija.methods.disclosure.attacker.figures import Place
from gija.methods.disclosure.rounding.seeds import Seed

Where = tuple[str, Place]
LEAF, TOTAL = 0.04, 0.004  # the chance to be closed for nothing: of the finest cells of a table, and of its totals
WIDE = 2.0  # at most so many times as dear, or as cheap


def factors(seed: Seed | None, cells: Sequence[Where]) -> list[float]:
    """By how much each cell is dearer than it is; the same for the same secret and place."""
    if seed is None:
        return [1.0] * len(cells)
    return [float(WIDE ** (2 * draw - 1)) for draw in seed.uniform([f"cost {_name(cell)}" for cell in cells])]


def shut(seed: Seed | None, cells: Sequence[Where]) -> list[bool]:
    """Which cells are closed for no other reason."""
    if seed is None:
        return [False] * len(cells)
    finest = max((len(place) for _, place in cells), default=0)
    draws = seed.uniform([f"closed {_name(cell)}" for cell in cells])
    chances = [LEAF if len(place) == finest else TOTAL for _, place in cells]
    return [bool(draw < chance) for draw, chance in zip(draws, chances, strict=True)]


def _name(cell: Where) -> str:
    population, place = cell
    return repr((population, place))
