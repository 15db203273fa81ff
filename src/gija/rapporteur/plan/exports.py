"""The measures of a plan as a workbook: what was promised beside what was told of it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gija.formats.xlsx import Column, Missing, Sheet, write
from gija.formats.xlsx.values import Cell
from gija.methods.money import total
from gija.rapporteur.plan import queries, shown
from gija.rapporteur.plan.models import Plan, Progress, State
from gija.rapporteur.plan.tree import Measure


def workbook(of: Plan, number: int | None, language: str) -> bytes:
    """One sheet, in the language of the page."""
    told = queries.latest(Progress.objects.filter(plan=of, state=State.APPROVED))
    rows = [
        _row(chapter.text.in_(language), task.text.in_(language), one, told.get((of.pk, one.code)), language)
        for chapter, task in queries.tree(of, number).tasks()
        for one in task.measures
    ]
    columns = tuple(map(Column, (
        _("Chapter"), _("Task"), _("Code"), pgettext("plan", "Measure"), _("Responsible"), _("Supporting"), _("When"),
    )))  # fmt: skip
    more = (Column(_("Money, EUR"), numeric=True), Column(_("Execution")), Column(_("Reported for")))
    sheet = Sheet(
        of.code[:31], shown.title(of), (*columns, *more), tuple(rows), sources=(of.source,) if of.source else ()
    )
    return write([sheet], title=shown.title(of), language=language, made=timezone.now())


def _row(chapter: str, task: str, one: Measure, told: Progress | None, language: str) -> tuple[Cell, ...]:
    unknown = Missing(_("not told"))
    return (
        chapter, task, one.code, one.text.in_(language), shown.names(one.responsible), shown.names(one.supporting),
        shown.years(one), total(list(one.money)) if one.money else unknown,
        str(shown.execution(told.execution if told else "")), told.period if told else unknown,
    )  # fmt: skip
