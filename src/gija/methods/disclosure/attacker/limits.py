"""How many people the attacker holds to have come or gone between vintages: what releases say, else as few as explain
what was told. Every number that was reckoned has a proof by adding up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gija.methods.disclosure.attacker.adding import Factors, shown
from gija.methods.disclosure.attacker.system import Form, Row, System
from gija.methods.disclosure.values import Release
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.disclosure.attacker.attack import Attack

MORE = (0, 1, 2, 4, 8, 16, 64, 1024)  # changes beyond the limits, tried in turn


@dataclass(frozen=True)
class Limit:
    """The bound of a row: `told`, or where a release near it tells none, `fewest` with factors of rows that show it."""

    row: int
    told: int
    fewest: int = 0
    factors: Factors | None = None

    @property
    def bound(self) -> int:
        return max(self.told, self.fewest)


@dataclass(frozen=True)
class Wider:
    """All limits are `more` beyond what they are: with `less` more there is no table. `weights` of the limits' rows and
    `factors` of others show it."""

    more: int = 0
    less: int = 0
    weights: Factors | None = None
    factors: Factors | None = None


def told(system: System, releases: Sequence[Release]) -> Iterator[tuple[int, int, bool]]:
    """For each row of a limit: the largest that was told by releases that overlap, and whether all of them told one."""
    forms = [(n, system.changes(n, r.vintage), r.changes) for n, r in enumerate(releases) if r.vintage > 1]
    for number in system.limits:
        mine = {unknown for unknown, _ in system.rows[number].form}
        near = [changes for _, form, changes in forms if mine & {unknown for unknown, _ in form}]
        known = [changes for changes in near if changes is not None]
        yield number, max(known, default=0), len(known) == len(near)


def limits(attack: Attack) -> list[Limit]:
    """The limits as the attacker guesses them. Of the fewest changes he takes what linear programs show."""
    found = []
    for number, most, all_told in told(attack.system, attack.releases):
        if all_told:
            found.append(Limit(number, most))
        else:
            found.append(_fewest(attack, number, most))
    return found


def _fewest(attack: Attack, number: int, most: int) -> Limit:
    from gija.methods.disclosure.attacker.proofs import factors

    form = attack.system.rows[number].form
    why = factors(attack, form, most=False)
    shows = shown(attack.system.rows, form, why, most=False) if why is not None else None
    if shows is None or why is None:
        raise GijaError("disclosure.solver", status="changes without a proof")
    return Limit(number, most, math.ceil(shows), why)


def fewest(attack: Attack, form: Form) -> int:
    """The fewest changes that explain what was told, in whole numbers."""
    from gija.methods.disclosure.attacker.solving import NEAR

    sure, parts = attack.split(form)
    for number, mine in parts.items():
        bound = attack.parts[number].whole(mine, most=False).bound
        sure += math.ceil((bound or 0) - NEAR)
    return sure


def bounded(system: System, found: Sequence[Limit], more: int) -> None:
    """Set the bounds of the limits' rows."""
    for limit in found:
        system.rows[limit.row] = replace(system.rows[limit.row], high=limit.bound + more)


def too_few(attack: Attack, found: Sequence[Limit], less: int, revisions: int) -> tuple[Factors, Factors] | None:
    """Weights of the limits and factors of other rows that show: with `less` more no table fits. None where linear
    programs do not show it. The attack has been reduced without limits."""
    for unknowns, numbers in attack.reduced.parts(range(len(attack.system.rows))):
        mine = [limit for limit in found if limit.row in numbers]
        told_ = [n for n in numbers if n not in attack.system.limits]
        if mine and (why := _in_part(attack, unknowns, told_, mine, less + revisions)):
            return why
    return None


def _in_part(
    attack: Attack, unknowns: Sequence[int], numbers: Sequence[int], mine: Sequence[Limit], more: int
) -> tuple[Factors, Factors] | None:
    """The least by which the limits must be widened, as an unknown of its own."""
    from gija.methods.disclosure.attacker.proofs import put_back
    from gija.methods.disclosure.attacker.solving import Part

    rows, extra = attack.system.rows, attack.system.size
    plain = [attack.reduced.rest(rows[n]) for n in numbers]
    ties = [attack.reduced.rest(Row(rows[one.row].form, None, one.bound + more)) for one in mine]
    widened: list[tuple[Form, int | None, int | None]] = [((*form, (extra, -1)), None, high) for form, _, high in ties]
    duals = Part([*unknowns, extra], [*plain, *widened], attack.clock).end(((extra, 1),), most=False).duals
    if duals is None:
        return None
    exact = [Fraction(float(d)).limit_denominator(1000) for d in duals]
    weights = {one.row: -by for one, by in zip(mine, exact[len(numbers) :], strict=True) if by < 0}
    form = weighted(rows, weights)
    factors = put_back(attack, form, {n: by for n, by in zip(numbers, exact, strict=False) if by}, most=False)
    shows = shown(rows, form, factors, most=False)
    bounds = {one.row: one.bound for one in mine}
    return (weights, factors) if shows is not None and shows > least_of(bounds, weights, more) else None


def least_of(bounds: Mapping[int, int], weights: Factors, more: int) -> Fraction:
    """What the limits, so much wider, leave to the weighted sum of their rows."""
    return sum((by * (bounds[row] + more) for row, by in weights.items()), Fraction(0))


def weighted(rows: Sequence[Row] | Mapping[int, Row], weights: Factors) -> tuple[tuple[int, Fraction], ...]:
    """The sum of these rows' forms."""
    found: dict[int, Fraction] = {}
    for number, by in weights.items():
        for unknown, factor in rows[number].form:
            found[unknown] = found.get(unknown, Fraction(0)) + by * factor
    return tuple(found.items())
