"""The annual report: published figures alone, put together as the outline `data/annual.yaml` says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reports.building.common import Setting
from gija.rapporteur.reports.building.figured import figured
from gija.rapporteur.reports.building.known import Knowledge
from gija.rapporteur.reports.values import ReportData
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Point


def annual(
    year: int,
    points: Iterable[Point],
    differences: Iterable[Difference],
    findings: Iterable[Finding],
    setting: Setting,
) -> ReportData:
    """The report of a year without what an author writes; see `figured.figured`."""
    known = Knowledge(tuple(points), tuple(differences), tuple(findings))
    made = figured("annual", str(year), known, setting)
    return replace(made, sections=tuple(one for one in made.sections if one.blocks))
