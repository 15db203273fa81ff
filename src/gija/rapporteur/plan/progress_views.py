"""Pages of progress: the measures of one's institution, a report on one, and the decision on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.plan import evidence, progressing, queries, rules, shown
from gija.rapporteur.plan.draft_views import _version
from gija.rapporteur.plan.forms import BeginForm, DocumentForm, ProgressForm, ReasonForm
from gija.rapporteur.plan.models import OPEN, Progress, State
from gija.vocabulary.errors import GijaError


@needs("rapporteur.plan.report")
@require_GET
def own(request: Any) -> HttpResponse:
    """What the actor's institution answers for."""
    table = Table.of(
        request, queries.own(request.actor), shown.own_columns(), caption=_("Measures of your institution"),
        empty=_("No plan in force names your institution as responsible."),
    )  # fmt: skip
    return render(request, "plan/own.html", {"table": table})


@needs("rapporteur.plan.report")
@require_POST
def begin(request: Any, code: str, measure: str) -> HttpResponse:
    """Report on a half-year: opens what is there, or makes it."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise GijaError("plan.period")
    made = progressing.begin(request.actor, code, measure, form.cleaned_data["period"])
    return redirect("plan:progress", made.pk)


@needs("rapporteur.plan.read")
@require_GET
def progress(request: Any, pk: int) -> HttpResponse:
    """One report, for its institution, for who decides on it, and (approved) for who reads plans."""
    return page(request, seen(request, pk))


def seen(request: Any, pk: int) -> Progress:
    found = Progress.objects.select_related("plan").filter(pk=pk).first()
    if found is None or not queries.told(request.actor, found.plan, found.measure).filter(pk=pk).exists():
        raise GijaError("plan.not_found")
    return found


def page(request: Any, of: Progress, **more: Any) -> HttpResponse:
    measure, actor = queries.tree(of.plan).measure(of.measure), request.actor
    writes = of.state in OPEN and may(actor, rules.REPORT, of.institution)
    told = {
        "of": of, "title": shown.title(of.plan), "measure": measure.text.in_(language()),
        "institution": shown.name(of.institution), "state": State(of.state).label, "kind": shown.STATE_KIND[of.state],
        "execution": shown.execution(of.execution),
        "text": (of.text_lt or of.text_en) if language().startswith("lt") else (of.text_en or of.text_lt),
        "actuals": [
            (t.text.in_(language()), t.target, a) for t, a in zip(measure.targets, of.actuals, strict=False)
        ],
        "form": ProgressForm(measure.targets, initial=_initial(of)) if writes else None,
        "documents": evidence.of(of), "document": DocumentForm(initial={"version": of.version}, auto_id="doc_%s"),
        "decides": of.state in (State.SENT, State.APPROVED) and may(actor, rules.APPROVE),
        "reason": ReasonForm(initial={"version": of.version}),
        "returned": of.acts.filter(act="return").last() if of.state == State.RETURNED else None,
        "history": [(shown.ACTS[one.act], one) for one in of.acts.all()],
    } | more  # fmt: skip
    return render(request, "plan/progress.html", told, status=422 if more else 200)


def _initial(of: Progress) -> dict[str, Any]:
    told: dict[str, Any] = {
        "version": of.version, "execution": of.execution, "lt": of.text_lt, "en": of.text_en,
        "amount": of.spent if of.spent is not None else "", "currency": of.currency,
    }  # fmt: skip
    told |= {f"actual_{n}": one for n, one in enumerate(of.actuals, start=1)}
    for n, (title, place) in enumerate(of.evidence, start=1):
        told |= {f"title_{n}": title, f"place_{n}": place}
    return told


@needs("rapporteur.plan.report")
@require_http_methods(["POST"])
def write(request: Any, pk: int) -> HttpResponse:
    """Keep what was written; `then=send` also sends it."""
    of = queries.progress(request.actor, pk, rules.REPORT)
    form = ProgressForm(queries.tree(of.plan).measure(of.measure).targets, request.POST)
    if not form.is_valid():
        return page(request, of, form=form)
    try:
        kept = progressing.write(request.actor, pk, form.cleaned_data["version"], form.told())
        if request.POST.get("then") == "send":
            progressing.send(request.actor, pk, kept.version)
    except GijaError as error:
        if error.code not in ("plan.unfinished", "plan.no_evidence"):
            raise
        fresh = queries.progress(request.actor, pk, rules.REPORT)  # what was written is kept, under its next version
        written = request.POST.copy()
        written["version"] = str(fresh.version)
        again = ProgressForm(form.targets, written)
        again.is_valid()
        again.add_error("execution" if error.code == "plan.unfinished" else "title_1", error.text.in_(language()))
        return page(request, fresh, form=again)
    messages.success(request, _("Sent.") if request.POST.get("then") == "send" else _("Saved. You can come back."))
    return redirect("plan:progress", pk)


@needs("rapporteur.plan.approve")
@require_POST
def decide(request: Any, pk: int) -> HttpResponse:
    """Approve, or return with a reason."""
    if request.POST.get("act") == "approve":
        progressing.approve(request.actor, pk, _version(request))
        messages.success(request, _("Approved."))
        return redirect("plan:progress", pk)
    try:
        progressing.send_back(request.actor, pk, _version(request), request.POST.get("reason", ""))
    except GijaError as error:
        if error.code != "plan.reason":
            raise
        form = ReasonForm(request.POST)
        form.is_valid()
        form.add_error("reason", error.text.in_(language()))
        return page(request, seen(request, pk), reason=form)
    messages.success(request, _("Returned to the institution."))
    return redirect("plan:progress", pk)
