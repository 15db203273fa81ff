"""What each way of protecting would cost a report, table by table, and what could be left out.

Looks at true counts, so only who drafts may see it; it tells shares and errors, never a count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gija.methods.disclosure.choice import Asked, Cost, Product, compare, cost_of, methods, products
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.values import Release
from gija.methods.tables.table import Table
from gija.rapporteur.gate import populations, protecting
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.drawing import CLOSING, secret
from gija.rapporteur.gate.going import Passed, published, sort, vintage
from gija.rapporteur.gate.rounding import Series
from gija.rapporteur.gate.ways import WAYS, Way
from gija.rapporteur.reports import queries
from gija.rapporteur.reports.choosing.series import series
from gija.rapporteur.reports.gathering import coarser
from gija.rapporteur.reports.models import Report, State
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NOISE = "cellkey"  # weighed beside the others, never chosen: it is for tables on request
KEPT_BACK = Text("Cannot go out beside what is published.", "Kartu su tuo, kas paskelbta, skelbti negalima.")
ON_REQUEST = Text("For tables on request only.", "Tik lentelėms pagal užklausą.")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One table of a report (of one population), and what each way would leave of it: by the code of the way."""

    population: str
    cells: int
    costs: tuple[tuple[str, Cost], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A coarser report: the breakdowns it leaves out. `open`: how many figures it could tell; None: not reckoned."""

    without: tuple[str, ...]
    open: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything a drafter sees before freezing. `impossible`: why nothing can go out as it is now protected; `before`:
    how the releases of the same series that stand published are."""

    product: Product
    tables: tuple[Weighed, ...]
    options: tuple[Option, ...]
    impossible: Text | None = None
    before: tuple[Way, ...] = ()


def choice(one: Report) -> Choice | None:
    """The choice of a draft; None where it tells cited figures only."""
    found = queries.candidate(one)
    if found is None:
        return None
    left_out = tuple(filter(None, one.without.split(",")))
    points, known = coarser(found.points, left_out), gate.ledger(found.name)
    true = populations.tables(p for p in sort(found.name, found.day, points).judged if p.value is not None)
    tried = {way.code: _tried(one, way, points) for way in WAYS.values()}
    now = tried[one.protection]
    impossible = now.text if isinstance(now, GijaError) else None
    release = Release(found.name, true, found.day)
    options = _one_less(queries.breakdowns_of(one), left_out)
    if isinstance(tried["suppress"], GijaError) and impossible:
        options = _proposals(release, left_out, known)
    tables = tuple(_weighed(table, tried) for table in true)
    return Choice(products()["regular"], tables, ((Option(())), *options), impossible, _before(one))


def _tried(one: Report, way: Way, points: Sequence[Point]) -> Passed | GijaError:
    """What would go out protected like this, through the gate; or why nothing could."""
    found = queries.candidate(one)
    assert found is not None  # noqa: S101 - asked by `choice` only where there is one
    fed = series(one.kind, one.table, one.period, way.code) if way.base else Series()
    try:
        return gate.passed(found.name, found.day, points, way.base, fed)
    except GijaError as trouble:
        return trouble


def _weighed(table: Table, tried: Mapping[str, Passed | GijaError]) -> Weighed:
    costs = [(code, _cost(WAYS[code].method, table, result)) for code, result in tried.items()]
    asked = Asked(rule=populations.setting().rule, knowledge=protecting.KNOWN)
    noise = [(NOISE, replace(cost, note=ON_REQUEST)) for cost in compare(table, (NOISE,), asked)]
    return Weighed(table.population, sum(cell.open for cell in table), (*costs, *noise))


def _cost(method: str, table: Table, result: Passed | GijaError) -> Cost:
    if isinstance(result, GijaError):
        unsafe = result.code in ("gate.impossible", "gate.rounding_unsafe")
        return Cost(methods()[method], trouble=KEPT_BACK if unsafe else result.text)
    (told,) = [t for r in result.releases if not r.cited for t in r.tables if t.population == table.population]
    return cost_of(method, table, told)


def _before(one: Report) -> tuple[Way, ...]:
    same = Report.objects.filter(kind=one.kind, table=one.table, state=State.PUBLISHED)
    used = set(same.values_list("protection", flat=True))
    return tuple(way for way in WAYS.values() if way.code in used)


def _one_less(axes: Sequence[str], left_out: Sequence[str]) -> tuple[Option, ...]:
    """What is left out now, and one breakdown more or less."""
    sets = [tuple(left_out)] if left_out else []
    sets += [tuple(sorted({*left_out} ^ {axis})) for axis in axes]
    return tuple(Option(one) for one in dict.fromkeys(sets) if one)


def _proposals(release: Release, left_out: Sequence[str], known: Ledger) -> tuple[Option, ...]:
    """The coarser reports that could go out by closing cells, most told first."""
    from gija.methods.disclosure.suppression import suppress

    dated = replace(release, vintage=vintage(release.day, known))
    done = suppress(dated, published(known), protecting.KNOWN, populations.setting().rule, seed=secret(CLOSING))
    there = {axis.code for table in release.tables for axis in table.axes}
    options = []
    for proposal in done.proposals:
        kept = {axis.code for table in proposal.candidate.tables for axis in table.axes}
        options.append(Option(tuple(sorted({*left_out, *(there - kept)})), proposal.open))
    return tuple(options)
