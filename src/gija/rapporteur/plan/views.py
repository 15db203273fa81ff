"""Pages of plans: all of them, one in an edition, a measure, evaluation, files."""

from __future__ import annotations

from typing import Any

import yaml
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.pages.tables import Table
from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.plan import differing, exports, progressing, queries, rules, seeds, services, shown
from gija.rapporteur.plan.forms import BeginForm, EvaluationForm
from gija.rapporteur.plan.models import Plan, Progress, State
from gija.rapporteur.plan.tree import read, written
from gija.rapporteur.recommendations import queries as advice
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("rapporteur.plan.read")
@require_GET
def plans(request: Any) -> HttpResponse:
    """Every programme and plan, the latest first, and progress that waits."""
    actor = request.actor
    table = Table.of(
        request, queries.plans(actor), shown.columns(), caption=_("Programmes and plans"),
        empty=_("No plan has been entered yet."),
    )  # fmt: skip
    waiting = Progress.objects.filter(state=State.SENT).select_related("plan") if may(actor, rules.APPROVE) else []
    page = {
        "table": table, "waiting": list(waiting), "note": seeds.note().in_(language()),
        "missing": may(actor, rules.WRITE) and len({p.code for p in seeds.known()} - _codes()),
        "sent": Table.of(request, list(waiting), shown.progress_columns(), caption=_("Progress to decide on")),
    }  # fmt: skip
    return render(request, "plan/plans.html", page)


def _codes() -> set[str]:
    return set(Plan.objects.values_list("code", flat=True))


@needs("rapporteur.plan.write")
@require_POST
def load(request: Any) -> HttpResponse:
    """Enter the plans of the source documents."""
    made = services.load(request.actor)
    messages.success(request, _("Plans entered: %(count)d.") % {"count": len(made)})
    return redirect("plan:plans")


@needs("rapporteur.plan.read")
@require_GET
def plan(request: Any, code: str) -> HttpResponse:
    """A plan in an edition (`?edition=1`), the last if none is named."""
    of = queries.plan(code)
    chosen = _number(request)
    edition = queries.edition(of, chosen)
    number = edition.number if edition else None
    before = queries.tree(of, number - 1) if number and number > 1 else None
    found = queries.execution(of, number)
    page = {
        "of": of,
        "title": shown.title(of),
        "edition": edition,
        "document": Text(edition.document_en, edition.document_lt).in_(language()) if edition else "",
        "adopted_by": shown.name(edition.adopted_by) if edition else "",
        "editions": of.editions.all(),
        "is_last": edition is None or chosen is None or edition == queries.edition(of),
        "coordinator": shown.name(of.coordinator),
        "enforcers": shown.names(of.enforcers),
        "replaced": _linked(Plan.objects.filter(code=of.replaces).first()),
        "successor": _linked(queries.successor(of)),
        "parts": shown.parts(queries.tree(of, number), _told(of)),
        "execution": found,
        "counts": shown.counted(found),
        "challenges": shown.challenges(queries.tree(of, number)),
        "changes": shown.changed(differing.changes(before, queries.tree(of, number))) if before is not None else [],
        "draft": queries.draft(of),
        "may_write": may(request.actor, rules.WRITE),
        "judged": _judged(of),
        "evaluation": EvaluationForm() if may(request.actor, rules.EVALUATE) else None,
    }
    return render(request, "plan/plan.html", page)


def _number(request: Any) -> int | None:
    said = request.GET.get("edition", "")
    return int(said) if said.isdigit() and len(said) < 5 else None


def _linked(of: Plan | None) -> tuple[str, str] | None:
    return (of.code, shown.title(of)) if of else None


def _told(of: Plan) -> dict[str, Progress]:
    approved = Progress.objects.filter(plan=of, state=State.APPROVED)
    return {measure: one for (_plan, measure), one in queries.latest(approved).items()}


def _judged(of: Plan, measure: str = "") -> list[tuple[str, list[Any]]]:
    labels = code_list("evaluation_criterion").codes
    return [(labels[one].text.in_(language()), found) for one, found in progressing.judged(of, measure).items()]


@needs("rapporteur.plan.read")
@require_GET
def measure(request: Any, code: str, measure: str) -> HttpResponse:
    """One measure: what was promised, what was told of it, how it was judged."""
    of, actor = queries.plan(code), request.actor
    found = queries.tree(of).measure(measure)
    own = actor.institution in found.responsible and may(actor, rules.REPORT, actor.institution)
    table = Table.of(
        request, queries.told(actor, of, measure), shown.progress_columns(), caption=_("Progress"),
        empty=_("Nothing has been reported yet."),
    )  # fmt: skip
    page = {
        "of": of, "title": shown.title(of), "measure": found, "text": found.text.in_(language()), "table": table,
        "responsible": shown.names(found.responsible), "supporting": shown.names(found.supporting),
        "years": shown.years(found), "money": shown.amounts(found),
        "targets": [(t.text.in_(language()), t.baseline, t.target, t.observation) for t in found.targets],
        "challenges": [code_list("plan_challenge").codes[c].text.in_(language()) for c in found.challenges],
        "begin": BeginForm(initial={"period": _half()}) if own else None,
        "advice": [
            (one.pk, Text(one.text_en, one.text_lt).in_(language())) for one in advice.of_measure(code, measure)
        ],
        "judged": _judged(of, measure),
        "evaluation": EvaluationForm() if may(actor, rules.EVALUATE) else None,
    }  # fmt: skip
    return render(request, "plan/measure.html", page)


def _half() -> str:
    """The half-year that ended last."""
    day = timezone.localdate()
    return f"{day.year}-H1" if day.month > 6 else f"{day.year - 1}-H2"


@needs("rapporteur.plan.evaluate")
@require_http_methods(["POST"])
def evaluate(request: Any, code: str) -> HttpResponse:
    """Judge a plan or one of its measures."""
    form, measure = EvaluationForm(request.POST), request.POST.get("measure", "")
    back = ("plan:measure", code, measure) if measure else ("plan:plan", code)
    if not form.is_valid():
        messages.error(request, _("Choose a criterion and say why, in Lithuanian at least."))
        return redirect(*back)
    said = form.cleaned_data
    text = Text(said["en"], said["lt"])
    progressing.evaluate(request.actor, code, said["criterion"], said["grade"], text, measure)
    messages.success(request, _("The judgement is kept."))
    return redirect(*back)


@needs("rapporteur.plan.read")
@require_GET
def file(request: Any, code: str, kind: str) -> HttpResponse:
    """The plan as YAML (to be read in again) or its measures as a workbook."""
    of, number = queries.plan(code), _number(request)
    if kind == "yaml":
        content = yaml.safe_dump(written(read(written(queries.tree(of, number)))), allow_unicode=True, sort_keys=False)
        return _file(content.encode(), "application/yaml; charset=utf-8", f"{code}.yaml")
    return _file(exports.workbook(of, number, language()), XLSX, f"{code}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
