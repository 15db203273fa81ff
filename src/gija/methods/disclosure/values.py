"""What the gate works on: releases, what an attacker may know, and the rule of what must not be found."""

from __future__ import annotations

from dataclasses import dataclass

from gija.methods.tables.table import Table

KINDS = frozenset({"table", "text", "chart", "answer", "revision", "cited"})


@dataclass(frozen=True)
class Release:
    """What was, or would be, told at one time. Every figure counts: tables, totals in texts, charts, answers.

    `vintage`: the state of the data it is made of; releases of one vintage are over the same records, a later vintage
    over the same people but for those who came, went or were corrected. `base`: its figures are rounded to multiples
    of this (0: exact). `kind` `cited`: another body's figures on the same people, with `source`; they are known to
    the attacker, and never judged, closed or broken down here. `changes`: at most so many people came or went since
    the vintage before (as the attacker may hear or guess); None: as few as what was told allows.
    """

    name: str
    tables: tuple[Table, ...]
    day: str = ""  # ISO
    kind: str = "table"
    vintage: int = 1
    base: int = 0
    source: str = ""
    changes: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.vintage < 1 or self.base < 0:
            raise ValueError("a release has a known kind, a vintage from 1 and a base from 0")

    @property
    def cited(self) -> bool:
        return self.kind == "cited"


@dataclass(frozen=True)
class Knowledge:
    """What the attacker knows beside the figures.

    - `integers`: people are counted in whole numbers;
    - `zeros_published`: zeros are always shown, so a closed cell holds at least one;
    - `threshold_known`: cells are closed because of small ones, so among cells closed together one at least is small;
    - `rounding_base`: base of releases that do not tell their own;
    - `revisions`: how many more changes between vintages than `Release.changes` the attacker reckons with; 0 is the
      strongest attacker;
    - `members`: figures somebody has of their own: an organisation's own records, a person alone in a cell.
    """

    integers: bool = True
    zeros_published: bool = True
    threshold_known: bool = False
    rounding_base: int = 0
    revisions: int = 0
    members: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """A place at which one person stands alone. That person knows that the count is 1."""

    population: str
    place: tuple[tuple[str, str], ...]
    vintage: int = 1


@dataclass(frozen=True)
class Rule:
    """What must not be found: counts of 1 to `threshold` - 1. The interval of a closed count must hold something else
    than those, and span at least `width` where it may be one of them; no closed count may be found exactly.
    `zeros`: that a closed count is 0 must not be found either. `singles`: nor may somebody who is alone in a cell find
    another small count (with `zeros`: or that it is 0) exactly."""

    threshold: int = 5
    width: int | None = None  # threshold - 1 where not given
    zeros: bool = False
    singles: bool = True

    @property
    def span(self) -> int:
        return self.threshold - 1 if self.width is None else self.width

    def small(self, value: int) -> bool:
        return 0 < value < self.threshold


@dataclass(frozen=True, slots=True)
class Interval:
    """What an attacker can say of a count: at least `low`, at most `high` (None: no bound). `exact`: neither end can
    be narrowed; else the true one holds this one."""

    low: int | None
    high: int | None
    exact: bool = True

    @property
    def pinned(self) -> bool:
        return self.low is not None and self.low == self.high
