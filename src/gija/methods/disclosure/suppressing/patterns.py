"""The pattern of closed cells: a first one by spreading, then cuts until it is the best or the budget is spent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gija.methods.disclosure.attacker.solving import Clock
from gija.methods.disclosure.suppressing.cutting import Cut, Cutter
from gija.methods.disclosure.suppressing.master import Master
from gija.methods.disclosure.suppressing.problem import Choice, Problem
from gija.methods.disclosure.suppressing.spreading import Spreader
from gija.vocabulary.errors import GijaError

EXACT = 600  # cells up to which the best pattern is sought until it is found
ROUNDS, FEW_ROUNDS = 200, 12
NODES, FEW_NODES = 20_000, 50


@dataclass(frozen=True)
class Pattern:
    """Which choices are closed, what that costs, and what the cheapest safe pattern costs at least."""

    problem: Problem
    closed: frozenset[int]
    cost: float
    bound: float

    def wider(self) -> Pattern | None:
        """With one more cell closed: the cheapest of the parts where something is closed; None where all are."""
        parts = {self.problem.choices[n].part for n in self.closed}
        more = [c for c in self.problem.choices if c.number not in self.closed and c.part in parts]
        if not more:
            return None
        best = min(more, key=lambda c: (c.cost, c.number))
        return replace(self, closed=self.closed | {best.number}, cost=self.cost + best.cost)


def pattern(problem: Problem, clock: Clock) -> Pattern | None:
    """The cheapest safe pattern known; None where closing every cell would not do."""
    cutter = Cutter(problem)
    everything = frozenset(c.number for c in problem.choices)
    primary = _must(problem)
    best = _first(problem, cutter, primary, everything)
    if best == everything and (cutter.open_(everything) or cutter.cuts(everything)):
        return None
    if best == primary:
        return Pattern(problem, best, _cost(problem, best), _cost(problem, best))
    return _improved(problem, cutter, best, clock)


def _must(problem: Problem) -> frozenset[int]:
    """What is closed in any case: the small cells, and what was drawn."""
    return frozenset(c.number for c in problem.choices if c.primary or c.drawn)


def _cost(problem: Problem, closed: frozenset[int]) -> float:
    return sum(problem.choices[n].cost for n in closed)


def _first(problem: Problem, cutter: Cutter, closed: frozenset[int], everything: frozenset[int]) -> frozenset[int]:
    """For each count that is found, the cheapest other table; then for each that somebody alone in a cell finds."""
    spreader = Spreader(problem)
    for _ in range(20):
        found = cutter.open_(closed)
        before = closed
        for target, interval in found:
            closed = spreader.close(closed, target, interval)
        inside = [] if found else list(cutter.told_to_insiders())
        if not found and not inside:
            return closed
        for who, target, low, _high in inside:
            closed = spreader.close_for(closed, target, who, round(low.value))
        if closed == before:
            break
    return everything


def _improved(problem: Problem, cutter: Cutter, best: frozenset[int], clock: Clock) -> Pattern:
    """Cuts, a pattern that keeps them, cuts that this one breaks, and so on."""
    exact = len(problem.choices) <= EXACT
    master = Master(problem, clock, NODES if exact else FEW_NODES, 1e-6 if exact else 0.01)
    master.add(_first_cuts(problem))
    master.add(cutter.cuts(_must(problem)))
    cost, bound = _cost(problem, best), 0.0
    for _ in range(ROUNDS if exact else FEW_ROUNDS):
        try:
            chosen = master.choose()
        except GijaError:
            break  # the pattern there is stays; the bound says how good it is
        if chosen is None:
            break
        bound = max(bound, chosen.bound)
        if bound >= cost - 1e-4:
            break
        cuts = cutter.cuts(chosen.closed)
        mine = _cost(problem, chosen.closed)
        if not cuts:
            best, cost = (chosen.closed, mine) if mine < cost else (best, cost)
            break
        master.add(cuts)
    return Pattern(problem, best, cost, min(bound, cost))


def _first_cuts(problem: Problem) -> Iterator[Cut]:
    """What each sum alone asks for: a small part must be able to be large at the cost of the others closed in it."""
    by_where = {c.where: c for c in problem.choices}
    threshold = problem.attack.rule.threshold
    for table in problem.candidate.tables:
        for key, parts in table.equations():
            if any(table[one].value is None for one in (key, *parts)):
                continue
            whole, *members = (by_where.get((table.population, table.where(one))) for one in (key, *parts))
            for one in members:
                if one is not None and one.primary and one.part >= 0:
                    yield _asked(one, [m for m in members if m], whole, threshold)
            if whole is not None and whole.primary and whole.part >= 0:
                yield Cut({m.number: 1.0 for m in members if m}, 1.0)


def _asked(one: Choice, members: list[Choice], whole: Choice | None, threshold: int) -> Cut:
    least = max(1, threshold - one.value if one.least else 1)
    gains = {m.number: min(m.value - m.least, least) if one.least else 1 for m in members if m is not one}
    if whole is not None:
        gains[whole.number] = least if one.least else 1
    return Cut({n: gain / least for n, gain in gains.items()} if one.least else dict.fromkeys(gains, 1.0), 1.0)
