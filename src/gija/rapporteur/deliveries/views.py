"""Pages of deliveries: what can be handed over, the European Union's set of a year with what is missing, the files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gija.commons.accounts.sudo import sudo
from gija.commons.permissions import may, needs
from gija.formats.eu19a.tables import Table, TableSet
from gija.formats.eu19a.values import state_text
from gija.formats.eu19a.writing import STATES, legal, words
from gija.rapporteur.choices import language
from gija.rapporteur.deliveries import queries, services
from gija.rapporteur.deliveries.forms import SdmxForm
from gija.rapporteur.deliveries.services import File
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import UNVERIFIED, code_list


@needs("rapporteur.delivery.read")
@require_GET
def overview(request: Any) -> HttpResponse:
    """What can be handed over."""
    page = {
        "form": SdmxForm(),
        "years": queries.years(),
        "unverified": UNVERIFIED.in_(language()),
        "may": may(request.actor, queries.EXPORT),
    }
    return render(request, "deliveries/overview.html", page)


@needs("rapporteur.delivery.export")
@sudo
@require_GET
def sdmx(request: Any, kind: str) -> HttpResponse:
    """Figures as SDMX."""
    form = SdmxForm(request.GET)
    if not form.is_valid():
        raise GijaError("deliveries.choice")
    return _file(services.as_sdmx(request.actor, kind, language=language(), **form.wanted))


@needs("rapporteur.delivery.read")
@require_GET
def year(request: Any, year: int) -> HttpResponse:
    """The European Union's tables of a year: by kind of authority, and how complete they are."""
    made, names = queries.table_set(str(year))
    totals = made.totals()
    page = {
        "year": made.year,
        "unverified": "" if made.verified else UNVERIFIED.in_(language()),
        "tables": [_table(one) for one in made.tables],
        "states": [state_text(one).in_(language()) for one in STATES],
        "completeness": _completeness(made, names[language()[:2]]),
        "totals": [(state_text(one).in_(language()), totals[one]) for one in STATES],
        "asked": totals.total(),
        "may": may(request.actor, queries.EXPORT),
    }
    return render(request, "deliveries/year.html", page)


def _table(of: Table) -> dict[str, Any]:
    """A table in the words of the page; a cell is (text, whether it is a number)."""

    def cell(pairs: Any, kind: str) -> tuple[str, bool]:
        value = of.value(pairs, kind)
        if value is not None:
            return str(value), True
        lines = of.of(pairs, kind)
        if len(lines) == 1 and lines[0].told and lines[0].told.value is not None:
            return lines[0].told.number, True
        return state_text(of.state(pairs, kind)).in_(language()), False

    return {
        "name": of.indicator.text.in_(language()),
        "article": of.indicator.legal.article if of.indicator.legal else "",
        "legal": legal(of, language()),
        "kinds": [code_list("institution_kind")[kind].text.in_(language()) for kind in of.kinds],
        "rows": [
            (words(pairs, language()), len(pairs), [cell(pairs, kind) for kind in of.kinds])
            for pairs in of.indicator.cells()
        ],
    }


def _completeness(of: TableSet, names: dict[str, str]) -> list[tuple[str, str, int, list[int]]]:
    return [
        (code_list("indicator")[code].text.in_(language()), names.get(supplier, supplier), found.total(),
         [found[state] for state in STATES])
        for (code, supplier), found in of.completeness().items()
    ]  # fmt: skip


@needs("rapporteur.delivery.export")
@sudo
@require_GET
def year_file(request: Any, year: int, kind: str) -> HttpResponse:
    """The same as a workbook or CSV."""
    return _file(services.as_eu19a(request.actor, kind, str(year), language()))


def _file(file: File) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
