"""Another world by few moves: people are added, taken away or told apart otherwise until all that was said holds again.

After WalkSAT (Selman, Kautz and Cohen, 1994): take a statement that does not hold, try some ways to mend it, take the
one that breaks least, now and then another. What is found is checked as a whole; that nothing is found proves nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gija.methods.disclosure.learning.board import TOP, Board
from gija.methods.disclosure.learning.places import Ints, Person

STEPS, TRIED, ASTRAY, STAYS = 120, 24, 0.08, 0.7
Move = tuple[Person | None, Person | None]  # somebody goes, somebody comes


@dataclass(frozen=True, slots=True)
class World:
    people: tuple[Person, ...]
    counts: Ints


@dataclass(frozen=True, slots=True)
class Goal:
    """A count (at a place, less those at another) that is to be between two numbers."""

    place: int
    but: int
    low: int
    high: int


class Walk:
    """One search for a world that fits a board and a goal."""

    def __init__(self, board: Board, start: World, goal: Goal, rng: random.Random) -> None:
        self.board, self.goal, self.rng = board, goal, rng
        self.people, self.counts = list(start.people), start.counts.copy()
        self.low, self.high = board.low.copy(), board.high.copy()
        self.low[-1], self.high[-1] = -TOP, TOP  # nobody is counted there
        if goal.but == board.places.none:
            self.low[goal.place] = max(self.low[goal.place], goal.low)
            self.high[goal.place] = min(self.high[goal.place], goal.high)
        for group in board.groups:
            self._keep_small(group)

    def _keep_small(self, group: Ints) -> None:
        """Of the cells closed together one is to be small: one that is already, if it may stay so; now and then any."""
        may = group[self.low[group] <= np.minimum(self.high[group], self.board.most)]
        now = may[self.counts[may] <= self.board.most]
        some = now if len(now) and self.rng.random() < STAYS else may
        if len(some):
            one = int(self.rng.choice(some.tolist()))
            self.high[one] = min(self.high[one], self.board.most)

    def run(self) -> World | None:
        """The world; None where it was not reached."""
        if (self.low > self.high).any():
            return None
        for _ in range(STEPS):
            broken = self._broken()
            if broken is None:
                return World(tuple(self.people), self.counts) if self.board.fits(self.counts) else None
            moves = list(dict.fromkeys(self._moves(*broken)))
            if moves:
                self._do(moves)
        return None

    def _broken(self) -> tuple[int, int, bool] | None:
        """(place, but, too many?) of one statement that does not hold."""
        many, few = np.flatnonzero(self.counts > self.high), np.flatnonzero(self.counts < self.low)
        apart = self.board.apart
        gaps = self.counts[apart[:, 0]] - self.counts[apart[:, 1]]
        close, none = np.flatnonzero(gaps < 1), self.board.places.none
        goal = self.counts[self.goal.place] - self.counts[self.goal.but]
        found = [*((int(n), none, True) for n in many), *((int(n), none, False) for n in few)]
        found += [(int(apart[n, 0]), int(apart[n, 1]), False) for n in close]
        if self.goal.but != none and not self.goal.low <= goal <= self.goal.high:
            found.append((self.goal.place, self.goal.but, bool(goal > self.goal.high)))
        return self.rng.choice(found) if found else None

    def _moves(self, place: int, but: int, many: bool) -> Iterator[Move]:
        places, rng = self.board.places, self.rng
        inside = [p for p in self.people if self._at(p, place) and not self._at(p, but)] if many else []
        outside = [] if many else [p for p in self.people if not self._at(p, place) or self._at(p, but)]
        for _ in range(TRIED):
            if many:
                one = rng.choice(inside)
                yield one, (None if rng.random() < 0.2 else self._elsewhere(one, place, but))
            elif outside and rng.random() < 0.8:
                one = rng.choice(outside)
                yield one, self._into(one, place, but)
            else:
                like = rng.choice(self.people) if self.people else tuple(0 for _ in places.axes)
                yield None, self._into(like, place, but)

    def _at(self, person: Person, place: int) -> bool:
        return place != self.board.places.none and place in self.board.places.of(person)

    def _elsewhere(self, one: Person, place: int, but: int) -> Person:
        """With one code changed, so that it leaves the place (or comes to where it does not matter)."""
        held = self._leaves(place)
        if but != self.board.places.none and self.rng.random() < 0.5:
            return self._put(one, self._leaves(but))
        axis = self.rng.choice(sorted(held)) if held else self.rng.randrange(len(one))
        others = [n for n in range(len(self.board.places.axes[axis].leaves)) if n not in held.get(axis, ())]
        return (*one[:axis], self.rng.choice(others), *one[axis + 1 :]) if others else one

    def _into(self, one: Person, place: int, but: int) -> Person:
        """With the codes of the place, and one that is not of the other."""
        found = self._put(one, self._leaves(place))
        if but == self.board.places.none or not self._at(found, but):
            return found
        here, there = self._leaves(place), self._leaves(but)
        axis = self.rng.choice([a for a in sorted(there) if here.get(a) != there[a]])
        room = here.get(axis) or range(len(self.board.places.axes[axis].leaves))
        others = [n for n in room if n not in there[axis]]
        return (*found[:axis], self.rng.choice(others), *found[axis + 1 :]) if others else found

    def _put(self, one: Person, held: dict[int, list[int]]) -> Person:
        return tuple(
            leaf if a not in held or leaf in held[a] else self.rng.choice(held[a]) for a, leaf in enumerate(one)
        )

    def _leaves(self, place: int) -> dict[int, list[int]]:
        return self.board.places.leaves_at(place)

    def _do(self, moves: Sequence[Move]) -> None:
        """The move that leaves least broken, now and then any."""
        places = self.board.places
        gone = np.array([places.of(go) if go else places.nowhere for go, _ in moves])
        come = np.array([places.of(come) if come else places.nowhere for _, come in moves])
        stay = gone == come
        cost = np.where(stay, 0, self._off(gone, -1) - self._off(gone, 0)).sum(axis=1)
        cost += np.where(stay, 0, self._off(come, 1) - self._off(come, 0)).sum(axis=1)
        cost += np.array([self._goal_off(*move) for move in moves])
        best = np.flatnonzero(cost == cost.min())
        chosen = self.rng.randrange(len(moves)) if self.rng.random() < ASTRAY else int(self.rng.choice(list(best)))
        self._move(*moves[chosen])

    def _off(self, at: Ints, more: int) -> Ints:
        """How far the counts at these places, one more or less, are beyond what was said."""
        counts = self.counts[at] + more
        found: Ints = np.maximum(self.low[at] - counts, 0) + np.maximum(counts - self.high[at], 0)
        return found

    def _goal_off(self, go: Person | None, come: Person | None) -> int:
        goal = self.goal
        if goal.but == self.board.places.none:
            return 0
        now = int(self.counts[goal.place] - self.counts[goal.but])
        for person, by in ((go, -1), (come, 1)):
            now += by if person and self._at(person, goal.place) and not self._at(person, goal.but) else 0
        return max(goal.low - now, 0) + max(now - goal.high, 0)

    def _move(self, go: Person | None, come: Person | None) -> None:
        places = self.board.places
        if go is not None:
            self.people.remove(go)
            np.add.at(self.counts, places.of(go), -1)
        if come is not None:
            self.people.append(come)
            np.add.at(self.counts, places.of(come), 1)
        self.counts[places.none] = 0
