"""What was met when lists were compared: the input of the mixture."""

from __future__ import annotations

from dataclasses import dataclass

from gija.methods.linkage.calibrated import Floats, Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pairs between lists above the floor, and how many pairs of each kind there were in all.

    `pairs` (m, 2) numbered through the lists; `kinds` (m, kinds) the chance of each; `tables` (m,) which two lists;
    `total` (tables, kinds) pairs compared; `within` (r,) the bins of pairs inside lists, `within_kinds` (r, kinds) and
    `within_total` (kinds,) as between them.
    """

    pairs: Numbers
    scores: Floats
    bins: Numbers
    kinds: Floats
    tables: Numbers
    total: Floats
    within: Numbers
    within_kinds: Floats
    within_total: Floats
    lists: Numbers  # which list each record is of
    sizes: tuple[int, ...]
    ends: tuple[tuple[int, int], ...]  # the two lists of each table
