"""From figures to tables of the methods, and back: which people a figure is over, and where it stands among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby

import yaml

from gija.methods.disclosure.values import Release, Rule
from gija.methods.tables import TOTAL, Cell
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import STRUCTURAL_ZERO, Table
from gija.methods.tables.values import Key
from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list

TIME = "time"
PEOPLE, LOWER, UPPER = "register_people", "register_people_lower", "register_people_upper"
OF_INSTITUTIONS = ("police", "casework")  # sources of which each institution is a dataset: `compensation-viltis`
NOT_SAID = "_N"  # people of whom it is not known: a part of each total that is never told by itself


@dataclass(frozen=True, slots=True)
class Setting:
    """What the gate holds of figures: the rule, how long its judges take over a table beside those on request, the
    populations of what is judged, the dimensions of several codes."""

    rule: Rule
    seconds: dict[str, float]
    judged: dict[str, str]
    many: frozenset[str]


@cache
def setting() -> Setting:
    raw = yaml.safe_load(files("gija.rapporteur.gate").joinpath("gate.yaml").read_text(encoding="utf-8"))
    return Setting(Rule(**raw["rule"]), raw["seconds"], raw["judged"], frozenset(raw["many"]))


def is_judged(point: Point) -> bool:
    """Was it counted from records of people here, so that the gate answers for it?"""
    return point.basis.kind == "reported" and point.indicator in setting().judged


def intervals(points: Iterable[Point]) -> frozenset[Point]:
    """Of these figures the ends of an interval of the linkage: they count nobody, they bound the number of people that
    stands beside them. Where records are counted, the bounds are counts of records."""
    told = tuple(points)
    linked = {(p.basis.dataset, p.period) for p in told if p.indicator == PEOPLE and p.is_total}
    ends = (p for p in told if p.indicator in (LOWER, UPPER) and is_judged(p))
    return frozenset(p for p in ends if (p.basis.dataset, p.period) in linked)


def longest(points: Iterable[Point]) -> frozenset[Point]:
    """Lower bounds that are the number of one institution's records: they go to nobody outside. Told only where it is
    harmless, the silence elsewhere would say that some other institution of its kind has few."""
    told = tuple(points)
    return frozenset(p for p in told if p.indicator == LOWER and is_judged(p)) - intervals(told)


def population(point: Point) -> str:
    """Who is counted; of what an institution handed over, its people alone (`-` and its code). Cited figures are over
    the people of their own definition, stage, base and authority."""
    if is_judged(point):
        own = point.basis.dataset.rpartition("-")[2] if point.source in OF_INSTITUTIONS else ""
        return "-".join(filter(None, (setting().judged[point.indicator], own)))
    basis = point.basis
    return ":".join((point.indicator, basis.authority, basis.definition, basis.stage, basis.base))


def tables(points: Iterable[Point]) -> tuple[Table, ...]:
    """One table for each population; a figure that stands twice (a measure under two names) is in it once."""
    ordered = sorted(points, key=population)
    return tuple(_table(name, list(own)) for name, own in groupby(ordered, population))


def _table(name: str, points: list[Point]) -> Table:
    places = [dict(_place(point)) for point in points]
    codes = sorted({code for place in places for code in place if code != TIME})
    axes = (time(point.period for point in points), *(_axis(code) for code in codes))
    cells = {}
    for point, place in zip(points, places, strict=True):
        key = tuple(place.get(axis.code, TOTAL) for axis in axes)
        cells[key] = Cell(key, point.value, point.status)
    return Table(name, axes, (*cells.values(), *_nobody_else(axes, cells)))


def _nobody_else(axes: tuple[Axis, ...], cells: Mapping[Key, Cell]) -> Iterator[Cell]:
    """Where the codes told of one axis make up the whole, nobody stands under the others. Whoever subtracts reckons
    with it, so the gate does: these places are structural zeros."""
    for place, axis in enumerate(axes[1:], start=1):
        for total in [cell for cell in cells.values() if set(cell.key[1:]) == {TOTAL}]:
            keys = {code: (*total.key[:place], code, *total.key[place + 1 :]) for code in axis.leaves}
            told = [cells[key].value for key in keys.values() if key in cells]
            if told and None not in told and sum(value or 0 for value in told) == total.value:
                yield from (Cell(key, None, STRUCTURAL_ZERO) for key in keys.values() if key not in cells)


def _place(point: Point) -> Iterator[tuple[str, str]]:
    """(axis, code) of a figure."""
    yield TIME, point.period
    for dimension, code in point.breakdown:
        if _name(dimension) in setting().many:
            yield f"{dimension}={code}", "yes"
        else:
            yield dimension, code


def _name(dimension: str) -> str:
    return dimension.partition(":")[0]


def time(told: Iterable[str]) -> Axis:
    """Halves in their year. Open: nothing is told of all time together."""
    years = sorted({periods.year(period) for period in told})
    return Axis.of(TIME, {f"{year}-H{half}": str(year) for year in years for half in (1, 2)}, open=True)


@cache
def _axis(code: str) -> Axis:
    if "=" in code:
        return Axis.flat(code, ("yes", NOT_SAID))
    of = breakdowns.list_of(code)
    return Axis.flat(code, (*(one.code for one in code_list(of)), NOT_SAID), of)


def where(point: Point) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The one name of a figure's place: its population, and (axis, code) of what it is broken down by."""
    return population(point), tuple(sorted(_place(point)))


def closed_points(points: Iterable[Point], told: Iterable[Table]) -> tuple[Point, ...]:
    """The figures as protected tables tell them: suppressed where those are, else as they were."""
    shut = {
        (table.population, table.where(cell.key)) for table in told for cell in table if cell.status == "suppressed"
    }
    return tuple(_closed(p) if is_judged(p) and where(p) in shut else p for p in points)


def _closed(point: Point) -> Point:
    return replace(point, value=None, status="suppressed", qualifier="")


def release(name: str, day: str, points: Iterable[Point], vintage: int) -> Release:
    """Figures as one release of the ledger."""
    return Release(name, tables(points), day, "table", vintage)
