"""With which report another is compared: the version before it, or the last one published of its kind."""

from __future__ import annotations

from gija.rapporteur.reports.models import Report, State

TOLD = (State.PUBLISHED, State.WITHDRAWN)


def others(report: Report) -> list[Report]:
    """Every report of the kind that was published, but itself: the latest period and version first."""
    same = Report.objects.filter(kind=report.kind, table=report.table, state__in=TOLD).exclude(pk=report.pk)
    return list(same.order_by("-period", "-vintage"))


def last(report: Report) -> Report | None:
    """The version before it; of a first version, the last of the latest period before its own; None where there is
    none."""
    known = others(report)
    before = [one for one in known if one.period == report.period and one.vintage < report.vintage]
    return next(iter(before), None) or next((one for one in known if one.period < report.period), None)
