"""The judge that learns: what was told so far, the worlds that fit it, and whether one more table may be told."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gija.methods.disclosure.attacker import system
from gija.methods.disclosure.judging import surely_safe
from gija.methods.disclosure.learning.board import TOP, Board, Target, board
from gija.methods.disclosure.learning.moving import Goal, Walk, World
from gija.methods.disclosure.learning.places import Ints
from gija.methods.disclosure.values import Interval, Knowledge, Release, Rule
from gija.methods.tables.table import Table
from gija.vocabulary.errors import GijaError

MOST_WORLDS, WALKS = 400, 12


@dataclass(frozen=True, slots=True)
class Found:
    """`unsure`: at least so many counts that must not be found are without a world in which they are something else:
    nothing is told then. They may still be safe: whoever has time asks linear programs. `trouble`: why nothing could be
    judged."""

    unsure: int = 0
    trouble: GijaError | None = None

    @property
    def safe(self) -> bool:
        return not self.unsure and self.trouble is None


class Learned:
    """What was told of one population in one state of the records. `truth`: the finest true table, with each axis by
    which anything is told; it is the first of the worlds. Same input, same output but for what the clock stops."""

    def __init__(self, known: Knowledge, rule: Rule, truth: Table) -> None:
        self.known, self.rule, self.truth = known, rule, truth
        self.releases: list[Release] = []
        self.worlds: list[tuple[tuple[int, ...], ...]] = [tuple(_people(truth))]

    def learn(self, release: Release) -> None:
        """It was told. `disclosure.learning` where that does not fit the true table: it tells of another state, or by
        other axes."""
        told = self._mine(release)
        if told is None:
            return
        releases = [*self.releases, told]
        here = self._board(releases)
        fitting = [world.people for world in _fitting(here, self.worlds)]
        if self.worlds[0] not in fitting:
            raise GijaError("disclosure.learning", release=release.name)
        self.releases, self.worlds = releases, fitting

    def judge(self, fresh: Release, seconds: float = 20.0) -> Found:
        """May it be told as well? Within so many seconds of processor time. Nothing is learned of it, but worlds."""
        told = self._mine(fresh)
        if told is None:
            return Found()
        try:
            here = self._board([*self.releases, told])
            worlds = _fitting(here, self.worlds)
            if not worlds or worlds[0].people != self.worlds[0]:
                raise GijaError("disclosure.learning", release=fresh.name)
        except GijaError as trouble:
            return Found(trouble=trouble)
        search = Search(here, self.rule, worlds, time.process_time() + seconds)
        unsure = search.unsure()
        known = set(self.worlds)
        new = [world.people for world in search.worlds if world.people not in known]
        self.worlds = [self.worlds[0], *new, *self.worlds[1:]][:MOST_WORLDS]
        return Found(unsure)

    def _mine(self, release: Release) -> Release | None:
        tables = tuple(table for table in release.tables if table.population == self.truth.population)
        return replace(release, tables=tables) if tables else None

    def _board(self, releases: Sequence[Release]) -> Board:
        if len({release.vintage for release in releases}) > 1:
            raise GijaError("disclosure.learning", release=releases[-1].name)
        try:
            return board(self.truth.axes, releases, self.known, self.rule.threshold)
        except KeyError:
            raise GijaError("disclosure.learning", release=releases[-1].name) from None


def _people(truth: Table) -> Iterator[tuple[int, ...]]:
    numbers = [{leaf: n for n, leaf in enumerate(axis.leaves)} for axis in truth.axes]
    for cell in sorted(truth, key=lambda one: one.key):
        leaf = all(code in mine for code, mine in zip(cell.key, numbers, strict=True))
        if leaf:  # totals count the same people again
            person = tuple(mine[code] for code, mine in zip(cell.key, numbers, strict=True))
            yield from (person for _ in range(cell.value or 0))


def _fitting(here: Board, worlds: Iterable[tuple[tuple[int, ...], ...]]) -> list[World]:
    made = (World(people, here.places.counts(people)) for people in worlds)
    return [world for world in made if here.fits(world.counts)]


class Search:
    """Worlds that show of each count that it can be something else."""

    def __init__(self, here: Board, rule: Rule, worlds: list[World], until: float) -> None:
        self.board, self.rule, self.worlds, self.until = here, rule, worlds, until
        values = here.values(np.array([world.counts for world in worlds]))
        self.low, self.high = values.min(axis=0), values.max(axis=0)

    def unsure(self) -> int:
        """How many counts are left without one: those that bounds give away, else the first that no walk frees."""
        open_ = [number for number in range(len(self.board.targets)) if not self._safe(number)]
        given = sum(self._given_away(number) for number in open_)
        return given or int(not all(self._safe(n) or self._freed(n, self.board.targets[n]) for n in open_))

    def _given_away(self, number: int) -> bool:
        """Do the bounds of its own numbers leave nothing but few people? Then no walk need be made."""
        target, here = self.board.targets[number], self.board
        low, high = here.low[target.place] - here.high[target.but], here.high[target.place] - here.low[target.but]
        least = max(int(low), int(target.but in here.narrower.get(target.place, ())))
        return least >= 1 and int(high) < self.rule.threshold

    def _safe(self, number: int) -> bool:
        one = self.board.targets[number]
        seen = Interval(int(self.low[number]), int(self.high[number]), exact=False)
        return surely_safe(system.Target(one.kind, "", (), 0, ()), seen, self.rule)

    def _freed(self, number: int, target: Target) -> bool:
        rng = random.Random(f"{target}")  # noqa: S311 - chance that is no secret
        for turn in range(WALKS):
            for goal in self._goals(number, target):
                if time.process_time() > self.until:
                    return False
                start = self.worlds[0] if turn % 2 == 0 else rng.choice(self.worlds)
                world = Walk(self.board, start, goal, rng).run()
                if world is not None:
                    self._add(world)
                if self._safe(number):
                    return True
        return False

    def _goals(self, number: int, target: Target) -> Iterator[Goal]:
        """Where the count is to go: to none, or to more than few; of a closed one far enough."""
        low, high = int(self.low[number]), int(self.high[number])
        span = self.rule.span if target.kind == "closed" else 1
        up = self.rule.threshold if target.kind in ("derived", "noisy") else max(self.rule.threshold, low + span)
        yield Goal(target.place, target.but, up, TOP)
        if target.kind != "closed" or high - span >= 0:
            down = 0 if low < self.rule.threshold else high - span
            yield Goal(target.place, target.but, 0, max(down, 0))

    def _add(self, world: World) -> None:
        self.worlds.append(world)
        values: Ints = self.board.values(world.counts[None, :])[0]
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
