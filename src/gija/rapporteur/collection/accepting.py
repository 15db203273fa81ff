"""Accepted figures become observations: each that says something new, as the next vintage of what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from gija.rapporteur.collection import calendar, cells, queries
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.statistics import services
from gija.rapporteur.statistics.breakdowns import from_json
from gija.rapporteur.statistics.drafts import Draft
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.indicators import indicators

SOURCE = "collection"  # of the sources of figures


def keep(of: Submission) -> int:
    """Write them; how many said something new. A cell that is emptied after it was told is told as not available.

    Inside a transaction.
    """
    return len(services.keep(Draft(point) for point in _points(of)))


def _points(of: Submission) -> Iterator[Point]:
    before = _known(of)
    receipt = of.receipts.last()
    told = queries.figures(of)
    for cell in queries.asked(of):
        one = told.get(cell) or (cells.Told(None, "not_available") if cell in before else None)
        if one is not None and before.get(cell) != _said(one):
            yield _point(of, cell, one, receipt.number if receipt else "", _revision(of) if cell in before else "")


def _point(of: Submission, cell: str, one: cells.Told, line: str, revision: str) -> Point:
    indicator, breakdown = cells.parts(cell)
    known, today = indicators()[indicator], timezone.localdate()
    return Point(
        indicator=indicator,
        period=of.call.period,
        breakdown=breakdown,
        value=one.value,
        status=one.status,
        basis=Basis(known.base, known.stage, known.counted, of.kind, "reported", of.institution),
        source=SOURCE,
        qualifier=one.qualifier,
        line=line[:100],
        quote=one.note,
        revision=revision,
        published_at=today.isoformat(),
        known_from=today,
    )


Said = tuple[int | None, str, str]  # number, status, exactness ("" without a number)


def _said(one: cells.Told) -> Said:
    return (one.value, one.status, one.qualifier if one.value is not None else "")


def _known(of: Submission) -> dict[str, Said]:
    """What this supplier's figures of the period say now."""
    rows = Observation.objects.filter(
        kind="reported", source=SOURCE, dataset=of.institution, period=of.call.period,
        indicator__in=queries.indicators_of(of),
    ).order_by("vintage")  # fmt: skip
    return {cells.key(row.indicator, from_json(row.breakdown)): (row.value, row.status, row.qualifier) for row in rows}


def _revision(of: Submission) -> str:
    """Why the figures are told anew: kind and reason of the last reopening."""
    last = of.acts.filter(act="reopen").last()
    if last is None:
        return ""
    kind = calendar.policy()["kinds"].get(last.revision, {"lt": last.revision})
    return f"{kind['lt']}: {last.reason}"[:300]
