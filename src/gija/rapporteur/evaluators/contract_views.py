"""Pages of contracts, of what is delivered under them, and of the hand-over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.accounts.sudo import sudo
from gija.commons.permissions import needs
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import text
from gija.rapporteur.bodies.forms import EndForm
from gija.rapporteur.evaluators import delivering, forms, package, queries, services, shown
from gija.rapporteur.evaluators.views import back
from gija.vocabulary.errors import GijaError

BOTH = ["GET", "POST"]


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def sign(request: Any, code: str) -> HttpResponse:
    """Note the contract."""
    of = queries.tender(request.actor, code)
    form = forms.SignForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        assert form.price is not None  # noqa: S101 - a required field
        terms = services.Terms(said["number"], said["day"], said["starts"], said["ends"], form.price)
        services.sign(request.actor, code, said["version"], terms, text(said, "report"), said["due_on"])
        return shown.address(of)

    won = services.winner(of)
    return asked(
        request, form, does, title=_("Note the contract"), button=_("Keep the contract"), back=back(of),
        lead=won.name if won else "",
    )  # fmt: skip


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def end(request: Any, code: str) -> HttpResponse:
    """It ends early."""
    of = queries.tender(request.actor, code)
    contract = queries.contract(of)
    if contract is None:
        raise GijaError("evaluators.not_found")

    def does(said: dict[str, Any]) -> str:
        services.end(request.actor, code, said["version"], said["day"], said["reason"])
        return shown.address(of)

    form = EndForm(request.POST or None, initial={"version": contract.version})
    return asked(
        request, form, does, title=_("The contract ends early"), button=_("Note the end"), back=back(of),
        lead=_("The contractor's own rights end with it."),
    )  # fmt: skip


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def deliver(request: Any, pk: int) -> HttpResponse:
    """It was delivered."""
    of = queries.deliverable(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        delivering.deliver(request.actor, pk, said["version"], said["day"], said["reference"], said["sha256"])
        return shown.address(of.contract.tender)

    form = forms.DeliverForm(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=_("It was delivered"), button=_("Note it"), back=back(of.contract.tender))


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def decide(request: Any, pk: int) -> HttpResponse:
    """Accept or return what was delivered."""
    of = queries.deliverable(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        if said["answer"] == "yes":
            delivering.accept(request.actor, pk, said["version"])
        else:
            delivering.send_back(request.actor, pk, said["version"], said["reason"])
        return shown.address(of.contract.tender)

    form = forms.DecideForm(request.POST or None, initial={"version": of.version})
    return asked(
        request, form, does, title=_("Decide on what was delivered"), button=_("Note it"),
        back=back(of.contract.tender),
    )  # fmt: skip


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def pay(request: Any, pk: int) -> HttpResponse:
    """It was paid."""
    of = queries.deliverable(request.actor, pk)
    form = forms.PayForm(request.POST or None, initial={"version": of.version})

    def does(said: dict[str, Any]) -> str:
        assert form.price is not None  # noqa: S101 - a required field
        delivering.pay(request.actor, pk, said["version"], said["day"], form.price)
        return shown.address(of.contract.tender)

    return asked(request, form, does, title=_("It was paid"), button=_("Note it"), back=back(of.contract.tender))


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def handover(request: Any) -> HttpResponse:
    """Keep that something was handed over."""

    def does(said: dict[str, Any]) -> str:
        delivering.hand_over(
            request.actor, said["office"], said["given_by"], said["taken_by"], said["day"], said["what"],
            said["reference"], said["sha256"],
        )  # fmt: skip
        return reverse("evaluators:tenders")

    form = forms.HandoverForm(request.POST or None)
    return asked(
        request, form, does, title=_("Note a hand-over"), button=_("Keep it"),
        back=(reverse("evaluators:tenders"), _("Independent evaluator")),
    )  # fmt: skip


@needs("rapporteur.tender.read")
@require_GET
def package_page(request: Any) -> HttpResponse:
    """What the package holds, and whether the actor may take it now."""
    takes = queries.may_take(request.actor)
    names = sorted(path for path, _data in package.contents()) if takes else []
    folders = sorted({name.partition("/")[0] for name in names})
    counted = [(one, sum(name == one or name.startswith(f"{one}/") for name in names)) for one in folders]
    return render(request, "evaluators/package.html", {"takes": takes, "counted": counted, "files": len(names)})


@needs("rapporteur.handover.export")
@sudo(back="evaluators:package")
@require_http_methods(["POST"])
def download(request: Any) -> HttpResponse:
    """The package as a ZIP."""
    content = package.taken(request.actor)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{package.NAME}"'
    return response
