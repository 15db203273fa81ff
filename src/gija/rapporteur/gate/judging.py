"""Would an answer, with all that was told before, narrow a count of people to one of the small ones? The exact judge.

What somebody who knows the method can say of a number v whose noise is at most D: nobody to D people where v is 0, else
one to v + D, and no fewer than v - D. And as the same people always get the same noise: two different numbers, one for
people who are all among those of the other, tell that somebody is in the one and not in the other. All of it, from
every answer that anybody was given and from everything that was published, is put to the attacker of
`methods.disclosure`; where that attacker is certain of a count of 1 to 4, the answer is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from gija.methods.disclosure.judging import surely_safe, told
from gija.methods.disclosure.values import Knowledge, Release, Rule
from gija.rapporteur.gate.going import ANSWER
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.disclosure.attacker.attack import Attack
    from gija.methods.disclosure.attacker.system import Form, Row, System, Target

Place = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`: how many small counts (or changes of few) would be certain; `trouble`: why it could not be judged."""

    found: int = 0
    trouble: GijaError | None = None

    @property
    def safe(self) -> bool:
        return not self.found and self.trouble is None


def verdict(earlier: Iterable[Release], fresh: Release, known: Knowledge, rule: Rule, seconds: float) -> Verdict:
    """May `fresh` (an answer, or a release) be told beside the earlier ones? Only what is over the same people counts.
    What cannot be judged within `seconds` of processor time is not safe."""
    from gija.methods.disclosure.attacker.attack import Attack  # the solver is loaded where it is needed
    from gija.methods.disclosure.attacker.solving import Clock

    releases = dated([*earlier, fresh])
    try:
        attack = Attack(releases, known, rule, Clock(seconds), len(releases) - 1)
        rows, differences = _besides(attack.system, releases)
        _learn(attack, rows)
        touched = (one for one in differences if any(unknown in attack.touched for unknown, _ in one.form))
        return Verdict(sum(_certain(attack, target, rule) for target in (*attack.targets(), *touched)))
    except GijaError as trouble:
        return Verdict(trouble=trouble)


def dated(releases: Sequence[Release]) -> list[Release]:
    """Only tables over people of the last release, with the state of the records told by the day they were approved."""
    people = {table.population for table in releases[-1].tables}
    own = [(r, tuple(t for t in r.tables if t.population in people)) for r in releases]
    kept = [replace(release, tables=tables) for release, tables in own if tables]
    days = sorted({release.day for release in kept})
    return [replace(release, vintage=days.index(release.day) + 1) for release in kept]


def _learn(attack: Attack, rows: list[Row]) -> None:
    """Let the attacker know these rows as well."""
    from gija.methods.disclosure.attacker.parts import Parts

    start = len(attack.system.rows)
    attack.system.rows += rows
    attack.reduced.add(range(start, len(attack.system.rows)))
    attack.parts = Parts(attack)


def _besides(system: System, releases: Sequence[Release]) -> tuple[list[Row], list[Target]]:
    """What answers tell beside their intervals; and the people who stand in one number but not in another, whose count
    must not be found either."""
    from gija.methods.disclosure.attacker.system import Row, Target

    rows, targets = [], []
    for (population, vintage), numbers in _numbers(releases).items():
        growing = system.spaces[population].growing
        for place, (value, release) in numbers.items():
            form = system.form(population, place, vintage)
            rows += [Row(form, 1, None, release)] if value else []
            for wider in (one for one in _around(place, growing) if one in numbers):
                other, first = numbers[wider]
                more = _difference(system.form(population, wider, vintage), form)
                rows += [Row(more, 1, None, max(release, first))] if other != value else []
                targets.append(Target("derived", population, place, vintage, more))
    return rows, targets


def _difference(whole: Form, part: Form) -> Form:
    """Who is in the one and not in the other."""
    factors = dict(whole)
    for unknown, factor in part:
        factors[unknown] = factors.get(unknown, 0) - factor
    return tuple((unknown, factor) for unknown, factor in factors.items() if factor)


def _numbers(releases: Sequence[Release]) -> Mapping[tuple[str, int], dict[Place, tuple[int, int]]]:
    """(population, vintage) -> place -> (the number shown, the release that showed it first)."""
    found: dict[tuple[str, int], dict[Place, tuple[int, int]]] = {}
    for number, release in enumerate(releases):
        for table in release.tables if release.kind == ANSWER else ():
            mine = found.setdefault((table.population, release.vintage), {})
            for cell in table:
                if cell.value is not None:
                    mine.setdefault(table.where(cell.key), (cell.value, number))
    return found


def _around(place: Place, growing: Sequence[str]) -> Iterator[Place]:
    """The places with all people of this one and others: without some of its codes."""
    fixed = tuple(pair for pair in place if pair[0] in growing)
    free = tuple(pair for pair in place if pair[0] not in growing)
    for size in range(len(free)):
        yield from (tuple(sorted((*fixed, *kept))) for kept in combinations(free, size))


def _certain(attack: Attack, target: Target, rule: Rule) -> bool:
    """Does the attacker know of this count that it is small, or of this change that it is of few?"""
    if target.kind == "rounded":  # that 40 people are 40 may be found: noise promises no more than small counts
        target = replace(target, kind="derived")
    seen, _ = attack.seen(target.form)
    if seen is not None and surely_safe(target, seen, rule):
        return False
    return bool(told(target, attack.interval(target.form), rule))
