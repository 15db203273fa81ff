"""Tasks as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.queries import institutions, name_on
from gija.commons.pages.tables import Column
from gija.rapporteur.choices import language
from gija.rapporteur.tasks import queries, rules
from gija.rapporteur.tasks.models import Act, State, Task

KIND = {State.OPEN: "warn", State.DONE: "good", State.WITHDRAWN: "quiet"}


def columns(*, given: bool) -> tuple[Column, ...]:
    """The columns of a list of tasks; `given`: with the institution that does each."""
    names = _names() if given else {}
    whose = Column("institution", _("Institution"), lambda t: names.get(t.institution, t.institution))
    return (
        Column("due_on", _("Deadline"), lambda t: t.due_on, sort="due_on"),
        Column("title", _("What is to be done"), lambda t: t.title, link=lambda t: reverse("tasks:task", args=[t.pk])),
        *((whose,) if given else ()),
        Column("account", _("Who has taken it on"), lambda t: t.account_name),
        Column("state", _("State"), lambda t: _("Overdue") if queries.late(t) else State(t.state).label, tag=True),
    )


def _names() -> dict[str, str]:
    of = "en" if language() == "en" else "lt"
    return {one.code: getattr(list(one.names.all())[-1], of) for one in institutions() if list(one.names.all())}


def institution(code: str) -> str:
    return name_on(code, language=language())


@dataclass(frozen=True, slots=True)
class Line:
    """An act of the trace."""

    what: str
    act: Act


def trace(task: Task) -> list[Line]:
    return [Line(rules.SAID[one.act].in_(language()), one) for one in queries.acts(task)]
