"""What each way of protecting would cost a report, table by table, and what could be left out.

Looks at true counts, so only who drafts may see it; it tells shares and errors, never a count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gija.methods.disclosure.choice import Asked, Cost, Product, compare, cost_of, methods, products
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.values import Release
from gija.methods.tables.table import Table
from gija.rapporteur.gate import populations, protecting
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.protecting import Passed
from gija.rapporteur.reports import queries
from gija.rapporteur.reports.models import Report
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

USED = "suppress"  # how this installation protects its series; a series that changes its way gives more away
OTHERS = ("round", "cellkey")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One table of a report (of one population), and what each method would leave of it."""

    population: str
    cells: int
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A coarser report: the breakdowns it leaves out. `open`: how many figures it could tell; None: not reckoned."""

    without: tuple[str, ...]
    open: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything a drafter sees before freezing. `impossible`: why nothing can go out as it is."""

    product: Product
    tables: tuple[Weighed, ...]
    options: tuple[Option, ...]
    impossible: Text | None = None


def choice(one: Report) -> Choice | None:
    """The choice of a draft; None where it tells cited figures only."""
    found = queries.candidate(one)
    if found is None:
        return None
    left_out = tuple(filter(None, one.without.split(",")))
    points, known = queries.coarser(found.points, left_out), gate.ledger(found.name)
    true = _judged(points)
    try:
        passed, impossible = gate.passed(found.name, found.day, points), None
    except GijaError as trouble:
        passed, impossible = None, trouble.text
    tables = tuple(_weighed(table, passed, impossible, known) for table in true)
    release = Release(found.name, true, found.day)
    options = _proposals(release, left_out, known) if impossible else _one_less(queries.breakdowns_of(one), left_out)
    return Choice(products()["regular"], tables, ((Option(())), *options), impossible)


def _judged(points: Sequence[Point]) -> tuple[Table, ...]:
    """The tables of true counts that the gate judges."""
    ends = populations.intervals(points) | populations.longest(points)
    return populations.tables(p for p in points if populations.is_judged(p) and p not in ends and p.value is not None)


def _weighed(table: Table, passed: Passed | None, impossible: Text | None, known: Ledger) -> Weighed:
    told = [t for r in passed.releases for t in r.tables if t.population == table.population] if passed else []
    own = cost_of(USED, table, told[0]) if told else Cost(methods()[USED], trouble=impossible)
    asked = Asked(rule=populations.setting().rule, ledger=tuple(known), knowledge=protecting.KNOWN)
    return Weighed(table.population, sum(cell.open for cell in table), (own, *compare(table, OTHERS, asked)))


def _one_less(axes: Sequence[str], left_out: Sequence[str]) -> tuple[Option, ...]:
    """What is left out now, and one breakdown more or less."""
    sets = [tuple(left_out)] if left_out else []
    sets += [tuple(sorted({*left_out} ^ {axis})) for axis in axes]
    return tuple(Option(one) for one in dict.fromkeys(sets) if one)


def _proposals(release: Release, left_out: Sequence[str], known: Ledger) -> tuple[Option, ...]:
    """The coarser reports that could go out, most told first."""
    from gija.methods.disclosure.suppression import suppress

    own = [one for one in known if not one.cited]
    same = [one.vintage for one in own if one.day == release.day]
    vintage = max(same, default=1 + max((one.vintage for one in own), default=0))
    done = suppress(replace(release, vintage=vintage), known, protecting.KNOWN, populations.setting().rule)
    there = {axis.code for table in release.tables for axis in table.axes}
    options = []
    for proposal in done.proposals:
        kept = {axis.code for table in proposal.candidate.tables for axis in table.axes}
        options.append(Option(tuple(sorted({*left_out, *(there - kept)})), proposal.open))
    return tuple(options)
