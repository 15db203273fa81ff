"""Pages of a draft: its measures one by one or by file, opinions of the institutions, on to adoption."""

from __future__ import annotations

from typing import Any

import yaml
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.permissions import may, needs
from gija.rapporteur.choices import language
from gija.rapporteur.plan import differing, queries, rules, services, shown
from gija.rapporteur.plan.forms import AdoptForm, FileForm, MeasureForm, OpinionForm, of_measure
from gija.rapporteur.plan.models import Draft, Plan, Standing
from gija.rapporteur.plan.tree import Tree, read
from gija.vocabulary.errors import GijaError

LARGEST = 1_000_000  # bytes of a plan's file


@needs("rapporteur.plan.write")
@require_POST
def start(request: Any, code: str) -> HttpResponse:
    """Begin the next edition."""
    services.start(request.actor, code)
    return redirect("plan:draft", code)


@needs("rapporteur.plan.read")
@require_GET
def draft(request: Any, code: str) -> HttpResponse:
    """The draft, for who writes it and for the institutions that are asked."""
    return _page(request, *_found(request, code))


def _found(request: Any, code: str) -> tuple[Plan, Draft]:
    """The draft; while it is being drafted only for who writes it."""
    of = queries.plan(code)
    found = queries.draft(of)
    if found is None or (found.standing == Standing.DRAFTING and not may(request.actor, rules.WRITE)):
        raise GijaError("plan.not_found")
    return of, found


def _page(request: Any, of: Plan, found: Draft, **more: Any) -> HttpResponse:
    tree, actor, start = read(found.content), request.actor, {"version": found.version}
    writes = may(actor, rules.WRITE) and found.standing != Standing.PRESENTED
    asked = found.standing == Standing.CONSULTING and may(actor, rules.REPORT, actor.institution)
    page = {
        "of": of, "title": shown.title(of), "draft": found, "standing": Standing(found.standing).label,
        "parts": shown.parts(tree), "writes": writes,
        "may_write": may(actor, rules.WRITE),
        "changes": shown.changed(differing.changes(queries.tree(of), tree)),
        "opinions": of.opinions.all(),
        "opinion": OpinionForm(_items(tree)) if asked else None,
        "upload": FileForm(initial=start) if writes else None,
        "adopt": AdoptForm(initial=start | {"by": "government"}) if _adopts(actor, found) else None,
    } | more  # fmt: skip
    return render(request, "plan/draft.html", page, status=422 if more else 200)


def _adopts(actor: Any, found: Draft) -> bool:
    return found.standing == Standing.PRESENTED and may(actor, rules.ADOPT)


def _items(tree: Tree) -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.text.in_(language())[:80]}") for one in tree.measures()]


@needs("rapporteur.plan.write")
@require_http_methods(["GET", "POST"])
def measure(request: Any, code: str, item: str = "") -> HttpResponse:
    """Add a measure to the draft, or change one."""
    of, found = _found(request, code)
    tree = read(found.content)
    tasks = [(task.code, f"{task.code} {task.text.in_(language())}") for _chapter, task in tree.tasks()]
    there = tree.measure(item) if item else None
    task = next((t.code for _c, t in tree.tasks() if there in t.measures), "")
    initial = of_measure(there, task, found.version) if there else {"version": found.version}
    form = MeasureForm(tasks, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        services.put(request.actor, code, said["version"], said["task"], form.measure())
        messages.success(request, _("Saved in the draft."))
        return redirect("plan:draft", code)
    page = {"of": of, "title": shown.title(of), "form": form, "item": item}
    return render(request, "plan/edit.html", page, status=422 if form.errors else 200)


@needs("rapporteur.plan.write")
@require_POST
def drop(request: Any, code: str, item: str) -> HttpResponse:
    """Take a measure out of the draft."""
    services.drop(request.actor, code, _version(request), item)
    messages.success(request, _("Taken out of the draft. The edition in force still has it."))
    return redirect("plan:draft", code)


@needs("rapporteur.plan.write")
@require_POST
def upload(request: Any, code: str) -> HttpResponse:
    """The draft's content from a file: all of it, or nothing and the place of what is wrong."""
    of, found = _found(request, code)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, of, found, upload=form)
    try:
        services.replace(request.actor, code, form.cleaned_data["version"], _tree(form.cleaned_data["file"]))
    except GijaError as error:
        form.add_error("file", error.text.in_(language()))
        return _page(request, of, found, upload=form)
    messages.success(request, _("The file was read into the draft."))
    return redirect("plan:draft", code)


def _tree(sent: Any) -> Tree:
    if sent.size > LARGEST:
        raise GijaError("plan.file_large", limit=LARGEST // 1_000_000)
    try:
        return read(yaml.safe_load(sent.read()))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise GijaError("plan.file_kind") from None


@needs("rapporteur.plan.write")
@require_POST
def move(request: Any, code: str) -> HttpResponse:
    """On to the next step, or back to drafting."""
    act = services.back if request.POST.get("act") == "back" else services.forward
    act(request.actor, code, _version(request))
    return redirect("plan:draft", code)


@needs("rapporteur.plan.report")
@require_POST
def opinion(request: Any, code: str) -> HttpResponse:
    """What the actor's institution says of it."""
    services.opinion(request.actor, code, request.POST.get("text", ""), request.POST.get("item", ""))
    messages.success(request, _("Your opinion is kept."))
    return redirect("plan:draft", code)


@needs("rapporteur.plan.adopt")
@require_POST
def adopt(request: Any, code: str) -> HttpResponse:
    """Note its adoption."""
    of, found = _found(request, code)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, of, found, adopt=form)
    try:
        services.adopt(request.actor, code, form.cleaned_data["version"], form.adoption())
    except GijaError as error:
        if error.code != "plan.reason":
            raise
        form.add_error("reason", error.text.in_(language()))
        return _page(request, of, found, adopt=form)
    messages.success(request, _("Adopted. The earlier edition stays readable."))
    return redirect("plan:plan", code)


def _version(request: Any) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() and len(said) < 9 else 0
