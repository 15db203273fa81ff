"""The progress of a plan, for the Government by 31 January: measures, execution, indicators, money, evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from gija.figures.charts import Bar, BarChart, BarRow, Part, Value
from gija.rapporteur.reports.building import plan_tables
from gija.rapporteur.reports.building.common import Setting, certified, label, outline, said, terms
from gija.rapporteur.reports.building.known import Knowledge, PlanTold, Told
from gija.rapporteur.reports.values import (
    Block,
    Figure,
    Heading,
    Notice,
    Origin,
    Paragraph,
    Points,
    ReportData,
    Section,
)
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

MEASURES = Text("measures", "priemonės")
UNTOLD = Text("Not reported", "Nepateikta")
FROM = Text("Source of the plan's text: {source}.", "Plano teksto šaltinis: {source}.")


def plan_progress(period: str, known: Knowledge, setting: Setting) -> ReportData:
    """The report of a year on a plan, from what institutions told and the coordinator approved.

    Refuses (`reports.no_plan`) without a plan, and a year that the plan does not know.
    """
    plan = known.plan
    if plan is None or not plan.starts.year <= int(period) <= plan.ends.year + 1:
        raise GijaError("reports.no_plan")
    words = outline("plan_progress")
    told = last_told(plan, period)
    return ReportData(
        code=f"plan-progress-{period}",
        kind="plan_progress",
        title=said(words["title"], year=period),
        subtitle=plan.title,
        period=period,
        day=plan.known_on.isoformat(),
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=tuple(_sections(plan, told, period)),
        methods=(*(said(raw) for raw in words["methods"]), *certified(setting)),
        sources=(),
        glossary=terms("plan"),
        foreword=setting.foreword,
    )


def last_told(plan: PlanTold, year: str) -> dict[tuple[str, str], Told]:
    """(measure, institution) -> what was told last, until the end of the year."""
    found = {}
    for one in sorted(plan.told, key=lambda t: t.period):
        if one.period <= f"{year}-H2":
            found[one.measure, one.institution] = one
    return found


Progress = dict[tuple[str, str], Told]


def _sections(plan: PlanTold, told: Progress, period: str) -> Iterator[Section]:
    makers: Mapping[str, Callable[[], Iterable[Block]]] = {
        "execution": lambda: _execution(plan, told, period),
        "measures": lambda: _measures(plan, told),
        "indicators": lambda: [plan_tables.indicators(plan, told)],
        "money": lambda: plan_tables.money(plan, told),
        "evidence": lambda: plan_tables.evidence(plan, told),
        "silent": lambda: _silent(plan, told),
    }
    for raw in outline("plan_progress")["sections"]:
        made = [*makers[raw["code"]]()] if raw["code"] in makers else []
        blocks = [Paragraph(said(one)) for one in raw.get("text", ())] if made else []
        yield Section(raw["code"], said(raw["title"]), (*blocks, *made))


def standings(plan: PlanTold, told: Progress) -> dict[str, int]:
    """State of execution -> how many measures: of several institutions the one that is furthest behind; "" for untold
    by any of them."""
    order = ["", "not_started", "delayed", "under_way", "dropped", "partly", "done"]
    counts: dict[str, int] = {}
    for measure in plan.tree.measures():
        own = [told.get((measure.code, one)) for one in measure.responsible] or [None]
        worst = min((one.execution if one else "" for one in own), key=order.index)
        counts[worst] = counts.get(worst, 0) + 1
    return counts


def _execution(plan: PlanTold, told: Progress, period: str) -> list[Block]:
    words = outline("plan_progress")
    counts = standings(plan, told)
    codes = [code for code in (*code_list("plan_execution").codes, "") if counts.get(code)]
    total = sum(counts.values())
    summary = said(words["summary"], year=period, measures=total, told=total - counts.get("", 0),
                   done=counts.get("done", 0), edition=plan.edition)  # fmt: skip
    rows = tuple(
        BarRow(execution_text(code), (Bar(_part(code), Value(counts[code])),)) for code in codes
    )  # fmt: skip
    title = said(words["chart"], year=period)
    found: list[Block] = [Paragraph(summary), plan_tables.facts(plan)]
    if rows:
        found.append(Figure("execution-chart", BarChart(title, MEASURES, rows)))
    return [*found, *([Origin(FROM.fill(source=plan.source))] if plan.source else [])]


def execution_text(code: str) -> Text:
    return label("plan_execution", code) if code else UNTOLD


def _part(code: str) -> Part:
    return Part("plan_execution", code or "untold", execution_text(code))


def _measures(plan: PlanTold, told: Progress) -> Iterable[Block]:
    found: list[Block] = []
    for chapter in plan.tree.chapters:
        found.append(Heading(chapter.text))
        for task in chapter.tasks:
            if task.measures:
                found.append(plan_tables.measures(plan, task, told))
                found += _stories(plan, task.measures, told)
    return found


def _stories(plan: PlanTold, measures: Iterable[object], told: Progress) -> Iterator[Block]:
    """What institutions wrote of the measures of a task, each with its code."""
    codes = [getattr(one, "code", "") for one in measures]
    lines = tuple(
        plan_tables.STORY.fill(code=one.measure, who=plan.names.get(one.institution, Text(one.institution, "")),
                               text=one.text)
        for (code, _), one in sorted(told.items()) if code in codes and one.text.en
    )  # fmt: skip
    if lines:
        yield Points(lines)


def _silent(plan: PlanTold, told: Progress) -> list[Block]:
    """Who answers for a measure and told nothing."""
    missing: dict[str, list[str]] = {}
    for measure in plan.tree.measures():
        for one in measure.responsible:
            if (measure.code, one) not in told:
                missing.setdefault(one, []).append(measure.code)
    words = outline("plan_progress")
    if not missing:
        return [Paragraph(said(words["all_told"]))]
    lines = (
        plan_tables.NAMED.fill(who=plan.names.get(one, Text(one, one)), codes=", ".join(codes))
        for one, codes in sorted(missing.items())
    )
    return [Notice(said(words["not_told"])), Points(tuple(lines))]
