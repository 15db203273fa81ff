"""Pages of the declared collections of personal data: all, one, declaring, striking out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.directory.queries import name_on
from gija.commons.permissions import may, needs
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm
from gija.rapporteur.bodies.shown import trace
from gija.rapporteur.choices import language
from gija.rapporteur.holdings import forms, rules, services
from gija.rapporteur.holdings.models import Holding

BOTH = ["GET", "POST"]


@needs("rapporteur.holding.read")
@require_GET
def everything(request: Any) -> HttpResponse:
    """All of them on one page: there are few, and a page to print is what is asked for."""
    acts = {"add": _("Declared"), "change": _("Changed"), "strike": _("Struck out")}
    keeps = may(request.actor, rules.KEEP)
    shown = [
        {
            "of": of, **{name: of.text(name).in_(language()) for name in ("title", "ground", "kinds")},
            "keeper": name_on(of.keeper, language=language()),
            "history": trace(services.KIND, of.pk, acts) if keeps else [],
        }
        for of in services.holdings(request.actor)
    ]  # fmt: skip
    return render(request, "holdings/all.html", {"shown": shown, "keeps": keeps})


def _home() -> str:
    return reverse("holdings:all")


def _back() -> tuple[str, str]:
    return _home(), _("Personal data the office holds")


@needs("rapporteur.holding.keep")
@require_http_methods(BOTH)
def declare(request: Any) -> HttpResponse:
    """Declare a collection."""
    form = forms.HoldingForm(request.POST or None, fresh=True)

    def does(_said: dict[str, Any]) -> str:
        services.declare(request.actor, form.said())
        return _home()

    return asked(request, form, does, title=_("Declare a collection"), button=_("Declare"), back=_back())


@needs("rapporteur.holding.keep")
@require_http_methods(BOTH)
def change(request: Any, pk: int) -> HttpResponse:
    """Change it."""
    of: Holding = services.holding(request.actor, pk)
    form = forms.HoldingForm(request.POST or None, initial={f.name: getattr(of, f.name) for f in of._meta.fields})

    def does(said: dict[str, Any]) -> str:
        services.change(request.actor, pk, said["version"], form.said())
        return _home()

    return asked(request, form, does, title=_("Change the declaration"), button=_("Keep"), back=_back())


@needs("rapporteur.holding.keep")
@require_http_methods(BOTH)
def strike(request: Any, pk: int) -> HttpResponse:
    """Strike it out."""
    of = services.holding(request.actor, pk)
    form = ReasonForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        services.strike(request.actor, pk, said["version"], said["reason"])
        return _home()

    return asked(request, form, does, title=_("Strike the declaration out"), button=_("Strike it out"), back=_back())
