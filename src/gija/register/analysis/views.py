"""Pages of analysis: one's own records, the common register, a table that was told, and each as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.methods.tables import Period
from gija.register.analysis import queries, services, shown
from gija.register.analysis.crossing import Cross
from gija.register.analysis.dimensions import chosen, rules_of, rules_version
from gija.register.analysis.forms import CountForm
from gija.register.analysis.models import Asked
from gija.register.tables.queries import periods_over
from gija.vocabulary.errors import GijaError

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _language() -> str:
    return get_language() or "lt"


@needs("register.analysis.own")
@require_GET
def own(request: Any) -> HttpResponse:
    """One's own records, counted as they are."""
    form = CountForm(queries.periods(request.actor), request.GET or None)
    page: dict[str, Any] = {"form": form, "all": may(request.actor, queries.OWN, "")}
    if form.is_bound and form.is_valid():
        period, ways = form.chosen
        cross, people = queries.own(request.actor, period, ways)
        path = [str(period), "-".join(way.code for way in ways)]
        files = [(kind.upper(), reverse("register_analysis:own_file", args=[*path, kind])) for kind in TYPES]
        page |= _told(cross, period, common=False) | {"people": people, "files": files}
    return render(request, "register_analysis/own.html", page, status=422 if form.errors else 200)


@needs("register.analysis.own")
@require_GET
@sudo
def own_file(request: Any, period: str, ways: str, kind: str) -> HttpResponse:
    """The same as a file."""
    when, of = Period.of(period), chosen(ways.split("-"))
    cross, _people = queries.own(request.actor, when, of)
    services.exported(request.actor, queries.OWN, when, of)
    return _file(cross, when, kind, common=False)


@needs("register.analysis.common")
@require_http_methods(["GET", "POST"])
def common(request: Any) -> HttpResponse:
    """Ask the common register, and what was told before."""
    form = CountForm(periods_over(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("register_analysis:asked", services.ask(request.actor, *form.chosen).pk)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error(None, error.text.in_(_language()))
    page = {"form": form, "table": _asked_table(request)}
    return render(request, "register_analysis/common.html", page, status=422 if form.errors else 200)


def _asked_table(request: Any) -> Table:
    language = _language()
    columns = (
        Column(
            "ways",
            _("Table"),
            lambda a: " × ".join(way.text.in_(language) for way in queries.ways_of(a)),
            link=lambda a: reverse("register_analysis:asked", args=[a.pk]),
        ),
        Column("period", _("Period"), lambda a: queries.period_of(a).text.in_(language), sort="year"),
        Column("month", _("Asked in"), lambda a: a.month, sort="month"),
    )
    return Table.of(
        request, queries.asked(request.actor), columns, caption=_("Told before"), order="-month",
        empty=_("Your institution has not asked the common register yet."),
    )  # fmt: skip


@needs("register.analysis.common")
@require_GET
def asked(request: Any, asked_id: str) -> HttpResponse:
    """A table of the common register as it was told."""
    found = queries.one(request.actor, asked_id)
    files = [(kind.upper(), reverse("register_analysis:asked_file", args=[found.pk, kind])) for kind in TYPES]
    page = _told(queries.table_of(found), queries.period_of(found), common=True)
    people = (found.low, found.high) if found.low is not None else None
    return render(request, "register_analysis/asked.html", {**page, "found": found, "people": people, "files": files})


@needs("register.analysis.common")
@require_GET
@sudo
def asked_file(request: Any, asked_id: str, kind: str) -> HttpResponse:
    """The same as a file."""
    found: Asked = queries.one(request.actor, asked_id)
    period = queries.period_of(found)
    services.exported(request.actor, queries.COMMON, period, queries.ways_of(found), found)
    return _file(queries.table_of(found), period, kind, common=True)


def _told(cross: Cross, period: Period, *, common: bool) -> dict[str, Any]:
    language = _language()
    return {
        "told": True,
        "heading": shown.title(period, cross.ways).in_(language),
        "total": cross.total,
        "sections": shown.sections(cross, language),
        "picture": shown.picture(cross, period, language),
        "rules": [(rule.code, rule.version, rule.text.in_(language)) for rule in rules_of(cross.ways, common=common)],
        "rules_version": rules_version(),
        "reason": shown.REASON.in_(language),
        "common": common,
    }


def _file(cross: Cross, period: Period, kind: str, *, common: bool) -> HttpResponse:
    if kind == "xlsx":
        body: Any = shown.as_xlsx(cross, period, _language(), timezone.now(), common=common)
    elif kind == "csv":
        body = shown.as_csv(cross, period, _language())
    else:
        raise GijaError("register.analysis.not_found")
    response = HttpResponse(body, content_type=TYPES[kind])
    name = f"gija-register-{period}-{'-'.join(way.code for way in cross.ways)}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
