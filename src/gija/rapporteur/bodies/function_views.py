"""Pages of the functions of the National Rapporteur, and of what an institution is obliged to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.permissions import may, needs
from gija.rapporteur.bodies import forms, holding, obligations, rules, seeds, shown
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import text
from gija.rapporteur.bodies.models import Holding
from gija.rapporteur.choices import language
from gija.vocabulary.errors import GijaError


@needs("rapporteur.body.read")
@require_GET
def own(request: Any) -> HttpResponse:
    """All that is asked of the actor's institution."""
    found = obligations.of(request.actor)
    page = {
        "found": found, "late": sum(one.late for one in found), "institution": shown.name(request.actor.institution),
        "functions": obligations.functions(request.actor), "seats": obligations.seats(request.actor),
    }  # fmt: skip
    return render(request, "bodies/obligations.html", page)


@needs("rapporteur.body.read")
@require_GET
def functions(request: Any) -> HttpResponse:
    """The matrix on a day, and all that was ever entered."""
    form = forms.DayForm(request.GET or None)
    day = form.wanted or timezone.localdate()
    units, rows = holding.matrix(holding.on(request.actor, day))
    every = [
        (one, shown.name(one.institution), seeds.function(one.function).in_(language()))
        for one in Holding.objects.order_by("starts", "function", "institution")
    ]
    page = {
        "form": form, "day": day, "units": [shown.name(one) for one in units], "rows": shown.matrix(units, rows),
        "all": every, "keeps": may(request.actor, rules.KEEP),
    }  # fmt: skip
    return render(request, "bodies/functions.html", page)


@needs("rapporteur.body.keep")
@require_POST
def load(request: Any) -> HttpResponse:
    """What the source documents tell."""
    count = holding.load(request.actor)
    messages.success(request, _("Entered: %(count)d.") % {"count": count})
    return redirect("bodies:functions")


def _back() -> tuple[str, str]:
    return reverse("bodies:functions"), _("Which unit holds which function")


@needs("rapporteur.body.keep")
@require_http_methods(["GET", "POST"])
def give(request: Any) -> HttpResponse:
    """A unit holds a function."""

    def does(said: dict[str, Any]) -> str:
        holding.give(
            request.actor, said["function"], said["institution"], said["part"], said["share"], said["starts"],
            said["ends"], text(said, "note"),
        )  # fmt: skip
        return reverse("bodies:functions")

    form = forms.HoldingForm(request.POST or None)
    return asked(request, form, does, title=_("Enter who holds a function"), button=_("Enter"), back=_back())


@needs("rapporteur.body.keep")
@require_http_methods(["GET", "POST"])
def release(request: Any, pk: int) -> HttpResponse:
    """The unit holds it no longer."""
    found = Holding.objects.filter(pk=pk).first()
    if found is None:
        raise GijaError("bodies.not_found")

    def does(said: dict[str, Any]) -> str:
        holding.end(request.actor, pk, said["version"], said["day"], said["reason"])
        return reverse("bodies:functions")

    form = forms.EndForm(request.POST or None, initial={"version": found.version})
    lead = f"{found.function} {seeds.function(found.function).in_(language())}: {shown.name(found.institution)}"
    return asked(request, form, does, title=_("It ends"), button=_("Note the end"), back=_back(), lead=lead)
