"""Pages of tenders: all, one with its bids and its contract, the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm, text
from gija.rapporteur.bodies.shown import said as in_language
from gija.rapporteur.choices import language
from gija.rapporteur.evaluators import forms, queries, rules, seeds, services, shown
from gija.rapporteur.evaluators.models import Bid, State, Tender
from gija.vocabulary.errors import GijaError

BOTH = ["GET", "POST"]


@needs("rapporteur.tender.read")
@require_GET
def tenders(request: Any) -> HttpResponse:
    """Every tender, and the log of hand-overs."""
    table = Table.of(
        request, queries.tenders(request.actor), shown.columns(), caption=_("Tenders"), order="-first",
        empty=_("No tender has been entered yet."),
    )  # fmt: skip
    keeps = may(request.actor, rules.KEEP)
    missing = set(seeds.known()) - set(Tender.objects.values_list("code", flat=True))
    page = {
        "table": table, "keeps": keeps, "missing": keeps and bool(missing), "takes": queries.may_take(request.actor),
        "handovers": shown.handovers(queries.handovers(request.actor)), "note": seeds.note().in_(language()),
    }  # fmt: skip
    return render(request, "evaluators/tenders.html", page)


@needs("rapporteur.tender.keep")
@require_POST
def load(request: Any) -> HttpResponse:
    """The contractors the source tells of."""
    made = services.load(request.actor)
    messages.success(request, _("Tenders entered: %(count)d.") % {"count": len(made)})
    return redirect("evaluators:tenders")


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def add(request: Any) -> HttpResponse:
    """Begin a tender."""
    form = forms.TenderForm(request.POST or None)

    def does(said: dict[str, Any]) -> str:
        made = services.prepare(
            request.actor, said["code"], text(said, "title"), (said["first"], said["last"]),
            text(said, "requirements"), form.criteria(),
        )  # fmt: skip
        return shown.address(made)

    back = (reverse("evaluators:tenders"), _("Independent evaluator"))
    return asked(
        request, form, does, title=_("Begin a tender"), button=_("Begin"), back=back,
        lead=_("The weights of the criteria are 100 together."),
    )  # fmt: skip


@needs("rapporteur.tender.read")
@require_GET
def tender(request: Any, code: str) -> HttpResponse:
    """One tender."""
    of, actor = queries.tender(request.actor, code), request.actor
    keeps, contract = may(actor, rules.KEEP), queries.contract(of)
    bids = [(one, shown.amount(one.amount, one.currency)) for one in of.bids.all()] if keeps else []
    page = {
        "of": of, "title": of.text.in_(language()), "years": shown.years(of), "state": State(of.state).label,
        "kind": shown.KIND[of.state], "requirements": in_language(of, "requirements"),
        "criteria": shown.criteria(of), "bids": bids, "ranking": shown.ranking(of) if keeps else [],
        "winner": services.winner(of), "why": shown.why(of), "contract": contract, "keeps": keeps,
        "amount": shown.amount(contract.amount, contract.currency) if contract else "",
        "in_force": shown.in_force(contract) if contract else None,
        "deliverables": shown.deliverables(contract) if contract else [],
        "history": shown.history(of) if keeps else [],
    }  # fmt: skip
    return render(request, "evaluators/tender.html", page)


def back(of: Tender) -> tuple[str, str]:
    return shown.address(of), of.text.in_(language())


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def call(request: Any, code: str) -> HttpResponse:
    """Publish the call."""
    of = queries.tender(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        services.call(request.actor, code, said["version"], said["reference"], said["called_on"], said["bids_until"])
        return shown.address(of)

    form = forms.CallForm(request.POST or None, initial={"version": of.version})
    lead = _("Requirements and criteria stand from now on.")
    return asked(request, form, does, title=_("The call is published"), button=_("Note it"), back=back(of), lead=lead)


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def bid(request: Any, code: str) -> HttpResponse:
    """A bid came in."""
    of, form = queries.tender(request.actor, code), forms.BidForm(request.POST or None)

    def does(said: dict[str, Any]) -> str:
        services.bid(request.actor, code, said["name"], said["organisation"], said["received_on"], form.price)
        return shown.address(of)

    return asked(request, form, does, title=_("A bid came in"), button=_("Enter the bid"), back=back(of))


def _bid(pk: int) -> Bid:
    found = Bid.objects.select_related("tender").filter(pk=pk).first()
    if found is None:
        raise GijaError("evaluators.not_found")
    return found


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def admit(request: Any, pk: int) -> HttpResponse:
    """Does it meet the requirements?"""
    of = _bid(pk)

    def does(said: dict[str, Any]) -> str:
        services.admit(request.actor, pk, said["version"], said["admitted"] == "yes", said["reason"])
        return shown.address(of.tender)

    form = forms.AdmitForm(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=_("Check a bid"), button=_("Note it"), back=back(of.tender), lead=of.name)


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def score(request: Any, pk: int) -> HttpResponse:
    """Points of one member."""
    of = _bid(pk)
    form = forms.ScoreForm([(code, words) for code, words, _w in shown.criteria(of.tender)], request.POST or None)

    def does(said: dict[str, Any]) -> str:
        services.score(request.actor, pk, said["member"], form.points())
        return shown.address(of.tender)

    return asked(
        request, form, does, title=_("Score a bid"), button=_("Keep the points"), back=back(of.tender),
        lead=_("%(name)s: 0 to 100 points for each criterion.") % {"name": of.name},
    )  # fmt: skip


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def award(request: Any, code: str) -> HttpResponse:
    """Award it."""
    of = queries.tender(request.actor, code)
    ranked = [(one["bid"].pk, f"{one['bid'].name} ({one['whole']})") for one in shown.ranking(of)]

    def does(said: dict[str, Any]) -> str:
        services.award(request.actor, code, said["version"], said["winner"], said["why"])
        return shown.address(of)

    form = forms.AwardForm(ranked, request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=_("Award the contract"), button=_("Award"), back=back(of))


@needs("rapporteur.tender.keep")
@require_http_methods(BOTH)
def cancel(request: Any, code: str) -> HttpResponse:
    """It ends without a contract."""
    of = queries.tender(request.actor, code)

    def does(said: dict[str, Any]) -> str:
        services.cancel(request.actor, code, said["version"], said["reason"])
        return shown.address(of)

    form = ReasonForm(request.POST or None, initial={"version": of.version})
    return asked(request, form, does, title=_("End it without a contract"), button=_("End it"), back=back(of))
