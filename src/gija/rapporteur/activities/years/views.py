"""The page of a programme year, and its table as a file for use inside."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.permissions import may, needs
from gija.rapporteur.activities import queries, rules, shown
from gija.rapporteur.activities.years import exports, yearly
from gija.rapporteur.choices import language
from gija.vocabulary.lists import code_list


@needs("rapporteur.grant.read")
@require_GET
def year(request: Any, year: int) -> HttpResponse:
    """Projects, money, persons; what the sources told of the year."""
    found = yearly.of(request.actor, year)
    page = {
        "year": year, "years": yearly.years(request.actor), "found": found, "told": sources(year),
        "rows": [(words(one), shown.interval(one.people.least, one.people.most), one) for one in found.rows],
        "grants": [(one, shown.both(one.application, "title"), shown.who(one.application.institution),
                    shown.amount(one.amount, one.currency)) for one in found.grants],
        "exports": may(request.actor, rules.EXPORT), "calls": queries.calls(request.actor).filter(year=year),
    }  # fmt: skip
    return render(request, "activities/year.html", page)


@needs("rapporteur.grant.read")
@require_GET
def years(request: Any) -> HttpResponse:
    """The latest year that is known."""
    known = yearly.years(request.actor)
    return year(request, known[0] if known else timezone.localdate().year)


def words(of: yearly.Row) -> str:
    """A row in words: the status, or the code of its list."""
    name, code = (of.list, of.code) if of.code else ("assisted_status", of.status)
    return code_list(name).codes[code].text.in_(language())


def sources(year: int) -> list[dict[str, Any]]:
    """Published figures with document and line."""
    return [
        {
            "what": code_list("indicator").codes[one.indicator].text.in_(language()),
            "of": ", ".join(code_list(name).codes[code].text.in_(language()) for name, code in one.breakdown),
            "value": one.value if one.value is not None else _("not available"), "source": f"{one.source} {one.line}",
            "quote": one.quote,
        }
        for one in yearly.told(year)
    ]  # fmt: skip


@needs("rapporteur.grant.export")
@sudo(back="activities:year")
@require_http_methods(["POST"])
def export(request: Any, year: int) -> HttpResponse:
    """The table of the year, true counts, for use inside."""
    response = HttpResponse(exports.taken(request.actor, year), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="grants-{year}.csv"'
    return response
