"""What may be closed, what must not be found, and the attacker's system with every cell free to close or open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from gija.methods.disclosure.attacker.attack import Attack
from gija.methods.disclosure.attacker.figures import Place
from gija.methods.disclosure.attacker.insiders import Insider, insiders
from gija.methods.disclosure.attacker.limits import fewest
from gija.methods.disclosure.attacker.parts import SMALL
from gija.methods.disclosure.attacker.solving import Clock
from gija.methods.disclosure.attacker.system import Target
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.suppressing.drawing import factors, shut
from gija.methods.disclosure.values import Alone, Knowledge, Release, Rule
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell

Weight = Literal["people", "cells"]
Where = tuple[str, Place]  # population and place: told once or in several tables, it is closed in all or none


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell that may be closed: its true count, what the attacker knows of it once closed, what closing it costs.
    `drawn`: it is closed by chance."""

    number: int
    where: Where
    value: int
    least: int
    cost: float
    primary: bool
    part: int  # -1: known already whatever is closed
    row: int  # in the part
    sure: int  # what is known already of its count
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody who is alone in a cell; `choice`: the number of that cell, -1 for one of an earlier release."""

    insider: Insider
    choice: int


@dataclass(frozen=True)
class Problem:
    """`watched`: what must not be found (primary and drawn cells, what could be derived, what earlier releases closed);
    `inside`: those from whom more must be kept."""

    candidate: Release
    attack: Attack
    choices: tuple[Choice, ...]
    watched: tuple[Target, ...]
    by_part: Mapping[int, tuple[Choice, ...]]
    inside: tuple[Inside, ...] = ()

    @property
    def alone(self) -> tuple[Alone, ...]:
        return tuple(one.insider.who for one in self.inside)

    def bounds(
        self, part: int, closed: frozenset[int]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """(rows, low, high) of the cells of a part when these are closed."""
        mine = self.by_part.get(part, ())
        open_ = [(c.value - c.sure if c.number not in closed else max(c.least - c.sure, 0)) for c in mine]
        high = [c.value - c.sure if c.number not in closed else np.inf for c in mine]
        return np.array([c.row for c in mine], np.int32), np.array(open_, float), np.array(high, float)

    def release(self, closed: Iterable[int]) -> Release:
        """The candidate with these cells closed."""
        shut = {self.choices[number].where for number in closed}
        return replace(self.candidate, tables=tuple(_shut(t, shut) for t in self.candidate.tables))


def problem(
    candidate: Release, history: Sequence[Release], knowledge: Knowledge, rule: Rule, weight: Weight, clock: Clock,
    alone: Iterable[Alone] = (), seed: Seed | None = None,
) -> Problem:  # fmt: skip
    """Reads the true table (all cells open) into a problem. `seed`: of what is drawn by chance."""
    told = {(t.population, t.where(c.key)) for r in history if r.vintage == candidate.vintage
            for t in r.tables for c in t if c.open}  # fmt: skip
    candidate = _with_changes(candidate, history, knowledge, rule, clock)
    cells = _closable(candidate, knowledge, rule, told)
    all_shut = replace(candidate, tables=tuple(_shut(t, set(cells)) for t in candidate.tables))
    attack = Attack([*history, all_shut], knowledge, rule, clock, len(history))
    rows = _rows(attack, len(history))
    plain = [_choice(n, where, value, attack, rows[where], knowledge, rule, weight)
             for n, (where, value) in enumerate(cells.items())]  # fmt: skip
    choices = tuple(_by_chance(plain, seed, _uneasy(attack, plain, len(history)) if seed else frozenset()))
    must = {c.where for c in choices if c.primary or c.drawn}
    watched = tuple(t for t in attack.targets() if _watched(t, attack, len(history), must))
    by_part: dict[int, list[Choice]] = {}
    for choice in choices:
        by_part.setdefault(choice.part, []).append(choice)
    inside = _inside(attack, choices, candidate.vintage, alone) if rule.singles else ()
    return Problem(candidate, attack, choices, watched, {n: tuple(mine) for n, mine in by_part.items()}, inside)


def _by_chance(choices: Sequence[Choice], seed: Seed | None, uneasy: Collection[int]) -> Iterator[Choice]:
    cells = [choice.where for choice in choices]
    for choice, by, drawn in zip(choices, factors(seed, cells), shut(seed, cells), strict=True):
        yield replace(choice, cost=choice.cost * by, drawn=drawn and choice.part in uneasy)


def _uneasy(attack: Attack, choices: Iterable[Choice], fresh: int) -> frozenset[int]:
    """The parts with something that must not be found. In any other part nothing is closed and all counts are told:
    there is no choice of cells in it that could tell anything, so none is drawn."""
    must = {choice.where for choice in choices if choice.primary}
    found = (attack.split(t.form)[1] for t in attack.targets() if _watched(t, attack, fresh, must))
    return frozenset(part for parts in found for part in parts)


def _inside(attack: Attack, choices: Iterable[Choice], vintage: int, alone: Iterable[Alone]) -> tuple[Inside, ...]:
    own = {Alone(*choice.where, vintage): choice.number for choice in choices if choice.value == 1}
    return tuple(Inside(one, own.get(one.who, -1)) for one in insiders(attack, [*own, *alone]))


def _with_changes(
    candidate: Release, history: Sequence[Release], knowledge: Knowledge, rule: Rule, clock: Clock
) -> Release:
    """A revision says how many came or went at least, as its true tables show: no attacker knows of fewer."""
    if candidate.changes is not None or all(candidate.vintage <= r.vintage for r in history):
        return candidate
    open_ = Attack([*history, candidate], knowledge, rule, clock, len(history))
    form = open_.system.changes(len(history), candidate.vintage)
    return replace(candidate, changes=fewest(open_, form) + open_.more) if form else candidate


def _closable(candidate: Release, knowledge: Knowledge, rule: Rule, told: set[Where]) -> dict[Where, int]:
    """Every cell that may be closed: not zeros where these are always shown, nor what was told before."""
    least = 0 if rule.zeros or not knowledge.zeros_published else 1
    found = {}
    for table in candidate.tables:
        for cell in table:
            where = table.population, table.where(cell.key)
            if cell.value is not None and cell.value >= least and where not in told:
                found[where] = cell.value
    return found


def _rows(attack: Attack, fresh: int) -> dict[Where, int]:
    return {
        (f.population, f.place): attack.system.first + n
        for n, f in enumerate(attack.system.figures)
        if f.release == fresh
    }


def _choice(
    number: int, where: Where, value: int, attack: Attack, row: int, knowledge: Knowledge, rule: Rule, weight: Weight
) -> Choice:  # fmt: skip
    sure, parts = attack.split(attack.system.rows[row].form)
    part = next(iter(parts)) if len(parts) == 1 else -1
    place = attack.parts[part].numbers.index(row) if part >= 0 else -1
    primary = rule.small(value) or (rule.zeros and value == 0)
    least = 1 if knowledge.zeros_published and value else 0
    cost = float(max(value, 1)) if weight == "people" else 1.0
    return Choice(number, where, value, least, cost, primary, part, place, sure)


def _watched(target: Target, attack: Attack, fresh: int, must: set[Where]) -> bool:
    if target.kind == "closed" and attack.system.figures[target.figure].release == fresh:
        return (target.population, target.place) in must
    return True


def _shut(table: Table, places: set[Where]) -> Table:
    shut: dict[tuple[str, ...], Cell] = {
        c.key: c.closed(SMALL) for c in table if c.open and (table.population, table.where(c.key)) in places
    }
    return table.changed(shut)
