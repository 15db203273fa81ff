"""How data calls are shown: columns, states, progress, in the language of the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column
from gija.rapporteur.choices import language
from gija.rapporteur.collection import calendar, cells, queries, rules, template
from gija.rapporteur.collection.models import Call, State, Submission
from gija.vocabulary.indicators import indicators

STATE_KIND = {"filling": "", "handed": "warn", "approved": "note", "returned": "bad", "accepted": "good"}


def title(of: Call) -> str:
    return of.title_lt if language() == "lt" else of.title_en


def supplier(of: Submission) -> str:
    return of.institution_lt if language() == "lt" else of.institution_en


def state(of: Submission) -> str:
    return str(State(of.state).label)


def names(of: Submission) -> dict[str, str]:
    """Indicator -> what it is called."""
    return {one: indicators()[one].text.in_(language()) for one in queries.indicators_of(of)}


def own_columns() -> tuple[Column, ...]:
    return (
        Column(
            "call",
            _("Data call"),
            lambda s: title(s.call),
            link=lambda s: reverse("collection:submission", args=[s.pk]),
        ),
        Column("period", _("Period"), lambda s: s.call.period),
        Column("opens", _("Opens"), lambda s: s.call.opens_on),
        Column("due", _("Deadline"), lambda s: s.call.due_on),
        Column("state", _("State"), standing, tag=True),
        Column("delegate", _("Asked to fill it in"), lambda s: s.delegate_name),
    )


def standing(of: Submission) -> Any:
    """The state; of what is late, that it is."""
    if not queries.is_open(of.call):
        return _("Not open yet")
    late: Any = _("late")
    return f"{state(of)} ({late})" if queries.late(of) else state(of)


def call_columns() -> tuple[Column, ...]:
    return (
        Column("call", _("Data call"), title, link=lambda c: reverse("collection:call", args=[c.code])),
        Column("period", _("Period"), lambda c: c.period),
        Column("due", _("Deadline"), lambda c: c.due_on),
        Column("asked", _("Suppliers asked"), lambda c: c.asked, numeric=True),
        Column("sent", _("Have sent"), lambda c: c.sent, numeric=True),
        Column("accepted", _("Accepted"), lambda c: c.accepted, numeric=True),
    )


def supplier_columns() -> tuple[Column, ...]:
    return (
        Column("supplier", _("Supplier"), supplier, link=lambda s: reverse("collection:desk", args=[s.pk])),
        Column("state", _("State"), standing, tag=True),
        Column("cells", _("Figures told"), lambda s: f"{len(s.cells)} / {len(queries.asked(s))}", numeric=True),
        Column("changed", _("Last change"), lambda s: s.changed_at),
        Column("reminders", _("Reminders sent"), lambda s: s.reminded, numeric=True),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """One indicator of a submission: how many cells are told, what the checks found, whether it is locked and why."""

    code: str
    text: str
    told: int
    asked: int
    errors: int
    warnings: int
    locked: str


def progress(of: Submission, found: list[queries.Answered]) -> list[Progress]:
    told = Counter(cells.indicator_of(cell) for cell in of.cells)
    levels = Counter((cells.indicator_of(one.finding.cell), one.finding.level) for one in found)
    lines = []
    for code, text in names(of).items():
        why = rules.locked(of, cells.key(code))
        lines.append(
            Progress(
                code, text, told[code], len(cells.asked(code)), levels[code, "error"], levels[code, "warning"],
                why.in_(language()) if why else "",
            )
        )  # fmt: skip
    return lines


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as the Rapporteur sees it beside that of the period before."""

    label: str
    depth: int
    value: str
    before: str
    note: str


def figures(of: Submission) -> list[tuple[str, list[Line]]]:
    """Everything that was told, by indicator, beside the period before."""
    looked = queries.looked(of)
    before = looked.earlier[0] if looked.earlier else {}
    return [
        (text, [line(cell, looked.figures, before) for cell in cells.asked(code)]) for code, text in names(of).items()
    ]


def line(cell: str, now: cells.Figures, before: cells.Figures) -> Line:
    """One cell of a list of figures."""
    one = now.get(cell)
    words, depth = cells.text(cell).in_(language()), len(cells.parts(cell)[1])
    return Line(words, depth, said(one), said(before.get(cell)), one.note if one else "")


def said(one: cells.Told | None) -> str:
    """A number, or why there is none; a dash where nothing was told."""
    if one is None:
        return "–"
    return one.number or template.statuses(language()).get(one.status, one.status)


ACTS = {
    "fill": _("Figures changed"),
    "answer": _("Findings answered"),
    "delegate": _("Asked a colleague"),
    "hand_over": _("Handed over to the head"),
    "give_back": _("Given back by the head"),
    "approve": _("Approved and sent"),
    "return": _("Returned by the Rapporteur"),
    "accept": _("Accepted by the Rapporteur"),
    "reopen": _("Reopened by the Rapporteur"),
}


def history(of: Submission) -> list[dict[str, Any]]:
    """What was done, latest first; changes of one person in a row are told once."""
    lines: list[dict[str, Any]] = []
    for act in of.acts.order_by("-id"):
        line = {"act": act.act, "text": ACTS.get(act.act, act.act), "who": act.actor_name, "at": act.at,
                "reason": act.reason, "revision": _revision(act.revision)}  # fmt: skip
        last = lines[-1] if lines else None
        if not (last and act.act in ("fill", "answer") and (last["act"], last["who"]) == (act.act, act.actor_name)):
            lines.append(line)
    return lines


def _revision(code: str) -> str:
    kind = calendar.policy()["kinds"].get(code)
    return str(kind[language()]) if kind else ""
