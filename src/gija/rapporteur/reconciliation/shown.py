"""How reconciliations are shown: columns, the grid, the way between two figures, what was said; in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column
from gija.figures import waterfall
from gija.rapporteur.choices import language
from gija.rapporteur.reconciliation import breaks, queries, rules, telling
from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reconciliation.families import families
from gija.rapporteur.reconciliation.grid import Pair, Result, Row, body_name
from gija.rapporteur.reconciliation.models import Dialogue, Entry, State
from gija.rapporteur.reconciliation.queries import Line
from gija.rapporteur.reconciliation.several import several
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.queries import is_inner
from gija.rapporteur.statistics.shown import code, row_of
from gija.vocabulary.lists import code_list

KIND = {"open": "warn", "explained": "note", "accepted": "good"}


def difference_columns() -> tuple[Column, ...]:
    """Columns of the comparison of the two sides, year by year."""
    here = language()
    stage, state = code("observation_stage", here), code("reconciliation_state", here)

    def told(point: Point | None) -> str:
        return (point.text if point else code_list("value_status")["not_available"].text).in_(here)

    return (
        Column("period", _("Period"), lambda r: r.period, link=link),
        Column("state", _("The state"), lambda r: told(r.a), numeric=True),
        Column("stage", _("Counted by the state"), lambda r: stage(r.a.basis.stage) if r.a else ""),
        Column("ngo", _("NGOs"), lambda r: told(r.b), numeric=True),
        Column("counted", _("Counted by NGOs"), lambda r: _counts(r.b)),
        Column("ratio", _("Ratio"), lambda r: r.ratio_text.in_(here), numeric=True),
        Column("break", _("Break before"), lambda r: _("Break in series") if r.break_before else "", tag=True),
        Column("standing", _("State of the difference"), lambda r: state(r.state) if r.comparable else "", tag=True),
    )


def link(row: Difference) -> str:
    """The page of a difference; of one without figures none."""
    return reverse("reconciliation:pair", args=row.pair) if row.comparable else ""


def _counts(point: Point | None) -> str:
    if point is None:
        return ""
    if point.breakdown:
        return breakdowns.text(point.breakdown).in_(language())
    return code("observation_stage", language())(point.basis.stage)


def line_columns() -> tuple[Column, ...]:
    """Columns of the families of a period."""

    def page(one: Line) -> str:
        return reverse("reconciliation:family", args=[one.family.code, one.period])

    return (
        Column("family", _("Family of indicators"), lambda x: x.family.text.in_(language()), link=page),
        Column("suppliers", _("Suppliers"), lambda x: x.suppliers, numeric=True),
        Column("lowest", _("Smallest figure"), lambda x: x.lowest, numeric=True),
        Column("highest", _("Largest figure"), lambda x: x.highest, numeric=True),
    )


def dialogue_columns(*, own: bool) -> tuple[Column, ...]:
    """Columns of dialogues; `own`: as a body sees them."""

    def page(one: Dialogue) -> str:
        if own:
            return reverse("reconciliation:answer", args=[one.code])
        return reverse("reconciliation:pair", args=[one.family, one.period, one.a, one.b])

    return (
        Column("about", _("About"), lambda d: f"{families()[d.family].text.in_(language())}, {d.period}", link=page),
        Column("bodies", _("Asked"), lambda d: bodies(d)),
        Column("due", _("Deadline"), lambda d: d.due_on),
        Column("state", _("State"), lambda d: standing(d), tag=True),
    )


def bodies(of: Dialogue) -> str:
    return "; ".join(text_on(one).in_(language()) for one in of.bodies)


def standing(of: Dialogue) -> str:
    late = of.state == State.OPEN and of.due_on is not None and of.due_on < timezone.localdate()
    return str(_("Overdue")) if late else code("reconciliation_state", language())(of.state)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid in words."""

    row: Row
    figure: str
    body: str
    value: str
    marks: tuple[bool, ...]
    own: str  # a stage that is no column of the grid
    stage: str
    base: str
    reach: str
    source: str
    vintage: str


def grid_rows(found: Result) -> list[GridRow]:
    """Every figure with the columns that it covers."""
    return [_grid_row(found, row) for row in found.rows]


def _grid_row(found: Result, row: Row) -> GridRow:
    here, told = language(), row_of(row.point, language())
    point = row.point
    org = code("registering_org", here)
    reach = ", ".join(org(one) for one in sorted(row.figure.reach)) or str(_("not told"))
    vintage = f"{point.vintage} · {point.known_from.isoformat()}"
    return GridRow(
        row, _figure_name(row, here), body_name(row, here), told.value,
        tuple(one in row.figure.covers for one in found.columns), told.stage if not found.columns else "",
        told.stage, told.base, reach, told.source, vintage,
    )  # fmt: skip


def columns(found: Result) -> list[str]:
    return [telling.column_text(one).in_(language()) for one in found.columns]


def several_rows(found: Result) -> list[dict[str, Any]]:
    """Suppliers of one kind together, in words."""
    here = language()
    return [
        {"kind": code("institution_kind", here)(first.point.basis.authority), "figure": _figure_name(first, here),
         "suppliers": len(one.rows), "plain": one.plain, "low": one.people.low, "high": one.people.high,
         "by_counting": one.by_counting}
        for one in several(found.rows) for first in one.rows[:1]
    ]  # fmt: skip


def _figure_name(row: Row, here: str) -> str:
    part = breakdowns.text(row.point.breakdown).in_(here) if row.point.breakdown else ""
    return ", ".join(filter(None, (code("indicator", here)(row.point.indicator), part)))


def title_of(found: Result, pair: Pair) -> str:
    """A way in one line: both figures with their values."""
    rows = [found.row(one.key) for one in (pair.found.a, pair.found.b)]
    return " → ".join(f"{telling.figure_text(row).in_(language())}: {row.point.value}" for row in rows if row)


@dataclass(frozen=True, slots=True)
class StepRow:
    name: str
    amount: str
    known: bool
    how: str
    reasons: tuple[str, ...]
    rest: bool


def way(found: Result, pair: Pair, *, inner: bool = False) -> dict[str, Any]:
    """What the part of a page that shows the way between two figures needs."""
    here, row = language(), pair.difference
    drawn = telling.waterfall(found, pair)
    rest = pair.found.remainder
    sides = [found.row(one.key) for one in (pair.found.a, pair.found.b)]
    return {
        "row": row,
        "inner": any(point is not None and is_inner(point) for point in (row.a, row.b)),
        "title": found.family.text.in_(here),
        "ratio": row.ratio_text.in_(here) if row.ratio is not None else "",
        "difference": pair.found.difference,
        "explained": pair.found.explained,
        "rest": telling.Line("rest", telling.REST, rest.low, rest.high, telling.REST_NONE).amount(here) if rest else "",
        "sides": [(telling.figure_text(one).in_(here), row_of(one.point, here)) for one in sides if one],
        "steps": [
            StepRow(line.name.in_(here), line.amount(here), line.known, line.how.in_(here),
                    tuple(reason.in_(here) for reason in line.reasons), line.code == "rest")
            for line in telling.lines(found, pair)
        ],
        "picture": waterfall.svg(drawn, here) if drawn else "",
        "breaks": [one.in_(here) for one in queries.breaks(row, inner=inner)],
        "differs": [one.in_(here) for one in breaks.differing(row)],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the trace in words. `open`: an amount that may still be agreed to."""

    entry: Entry
    act: str
    step: str
    amount: str
    agreed: bool


def trace(of: Dialogue) -> list[Told]:
    """All that was said in a dialogue, earliest first."""
    every = queries.entries(of)
    agreed = {one.agrees for one in every if one.act == "agree"}
    amounts = {one.pk: one for one in every if one.act == "amount"}
    return [_told(one, amounts.get(one.agrees or 0, one), one.pk in agreed) for one in every]


def _told(one: Entry, amount: Entry, agreed: bool) -> Told:
    here = language()
    step = code("reconciliation_step", here)(amount.step) if amount.step else ""
    line = telling.Line(amount.step, telling.NOTHING, amount.low, amount.high, telling.NOTHING)
    return Told(one, rules.SAID[one.act].in_(here), step, line.amount(here) if amount.step else "", agreed)


def open_amounts(of: Dialogue, institution: str) -> list[Told]:
    """The latest amount of each step, where it is another's and nobody agreed to it yet."""
    latest = {one.entry.step: one for one in trace(of) if one.entry.act == "amount"}
    return [one for one in latest.values() if not one.agreed and one.entry.institution != institution]
