"""A release whose figures are rounded, not closed: multiples of a base that add up, drawn by chance, fed back over the
series of periods, and audited together with all that was ever told. Fails closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell
from gija.rapporteur.gate import populations
from gija.rapporteur.gate.going import Passed, Sorted, published, sort, vintage
from gija.rapporteur.gate.protecting import audited
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.disclosure.rounding.system import Ints

Where = tuple[str, tuple[tuple[str, str], ...]]  # a population, and a place among it
TOLD = Text(
    "Every figure is rounded to a multiple of {base}, up or down by chance: it is less than {base} off, sums come out, "
    "and what one half-year was shown too high the next is shown lower. A 0 may stand for up to {less} people.",
    "Kiekvienas skaičius suapvalintas iki {base} kartotinio, atsitiktinai į vieną ar kitą pusę: skiriasi mažiau kaip "
    "{base}, sumos sutampa, o kas vieną pusmetį parodyta per daug, kitą parodoma mažiau. 0 gali reikšti iki {less} "
    "žmonių.",
)


@dataclass(frozen=True)
class Series:
    """What was told before, for the error to be fed back. `above`: of each place without its time, by how much all
    periods so far were shown above their true counts (as secret as these); `before`: of each place the number that was
    shown for it already, in an earlier version or by the halves of its year."""

    above: tuple[tuple[Where, int], ...] = ()
    before: tuple[tuple[Where, int], ...] = ()


def told(base: int) -> Text:
    """How the figures were rounded, for the reader."""
    return TOLD.fill(base=base, less=base - 1)


def rounded(
    name: str, day: str, points: Sequence[Point], ledger: Ledger, base: int, seed: Seed, series: Series
) -> Passed:  # fmt: skip
    """The figures as multiples of the base. Cited figures go out as they are; what a supplier closed stays closed.

    Refuses `disclosure.rounding_impossible` (no rounding less than a base off adds up) and `gate.rounding_unsafe` (with
    what is published already it would tell of few people: an exact figure of the same people, above all).
    """
    own = sort(name, day, points)
    if not own.counted:
        return Passed(own.without(own.ends), own.cited, (), {})
    true = populations.release(name, day, own.judged, vintage(day, ledger))
    changed = [_table(table, base, seed, series) for table in true.tables]
    release = replace(true, tables=tuple(table for table, _ in changed), base=base)
    certificate = audited(release, published(ledger), refused="gate.rounding_unsafe")
    how = {"method": "round", "base": base, "seed_seal": seed.seal, "proven_best": all(best for _, best in changed)}
    out = _bounds(_shown(own, release.tables), own, base)
    return Passed(out, (*own.cited, release), (), {"audit": certificate, "protection": how})


def _table(table: Table, base: int, seed: Seed, series: Series) -> tuple[Table, bool]:
    """Rounded, and whether nothing better exists for what was drawn."""
    from gija.methods.disclosure.rounding.rounding import round_cells  # the solver is loaded where it is needed
    from gija.methods.disclosure.rounding.tables import names_of, system_of

    system, cells = system_of(table)
    if not cells:
        return table, True
    carried = _carried(table, cells, base, series)
    values = [cell.value or 0 for cell in cells]
    found = round_cells(system, values, base, seed=seed, names=names_of(table, cells), carried=carried)
    new = {cell.key: Cell(cell.key, value) for cell, value in zip(cells, found.values.tolist(), strict=True)}
    return table.changed(new), found.proven


def _carried(table: Table, cells: Sequence[Cell], base: int, series: Series) -> Ints:
    import numpy as np

    above, before = dict(series.above), dict(series.before)
    leaning = [_leaning(table.population, table.where(c.key), c.value or 0, base, above, before) for c in cells]
    return np.array(leaning, np.int64)


def _leaning(
    population: str, place: tuple[tuple[str, str], ...], value: int, base: int, above: Mapping[Where, int],
    before: Mapping[Where, int],
) -> int:  # fmt: skip
    """What is carried to a cell. A number that was shown for it before is wanted again, if it still is one of its two
    multiples: the rounding takes that for an error of a whole base the other way."""
    shown = before.get((population, place))
    steps = None if shown is None else shown // base - value // base
    if steps in (0, 1):
        return -base if steps else base
    return above.get((population, untimed(place)), 0)


def untimed(place: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A place without its time."""
    return tuple(pair for pair in place if pair[0] != populations.TIME)


def _shown(own: Sorted, tables: Sequence[Table]) -> tuple[Point, ...]:
    """The figures with the numbers of the rounded tables."""
    numbers = {(t.population, t.where(cell.key)): cell.value for t in tables for cell in t if cell.value is not None}
    judged = set(own.judged)

    def shown(point: Point) -> Point:
        if point not in judged or point.value is None:
            return point
        return replace(point, value=numbers[populations.where(point)])

    return tuple(map(shown, own.told))


def _bounds(points: Sequence[Point], own: Sorted, base: int) -> tuple[Point, ...]:
    """Ends of an interval beside a rounded number: outward to multiples, and never nearer to it than a base, so that
    they tell no more of the number than its rounding does."""
    beside = {(p.basis.dataset, p.period): p.value for p in points if p.indicator == populations.PEOPLE and p.is_total}

    def wider(point: Point) -> Point:
        number = beside.get((point.basis.dataset, point.period))
        if point not in own.ends or point.value is None:
            return point
        if number is None:
            return own.closed(point)
        if point.indicator == populations.LOWER:
            return replace(point, value=max(0, min(point.value // base * base, number - base)))
        return replace(point, value=max(-(-point.value // base) * base, number + base))

    return tuple(map(wider, points))
