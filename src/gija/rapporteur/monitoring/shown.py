"""Findings, alerts and notes as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column
from gija.methods.trends import Verdict
from gija.methods.trends.words import VERDICTS
from gija.rapporteur.choices import language
from gija.rapporteur.monitoring import drawn, queries
from gija.rapporteur.monitoring.drawn import Drawn
from gija.rapporteur.monitoring.lines import Line
from gija.rapporteur.monitoring.models import AlertState, Finding, Kind, NoteVersion, Standing
from gija.vocabulary.lists import code_list

KIND = {
    Verdict.RISE: "warn", Verdict.FALL: "warn", Verdict.CHANGE: "warn", Verdict.NONE: "good",
    Verdict.TOO_FEW: "quiet", Verdict.TOO_SHORT: "quiet",
}  # fmt: skip


def finding_columns() -> tuple[Column, ...]:
    return (
        Column(
            "name", _("Series"), lambda f: f.name.in_(language()),
            link=lambda f: reverse("statistics:series", args=[f.indicator]),
        ),
        Column("span", _("Periods"), lambda f: f.first if f.first == f.last else f"{f.first} – {f.last}"),
        Column("verdict", _("What may be said"), lambda f: verdict(f), sort="verdict", tag=True),
        Column("said", _("In words"), lambda f: f.said.in_(language())),
    )  # fmt: skip


def verdict(one: Finding) -> str:
    return VERDICTS[Verdict(one.verdict)].in_(language())


def alert_columns() -> tuple[Column, ...]:
    return (
        Column("opened_at", _("Raised on"), lambda a: a.opened_at, sort="opened_at"),
        Column("kind", _("Kind"), lambda a: Kind(a.kind).label, sort="kind"),
        Column(
            "text", _("Alert"), lambda a: a.text.in_(language()),
            link=lambda a: reverse("monitoring:alert", args=[a.pk]),
        ),
        Column("state", _("State"), lambda a: AlertState(a.state).label, sort="state", tag=True),
    )  # fmt: skip


def note_columns() -> tuple[Column, ...]:
    return (
        Column("title", _("Threat"), lambda n: n.title, link=lambda n: reverse("monitoring:note", args=[n.code])),
        Column("author", _("Author"), lambda n: n.author),
        Column("number", _("Version number"), lambda n: n.number, numeric=True),
        Column("review_on", _("To be reviewed by"), lambda n: n.review_on),
        Column("standing", _("Standing"), standing, tag=True),
    )  # fmt: skip


def standing(one: NoteVersion) -> object:
    """How a note stands; that its review is overdue comes before."""
    return _("Review overdue") if queries.due(one) else Standing(one.standing).label


@dataclass(frozen=True, slots=True)
class Said:
    """What the last check said of a line, if anything; `stale`: of other figures than these."""

    name: str
    verdict: str
    kind: str
    words: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart on a page, with what may be said of its lines, or what is missing."""

    chart: Drawn
    said: tuple[Said, ...]
    needs: str
    asked: str


def panels(charts: list[Drawn], known: dict[str, Finding]) -> list[Panel]:
    return [
        Panel(
            one, tuple(_said(line, known[line.key]) for line in one.lines if line.key in known),
            drawn.needs(one.spec, language()), drawn.asked(one.spec.ask, language()),
        )
        for one in charts
    ]  # fmt: skip


def _said(line: Line, found: Finding) -> Said:
    kind, stale = KIND[Verdict(found.verdict)], line.digest != found.figures
    return Said(line.text.in_(language()), verdict(found), kind, found.said.in_(language()), stale)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: a series with its page, or a source in words."""

    words: str
    link: str


def evidence(note: NoteVersion) -> list[Evidence]:
    of = code_list("indicator")
    return [
        Evidence(of[ref].text.in_(language()), reverse("statistics:series", args=[ref])) if kind == "series"
        else Evidence(words, "")
        for kind, ref, words in note.evidence
    ]  # fmt: skip
