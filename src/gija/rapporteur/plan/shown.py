"""How plans are shown: lines of the tree, execution, history, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column
from gija.methods.money import total
from gija.rapporteur.choices import language
from gija.rapporteur.plan import queries
from gija.rapporteur.plan.differing import Change
from gija.rapporteur.plan.models import Kind, Plan, Progress, State
from gija.rapporteur.plan.tree import Chapter, Measure, Task, Tree
from gija.vocabulary.lists import code_list

EXECUTION_KIND = {"done": "good", "partly": "warn", "delayed": "warn", "dropped": "bad", "under_way": "", "": "quiet"}
STATE_KIND = {"writing": "", "sent": "warn", "returned": "bad", "approved": "good"}
ACTS = {
    "begin": _("Begun"), "write": _("Written"), "send": _("Sent"), "approve": _("Approved"), "return": _("Returned"),
    "add_file": _("A document added"), "take_file": _("A document taken out"),
}  # fmt: skip
FIELDS = {
    "text": _("wording"), "responsible": _("responsible"), "supporting": _("supporting"), "starts": _("beginning"),
    "ends": _("end"), "money": _("money"), "targets": _("targets"), "challenges": _("challenges"),
    "source": _("source"),
}  # fmt: skip
CHANGES = {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed")}


def name(institution: str) -> str:
    return text_on(institution).in_(language()) if institution else ""


def names(institutions: Iterable[str]) -> str:
    return ", ".join(name(one) for one in institutions)


def execution(code: str) -> Any:
    """In words; of what nobody told, that it is so."""
    return code_list("plan_execution").codes[code].text.in_(language()) if code else _("Not reported")


def columns() -> tuple[Column, ...]:
    return (
        Column(
            "title", _("Plan"), lambda p: p.text.in_(language()), link=lambda p: reverse("plan:plan", args=[p.code])
        ),
        Column("kind", _("Kind"), lambda p: Kind(p.kind).label),
        Column("starts", _("From"), lambda p: p.starts.year, sort="starts", numeric=True),
        Column("ends", _("To"), lambda p: p.ends.year, sort="ends", numeric=True),
        Column("coordinator", _("Coordinator"), lambda p: name(p.coordinator)),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A measure on the page."""

    code: str
    text: str
    responsible: str
    supporting: str
    years: str
    money: str
    execution: Any
    kind: str
    targets: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """A task with its measures."""

    chapter: str
    code: str
    text: str
    lines: tuple[Line, ...]


def parts(tree: Tree, told: dict[str, Progress] | None = None) -> list[Part]:
    """The tree as tasks with lines. `told`: approved progress of each measure."""
    return [_part(chapter, task, told or {}) for chapter, task in tree.tasks()]


def _part(chapter: Chapter, task: Task, told: dict[str, Progress]) -> Part:
    lines = tuple(_line(one, told.get(one.code)) for one in task.measures)
    return Part(chapter.text.in_(language()), task.code, task.text.in_(language()), lines)


def _line(one: Measure, told: Progress | None) -> Line:
    code = told.execution if told else ""
    targets = tuple(
        f"{t.text.in_(language())}{f': {t.target}' if t.target else ''}{f' ({t.baseline})' if t.baseline else ''}"
        for t in one.targets
    )
    return Line(
        one.code, one.text.in_(language()), names(one.responsible), names(one.supporting), years(one),
        amounts(one), execution(code), EXECUTION_KIND.get(code, ""), targets, one.source,
    )  # fmt: skip


def years(one: Measure) -> str:
    return " – ".join(day.isoformat() for day in (one.starts, one.ends) if day)


def amounts(one: Measure) -> str:
    """As they were written; litas also in euro."""
    if not one.money:
        return ""
    said = ", ".join(map(str, one.money))
    return said if all(m.currency == "EUR" for m in one.money) else f"{said} ({total(list(one.money))} EUR)"


def counted(found: queries.Execution) -> list[tuple[Any, int]]:
    """State of execution, how many measures; untold last."""
    order = [*code_list("plan_execution").codes, ""]
    return [(execution(code), found.counts[code]) for code in order if found.counts.get(code)]


def challenges(tree: Tree) -> list[tuple[str, list[tuple[str, str]]]]:
    """(challenge, the measures that answer it as code and words), in the order of the list; a challenge that no measure
    answers stands with none. Empty where the plan tags nothing."""
    measures = list(tree.measures())
    if not any(one.challenges for one in measures):
        return []
    return [
        (found.text.in_(language()), [(m.code, m.text.in_(language())) for m in measures if code in m.challenges])
        for code, found in code_list("plan_challenge").codes.items()
    ]


def changed(found: Iterable[Change]) -> list[tuple[Any, str, str, str]]:
    """(what happened, code, measure, fields)."""
    return [
        (CHANGES[one.kind], one.code, one.text.in_(language()), ", ".join(str(FIELDS[f]) for f in one.what))
        for one in found
    ]


def own_columns() -> tuple[Column, ...]:
    return (
        Column(
            "measure", pgettext_lazy("plan", "Measure"), lambda p: p.measure.text.in_(language()),
            link=lambda p: reverse("plan:measure", args=[p.plan.code, p.measure.code]),
        ),
        Column("plan", _("Plan"), lambda p: p.plan.text.in_(language())),
        Column("years", _("When"), lambda p: years(p.measure)),
        Column("execution", _("Last reported"), lambda p: execution(p.execution)),
        Column("state", _("State"), lambda p: State(p.last.state).label if p.last else "", tag=True),
    )  # fmt: skip


def progress_columns() -> tuple[Column, ...]:
    return (
        Column(
            "period", _("Half-year"), lambda p: p.period, link=lambda p: reverse("plan:progress", args=[p.pk])
        ),
        Column("plan", _("Plan"), lambda p: p.plan.text.in_(language())),
        Column("measure", pgettext_lazy("plan", "Measure"), lambda p: p.measure),
        Column("institution", _("Institution"), lambda p: name(p.institution)),
        Column("execution", _("Execution"), lambda p: execution(p.execution)),
        Column("state", _("State"), lambda p: State(p.state).label, tag=True),
    )  # fmt: skip


def title(of: Plan) -> str:
    return of.text.in_(language())
