"""An evaluator's figures beside those of the ministry's report: which are the same, which differ, which one lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from gija.figures.charts import Value
from gija.rapporteur.reports.building.common import label, sources_of, value
from gija.rapporteur.reports.stored import digest
from gija.rapporteur.reports.values import Block, Cell, Column, Notice, Paragraph, ReportData, Table
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point, place
from gija.vocabulary.text import Text

NOT_BESIDE = Text(
    "The ministry's report of this year was not at hand; its figures could not be compared.",
    "Šių metų ministerijos ataskaitos nebuvo; jos skaičių palyginti negalima.",
)
ABOUT = Text(
    "Compared with “{title}”, version {vintage} (SHA-256 {hash}): {same} figures are the same, {other} differ, {here} "
    "stand only here, {there} only there.",
    "Palyginta su ataskaita „{title}“, {vintage} laida (SHA-256 {hash}): sutampa {same}, skiriasi {other}, tik čia yra "
    "{here}, tik ten – {there}.",
)
ALL_SAME = Text("No figure differs.", "Nesiskiria nė vienas skaičius.")
TITLE = Text("Figures that differ", "Besiskiriantys skaičiai")
WHAT, PERIOD, OF = Text("Indicator", "Rodiklis"), Text("Year", "Metai"), Text("Of", "Kas")
MINISTRY, OWN = Text("Ministry's report", "Ministerijos ataskaita"), Text("This report", "Ši ataskaita")
MEANS, NONE = Text("What it means", "Ką tai reiškia"), Text("–", "–")
DIFFERS = Text("told anew since, or by another source", "vėliau pateikta iš naujo arba kito šaltinio")
HERE = Text("not in the ministry's report", "ministerijos ataskaitoje nėra")
THERE = Text("not known to the evaluator", "vertintojui nežinomas")
Key = tuple[str, str, object, object]


def beside(code: str, points: Sequence[Point], other: ReportData | None) -> list[Block]:
    """What was found, counted, and each figure that is not the same in both."""
    if other is None or not other.observations:
        return [Notice(NOT_BESIDE)]
    first, last = min(p.period for p in points), max(p.period for p in points)
    own = {_key(p): p for p in points}
    theirs = {_key(p): p for p in other.observations if first <= p.period <= last}
    every = sorted({**theirs, **own}.items(), key=lambda pair: (pair[1].indicator, place(pair[1])))
    found = Counter(_kind(own.get(key), theirs.get(key)) for key, _ in every)
    about = ABOUT.fill(
        title=other.title, vintage=other.vintage, hash=digest(other)[:16], same=found["same"], other=found["differs"],
        here=found["here"], there=found["there"],
    )  # fmt: skip
    rows = [_row(own.get(key), theirs.get(key)) for key, _ in every if _kind(own.get(key), theirs.get(key)) != "same"]
    if not rows:
        return [Paragraph(about), Paragraph(ALL_SAME)]
    columns = (
        Column(WHAT), Column(PERIOD), Column(OF), Column(MINISTRY, numeric=True), Column(OWN, numeric=True),
        Column(MEANS),
    )  # fmt: skip
    table = Table(code, TITLE, columns, tuple(rows), (), sources_of((*own.values(), *theirs.values())),
                  (5, 2, 4, 3, 3, 6))  # fmt: skip
    return [Paragraph(about), table]


def _key(point: Point) -> Key:
    return point.indicator, point.period, point.breakdown, (point.basis.base, point.basis.stage, point.basis.definition)


def _kind(own: Point | None, theirs: Point | None) -> str:
    if own is None or theirs is None:
        return "there" if own is None else "here"
    return "same" if _said(own) == _said(theirs) else "differs"


def _said(point: Point) -> tuple[object, ...]:
    return point.value, point.status, point.qualifier


def _row(own: Point | None, theirs: Point | None) -> tuple[Cell, ...]:
    point = own or theirs
    assert point is not None  # noqa: S101 - narrows the type; a key comes from one of the two
    means = {"here": HERE, "there": THERE}.get(_kind(own, theirs), DIFFERS)
    told: Iterable[Value | Text] = (value(one) if one else NONE for one in (theirs, own))
    year = Text(point.period, point.period)
    return label("indicator", point.indicator), year, breakdowns.text(point.breakdown), *told, means
