"""Figures of one family and period on the grid of definitions, and the ways between them. Knows no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gija.methods.reconciling import Amount, Decomposition, Figure, Telling, decompose
from gija.rapporteur.collection.calendar import policy
from gija.rapporteur.reconciliation.comparing import Difference, key_of, part_of, rank, reasons
from gija.rapporteur.reconciliation.families import Family
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary import definitions
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list

BODY = "registering_org"  # the dimension that says whose cases a part counts
LOWER, UPPER, RECORDS = "register_people_lower", "register_people_upper", "register_records"
Identity = tuple[str, Basis, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure on the grid: as it is told, and as a value to compute with."""

    point: Point
    figure: Figure

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it covers, in the order of the grid."""
        return tuple(one for one in definitions.columns() if one in self.figure.covers) or (self.point.basis.stage,)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures and the way from one to the other."""

    difference: Difference
    found: Decomposition


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that is told of a family in a period: the value that a page, a file and a chapter are made of."""

    family: Family
    period: str
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the grid that these figures cover, in order."""
        return tuple(dict.fromkeys(c for c in definitions.columns() if any(c in r.figure.covers for r in self.rows)))

    def row(self, key: str) -> Row | None:
        return next((one for one in self.rows if one.key == key), None)


def read(told: Iterable[Point], family: Family) -> tuple[Row, ...]:
    """The rows of one period: `told` holds every vintage of its figures, earliest first, and their parts by body."""
    vintages: dict[Identity, list[Point]] = defaultdict(list)
    for point in told:
        vintages[point.indicator, point.basis, point.breakdown].append(point)
    latest = {identity: found[-1] for identity, found in vintages.items()}
    bodies, people = _bodies(latest), _people(latest)
    rows = [
        Row(found[-1], _figure(found, bodies.get(identity, {}), people))
        for identity, found in vintages.items()
        if identity[0] in family.indicators and _on_grid(identity)
    ]
    return tuple(sorted(rows, key=lambda row: _place(row, family)))


def latest(told: Iterable[Point]) -> tuple[Point, ...]:
    """Of each figure the vintage that holds; `told` holds them earliest first."""
    return tuple({(p.indicator, p.period, p.basis, p.breakdown): p for p in told}.values())


def _on_grid(identity: Identity) -> bool:
    """A total, or one of the parts that cover less than their whole."""
    return not identity[2] or (len(identity[2]) == 1 and identity[2][0] in definitions.covering())


def _bodies(latest: Mapping[Identity, Point]) -> dict[Identity, dict[str, int | None]]:
    """The values by body of every total that is broken down so."""
    found: dict[Identity, dict[str, int | None]] = defaultdict(dict)
    for (indicator, basis, breakdown), point in latest.items():
        if len(breakdown) == 1 and breakdown[0][0] == BODY:
            found[indicator, basis, ()][breakdown[0][1]] = point.value
    return found


def _people(latest: Mapping[Identity, Point]) -> dict[str, Amount]:
    """Table of the register -> how many different persons its records stand for."""
    ends: dict[str, dict[str, int]] = defaultdict(dict)
    for (indicator, basis, breakdown), point in latest.items():
        if indicator in (LOWER, UPPER) and not breakdown and point.value is not None:
            ends[basis.dataset][indicator] = point.value
    # Ends that contradict each other tell nothing.
    return {
        table: Amount(of[LOWER], of[UPPER]) for table, of in ends.items() if len(of) == 2 and of[LOWER] <= of[UPPER]
    }


def _figure(found: Sequence[Point], parts: Mapping[str, int | None], people: Mapping[str, Amount]) -> Figure:
    point, basis = found[-1], found[-1].basis
    of = definitions.definition(basis.definition)
    why: dict[str, tuple[str, ...]] = {}
    for code in of.reasons:
        step = definitions.step_of(code)
        why[step] = (*why.get(step, ()), code)
    reach = frozenset(code for code, value in parts.items() if value != 0)
    return Figure(
        key=key_of(point),
        supplier=basis.dataset or basis.authority,
        value=point.value,
        covers=definitions.covers(basis.stage, point.breakdown),
        base="" if basis.base == "not_stated" else basis.base,
        span=_span(point),
        reach=reach or definitions.reach(basis.definition, basis.authority),
        parts=parts,
        people=people.get(basis.dataset) if point.indicator == RECORDS and point.is_total else None,
        once=of.once,
        reasons=why,
        tellings=tuple(Telling(p.known_from, p.value, _correction(p)) for p in found),
    )


def _span(point: Point) -> tuple[int, int] | None:
    """The months it is of; None where its source does not say when its year begins."""
    begins = indicators()[point.indicator].year_begins if point.indicator in indicators() else 1
    if begins is None:
        return None
    return periods.begins(point.period) + begins - 1, periods.length(point.period)


def _correction(point: Point) -> bool:
    """Does its revision say that it takes back an error (the first kind of the revision policy)?"""
    kind = policy()["kinds"]["correction"]
    return point.revision.startswith((kind["en"], kind["lt"]))


def _place(row: Row, family: Family) -> tuple[object, ...]:
    point = row.point
    stage = rank(point, family.sides)[1] if family.sides else 0
    return (
        point.basis.kind == "reported", family.indicators.index(point.indicator), stage, point.basis.authority,
        point.basis.dataset, len(point.breakdown), _part_place(point), repr(point.basis),
    )  # fmt: skip


def _part_place(point: Point) -> int:
    return definitions.covering().index(point.breakdown[0]) if point.breakdown else -1


Recorded = Mapping[tuple[str, str], Mapping[str, Amount]]


def way(family: Family, a: Row, b: Row, rows: Sequence[Row], recorded: Recorded | None = None) -> Pair:
    """From one row to another, by all that their suppliers tell. `recorded`: both keys -> step -> what was agreed."""
    difference = Difference(family.code, a.point.period, a.point, b.point, reasons(a.point, b.point))
    agreed = (recorded or {}).get((a.key, b.key), {})
    return Pair(difference, decompose(a.figure, b.figure, [row.figure for row in rows], agreed))


def result(family: Family, period: str, rows: Sequence[Row], recorded: Recorded | None = None) -> Result:
    """The family in the period with the ways that matter: in a family with two sides from each of the state's figures
    to the first of the NGOs', and from the first to the others; else from the first figure to that of every other
    supplier. Published and reported figures stay apart."""
    pairs: list[Pair] = []
    for _reported, group in groupby(rows, key=lambda row: row.point.basis.kind == "reported"):
        own = [row for row in group if row.point.value is not None]
        index: dict[str, list[Row]] = defaultdict(list)
        for row in own:
            index[row.figure.supplier].append(row)
        for a, b in _ways(family, own):
            pairs.append(way(family, a, b, [*index[a.figure.supplier], *index[b.figure.supplier]], recorded))
    return Result(family, period, tuple(rows), tuple(pairs))


def _ways(family: Family, rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    totals = [row for row in rows if row.point.is_total]
    sides = family.sides
    firsts = [row for row in totals if sides and row.point.indicator == sides.state]
    theirs: dict[str, list[Row]] = {}
    for row in rows:
        if sides and row.point.indicator == sides.ngo:
            theirs.setdefault(row.figure.supplier, []).append(row)
    seconds = [_victims(found, family) for found in theirs.values()]
    yield from ((a, b) for a in firsts for b in seconds[:1])
    yield from ((a, b) for a in firsts[:1] for b in seconds[1:])
    done = {row.key for row in (*firsts, *(b for b in seconds if firsts))}
    done |= {row.key for found in theirs.values() for row in found} if firsts else set()
    reference = next(iter(totals), None)
    for row in totals:
        other = reference is not None and row.figure.supplier != reference.figure.supplier
        if reference is not None and other and row.key not in done:
            yield reference, row


def _victims(rows: list[Row], family: Family) -> Row:
    """Of one supplier's figures the part that counts victims, else the whole."""
    found = part_of([row.point for row in rows], family.sides) if family.sides else None
    return next((row for row in rows if row.point is found), rows[0])


def body_name(row: Row, language: str) -> str:
    """Whose figure it is: the supplier or table where one reported it, else the kind of institution."""
    basis = row.point.basis
    known = code_list("institution_kind")
    kind = known[basis.authority].text.in_(language) if basis.authority in known else basis.authority
    return f"{basis.dataset} ({kind})" if basis.dataset else kind
