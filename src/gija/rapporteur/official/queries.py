"""Official figures as published last, beside the accepted figures of suppliers; what was said of differences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gija.rapporteur.collection.models import Call, Submission
from gija.rapporteur.official.comparing import Comparison, Told
from gija.rapporteur.official.models import OfficialFigure, Remark
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.errors import GijaError

READ = "rapporteur.official.read"
LOAD = "rapporteur.official.load"
EXPLAIN = "rapporteur.official.explain"
COLLECTED = "collection"  # source of the observations that suppliers told


@dataclass(frozen=True, slots=True)
class Publication:
    """A file that was imported."""

    publisher: str
    document: str
    published_on: str
    figures: int


def publications() -> list[Publication]:
    """The imported files, latest first."""
    found: dict[str, list[OfficialFigure]] = defaultdict(list)
    for row in OfficialFigure.objects.only("publisher", "document", "published_on", "file"):
        found[row.file].append(row)
    made = [
        Publication(rows[0].publisher, rows[0].document, rows[0].published_on.isoformat(), len(rows))
        for rows in found.values()
    ]
    return sorted(made, key=lambda one: (one.published_on, one.document), reverse=True)


def comparisons(**only: str) -> list[Comparison]:
    """Every official figure beside what was collected, in order of indicator and period; `only`: those whose fields are
    so. Three queries, however many."""
    latest: dict[tuple[str, ...], OfficialFigure] = {}
    times: dict[tuple[str, ...], int] = defaultdict(int)
    for row in OfficialFigure.objects.filter(**only).order_by("published_on", "pk"):
        key = tuple(getattr(row, name) for name in OfficialFigure.IDENTITY)
        latest[key] = row
        times[key] += 1
    rows = list(latest.values())
    told, asked = _collected(rows), _asked({row.indicator for row in rows}, {row.period for row in rows})
    found = [_comparison(row, told, asked, times[key] - 1) for key, row in latest.items()]
    return sorted(found, key=lambda one: (one.indicator, one.period, len(one.breakdown), one.breakdown, one.publisher))


Cell = tuple[str, str, str, str]  # indicator, period, breakdown, authority


def _comparison(
    row: OfficialFigure, told: dict[Cell, dict[str, Told]], asked: dict[tuple[str, str, str], int], earlier: int
) -> Comparison:
    cell = (row.indicator, row.period, row.breakdown, row.authority)
    return Comparison(
        pk=row.pk,
        publisher=row.publisher,
        document=row.document,
        published_on=row.published_on.isoformat(),
        indicator=row.indicator,
        period=row.period,
        breakdown=breakdowns.from_json(row.breakdown),
        authority=row.authority,
        official=Told(row.value, row.status, row.qualifier or "exact"),
        suppliers=tuple(sorted(told.get(cell, {}).items())),
        asked=asked.get((row.indicator, row.period, row.authority), 0),
        earlier=earlier,
    )


def _collected(rows: list[OfficialFigure]) -> dict[Cell, dict[str, Told]]:
    """What suppliers told in the cells of these figures, the latest vintage of each."""
    found: dict[Cell, dict[str, Told]] = defaultdict(dict)
    of = {name: {getattr(row, name) for row in rows} for name in ("indicator", "period", "breakdown", "authority")}
    told = Observation.objects.filter(
        indicator__in=of["indicator"], period__in=of["period"], breakdown__in=of["breakdown"],
        authority__in=of["authority"], kind="reported", source=COLLECTED,
    ).order_by("vintage")  # fmt: skip
    names = ("indicator", "period", "breakdown", "authority", "dataset", "value", "status", "qualifier")
    for *cell, supplier, value, status, qualifier in told.values_list(*names):
        indicator, period, breakdown, authority = cell
        found[indicator, period, breakdown, authority][supplier] = Told(value, status, qualifier or "exact")
    return found


def _asked(indicators: set[str], periods: set[str]) -> dict[tuple[str, str, str], int]:
    """(indicator, period, kind) -> how many suppliers were asked."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    calls = {one.pk: one for one in Call.objects.filter(period__in=periods)}
    for call, kind in Submission.objects.filter(call__in=calls).values_list("call", "kind"):
        for indicator, kinds in calls[call].plan:
            if indicator in indicators and kind in kinds:
                found[indicator, calls[call].period, kind] += 1
    return found


def comparison(pk: int) -> Comparison:
    """One comparison by its official figure; `official.not_found` where there is none, or a later publication holds."""
    row = OfficialFigure.objects.filter(pk=pk).first()
    only = {name: str(getattr(row, name)) for name in OfficialFigure.IDENTITY} if row else None
    found = next((one for one in comparisons(**only) if one.pk == pk), None) if only else None
    if found is None:
        raise GijaError("official.not_found")
    return found


def remarks(of: Comparison) -> list[Remark]:
    """All that was said of a difference, latest first."""
    rows = Remark.objects.filter(
        publisher=of.publisher, indicator=of.indicator, period=of.period,
        breakdown=breakdowns.to_json(of.breakdown), authority=of.authority,
    )  # fmt: skip
    return list(rows.order_by("-id"))


def reasons() -> dict[tuple[object, ...], Remark]:
    """The latest remark of each difference."""
    return {
        (one.publisher, one.indicator, one.period, breakdowns.from_json(one.breakdown), one.authority): one
        for one in Remark.objects.order_by("id")
    }


def holds(remark: Remark, of: Comparison) -> bool:
    """Whether it was said of the figures as they are."""
    return (remark.official, remark.collected) == (of.official.value, of.collected)
