"""How official and collected figures are shown side by side, on pages, in the file and on the terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column
from gija.rapporteur.official import layouts, queries
from gija.rapporteur.official.comparing import Comparison, Told
from gija.rapporteur.statistics import breakdowns, exports
from gija.vocabulary.lists import code_list


def publisher(code: str, language: str) -> str:
    known = layouts.data()["publishers"].get(code)
    return str(known[language[:2]]) if known else code


def number(told: Told, language: str) -> str:
    """`5`, `≥ 5`, `Not available`."""
    if told.value is None:
        return code_list("value_status")[told.status].text.in_(language)
    return f"{code_list('observation_qualifier')[told.qualifier].extra['symbol']} {told.value}".strip()


def collected(of: Comparison) -> str:
    return "" if of.collected is None else str(of.collected)


def difference(of: Comparison) -> str:
    """`+3`, `−2`, `0`; empty where none is computed."""
    found = of.difference
    if found is None:
        return ""
    return "0" if not found else f"+{found}" if found > 0 else f"−{-found}"


def columns(language: str) -> tuple[Column, ...]:
    reasons = queries.reasons()

    def word(name: str, code: str) -> str:
        return code_list(name)[code].text.in_(language)

    return (
        Column("indicator", _("Indicator"), lambda c: word("indicator", c.indicator),
               link=lambda c: reverse("official:one", args=[c.pk])),
        Column("period", _("Period"), lambda c: c.period),
        Column("of", _("Of whom or what"), lambda c: breakdowns.text(c.breakdown).in_(language)),
        Column("publisher", _("Publisher"), lambda c: publisher(c.publisher, language)),
        Column("authority", _("Authority"), lambda c: word("institution_kind", c.authority)),
        Column("official", _("Official"), lambda c: number(c.official, language), numeric=True),
        Column("collected", _("Collected"), collected, numeric=True),
        Column("difference", _("Difference"), difference, numeric=True),
        Column("why", _("Why"), lambda c: why(c, reasons, language)),
    )  # fmt: skip


def why(of: Comparison, reasons: dict[Any, Any], language: str) -> str:
    """The reason that was given, as long as the figures stand; why none is computed; that nobody has explained it."""
    if of.why_not is not None:
        return of.why_not.in_(language)
    said = reasons.get(of.key)
    if said is not None and queries.holds(said, of):
        return str(said.reason)
    return str(_("Not explained yet")) if of.difference else ""


def table(rows: Iterable[Comparison], language: str) -> bytes:
    """The comparison as CSV: UTF-8 with a byte order mark, semicolons, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    shown = columns(language)
    writer.writerow([str(one.label) for one in shown] + [str(_("Publication")), str(_("Published on"))])
    for row in rows:
        cells = _cells(row, shown)
        writer.writerow([f"'{cell}" if cell.startswith(exports.FORMULA) else cell for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(row: Comparison, shown: tuple[Column, ...]) -> Iterator[str]:
    for column in shown:
        yield str(row.difference if column.key == "difference" and row.difference is not None else column.cell(row))
    yield row.document
    yield row.published_on
