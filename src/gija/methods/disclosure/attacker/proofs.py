"""Why a sum can be found: factors of what releases said that add up to it. Checked by adding up, without a solver.

The factors are the dual values of the linear program, made into exact fractions; what single rows fixed before the
solver was asked is put back, last first (as postsolve does; Andersen and Andersen, Math. Prog. 71:221, 1995).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gija.methods.disclosure.attacker.adding import shown
from gija.methods.disclosure.attacker.attack import Attack
from gija.methods.disclosure.attacker.system import STRUCTURE, Form

Sum = Iterable[tuple[int, int | Fraction]]
NEAR = Fraction(1, 10**6)


@dataclass(frozen=True)
class Proof:
    """`low` and `high`: factors of rows whose sum shows the end; None where the end is shown by whole numbers alone.
    `releases`: the numbers of those that said what is used."""

    low: Mapping[int, Fraction] | None
    high: Mapping[int, Fraction] | None
    releases: frozenset[int]


def proof(attack: Attack, form: Form, *, both: bool = True) -> Proof:
    """Both ends of a sum that is found, or the lower one alone."""
    low, high = factors(attack, form, most=False), factors(attack, form, most=True) if both else None
    used = {attack.system.rows[row].release for end in (low, high) if end for row in end}
    if low is None or high is None:
        used |= {row.release for row in attack.system.rows if any(u in attack.touched for u, _ in row.form)}
    return Proof(low, high, frozenset(used - {STRUCTURE}))


def factors(attack: Attack, form: Form, most: bool) -> dict[int, Fraction] | None:
    _, parts = attack.split(form)
    found: dict[int, Fraction] = {}
    for number, mine in parts.items():
        part = attack.parts[number]
        end = part.end(mine, most)
        if end.duals is None:
            return None
        for row, dual in zip(part.numbers, end.duals, strict=True):
            exact = Fraction(float(dual)).limit_denominator(1000)
            if abs(exact) > NEAR:
                found[row] = exact
    whole = put_back(attack, form, found, most)
    return whole if shown(attack.system.rows, form, whole, most) is not None else None


def put_back(attack: Attack, form: Sum, factors: dict[int, Fraction], most: bool) -> dict[int, Fraction]:
    """Add the rows that fixed unknowns, so that nothing of the sum is left on them: last fixed, first put back."""
    rows = attack.system.rows
    left: dict[int, Fraction] = {}
    _take(left, ((unknown, Fraction(factor)) for unknown, factor in form))
    for number, times in factors.items():
        _take(left, ((unknown, -times * factor) for unknown, factor in rows[number].form))
    for step in reversed(attack.reduced.steps):
        if not any(left.get(unknown) for unknown in step.fixed):
            continue
        mine = [(unknown, factor) for unknown, factor in rows[step.row].form if unknown in step.fixed]
        needs = [left.get(unknown, Fraction(0)) / factor for unknown, factor in mine]
        at_zero = len(step.fixed) > 1 or attack.reduced.value[step.fixed[0]] == 0
        one_sided = at_zero and rows[step.row].low != rows[step.row].high
        times = _times(needs, mine[0][1] > 0, most, one_sided)
        if times:
            factors[step.row] = factors.get(step.row, Fraction(0)) + times
            _take(left, ((unknown, -times * factor) for unknown, factor in rows[step.row].form))
    return {number: times for number, times in factors.items() if times}


def _times(needs: list[Fraction], positive: bool, most: bool, one_sided: bool) -> Fraction:
    """How often a row is used; one with one bound alone never against that bound."""
    up = positive == most
    best = max(needs) if up else min(needs)
    if not one_sided:
        return best
    return max(best, Fraction(0)) if up else min(best, Fraction(0))


def _take(left: dict[int, Fraction], terms: Iterable[tuple[int, Fraction]]) -> None:
    for unknown, factor in terms:
        left[unknown] = left.get(unknown, Fraction(0)) + factor
