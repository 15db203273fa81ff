"""What a report may be built from, as values: figures, tables, the plan, answers. A template takes what it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from gija.formats.eu19a import Asked
from gija.methods.money import Money
from gija.rapporteur.plan.tree import Tree
from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reconciliation.grid import Result
from gija.rapporteur.reports.values import Block, ReportData, Section
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Handed:
    """A table as the register handed it over."""

    table: str
    title: Text
    vintage: int
    hash: str
    approved_on: str
    approved_by: Text


@dataclass(frozen=True, slots=True)
class Told:
    """The approved progress of one institution on one measure. `execution`: code of the list `plan_execution`;
    `actuals`: what was reached, in the order of the measure's targets, empty for untold."""

    measure: str
    period: str  # 2014-H2
    institution: str
    execution: str
    text: Text
    actuals: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()  # what it is, where it is found
    spent: Money | None = None


@dataclass(frozen=True, slots=True)
class PlanTold:
    """An edition of a plan and what was told of it. `names`: of its institutions; `known_on`: the day of the latest
    of what was told."""

    code: str
    title: Text
    starts: dt.date
    ends: dt.date
    coordinator: str
    edition: int
    tree: Tree
    known_on: dt.date
    document: Text = NOTHING
    adopted_by: str = ""
    adopted_on: dt.date | None = None
    told: tuple[Told, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What another country answered to a question. `source`: where it stands."""

    country: str  # code of the list `country`
    question: str  # 9.2.1
    text: Text
    source: Text


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that is known for a report. `results`: reconciliations; `chapters`: sections that other rooms made,
    put before the findings; `beside`: the ministry's frozen report, for who evaluates it; `asked`: who was asked for
    the yearly statistics, with the `names` of suppliers; `unjudged`: the indicators whose numbers are
    closed because the disclosure gate does not judge them; `answers`: of other countries;
    `entered`: section -> what registers hold for our own answer, `entered_on`: the day (ISO) of the last of it."""

    points: tuple[Point, ...] = ()
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()
    handed: tuple[Handed, ...] = ()
    results: tuple[Result, ...] = ()
    chapters: tuple[Section, ...] = ()
    plan: PlanTold | None = None
    beside: ReportData | None = None
    asked: tuple[Asked, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)
    unjudged: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    entered: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    entered_on: str = ""
