"""How figures are shown on pages and on the terminal: cells and columns in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column
from gija.rapporteur.statistics import breakdowns, checks_of_series, exports
from gija.rapporteur.statistics.looking import IndicatorLine
from gija.rapporteur.statistics.points import Break, Point, Series
from gija.rapporteur.statistics.published import sources
from gija.rapporteur.statistics.queries import Revision, is_inner
from gija.rapporteur.statistics.together import Together
from gija.rapporteur.statistics.together import together as bounds
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


def code(name: str, language: str) -> Callable[[str], str]:
    """Code -> its label in the list `name`."""
    known = code_list(name)
    return lambda value: known[value].text.in_(language) if value in known else value


def indicator_columns(language: str) -> tuple[Column, ...]:
    label, unit = code("indicator", language), code("indicator_unit", language)

    def link(line: IndicatorLine) -> str:
        return reverse("statistics:series", args=[line.code])

    return (
        Column("indicator", _("Indicator"), lambda x: label(x.code), link=link),
        Column("unit", _("Unit"), lambda x: unit(code_list("indicator")[x.code].extra["unit"])),
        Column("periods", _("Periods"), lambda x: span(x.periods)),
        Column("figures", _("Figures told"), lambda x: str(x.figures), numeric=True),
        Column("missing", _("Figures missing"), lambda x: str(x.missing), numeric=True),
        Column("breaks", _("Breaks in series"), lambda x: str(x.breaks), numeric=True),
        Column("findings", _("Findings"), lambda x: str(x.findings), numeric=True),
    )


def span(periods: tuple[str, ...]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]} – {periods[-1]}"


def finding_columns(language: str) -> tuple[Column, ...]:
    level = code("finding_level", language)
    return (
        Column("period", _("Period"), lambda f: f.period),
        Column(
            "indicator", _("Indicator"), lambda f: f.title.in_(language),
            link=lambda f: reverse("statistics:series", args=[f.indicator]),
        ),
        Column("level", _("Gravity"), lambda f: level(f.level), tag=True),
        Column("text", _("Finding"), lambda f: f.text.in_(language)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the series table: a figure, with the break before it where there is one."""

    point: Point
    value: str
    of: str
    base: str
    stage: str
    definition: str
    authority: str
    kind: str
    source: str
    document: str
    break_before: str
    inner: bool


def series_rows(found: Series, language: str, points: Sequence[Point] | None = None, last: str = "") -> list[Row]:
    """The figures in order of time, or those of one page, before which a figure of the period `last` stands; the first
    of a period after a break carries it."""
    rows = []
    for point in found.points if points is None else points:
        broken = found.break_before(point.period) if point.period != last else None
        rows.append(row_of(point, language, break_text(broken, language) if broken else ""))
        last = point.period
    return rows


def sheet_rows(found: Series, sheet: Page[Point], language: str) -> list[Row]:
    """The figures of one page of the series."""
    before = found.points[sheet.start_index() - 2] if sheet.number > 1 else None
    return series_rows(found, language, list(sheet.object_list), before.period if before else "")


@dataclass(frozen=True, slots=True)
class Pages:
    """The links to the other pages of a list, which keep what its form asks."""

    page: Page[Any]
    form: Form

    @property
    def kept(self) -> str:
        """The query string of the form."""
        asked = (
            [(f.html_name, str(f.data)) for f in self.form if f.data not in (None, "")] if self.form.is_bound else []
        )
        return urlencode(asked)

    @property
    def numbers(self) -> list[int | str]:
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))


def together(found: Series, sheet: Page[Point], language: str) -> list[tuple[Together, str]]:
    """What institutions told of the figures of one page, all together, and of whom."""
    here = {(point.period, point.breakdown) for point in sheet}
    every = bounds(found.points) if here else []
    return [(one, breakdowns.text(one.breakdown).in_(language)) for one in every if (one.period, one.breakdown) in here]


def revisions(found: Sequence[Revision], language: str) -> list[dict[str, object]]:
    """Revisions in words."""
    return [
        {"period": one.after.period, "of": breakdowns.text(one.after.breakdown).in_(language),
         "before": one.before.text.in_(language), "after": one.after.text.in_(language),
         "day": one.after.known_from, "reason": one.after.revision}
        for one in found
    ]  # fmt: skip


def break_text(one: Break, language: str) -> str:
    what = checks_of_series.changed_text(one.changed)
    return Text(
        f"Break in series between {one.before} and {one.after}: {what.en} changed. Not comparable.",
        f"Eilutės trūkis tarp {one.before} ir {one.after}: pasikeitė {what.lt}. Reikšmės nelyginamos.",
    ).in_(language)


def row_of(point: Point, language: str, broken: str = "") -> Row:
    """A figure in words; `broken`: the break before it."""
    basis = point.basis
    known = sources().get(point.source)
    return Row(
        point=point,
        value=point.text.in_(language),
        of=breakdowns.text(point.breakdown).in_(language),
        base=code("observation_base", language)(basis.base),
        stage=code("observation_stage", language)(basis.stage),
        definition=code("observation_definition", language)(basis.definition),
        authority=code("institution_kind", language)(basis.authority),
        kind=code("observation_kind", language)(basis.kind),
        source=exports.source(point),
        document=known.text.in_(language) if known else point.source,
        break_before=broken,
        inner=is_inner(point),
    )
