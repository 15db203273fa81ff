"""What is read: the figures of a family with every vintage, how differences stand, and what was said of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max, Q, QuerySet

from gija.commons.permissions import Actor, may, require
from gija.methods.reconciling import Amount
from gija.rapporteur.reconciliation import comparing, grid, rules
from gija.rapporteur.reconciliation.breaks import of as of_breaks
from gija.rapporteur.reconciliation.comparing import OPEN, Decision, Difference
from gija.rapporteur.reconciliation.families import Family, compared, families, family_of
from gija.rapporteur.reconciliation.grid import Pair, Result, Row
from gija.rapporteur.reconciliation.models import Dialogue, Entry
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.breakdowns import to_json
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Point, by_indicator
from gija.rapporteur.statistics.queries import INNER, OF_REGISTER
from gija.rapporteur.statistics.rows import points_of
from gija.vocabulary.definitions import covering
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


def reader(actor: Actor | None) -> Actor:
    """The actor, if they may read reconciliations."""
    return require(actor, rules.READ)


def inner(actor: Actor | None) -> bool:
    """May the actor be shown what the register counts before any protection?"""
    return actor is not None and may(actor, INNER)


def family(code: str) -> Family:
    """A family; `reconciliation.not_found` if there is none."""
    if code not in families():
        raise GijaError("reconciliation.not_found")
    return families()[code]


def _breakdowns() -> list[str]:
    """The breakdowns that are on the grid or say whose cases are counted."""
    parts = [(one,) for one in covering()]
    bodies = [((grid.BODY, one.code),) for one in code_list("registering_org")]
    return ["{}", *(to_json(one) for one in (*parts, *bodies))]


def told(
    of: Iterable[Family], wanted: Collection[str], *, as_of: dt.date | None = None, inner: bool = False, kind: str = ""
) -> dict[str, list[Point]]:
    """Indicator -> every vintage of its figures of these periods (none: of every period), earliest first; `kind`: of
    one kind only."""
    names = {one for family in of for one in family.indicators}
    rows = Observation.objects.filter(
        indicator__in=names | ({grid.LOWER, grid.UPPER} if grid.RECORDS in names else set()),
        breakdown__in=_breakdowns(),
    )
    rows = rows.filter(period__in=wanted) if wanted else rows
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(known_from__lte=as_of) if as_of else rows
    rows = rows if inner else rows.exclude(OF_REGISTER)
    return by_indicator(points_of(rows))


def _points_of(family: Family, found: dict[str, list[Point]]) -> list[Point]:
    also = (grid.LOWER, grid.UPPER) if grid.RECORDS in family.indicators else ()
    return [p for name in dict.fromkeys((*family.indicators, *also)) for p in found.get(name, ())]


def result(family: Family, period: str, *, as_of: dt.date | None = None, inner: bool = False) -> Result:
    """One family in one period: two queries."""
    rows = grid.read(_points_of(family, told([family], [period], as_of=as_of, inner=inner)), family)
    return with_standing(grid.result(family, period, rows, recorded(family.code, period)))


def whole_year(year: str, *, inner: bool = False) -> tuple[Result, ...]:
    """Every family of which two suppliers tell a figure in a year: two queries, whatever there is."""
    every = list(families().values())
    found, agreed = told(every, [year], inner=inner), recorded_of(Dialogue.objects.filter(period=year))
    results = []
    for one in every:
        rows = grid.read(_points_of(one, found), one)
        if rows:
            results.append(grid.result(one, year, rows, agreed.get((one.code, year), {})))
    standing = _standing(Dialogue.objects.filter(period=year))
    return tuple(_stood(one, standing) for one in results if one.pairs)


def with_standing(found: Result) -> Result:
    """The result with what was last said of each of its pairs."""
    return _stood(found, _standing(Dialogue.objects.filter(family=found.family.code, period=found.period)))


def _stood(found: Result, standing: dict[tuple[str, str, str, str], Decision]) -> Result:
    pairs = tuple(replace(one, difference=decided(one.difference, standing)) for one in found.pairs)
    return replace(found, pairs=pairs)


def pair(found: Result, a: str, b: str) -> Pair:
    """The way between any two rows of a result; `reconciliation.not_found` where there is none.

    What was reported and what was published stay apart.
    """
    known = next((one for one in found.pairs if one.difference.pair[2:] == (a, b)), None)
    if known is not None:
        return known
    first, second = found.row(a), found.row(b)
    if first is None or second is None or a == b or _reported(first) != _reported(second):
        raise GijaError("reconciliation.not_found")
    made = grid.way(found.family, first, second, found.rows, recorded(found.family.code, found.period))
    return replace(made, difference=decided(made.difference, _standing(Dialogue.objects.filter(a=a, b=b))))


def _reported(row: Row) -> bool:
    return row.point.basis.kind == "reported"


def differences(years: Iterable[int] | None = None, *, as_of: dt.date | None = None) -> tuple[Difference, ...]:
    """State beside NGO, year by year (None: every year that either has), with what was said of each difference."""
    wanted = None if years is None else {str(year) for year in years}
    found = told(compared(), (), as_of=as_of, kind="cited")  # the only ones that are compared so
    latest = grid.latest(p for points in found.values() for p in points)
    standing = _standing(Dialogue.objects.filter(family__in=[one.code for one in compared()]))
    return tuple(decided(row, standing) for row in comparing.differences(latest, wanted))


def decided(row: Difference, standing: dict[tuple[str, str, str, str], Decision]) -> Difference:
    """The row with what was said of it; what was said of other figures leaves it open and says so."""
    decision = standing.get(row.pair)
    if decision is None:
        return row
    outdated = decision.state != OPEN and decision.values != row.values
    said = decision if decision.reason else None  # a dialogue that was only opened has said nothing yet
    return replace(row, state=OPEN if outdated else decision.state, decision=said, outdated=outdated)


def _standing(dialogues: QuerySet[Dialogue]) -> dict[tuple[str, str, str, str], Decision]:
    """Pair -> how it stands, with the words in which that was last said."""
    every = list(dialogues)
    words = {e.dialogue: e.text for e in Entry.objects.filter(
        dialogue__in=[one.code for one in every], act__in=("explain", "accept", "reopen"),
    ).order_by("id")}  # fmt: skip
    return {
        (d.family, d.period, d.a, d.b): Decision(d.state, words.get(d.code, ""), (d.a_value, d.b_value)) for d in every
    }


def recorded(family: str, period: str) -> grid.Recorded:
    """Pair of keys -> step -> the amount that both sides agreed on."""
    return recorded_of(Dialogue.objects.filter(family=family, period=period)).get((family, period), {})


def recorded_of(dialogues: QuerySet[Dialogue]) -> dict[tuple[str, str], dict[tuple[str, str], dict[str, Amount]]]:
    every = {one.code: one for one in dialogues}
    said = list(Entry.objects.filter(dialogue__in=every, act__in=("amount", "agree")).order_by("id"))
    amounts = {e.pk: e for e in said if e.act == "amount"}
    found: dict[tuple[str, str], dict[tuple[str, str], dict[str, Amount]]] = {}
    for entry in said:
        one = amounts.get(entry.agrees or 0)
        if entry.act == "agree" and one is not None and one.low is not None and one.high is not None:
            d = every[entry.dialogue]
            steps = found.setdefault((d.family, d.period), {}).setdefault((d.a, d.b), {})
            steps[one.step] = Amount(one.low, one.high)
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A family in a period at a glance."""

    family: Family
    period: str
    suppliers: int
    lowest: int
    highest: int


def lines(period: str, *, inner: bool = False) -> list[Line]:
    """The families of which two suppliers tell a figure in a period."""
    rows = Observation.objects.filter(period=period, breakdown="{}", value__isnull=False)
    rows = rows if inner else rows.exclude(OF_REGISTER)
    order = ("known_from", "vintage", "pk")
    latest = {tuple(r[:-1]): r[-1] for r in rows.order_by(*order).values_list(*Observation.IDENTITY, "value")}
    values: dict[str, dict[tuple[str, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, value in latest.items():
        of = dict(zip(Observation.IDENTITY, key, strict=True))
        values[family_of(of["indicator"]).code][of["authority"], of["dataset"]].append(value)
    found = []
    for one in families().values():
        own = values.get(one.code, {})
        told = [v for given in own.values() for v in given]
        if len(own) > 1:
            found.append(Line(one, period, len(own), min(told), max(told)))
    return found


def told_periods() -> list[str]:
    """Every period that a total is told of, latest first."""
    rows = Observation.objects.filter(breakdown="{}", value__isnull=False).exclude(OF_REGISTER)
    return sorted(set(rows.values_list("period", flat=True).distinct()), key=periods.order, reverse=True)


def breaks(row: Difference, *, inner: bool = False) -> tuple[Text, ...]:
    """Where the series of both figures break before this period: one query."""
    names = {point.indicator for point in (row.a, row.b) if point is not None}
    rows = Observation.objects.filter(indicator__in=names, breakdown="{}")
    rows = rows if inner else rows.exclude(OF_REGISTER)
    known = grid.latest(points_of(rows))
    return of_breaks(row, {name: [p for p in known if p.indicator == name] for name in names})


def dialogue_of(row: Difference) -> Dialogue | None:
    family, period, a, b = row.pair
    return Dialogue.objects.filter(family=family, period=period, a=a, b=b).first()


def dialogue(actor: Actor | None, code: str) -> Dialogue:
    """A dialogue the actor takes part in or may read; another one is not there (`reconciliation.not_found`)."""
    found = Dialogue.objects.filter(code=code).first()
    if found is None or actor is None or not (rules.part_of(actor, found) or may(actor, rules.READ)):
        raise GijaError("reconciliation.not_found")
    return found


def entries(of: Dialogue) -> Sequence[Entry]:
    """All that was said, earliest first."""
    return list(Entry.objects.filter(dialogue=of.code))


def own(actor: Actor | None) -> QuerySet[Dialogue]:
    """The dialogues the actor's institution is asked in, those that wait first."""
    actor = require(actor, rules.ANSWER, actor.institution if actor else None)
    mine = Dialogue.objects.filter(Q(body_a=actor.institution) | Q(body_b=actor.institution))
    return mine.order_by("-state", "due_on", "code")


def waiting(actor: Actor) -> int:
    """How many open dialogues wait for an answer of the actor's institution: those in which another spoke last."""
    open_ = {one.code for one in own(actor).filter(state=OPEN)}
    last = Entry.objects.filter(dialogue__in=open_).values("dialogue").annotate(last=Max("id")).values("last")
    return Entry.objects.filter(pk__in=last).exclude(institution=actor.institution).count()


def unexplained() -> int:
    """How many differences between state and NGOs nobody has explained or accepted."""
    return sum(row.comparable and row.state == OPEN for row in differences())


def late(today: dt.date) -> QuerySet[Dialogue]:
    """Open dialogues whose deadline has gone by."""
    return Dialogue.objects.filter(state=OPEN, due_on__lt=today)
