"""Suppression over the whole ledger: which cells of a release to close, why each, and what to do where none will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gija.methods.disclosure.attacker.reaching import reaching
from gija.methods.disclosure.attacker.solving import Clock
from gija.methods.disclosure.auditing import Audit, audit
from gija.methods.disclosure.reasons import Closed, reasons
from gija.methods.disclosure.recoding import Proposal, coarser
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.suppressing.patterns import Pattern, pattern
from gija.methods.disclosure.suppressing.problem import Weight, problem
from gija.methods.disclosure.values import Alone, Knowledge, Release, Rule
from gija.vocabulary.errors import GijaError

MOST_PROPOSALS = 12
EXACT_INTERVALS = 200  # closed cells up to which each gets its exact interval


@dataclass(frozen=True)
class Suppression:
    """`release`: the candidate with cells closed, as it may go out; None where nothing may (`proposals` then name
    coarser tables that can). `cost`: people (or cells) hidden, weighed by what was drawn where a secret was
    given; `bound`: no safe pattern costs less."""

    release: Release | None
    closed: tuple[Closed, ...] = ()
    cost: float = 0.0
    bound: float = 0.0
    audit: Audit | None = None
    proposals: tuple[Proposal, ...] = ()
    trouble: GijaError | None = None
    seconds: float = field(default=0.0, compare=False)  # of processor time

    @property
    def possible(self) -> bool:
        return self.release is not None

    @property
    def gap(self) -> float:
        """How far the cost may be from the least possible, as a share of it; 0: it is the least."""
        return max(0.0, self.cost - self.bound) / self.cost if self.cost > 0 else 0.0


def suppress(
    candidate: Release,
    ledger: Iterable[Release] = (),
    knowledge: Knowledge = Knowledge(),  # noqa: B008 - frozen
    rule: Rule = Rule(),  # noqa: B008
    *,
    weight: Weight = "people",
    seconds: float = 60.0,
    propose: bool = True,
    alone: Iterable[Alone] = (),
    seed: Seed | None = None,
) -> Suppression:
    """Close cells of the candidate (its true tables) so that the audit with all earlier releases finds nothing.

    Small cells are closed, and with them those that hide the fewest people (`weight`) and keep each small one from
    being found; nor may somebody who is alone in one of its cells find another's number. `alone`: who else is, in
    cells that earlier releases closed. `seed`: a secret, by which costs are drawn and some cells are closed by chance;
    without one, who has this program may learn more than the figures tell (`suppressing.drawing`). Same input, same
    output, unless the clock stops it: then nothing is released (`trouble`).
    """
    import time

    start, history, singles = time.process_time(), list(ledger), tuple(alone)
    try:
        found, judged = _closed(candidate, history, knowledge, rule, weight, Clock(seconds), singles, seed)
        told = reasons(found.problem, found.closed) if found else ()
    except GijaError as trouble:
        return Suppression(None, trouble=trouble, seconds=time.process_time() - start)
    if found is not None and judged is not None and judged.released:
        release, spent = found.problem.release(found.closed), time.process_time() - start
        return Suppression(release, told, found.cost, found.bound, judged, seconds=spent)
    proposals = tuple(_possible(candidate, history, knowledge, rule, seconds, singles, seed)) if propose else ()
    stopped, spent = judged.trouble if judged else None, time.process_time() - start
    return Suppression(None, (), audit=judged, proposals=proposals, trouble=stopped, seconds=spent)


def _closed(
    candidate: Release, history: Sequence[Release], knowledge: Knowledge, rule: Rule, weight: Weight, clock: Clock,
    alone: Sequence[Alone], seed: Seed | None,
) -> tuple[Pattern | None, Audit | None]:  # fmt: skip
    """The best pattern that the audit accepts. What only whole numbers give away is met by closing more."""
    near = reaching(history, candidate, knowledge.members)
    asked = problem(candidate, near, knowledge, rule, weight, clock, alone, seed)
    found = pattern(asked, clock)
    judged = None
    while found is not None:
        exact = len(found.closed) <= EXACT_INTERVALS
        release = asked.release(found.closed)
        judged = audit(history, release, knowledge, rule, seconds=clock.left(), exact=exact, alone=asked.alone)
        if judged.released or judged.trouble:
            break
        found = found.wider()
    return found, judged


def _possible(
    candidate: Release, history: Sequence[Release], knowledge: Knowledge, rule: Rule, seconds: float,
    alone: Sequence[Alone], seed: Seed | None,
) -> Iterator[Proposal]:  # fmt: skip
    """Coarser candidates that can go out and tell something, those that tell most first."""
    found = []
    for proposal in coarser(candidate)[:MOST_PROPOSALS]:
        done = suppress(
            proposal.candidate, history, knowledge, rule, seconds=seconds, propose=False, alone=alone, seed=seed
        )
        found += [proposal.with_open(done.release)] if done.release is not None else []
    found = [proposal for proposal in found if proposal.open]
    yield from sorted(found, key=lambda proposal: -proposal.open)
