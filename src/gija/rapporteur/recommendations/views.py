"""Pages of recommendations: all, two years of them, one with its addressees, an addressee's answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.bodies.asking import asked
from gija.rapporteur.bodies.fields import ReasonForm
from gija.rapporteur.bodies.shown import name, trace
from gija.rapporteur.bodies.shown import said as in_language
from gija.rapporteur.choices import language
from gija.rapporteur.plan.models import Plan
from gija.rapporteur.plan.shown import execution
from gija.rapporteur.recommendations import queries, rules, seeds, services, shown
from gija.rapporteur.recommendations.forms import AdviceForm, AnswerForm, Filter, ProgrammeForm
from gija.rapporteur.recommendations.models import WRITABLE, FollowUp, Recommendation, Source, State
from gija.vocabulary.errors import GijaError

SHOWN_AT_FIELD = {"recommendations.unfinished": "execution", "recommendations.no_evidence": "title_1"}


@needs("rapporteur.recommendation.read")
@require_GET
def recommendations(request: Any) -> HttpResponse:
    """All of them, by source and addressee."""
    form = Filter(request.GET or None)
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.recommendations(request.actor, told.get("source", ""), told.get("institution", ""))
    table = Table.of(
        request, found, shown.columns(), caption=_("Recommendations"), filters=form, order="-day",
        empty=_("No recommendation fits."),
    )  # fmt: skip
    keeps = may(request.actor, rules.KEEP)
    here = set(Recommendation.objects.values_list("code", flat=True))
    page = {
        "table": table, "keeps": keeps, "missing": keeps and bool(set(seeds.known()) - here),
        "note": seeds.note().in_(language()),
    }  # fmt: skip
    return render(request, "recommendations/recommendations.html", page)


@needs("rapporteur.recommendation.keep")
@require_POST
def load(request: Any) -> HttpResponse:
    """Those of the source documents."""
    made = services.load(request.actor)
    messages.success(request, _("Recommendations entered: %(count)d.") % {"count": len(made)})
    return redirect("recommendations:recommendations")


def _all() -> tuple[str, str]:
    return reverse("recommendations:recommendations"), _("Recommendations")


@needs("rapporteur.recommendation.keep")
@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """Enter a recommendation."""
    form = AdviceForm(request.POST or None)

    def does(said: dict[str, Any]) -> str:
        return shown.address(services.add(request.actor, said["code"], form.advice()))

    return asked(request, form, does, title=_("Enter a recommendation"), button=_("Enter"), back=_all())


@needs("rapporteur.recommendation.read")
@require_GET
def programme(request: Any) -> HttpResponse:
    """Two years: which recommendation is due in which half-year, and how it stands."""
    form = ProgrammeForm(request.GET or None, initial={"start": timezone.localdate().replace(month=1, day=1)})
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    start = told.get("start") or timezone.localdate().replace(month=1, day=1)
    found = queries.programme(request.actor, start, told.get("source", ""))
    rows = [
        (
            one, shown.address(one), in_language(one, "text"), shown.standing(one),
            [half == n for n in range(queries.HALVES)], half,
        )
        for one, half in found.rows
    ]  # fmt: skip
    page = {"form": form, "halves": found.starts, "ends": found.ends, "rows": rows}
    return render(request, "recommendations/programme.html", page)


@needs("rapporteur.recommendation.read")
@require_GET
def recommendation(request: Any, pk: int) -> HttpResponse:
    """One recommendation and how its addressees follow it."""
    of, actor = queries.recommendation(request.actor, pk), request.actor
    follow = [
        (one, name(one.institution), shown.state(one), shown.kind(one), shown.approved(one), queries.sees(actor, one))
        for one in of.follow_ups.all()
    ]
    plan = Plan.objects.filter(code=of.plan).first() if of.plan else None
    page = {
        "of": of, "text": in_language(of, "text"), "action": in_language(of, "action"),
        "document": of.document.in_(language()), "source": Source(of.source).label, "standing": shown.standing(of),
        "follow": follow, "plan": plan and (plan.code, plan.text.in_(language())),
        "keeps": may(actor, rules.KEEP) and not of.withdrawn, "history": trace("recommendation", of.pk, shown.ACTS),
    }  # fmt: skip
    return render(request, "recommendations/recommendation.html", page)


@needs("rapporteur.recommendation.keep")
@require_http_methods(["GET", "POST"])
def withdraw(request: Any, pk: int) -> HttpResponse:
    """It need not be followed any more."""
    of = queries.recommendation(request.actor, pk)

    def does(said: dict[str, Any]) -> str:
        services.withdraw(request.actor, pk, said["version"], said["reason"])
        return shown.address(of)

    form = ReasonForm(request.POST or None, initial={"version": of.version})
    return asked(
        request, form, does, title=_("Withdraw the recommendation"), button=_("Withdraw"),
        back=(shown.address(of), in_language(of, "text")[:80]),
    )  # fmt: skip


@needs("rapporteur.recommendation.read")
@require_GET
def answer(request: Any, pk: int) -> HttpResponse:
    """What one addressee tells."""
    return _page(request, queries.follow_up(request.actor, pk))


def _page(request: Any, of: FollowUp, **more: Any) -> HttpResponse:
    actor, about = request.actor, of.recommendation
    writes = of.state in WRITABLE and may(actor, rules.ANSWER, of.institution) and not about.withdrawn
    history = trace("follow_up", of.pk, shown.ACTS)
    returned = [act for _what, act in history if act.act == "return"]
    page = {
        "of": of, "about": about, "text": in_language(about, "text"), "institution": name(of.institution),
        "state": shown.state(of), "kind": shown.kind(of), "execution": execution(of.execution),
        "said": in_language(of, "text"), "form": AnswerForm(initial=_initial(of)) if writes else None,
        "decides": of.state == State.SENT and may(actor, rules.KEEP),
        "reason": ReasonForm(initial={"version": of.version}), "history": history,
        "returned": returned[-1] if returned and of.state == State.RETURNED else None,
    } | more  # fmt: skip
    return render(request, "recommendations/answer.html", page, status=422 if more else 200)


def _initial(of: FollowUp) -> dict[str, Any]:
    told: dict[str, Any] = {
        "version": of.version, "execution": of.execution, "text_lt": of.text_lt, "text_en": of.text_en,
    }  # fmt: skip
    for n, (title, place) in enumerate(of.evidence, start=1):
        told |= {f"title_{n}": title, f"place_{n}": place}
    return told


@needs("rapporteur.recommendation.answer")
@require_POST
def write(request: Any, pk: int) -> HttpResponse:
    """Keep what was written; `then=send` also sends it."""
    of, form = queries.follow_up(request.actor, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, of, form=form)
    kept = services.write(request.actor, pk, form.cleaned_data["version"], form.told())
    if request.POST.get("then") != "send":
        messages.success(request, _("Saved. You can come back."))
        return redirect("recommendations:answer", pk)
    try:
        services.send(request.actor, pk, kept.version)
    except GijaError as error:
        if error.code not in SHOWN_AT_FIELD:
            raise
        written = request.POST.copy()  # what was written is kept, under its next version
        written["version"] = str(kept.version)
        again = AnswerForm(written)
        again.is_valid()
        again.add_error(SHOWN_AT_FIELD[error.code], error.text.in_(language()))
        return _page(request, queries.follow_up(request.actor, pk), form=again)
    messages.success(request, _("Sent."))
    return redirect("recommendations:answer", pk)


@needs("rapporteur.recommendation.keep")
@require_POST
def decide(request: Any, pk: int) -> HttpResponse:
    """Approve what was told, or return it with the reason."""
    of, form = queries.follow_up(request.actor, pk), ReasonForm(request.POST)
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    if request.POST.get("act") == "approve":
        services.approve(request.actor, pk, number)
        messages.success(request, _("Approved."))
        return redirect("recommendations:answer", pk)
    try:
        services.send_back(request.actor, pk, number, request.POST.get("reason", ""))
    except GijaError as error:
        if error.code != "bodies.reason":
            raise
        form.is_valid()
        form.errors.pop("reason", None)
        form.add_error("reason", error.text.in_(language()))
        return _page(request, of, reason=form)
    messages.success(request, _("Returned to the institution."))
    return redirect("recommendations:answer", pk)
