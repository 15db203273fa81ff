"""The tables of a plan's progress: measures and their execution, indicators, money, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gija.figures.charts import Value
from gija.methods.money import Money, total
from gija.rapporteur.plan.tree import Measure, Task
from gija.rapporteur.reports.building.common import label
from gija.rapporteur.reports.building.known import PlanTold, Told
from gija.rapporteur.reports.values import Block, Cell, Column, Paragraph, Table
from gija.vocabulary.text import Text

Progress = Mapping[tuple[str, str], Told]
NOT_TOLD, NOT_PLANNED = Value(None, "not_available"), Text("not stated", "nenurodyta")
UNTOLD = Text("Not reported", "Nepateikta")
STORY = Text("{code}, {who}: {text}", "{code}, {who}: {text}")
NAMED = Text("{who}: {codes}", "{who}: {codes}")
FACTS = Text("The plan", "Planas")
WHAT, CONTENT = Text("What", "Kas"), Text("Content", "Turinys")
IN_FORCE, COORDINATOR = Text("In force", "Galioja"), Text("Coordinated by", "Koordinuoja")
ADOPTED, EDITION = Text("Adopted", "Patvirtinta"), Text("Edition", "Redakcija")
CODE, MEASURE = Text("Code", "Kodas"), Text("Measure", "Priemonė")
RESPONSIBLE, DUE = Text("Responsible", "Atsakinga"), Text("Due", "Terminas")
EXECUTION, TOLD_FOR = Text("Execution", "Įvykdymas"), Text("Reported for", "Pateikta už")
INDICATOR, TARGET = Text("Indicator", "Rodiklis"), Text("Target", "Siekinys")
BASELINE, REACHED = Text("Baseline", "Pradinė reikšmė"), Text("Reached", "Pasiekta")
INDICATORS = Text("Indicators of the measures", "Priemonių rodikliai")
PLANNED, SPENT = Text("Planned", "Numatyta"), Text("Spent", "Panaudota")
IN_EUR = Text("{what}, EUR", "{what}, EUR")
MONEY, ALL = Text("Money of the measures", "Priemonių lėšos"), Text("All", "Iš viso")
EVIDENCE, WHERE = Text("Evidence", "Įrodymai"), Text("Where it is found", "Kur rasti")
NO_MONEY = Text("No measure states money.", "Nė vienai priemonei lėšos nenurodytos.")
NO_EVIDENCE = Text("No evidence was given.", "Įrodymų nepateikta.")
RATE = Text(
    "Litas at the fixed rate of 3.45280 LTL for 1 EUR, each amount rounded to the cent.",
    "Litai perskaičiuoti neatšaukiamai nustatytu kursu: 1 EUR = 3,45280 LTL; kiekviena suma suapvalinta centais.",
)


def _plain(said: str) -> Text:
    return Text(said, said)


def _name(plan: PlanTold, code: str) -> Text:
    return plan.names.get(code, _plain(code))


def _names(plan: PlanTold, codes: Iterable[str]) -> Text:
    found = [_name(plan, one) for one in codes]
    return Text(", ".join(t.en for t in found), ", ".join(t.lt for t in found)) if found else NOT_PLANNED


def facts(plan: PlanTold) -> Table:
    """What the plan is, who adopted it, when it holds."""
    adopted = NOT_PLANNED
    if plan.document.en or plan.adopted_by or plan.adopted_on:
        day = plan.adopted_on.isoformat() if plan.adopted_on else ""
        by = _name(plan, plan.adopted_by) if plan.adopted_by else Text("", "")
        parts = [(plan.document.en, by.en, day), (plan.document.lt, by.lt, day)]
        adopted = Text(*(", ".join(filter(None, one)) for one in parts))
    rows = (
        (EDITION, _plain(str(plan.edition))), (ADOPTED, adopted),
        (IN_FORCE, _plain(f"{plan.starts.isoformat()} – {plan.ends.isoformat()}")),
        (COORDINATOR, _name(plan, plan.coordinator)),
    )  # fmt: skip
    return Table("plan-facts", FACTS, (Column(WHAT), Column(CONTENT)), rows, widths=(1, 3))


def measures(plan: PlanTold, task: Task, told: Progress) -> Table:
    """The measures of a task: who answers, until when, how far each is."""
    rows = [row for one in task.measures for row in _measure(plan, one, told)]
    columns = tuple(map(Column, (CODE, MEASURE, RESPONSIBLE, DUE, EXECUTION, TOLD_FOR)))
    return Table(f"measures-{task.code.replace('.', '-')}", task.text, columns, tuple(rows), (), (), (3, 9, 6, 4, 4, 3))


def _measure(plan: PlanTold, one: Measure, told: Progress) -> list[tuple[Cell, ...]]:
    due = _plain(one.ends.isoformat()) if one.ends else NOT_PLANNED
    rows: list[tuple[Cell, ...]] = []
    for who in one.responsible or ("",):
        found = told.get((one.code, who))
        standing = label("plan_execution", found.execution) if found and found.execution else UNTOLD
        name = _name(plan, who) if who else NOT_PLANNED
        rows.append((_plain(one.code), one.text, name, due, standing, _plain(found.period if found else "–")))
    return rows


def indicators(plan: PlanTold, told: Progress) -> Table:
    """Each indicator of each measure: baseline, target, what was reached by each institution."""
    rows: list[tuple[Cell, ...]] = []
    for one in plan.tree.measures():
        for number, target in enumerate(one.targets):
            reached = [
                told[one.code, who].actuals[number]
                for who in one.responsible
                if (one.code, who) in told and number < len(told[one.code, who].actuals)
            ]
            known = ", ".join(filter(None, reached))
            rows.append((_plain(one.code), target.text, _plain(target.baseline) if target.baseline else NOT_PLANNED,
                         _plain(target.target) if target.target else NOT_PLANNED,
                         _plain(known) if known else NOT_TOLD))  # fmt: skip
    columns = (
        Column(CODE), Column(INDICATOR), Column(BASELINE, numeric=True), Column(TARGET, numeric=True),
        Column(REACHED, numeric=True),
    )  # fmt: skip
    return Table("indicators", INDICATORS, columns, tuple(rows), widths=(3, 9, 4, 4, 4))


def money(plan: PlanTold, told: Progress) -> list[Block]:
    """What was planned and spent: in the currency it was stated in, and in euro."""
    rows: list[tuple[Cell, ...]] = []
    planned: list[Money] = []
    spent: list[Money] = []
    for one in plan.tree.measures():
        used = [t.spent for (code, _), t in sorted(told.items()) if code == one.code and t.spent]
        if one.money or used:
            rows.append((_plain(one.code), one.text, *_amounts(list(one.money)), *_amounts(used)))
            planned += one.money
            spent += used
    if not rows:
        return [Paragraph(NO_MONEY)]
    rows.append((_plain("–"), ALL, *_amounts(planned), *_amounts(spent)))
    columns = (
        Column(CODE), Column(MEASURE), Column(PLANNED), Column(IN_EUR.fill(what=PLANNED), numeric=True),
        Column(SPENT), Column(IN_EUR.fill(what=SPENT), numeric=True),
    )  # fmt: skip
    return [Table("money", MONEY, columns, tuple(rows), (RATE,), (), (3, 8, 4, 4, 4, 4))]


def _amounts(given: list[Money]) -> tuple[Cell, Cell]:
    """As stated (added up by currency), and in euro; not stated where there is none."""
    if not given:
        return NOT_PLANNED, NOT_TOLD
    sums: dict[str, Decimal] = {}
    for one in given:
        sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.amount
    plain = [f"{amount:,.2f}" for amount in sums.values()]
    texts = [", ".join(f"{a} {c}" for a, c in zip(plain, sums, strict=True))]
    texts.append(", ".join(f"{_lithuanian(a)} {c}" for a, c in zip(plain, sums, strict=True)))
    return Text(*texts), Value(total(given))


def _lithuanian(amount: str) -> str:
    return amount.replace(",", "\u00a0").replace(".", ",")


def evidence(plan: PlanTold, told: Progress) -> list[Block]:
    """The register of evidence: measure, institution, what it is, where it is found."""
    rows: list[tuple[Cell, ...]] = [
        (_plain(one.measure), _name(plan, one.institution), _plain(what), _plain(where))
        for _, one in sorted(told.items())
        for what, where in one.evidence
    ]
    if not rows:
        return [Paragraph(NO_EVIDENCE)]
    columns = tuple(map(Column, (CODE, RESPONSIBLE, EVIDENCE, WHERE)))
    return [Table("evidence", EVIDENCE, columns, tuple(rows), widths=(3, 6, 7, 9))]
