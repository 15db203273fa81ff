"""Pages of the support plans: all of them, one with what may be done now, the paper for the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.assistance.models import Plan, Step
from gija.casework.assistance.plans import forms, paper, queries, services
from gija.casework.assistance.plans.queries import APPROVED, SUBMITTED, WRITABLE
from gija.casework.assistance.plans.services import SaidStep
from gija.casework.assistance.rules import APPROVE, EXPORT, READ, WRITE
from gija.casework.assistance.views import SHOWN, word
from gija.casework.cases.file import FILE
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile import queries as cases
from gija.commons.casefile.forms import language
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.reading import FaultsError
from gija.commons.pages.tables import Column, Table
from gija.commons.papers.taken import spoken_or_404, taken
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError

NOT_READY = ("assistance.not_agreed", "assistance.thin_plan")  # said on the page of the plan
TAGS = {"approved": "good", "returned": "warn", "submitted": "warn", "replaced": "quiet", "closed": "quiet"}


@needs(READ)
@require_GET
def plans(request: Any) -> HttpResponse:
    """Every plan of one's own institution, what is late first; no names."""
    filters = forms.PlanFilter(request.GET or None)
    rows = queries.listed(request.actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("plan", _("Plan"), lambda p: p.short, link=lambda p: reverse("assistance:plan", args=[p.pk])),
        Column("next", _("Next step or review"), lambda p: p.next_on),
        Column("late", _("Late"), lambda p: _("late") if p.late and p.state == APPROVED else ""),
        Column("agreed", _("Agreed on"), lambda p: p.agreed_on, sort="agreed_on"),
        Column("by", _("Written by"), lambda p: p.actor_name),
        Column("state", _("State"), lambda p: word("support_plan_state", p.state), tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Support plans"), filters=filters,
        empty=_("There is no plan yet, or none fits the filters. Begin one from the page of a case."),
    )  # fmt: skip
    page = {"table": table, "late": queries.late(request.actor), "to_approve": queries.to_approve(request.actor)}
    return render(request, "assistance/plans.html", page)


@needs(WRITE)
@require_http_methods(["GET", "POST"])
def begin(request: Any, pk: Any) -> HttpResponse:
    """Begin a plan of a case, or a new edition of it: asked before, for a link alone changes nothing."""
    if request.method == "POST":
        return redirect("assistance:plan", services.begin(request.actor, str(pk)).pk)
    return render(request, "assistance/begin_plan.html", {"case": cases.case(FILE, request.actor, str(pk))})


@needs(READ)
@require_GET
def plan(request: Any, pk: Any) -> HttpResponse:
    """One edition: aims, steps, reviews, what is late first, what may be done now."""
    return _plan(request, queries.one(request.actor, str(pk)))


def _plan(request: Any, found: Plan, **more: Any) -> HttpResponse:
    writes = may(request.actor, WRITE, found.institution)
    page = {
        "plan": found, "state": word("support_plan_state", found.state), "tag": TAGS.get(found.state, ""),
        "due": _due(request, found, more.get("broken")), "editions": queries.editions(found),
        "aims": [(word("support_field", aim.field), aim, list(aim.steps.all())) for aim in found.aims.all()],
        "reviews": found.reviews.all(), "writable": writes and found.state in WRITABLE,
        "may_renew": writes and found.state in (APPROVED, "closed") and _latest(found),
        "may_close": writes and found.state in (*WRITABLE, APPROVED), "follows": writes and found.state == APPROVED,
        "may_print": may(request.actor, EXPORT, found.institution),
        "forms": _forms(request, found) | more.pop("forms", {}),
    } | more  # fmt: skip
    return render(request, "assistance/plan.html", page, status=SHOWN if "broken" in page else 200)


def _due(request: Any, found: Plan, broken: Any) -> list[tuple[queries.Due, forms.PlanForm]]:
    """What is open in a plan in force, each with its form; one that was refused as it was written."""
    shown = []
    for one in queries.due(found) if found.state == APPROVED else []:
        auto_id = f"%s_{one.thing.pk}"
        refused = isinstance(broken, forms.DoneForm) and broken.auto_id == auto_id
        form = broken if refused else forms.DoneForm(request.actor, found, auto_id=auto_id)
        form.fields["on"].label = _("Done on") if isinstance(one.thing, Step) else _("Held on")
        shown.append((one, form))
    return shown


def _latest(found: Plan) -> bool:
    newest = queries.editions(found).first()
    return newest is not None and newest.pk == found.pk


def _forms(request: Any, found: Plan) -> dict[str, Any]:
    """The forms of what may be done with it now."""
    made: dict[str, Any] = {}
    if may(request.actor, WRITE, found.institution):
        if found.state in WRITABLE:
            made |= {act: FORMS[act] for act in ("wish", "aim", "step", "review")}
            if not found.aims.exists():
                del made["step"]
        elif found.state == APPROVED:
            made["review"] = FORMS["review"]
    if (
        found.state == SUBMITTED
        and not queries.wrote(request.actor, found)
        and may(request.actor, APPROVE, found.institution)
    ):
        made["decide"] = FORMS["decide"]
    return {act: form(request.actor, found, auto_id=f"{act}_%s") for act, form in made.items()}


FORMS: dict[str, type[forms.PlanForm]] = {
    "wish": forms.WishForm, "aim": forms.AimForm, "step": forms.StepForm, "review": forms.ReviewForm,
    "decide": forms.DecideForm, "done": forms.DoneForm,
}  # fmt: skip


def _turned(request: Any, pk: str, act: str, of: dict[str, Any]) -> Plan:
    actor, version = request.actor, of.get("version") or 0
    on, thing = of.get("on"), of.get("thing", "")
    doing: dict[str, Callable[[], Plan]] = {
        "wish": lambda: services.wish(
            actor, pk, version, of.get("wants", ""), of.get("agreed_on"), of.get("interpreted", "")
        ),
        "aim": lambda: services.add_aim(actor, pk, version, of.get("field", ""), of.get("text", "")),
        "step": lambda: services.add_step(
            actor, pk, version, of.get("aim", ""), SaidStep(of.get("text", ""), of.get("by"), of.get("who", ""))
        ),
        "review": lambda: services.add_review(actor, pk, version, on),
        "remove": lambda: services.remove(actor, pk, version, thing),
        "submit": lambda: services.submit(actor, pk, version),
        "done": lambda: services.step_done(actor, pk, version, thing, on, bool(of.get("dropped"))),
        "held": lambda: services.review_held(actor, pk, version, thing, on, of.get("note", "")),
        "close": lambda: services.close(actor, pk, version),
    }
    if act not in doing:
        raise GijaError("assistance.not_found")
    return doing[act]()


@needs(WRITE)
@require_POST
def turn(request: Any, pk: Any, act: str) -> HttpResponse:
    """One act on a plan; what was written stays where it is refused."""
    found = queries.one(request.actor, str(pk), WRITE)
    made = FORMS.get(act, forms.DoneForm)
    form = made(request.actor, found, request.POST, auto_id=_auto_id(request, act))
    form.full_clean()
    if form.errors and (act in FORMS or act == "held") and not form.cleaned_data.get("dropped"):
        return _refused(request, found, act, form)
    try:
        _turned(request, found.pk, act, form.cleaned_data)
    except FaultsError as error:
        form.show(error.faults)
        return _refused(request, found, act, form)
    except GijaError as error:
        if error.code not in NOT_READY:
            raise
        messages.error(request, error.text.in_(language()))
        return redirect("assistance:plan", pk)
    messages.success(request, _("Saved."))
    return redirect("assistance:plan", pk)


def _refused(request: Any, found: Plan, act: str, form: forms.PlanForm) -> HttpResponse:
    return _plan(request, found, forms={} if isinstance(form, forms.DoneForm) else {act: form}, broken=form)


def _auto_id(request: Any, act: str) -> str:
    """Where the page has the fields of an act: of a step or a review that was due they bear its number."""
    thing = request.POST.get("thing", "")
    return f"%s_{thing}" if act in ("done", "held") and is_id(thing) else f"{act}_%s"


@needs(APPROVE)
@require_POST
def decide(request: Any, pk: Any) -> HttpResponse:
    """Approve or return."""
    found = queries.one(request.actor, str(pk), APPROVE)
    form = forms.DecideForm(request.actor, found, request.POST, auto_id="decide_%s")
    form.full_clean()
    of = form.cleaned_data
    if of.get("approves") not in ("yes", "no"):
        form.add_error("approves", GijaError("casefile.required").text.in_(language()))
    if form.errors:
        return _plan(request, found, forms={"decide": form}, broken=form)
    try:
        services.decide(request.actor, str(pk), of.get("version") or 0, of["approves"] == "yes", of.get("why", ""))
    except FaultsError as error:
        form.show(error.faults)
        return _plan(request, found, forms={"decide": form}, broken=form)
    messages.success(request, _("Saved."))
    return redirect("assistance:plan", pk)


@needs(EXPORT)
@sudo
@require_GET
def sheet(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """The plan on paper, for the person to keep."""
    spoken_or_404(spoken)
    _found, made = paper.sheet(request.actor, str(pk), spoken)
    return taken(made, f"plan.{spoken}")
