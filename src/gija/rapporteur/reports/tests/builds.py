"""A report of every kind, without a database, and its files, each made once for all tests of a process."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from gija.formats.eu19a import Asked
from gija.methods.money import Money, money
from gija.rapporteur.plan import seeds
from gija.rapporteur.reconciliation import comparing, families, grid
from gija.rapporteur.reports import building, faces
from gija.rapporteur.reports.building import Answer, Knowledge, PlanTold, Told
from gija.rapporteur.reports.values import (
    Block,
    Figure,
    Paragraph,
    Range,
    Ranges,
    ReportData,
    Section,
    Signature,
)
from gija.rapporteur.statistics import checks
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.text import Text

from .conftest import FONTS, HANDED, SETTING, half_year_points, published_points

OFFICE = Text("Minister of the Interior", "Vidaus reikalų ministras")
SIGNED = replace(
    SETTING,
    signatures=(Signature("", OFFICE, Text("Vilnius", "Vilnius"), "2015-01-30"),),
    addressees=(Text("Government", "Vyriausybė"), Text("Parliament", "Seimas")),
    reason=Text(
        "These are all the years of which the source tells figures: the whole programme for 2009–2012 and the first "
        "two years of the plan for 2013–2015.",
        "Tai visi metai, kurių skaičius pateikia šaltinis: visa 2009–2012 m. programa ir pirmieji dveji 2013–2015 m. "
        "plano metai.",
    ),
)
WRITTEN: tuple[Block, ...] = (Paragraph(Text("What the author wrote.", "Ką parašė autorius.")),)
METHODS = (Range(Text("One method", "Vienas metodas"), 110, 80, 170), Range(Text("Another", "Kitas"), None, None, None))
UNSEEN = Section(
    "unseen", Text("How many were not seen", "Kiek aukų liko nematyta"),
    (Figure("unseen-plot", Ranges(Text("What each finds", "Ką randa kiekvienas"), Text("people", "žmonės"), METHODS)),),
)  # fmt: skip
PERIODS = {
    "annual": "2014", "evaluator": "2014", "multi_year": "2009-2014", "greta": "2009-2014", "questionnaire": "2008",
    "plan_progress": "2014", "eu19a": "2014", "half_year": "2014-H1",
}  # fmt: skip


@cache
def knowledge() -> Knowledge:
    """All that is known: the published figures, and what nobody told in truth but the rest needs."""
    points = published_points()
    return Knowledge(
        points=(*points, *_collected()),
        differences=tuple(comparing.differences(points)),
        findings=tuple(checks.findings(points)),
        results=tuple(_ways(points)),
        plan=plan_told(),
        asked=tuple(Asked(one, kind, "victims_registered") for one, kind in (("police", "police"), ("ngo", "ngo"))),
        names={"police": Text("Police", "Policija"), "ngo": Text("An NGO", "NVO")},
        answers=(Answer("LVA", "9.4.1", Text("Yes, one.", "Taip, viena."), Text("Its site", "Jos svetainė")),),
    )


def _ways(points: tuple[Point, ...]) -> list[grid.Result]:
    found = []
    for family in families.compared():
        for year in range(2009, 2015):
            own = [p for p in points if p.period == str(year) and p.indicator in family.indicators]
            if rows := grid.read(own, family):
                found.append(grid.result(family, str(year), rows))
    return [one for one in found if one.pairs]


def _collected() -> tuple[Point, ...]:
    def of(value: int | None, status: str = "reported", **codes: str) -> Point:
        basis = Basis("events", "not_applicable", "as_indicator", "police", "reported", "police")
        day = dt.date(2015, 3, 1)
        return Point("victims_registered", "2014", tuple(sorted(codes.items())), value, status, basis, "collection",
                     known_from=day)  # fmt: skip

    return of(31), of(12, sex="F"), of(None, "not_collected", sex="M")


def plan_told() -> PlanTold:
    """The plan of the seeds; what is told of its progress is invented."""
    plan = next(one for one in seeds.known() if one.code == "plan-2013-2015")
    codes = sorted({one for measure in plan.tree.measures() for one in measure.institutions} | {"moi", "government"})
    told = (
        Told("2013-2-2", "2014-H1", "iom_vilnius", "under_way", Text("Six courses.", "Šeši kursai."), ("6", "120")),
        Told("2013-2-2", "2014-H2", "iom_vilnius", "done", Text("All courses held.", "Surengti visi kursai."),
             ("10", "198"), (("List of participants", "file 7"),), money("34528", "LTL")),
        Told("2013-1-1", "2014-H2", "mfa", "partly", Text("Shown in airports.", "Rodyta oro uostuose."),
             (), (), Money(plan_sum().amount, "EUR")),
        Told("2013-1-1", "2015-H1", "mfa", "done", Text("Later.", "Vėliau.")),
    )  # fmt: skip
    return PlanTold(
        plan.code, plan.text, plan.starts, plan.ends, plan.coordinator, 1, plan.tree, dt.date(2015, 1, 20),
        plan.document, plan.adopted_by, plan.day, told, {one: Text(f"{one} (EN)", f"{one} (LT)") for one in codes},
        plan.source,
    )  # fmt: skip


def plan_sum() -> Money:
    return money("1000,50", "EUR")


@cache
def report(kind: str) -> ReportData:
    """The report of a kind, signed and addressed, with words in each section that asks for them."""
    template = building.template(kind)
    passages = {one.code: WRITTEN for one in template.sections if one.asks}
    known = knowledge()
    if kind == "half_year":
        known = Knowledge(points=half_year_points(), handed=(HANDED,))
    if kind == "multi_year":
        known = replace(known, chapters=(UNSEEN,))
    if kind == "evaluator":
        known = replace(known, beside=report("annual"))
    return template.build(PERIODS[kind], known, replace(SIGNED, passages=passages))


@cache
def file(kind: str, ending: str) -> bytes:
    """One file of it: `lt.pdf`, `both.pdf`, `sdmx.csv`."""
    data = report(kind)
    return faces.file(data, f"{data.code}.{ending}", FONTS)
