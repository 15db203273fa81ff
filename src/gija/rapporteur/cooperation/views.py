"""Pages of international cooperation: the register, one entry, writing, striking out, the file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm
from gija.rapporteur.bodies.shown import trace
from gija.rapporteur.choices import language
from gija.rapporteur.cooperation import forms, queries, rules, services
from gija.rapporteur.cooperation.models import Entry
from gija.vocabulary.lists import code_list

BOTH = ["GET", "POST"]


def _channel(of: Entry) -> str:
    return code_list("cooperation_channel").codes[of.channel].text.in_(language())


def columns() -> tuple[Column, ...]:
    return (
        Column("partner", _("Partner"), lambda e: e.text("partner").in_(language()), link=_address),
        Column("channel", _("Channel of cooperation"), _channel, sort="channel"),
        Column("activity", _("Activity"), lambda e: e.text("activity").in_(language())),
        Column("period", _("Period"), queries.period, sort="first"),
        Column("state", _("State"), lambda e: _("struck out") if e.struck else "", tag=True),
    )


def _address(of: Entry) -> str:
    return reverse("cooperation:entry", args=[of.pk])


@needs("rapporteur.cooperation.read")
@require_GET
def entries(request: Any) -> HttpResponse:
    """The register."""
    chosen = forms.Filter(request.GET or None)
    table = Table.of(
        request, queries.entries(request.actor, **chosen.told()), columns(), caption=_("International cooperation"),
        order="-first", filters=chosen, empty=_("No activity is entered, or none is like this."),
    )  # fmt: skip
    keeps = may(request.actor, rules.KEEP)
    page = {
        "table": table, "keeps": keeps, "missing": keeps and bool(services.missing()),
        "exports": may(request.actor, rules.EXPORT),
    }  # fmt: skip
    return render(request, "cooperation/entries.html", page)


@needs("rapporteur.cooperation.read")
@require_GET
def entry(request: Any, pk: int) -> HttpResponse:
    """One activity."""
    of, keeps = queries.entry(request.actor, pk), may(request.actor, rules.KEEP)
    acts = {
        "add": _("Entered"), "change": _("Changed"), "strike": _("Struck out"), "put_back": _("Put back"),
    }  # fmt: skip
    page = {
        "of": of, "partner": of.text("partner").in_(language()), "activity": of.text("activity").in_(language()),
        "outcome": of.text("outcome").in_(language()), "channel": _channel(of), "period": queries.period(of),
        "countries": queries.countries(of, language()), "keeps": keeps,
        "history": trace(services.KIND, pk, acts) if keeps else [],
    }  # fmt: skip
    return render(request, "cooperation/entry.html", page)


@needs("rapporteur.cooperation.keep")
@require_POST
def load(request: Any) -> HttpResponse:
    """What the sources tell."""
    made = services.load(request.actor)
    messages.success(request, _("Activities entered: %(count)d.") % {"count": made})
    return redirect("cooperation:entries")


@needs("rapporteur.cooperation.keep")
@require_http_methods(BOTH)
def add(request: Any) -> HttpResponse:
    """Enter an activity."""
    form = forms.EntryForm(request.POST or None, fresh=True)

    def does(_said: dict[str, Any]) -> str:
        return _address(services.add(request.actor, form.said()))

    back = (reverse("cooperation:entries"), _("International cooperation"))
    return asked(request, form, does, title=_("Enter an activity"), button=_("Enter"), back=back)


def _back(of: Entry) -> tuple[str, str]:
    return _address(of), of.text("partner").in_(language())


@needs("rapporteur.cooperation.keep")
@require_http_methods(BOTH)
def change(request: Any, pk: int) -> HttpResponse:
    """Change it."""
    of = queries.entry(request.actor, pk)
    form = forms.EntryForm(request.POST or None, initial={f.name: getattr(of, f.name) for f in of._meta.fields})

    def does(said: dict[str, Any]) -> str:
        return _address(services.change(request.actor, pk, said["version"], form.said()))

    return asked(request, form, does, title=_("Change the activity"), button=_("Keep"), back=_back(of))


@needs("rapporteur.cooperation.keep")
@require_http_methods(BOTH)
def strike(request: Any, pk: int) -> HttpResponse:
    """Strike it out, or put it back."""
    of = queries.entry(request.actor, pk)
    form = ReasonForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        return _address(services.strike(request.actor, pk, said["version"], said["reason"]))

    title = _("Put the activity back") if of.struck else _("Strike the activity out")
    return asked(request, form, does, title=title, button=title, back=_back(of))


@needs("rapporteur.cooperation.export")
@sudo(back="cooperation:entries")
@require_POST
def export(request: Any) -> HttpResponse:
    """The table as a file."""
    content = queries.taken(request.actor, language())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cooperation.csv"'
    return response
