"""Figures made up by a seed: clean ones that add up, histories of Poisson counts, and faults put into them."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gija.rapporteur.collection import cells
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.checking.all import everything
from gija.rapporteur.collection.checking.findings import Looked, rules
from gija.vocabulary.indicators import indicators


def poisson(mean: float, draw: random.Random) -> int:
    """One Poisson count (Knuth's product; by a normal above 60)."""
    if mean > 60:
        return max(0, round(draw.gauss(mean, math.sqrt(mean))))
    least, n, product = math.exp(-mean), 0, draw.random()
    while product > least:
        n, product = n + 1, product * draw.random()
    return n


def fitting(
    keys: Sequence[str], draw: random.Random | None = None, means: dict[str, float] | None = None
) -> dict[str, Told]:
    """A number in every cell: the parts of every breakdown add up to their whole. `means`: expected totals."""
    draw = draw or random.Random(2013)
    found: dict[str, int] = {}
    for indicator in dict.fromkeys(cells.indicator_of(key) for key in keys):
        total = poisson((means or {}).get(indicator, 20.0), draw)
        found[cells.key(indicator)] = total
        for crossing in indicators()[indicator].breakdowns:
            _split(indicator, crossing, total, found, draw)
    return {key: Told(found[key]) for key in keys}


def _split(indicator: str, crossing: tuple[str, ...], total: int, found: dict[str, int], draw: random.Random) -> None:
    known = indicators()[indicator]
    if len(crossing) == 1:
        codes = known.codes_of(crossing[0])
        for code in codes:
            found[cells.key(indicator, ((crossing[0], code),))] = 0
        weights = [1 / (1 + place) for place in range(len(codes))]
        for code in draw.choices(codes, weights, k=total):
            found[cells.key(indicator, ((crossing[0], code),))] += 1
        return
    first, second = crossing
    rows = [(one, found[cells.key(indicator, ((first, one),))]) for one in known.codes_of(first)]
    pool = [one for one in known.codes_of(second) for _ in range(found[cells.key(indicator, ((second, one),))])]
    draw.shuffle(pool)
    for row, count in rows:
        taken, pool = pool[:count], pool[count:]
        for one in known.codes_of(second):
            found[cells.key(indicator, tuple(sorted(((first, row), (second, one)))))] = taken.count(one)


FAULTS = (
    "emptied", "part_above", "parts_above", "sum_short", "crossing_wrong", "ten_times", "zeroed", "vanished",
    "sent_again", "other_name", "other_supplier",
)  # fmt: skip


def keys_of(plan: Sequence[str]) -> tuple[str, ...]:
    return cells.form(plan)


def mutate(fault: str, of: Looked, draw: random.Random) -> tuple[Looked, str, set[str]] | None:
    """The same with one fault in it, the cell it is in and the rules that ought to tell of it; None where it cannot be
    put in (nothing to break)."""
    figures = dict(of.figures)
    found = _PUT[fault](of, figures, draw)
    if found is None:
        return None
    cell, rules = found
    return replace(of, figures=figures), cell, rules


Put = tuple[str, set[str]] | None


def _value(figures: dict[str, Told], cell: str) -> int:
    return figures[cell].value or 0


def _some(draw: random.Random, given: Sequence[str]) -> str | None:
    return draw.choice(given) if given else None


def _totals(of: Looked) -> list[str]:
    return [key for key in of.cells if key.endswith("|")]


def _parts(of: Looked, depth: int = 1) -> list[str]:
    return [key for key in of.cells if len(cells.parts(key)[1]) == depth]


def _emptied(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = draw.choice(of.cells)
    del figures[cell]
    return cell, {"unanswered"}


def _part_above(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = draw.choice(_parts(of))
    figures[cell] = Told(_value(figures, cells.key(cells.indicator_of(cell))) + draw.randint(1, 9))
    return cell, {"part_exceeds_total"}


def _parts_above(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = _some(draw, [one for one in _parts(of) if _apart(one) and 0 < _value(figures, one) < _whole(figures, one)])
    if cell is None:
        return None
    figures[cell] = Told(_value(figures, cell) + draw.randint(1, _whole(figures, cell) - _value(figures, cell)))
    return cells.key(cells.indicator_of(cell)), {"parts_exceed_total"}


def _apart(cell: str) -> bool:
    return cells.parts(cell)[1][0][0] in rules()["dimensions"]["apart"]


def _whole(figures: dict[str, Told], cell: str) -> int:
    return _value(figures, cells.key(cells.indicator_of(cell)))


def _sum_short(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    closed = rules()["dimensions"]["whole"]
    cell = _some(draw, [one for one in _parts(of) if cells.parts(one)[1][0][0] in closed and _value(figures, one)])
    if cell is None:
        return None
    figures[cell] = Told(_value(figures, cell) - draw.randint(1, _value(figures, cell)))
    return cells.key(cells.indicator_of(cell)), {"sum_differs"}


def _crossing_wrong(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = _some(draw, _parts(of, 2))
    if cell is None:
        return None
    figures[cell] = Told(_value(figures, cell) + draw.randint(1, 3))
    return cell, {"crossing_differs", "part_exceeds_total"}


def _scaled(of: Looked, figures: dict[str, Told], cell: str, by: Callable[[int], int]) -> None:
    """A whole indicator changed alike, so that its sums still close."""
    for key in of.cells:
        if cells.indicator_of(key) == cells.indicator_of(cell):
            figures[key] = Told(by(_value(figures, key)))


def _ten_times(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = _some(draw, [one for one in _totals(of) if _value(figures, one)])
    if cell is None:
        return None
    _scaled(of, figures, cell, lambda value: value * 10)
    return cell, {"outlier", "change"}


def _zeroed(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = _some(draw, [one for one in _totals(of) if _value(figures, one)])
    if cell is None:
        return None
    _scaled(of, figures, cell, lambda value: 0)
    return cell, {"zero"}


def _vanished(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = draw.choice(of.cells)
    figures[cell] = Told(None, "not_available")
    return cell, {"vanished"}


def _sent_again(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    cell = draw.choice(_totals(of))
    for key in of.cells:
        if cells.indicator_of(key) == cells.indicator_of(cell):
            figures[key] = of.earlier[0][key]
    return cell, {"repeated", "repeated_total"}


def _other_name(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    twins = [one for family in rules()["same_thing"]["families"] for one in family[1:] if cells.key(one) in figures]
    name = _some(draw, twins)
    if name is None:
        return None
    _scaled(of, figures, cells.key(name), lambda value: value + draw.randint(1, 5))
    return cells.key(name), {"same_thing"}


def _other_supplier(of: Looked, figures: dict[str, Told], draw: random.Random) -> Put:
    asked = [rule["less"] for rule in rules()["cross_supplier"]["order"] if cells.key(rule["less"]) in figures]
    name = _some(draw, asked)
    if name is None:
        return None
    _scaled(of, figures, cells.key(name), lambda value: value * 3)
    return cells.key(name), {"cross_supplier"}


_PUT: dict[str, Callable[[Looked, dict[str, Told], random.Random], Put]] = {
    "emptied": _emptied, "part_above": _part_above, "parts_above": _parts_above, "sum_short": _sum_short,
    "crossing_wrong": _crossing_wrong, "ten_times": _ten_times, "zeroed": _zeroed, "vanished": _vanished,
    "sent_again": _sent_again, "other_name": _other_name, "other_supplier": _other_supplier,
}  # fmt: skip


COURT = ("persons_convicted", "convicted_19a", "judgments", "victims_state", "victims_registered")
BELOW = {"convicted_19a": "persons_convicted"}  # told twice under two names
SUPPLIERS = 6


def supplier(seed: int, periods: int = 6) -> Looked:
    """A clean supplier: Poisson counts round means of its own, each breakdown adding up, one thing told alike twice,
    and another supplier with more at the earlier stages."""
    draw = random.Random(seed)
    keys = keys_of(COURT)
    means = {name: draw.choice((4.0, 9.0, 25.0, 60.0)) for name in COURT}
    told = [_year(keys, means, draw) for _ in range(periods)]
    others = {("prosecutor_general", "prosecution"): _more(told[0])}
    return Looked(keys, told[0], told[1:], others, "court")


def _year(keys: Sequence[str], means: dict[str, float], draw: random.Random) -> dict[str, Told]:
    told = fitting(keys, draw, means)
    for twin, of in BELOW.items():
        told |= _again(keys, twin, told[cells.key(of)].value or 0, draw)
    return told


def _again(keys: Sequence[str], indicator: str, total: int, draw: random.Random) -> dict[str, Told]:
    """An indicator with a total that is given."""
    found = {cells.key(indicator): total}
    for crossing in indicators()[indicator].breakdowns:
        _split(indicator, crossing, total, found, draw)
    return {key: Told(found[key]) for key in keys if key in found}


def _more(told: dict[str, Told]) -> dict[str, Told]:
    """The prosecution's: at the stage before, half as many more; of what both tell, the same."""
    convicted, victims = (told[cells.key(one)].value or 0 for one in ("persons_convicted", "victims_state"))
    more = convicted + convicted // 2 + 1
    of = {"persons_prosecuted": more, "prosecuted_19a": more, "victims_state": victims}
    return {cells.key(name): Told(value) for name, value in of.items()}


@dataclass(frozen=True, slots=True)
class Score:
    """One kind of fault: how many were put in and found; how many findings of its rules clean tables had."""

    fault: str
    put: int
    found: int


def tried(faults: int = 200, seed: int = 7) -> tuple[list[Score], Counter[str], int]:
    """Faults put into clean tables one at a time: what was found of each kind; what each rule said of clean tables, and
    how many cells these had."""
    draw = random.Random(seed)
    put, hit, alarms, looked_at, place = Counter[str](), Counter[str](), Counter[str](), 0, 0
    clean: list[Looked] = [supplier(1000 + seed * 100 + one) for one in range(SUPPLIERS * 4)]
    for one in clean:
        looked_at += len(one.cells)
        alarms.update(found.rule for found in everything(one))
    while sum(put.values()) < faults:
        fault = FAULTS[place % len(FAULTS)]
        base = clean[place % len(clean)]
        place += 1
        made = mutate(fault, base, draw)
        if made is None:
            continue
        spoiled, cell, wanted = made
        there = {(f.rule, f.cell) for f in everything(base)}
        new = {(f.rule, f.cell) for f in everything(spoiled)} - there
        same = cells.indicator_of(cell)
        put[fault] += 1
        hit[fault] += any(rule in wanted and cells.indicator_of(where) == same for rule, where in new)
    return [Score(fault, put[fault], hit[fault]) for fault in FAULTS], alarms, looked_at


if __name__ == "__main__":
    scores, false, count = tried()
    for score in scores:
        print(f"| {score.fault} | {score.put} | {score.found} |")  # noqa: T201
    print(dict(false), count)  # noqa: T201
