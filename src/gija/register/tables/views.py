"""Pages of the half-year table: which there are, make one, look at it, approve a colleague's, take it as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column
from gija.commons.pages.tables import Table as PageTable
from gija.commons.permissions import Actor, may, needs
from gija.methods.tables import TOTAL, Cell, rules
from gija.register.analysis import shown
from gija.register.analysis.dimensions import rules_of
from gija.register.tables import captures, exports, queries, services
from gija.register.tables.contents import TITLE, Figures
from gija.register.tables.forms import PeriodForm
from gija.register.tables.models import DIMENSIONS, Table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


def _language() -> str:
    return get_language() or "lt"


@needs("register.table.read")
@require_GET
def tables(request: Any) -> HttpResponse:
    """All tables, and the form that makes one."""
    return _tables_page(request, PeriodForm())


@needs("register.table.build")
@require_http_methods(["GET", "POST"])
def build(request: Any) -> HttpResponse:
    """Make the table of a period. GET (a language switched after an error) leads back to the list."""
    if request.method == "GET":
        return redirect("register_tables:tables")
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _tables_page(request, form)
    try:
        made = _made(request.actor, form)
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        form.add_error("period", error.text.in_(_language()))
        return _tables_page(request, form)
    messages.success(request, _("The table is frozen. Now a second person looks at it and approves it."))
    return redirect("register_tables:table", made.pk)


def _made(actor: Actor, form: PeriodForm) -> Table:
    if form.cleaned_data["fine"]:
        return services.build_fine(actor, form.chosen)
    if form.cleaned_data["captures"]:
        return services.build_captures(actor, form.chosen)
    return services.build(actor, form.chosen, form.ways)


def _tables_page(request: Any, form: PeriodForm) -> HttpResponse:
    language = _language()
    table = PageTable.of(
        request,
        queries.tables(request.actor),
        (
            Column(
                "period",
                _("Period"),
                lambda t: queries.period_of(t).text.in_(language),
                link=lambda t: reverse("register_tables:table", args=[t.pk]),
            ),
            Column("ways", _("By"), lambda t: _by(t, language)),
            Column("vintage", _("Vintage"), lambda t: t.vintage, numeric=True),
            Column("state", _("State"), _state, tag=True),
        ),
        caption=_("Tables"),
        empty=_("No table has been made yet. Choose a period above."),
    )
    page = {"table": table, "form": form, "may_build": may(request.actor, queries.BUILD)}
    return render(request, "register_tables/tables.html", page, status=422 if form.errors else 200)


def _by(found: Table, language: str) -> str:
    if found.fine:
        return _("finest, with cell keys")
    if found.captures:
        return _("who is known to which kinds of institutions")
    return " × ".join(way.text.in_(language) for way in queries.ways_of(found)) or "–"


def _state(found: Table) -> str:
    return _("handed over") if found.approved_by is not None else _("waits for approval")


@dataclass(frozen=True, slots=True)
class Line:
    """A number as the page shows it: words, the number or (of an old table) its status."""

    words: str
    value: int | None
    note: str


@needs("register.table.read")
@require_GET
def table(request: Any, table_id: str) -> HttpResponse:
    """One table: its steps, numbers, and by which rules they were counted."""
    return _table_page(request, queries.table(request.actor, table_id))


def _table_page(request: Any, found: Table, failed: Text | None = None) -> HttpResponse:
    page = _steps(request, found, failed)
    if found.captures:
        page |= _captured(found)
    else:
        page |= _crossed(found) if queries.ways_of(found) else _standard(found)
    return render(request, "register_tables/table.html", page, status=422 if failed else 200)


def _steps(request: Any, found: Table, failed: Text | None) -> dict[str, Any]:
    acts = queries.acts(found)
    return {
        "found": found,
        "period": queries.period_of(found).text.in_(_language()),
        "made": acts.get("build"),
        "approved": acts.get("approve"),
        "sha256": acts["build"].details.get("sha256") if "build" in acts else "",
        "may_approve": queries.may_approve(request.actor, found),
        "own": found.made_by == request.actor.account,
        "later": _later(found),
        "failed": failed,
    }


def _crossed(found: Table) -> dict[str, Any]:
    cross, language = queries.cross_of(found), _language()
    return {
        "title": TITLE.in_(language),
        "crossed": " × ".join(way.text.in_(language) for way in cross.ways),
        "total": cross.total,
        "interval": cross.interval,
        "crossed_sections": shown.sections(cross, language),
        "picture": shown.picture(cross, queries.period_of(found), language),
        "rules": [rule.text.in_(language) for rule in rules_of(cross.ways)],
    }


def _standard(found: Table) -> dict[str, Any]:
    figures, language = queries.figures_of(found), _language()
    return {
        "title": TITLE.in_(language),
        "people": _people(figures),
        "combinations": found.cells.count() if found.fine else None,
        "sections": _sections(figures, language),
        "rules": [text.in_(language) for text in rules().values()],
    }


def _captured(found: Table) -> dict[str, Any]:
    own, language = queries.captures_of(found), _language()
    return {
        "title": TITLE.in_(language),
        "people": _people(queries.figures_of(found)),
        "combinations": None,
        "captures": [(captures.words(kinds, language), people) for kinds, people in own.histories.items()],
        "rules": [rule.text.in_(language) for rule in rules_of(())],
    }


def _later(found: Table) -> Table | None:
    latest = queries.vintages(found).first()
    return latest if latest is not None and latest.pk != found.pk else None


def _people(figures: Figures) -> str:
    """How many people, in a sentence that says how sure that is."""
    total = figures.counts.total.value
    if total is None:
        return code_list("value_status")[figures.counts.total.status].text.in_(_language())
    low, high = figures.bounds or (None, None)
    if figures.unit == "people":
        if low is None:
            return _("People, as far as records are linked: {total}.").format(total=total)
        said = _("People: %(total)s; with 90 %% confidence between %(low)s and %(high)s.")
        return said % {"total": total, "low": low, "high": high}
    if low is None:
        return _("Records: {records}.").format(records=total)
    return _("Records: {records}. These are at least {low} and at most {high} people.").format(
        records=total, low=low, high=high
    )


def _sections(figures: Figures, language: str) -> list[dict[str, Any]]:
    """Each breakdown and its lines. Kinds of which there are none stand in one sentence below."""
    return [
        {
            "name": exports.NAMES[name].in_(language),
            "key": name,
            "measure": exports.MEASURES[figures.unit].in_(language),
            "lines": [_line(cell, language) for cell in figures.counts.one_way(name) if cell.value != 0],
            "zeros": ", ".join(
                exports.words_of(cell)[2].in_(language) for cell in figures.counts.one_way(name) if cell.value == 0
            ),
        }
        for name in DIMENSIONS
    ]


def _line(cell: Cell, language: str) -> Line:
    words = exports.words_of(cell)[2].in_(language)
    note = "" if cell.open else code_list("value_status")[cell.status].text.in_(language)
    return Line(words, cell.value, note)


@needs("register.table.approve")
@require_http_methods(["GET", "POST"])
@sudo(back="register_tables:table")
def approve(request: Any, table_id: str) -> HttpResponse:
    """Approve and hand over. GET leads back to the table."""
    if request.method == "GET":
        return redirect("register_tables:table", queries.table(request.actor, table_id).pk)
    try:
        services.approve(request.actor, table_id)
    except GijaError as error:
        if error.code in ("common.not_permitted", "register.tables.not_found"):
            raise
        return _table_page(request, queries.table(request.actor, table_id), error.text)
    messages.success(request, _("The table is approved and on its way to the National Rapporteur."))
    return redirect("register_tables:table", table_id)


@needs("register.table.read")
@require_GET
@sudo(back="register_tables:table")
def export(request: Any, table_id: str) -> HttpResponse:
    """The table as a CSV file."""
    found = queries.table(request.actor, table_id)
    text = _as_csv(request.actor, found)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    of = "".join(f"-{way.code}" for way in queries.ways_of(found))
    of = "-finest-margins" if found.fine else "-captures" if found.captures else of
    name = f"gija-register-{queries.period_of(found)}{of}-v{found.vintage}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _as_csv(actor: Actor, found: Table) -> str:
    if found.captures:
        services.noted(actor, found)
        return exports.captures_csv(queries.captures_of(found), found.vintage, _language())
    if not queries.ways_of(found):
        return exports.as_csv(services.exported(actor, found), found.vintage, _language())
    services.noted(actor, found)
    return shown.as_csv(queries.cross_of(found), queries.period_of(found), _language(), exports.USE)


@needs("register.table.read")
@require_GET
def figure(request: Any, table_id: str, place: str) -> HttpResponse:
    """One figure of a crossed table and the rules that made it: never the persons."""
    found, language = queries.table(request.actor, table_id), _language()
    cross = queries.cross_of(found)
    cells = list(cross.ordered())
    if int(place) >= len(cells):
        raise GijaError("register.tables.not_found")
    key, value = cells[int(place)]
    of = [way for way, code in zip(cross.ways, key, strict=True) if code != TOTAL]
    page = {
        "found": found,
        "period": queries.period_of(found).text.in_(language),
        "value": value,
        "said": [(w.text.in_(language), w.word(code).in_(language)) for w, code in zip(cross.ways, key, strict=True)],
        "rules": [(rule.code, rule.version, rule.text.in_(language)) for rule in rules_of(of)],
    }
    return render(request, "register_tables/figure.html", page)
