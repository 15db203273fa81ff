"""The kinds of report as values: for which periods each is, which sections it has, which of them an author writes.

Titles, order and helps stand in the outlines `data/*.yaml`. `Template.build` makes the whole report of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

from gija.rapporteur.reports.building.common import Setting, outline
from gija.rapporteur.reports.building.eu_tables import eu_tables
from gija.rapporteur.reports.building.figured import figured, whole
from gija.rapporteur.reports.building.half_year import half_year
from gija.rapporteur.reports.building.known import Knowledge
from gija.rapporteur.reports.building.one_table import one_table
from gija.rapporteur.reports.building.plan_progress import plan_progress
from gija.rapporteur.reports.building.questionnaire import questionnaire
from gija.rapporteur.reports.values import ReportData, Section
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

Maker = Callable[[str, Knowledge, Setting], ReportData]


class Periods(Enum):
    """What a report may be of: a year (2014), a half-year (2014-H1), several years (2009-2014), or any period."""

    YEAR = r"(19|20)\d\d"
    HALF = r"(19|20)\d\d-H[12]"
    SPAN = r"(19|20)\d\d-(19|20)\d\d"
    ANY = r"(19|20)\d\d(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"

    def fits(self, period: str) -> bool:
        if not re.fullmatch(self.value, period):
            return False
        return self is not Periods.SPAN or period[:4] < period[5:]


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section where an author may write; `asks`: must, before the report can be frozen; `indicators`: of which it
    shows figures, none for all."""

    code: str
    title: Text
    help: Text
    asks: bool
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of report. `reasoned`: it must say why it is of just this period; `signed`: it has a signature block."""

    kind: str
    text: Text
    periods: Periods
    sections: tuple[SectionPlan, ...]
    maker: Maker
    reasoned: bool = False
    signed: bool = False

    def build(self, period: str, known: Knowledge, setting: Setting) -> ReportData:
        """The report with the author's passages in their sections.

        Refuses a period of another kind (`reports.period`), a missing reason for the period (`reports.period_reason`),
        and whatever the maker of the kind refuses. A section that asks and got no passage is left out: whoever freezes
        looks at `missing` first.
        """
        if not self.periods.fits(period):
            raise GijaError("reports.period")
        if self.reasoned and setting.reason is None:
            raise GijaError("reports.period_reason")
        data = self.maker(period, known, setting)
        return replace(
            data, sections=_written(data.sections, self.sections, setting), signatures=setting.signatures,
            addressees=setting.addressees, reason=setting.reason if self.reasoned else None,
        )  # fmt: skip

    def missing(self, setting: Setting) -> tuple[SectionPlan, ...]:
        """The sections that ask for a passage and have none."""
        return tuple(one for one in self.sections if one.asks and not setting.passages.get(one.code))


def _written(
    made: tuple[Section, ...], plans: tuple[SectionPlan, ...], setting: Setting
) -> tuple[Section, ...]:  # fmt: skip
    """What was written stands first in its section; a section that is only written comes after the planned one before
    it. Empty sections go. Refuses a passage for a section the report does not have (`reports.section`)."""
    found = {one.code: one for one in made}
    order, place = [one.code for one in made], 0
    titles = {plan.code: plan.title for plan in plans}
    for code in setting.passages:
        if code not in found and code not in titles:
            raise GijaError("reports.section", section=code[:40])
    for plan in plans:
        if plan.code in found:
            place = order.index(plan.code) + 1
        elif setting.passages.get(plan.code):
            found[plan.code] = Section(plan.code, plan.title, ())
            order.insert(place, plan.code)
            place += 1
    made_ = (replace(found[c], blocks=(*setting.passages.get(c, ()), *found[c].blocks)) for c in order)
    return tuple(one for one in made_ if one.blocks)


def _half_year(period: str, known: Knowledge, setting: Setting) -> ReportData:
    return half_year(period, known.handed, known.points, setting)


def _table(period: str, known: Knowledge, setting: Setting) -> ReportData:
    return one_table(period, known.handed, known.points, setting)


def _figured(kind: str) -> Maker:
    return lambda period, known, setting: figured(kind, period, known, setting)


_OF: Mapping[str, tuple[Periods, Maker]] = {
    "half_year": (Periods.HALF, _half_year),
    "annual": (Periods.YEAR, _figured("annual")),
    "evaluator": (Periods.YEAR, _figured("evaluator")),
    "multi_year": (Periods.SPAN, _figured("multi_year")),
    "plan_progress": (Periods.YEAR, plan_progress),
    "questionnaire": (Periods.YEAR, questionnaire),
    "eu19a": (Periods.YEAR, eu_tables),
    "greta": (Periods.SPAN, _figured("greta")),
    "table": (Periods.ANY, _table),
}


@cache
def template(kind: str) -> Template:
    """The template of a kind; `reports.kind` for any other."""
    if kind not in _OF:
        raise GijaError("reports.kind")
    periods, maker = _OF[kind]
    words = outline(kind)
    sections = tuple(
        SectionPlan(raw["code"], Text.of(raw["title"]), Text.of(raw["help"]), bool(raw.get("asks")), _shown(raw))
        for raw in map(whole, (*words.get("sections", ()), *words.get("written", ())))
        if "help" in raw
    )
    flags = {name: bool(words.get(name)) for name in ("reasoned", "signed")}
    return Template(kind, Text.of(words["name"]), periods, sections, maker, **flags)


def _shown(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The indicators that the blocks of a section name."""
    known, found = code_list("indicator").codes, list[str]()
    for block in raw.get("blocks", ()):
        for of in block.values():
            named = of.values() if isinstance(of, dict) else of if isinstance(of, list) else [of]
            found += [one for one in named if isinstance(one, str) and one in known]
    return tuple(dict.fromkeys(found))


TEMPLATES: Mapping[str, Template] = {kind: template(kind) for kind in _OF}
