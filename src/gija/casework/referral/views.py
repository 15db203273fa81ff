"""Pages of the referrals: all of them, a new one, one with what may be done now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.casework.exchange import contents
from gija.casework.exchange.forms import chosen_case, said_in
from gija.casework.memoranda import queries as memoranda
from gija.casework.memoranda.words import STATES as MEMORANDUM
from gija.casework.memoranda.words import TAGS as MEMORANDUM_TAGS
from gija.casework.referral import forms, paper, queries, services, words
from gija.casework.referral.models import OPEN, Referral, Side, Way
from gija.casework.referral.rules import ANSWER, EXPORT, READ, REVIEW, SEND
from gija.casework.returns import queries as returns
from gija.casework.returns.rules import WRITE as RETURN
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.queries import institution
from gija.commons.pages.tables import Column, Table
from gija.commons.papers.taken import spoken_or_404, taken
from gija.commons.permissions import may, needs
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHOWN = 422


def _state(found: Referral) -> str:
    return code_list("referral_status")[found.state].text.in_(language())


@needs(READ)
@require_GET
def referrals(request: Any) -> HttpResponse:
    """Every referral of one's own institution; no names of persons."""
    filters = forms.ReferralFilter(request.GET or None)
    rows = queries.listed(request.actor, filters.cleaned_data if filters.is_valid() else {})
    columns = [
        Column("referral", _("Referral"), lambda r: r.short, link=lambda r: reverse("referral:one", args=[r.pk])),
        Column("side", _("Direction"), lambda r: words.SIDES[Side(r.side)]),
        Column("partner", _("Other body"), lambda r: r.partner_name),
        Column("case", _("Case"), lambda r: r.case.short if r.case else ""),
        Column("made", _("Begun"), lambda r: r.made_at, sort="made_at"),
        Column("by", _("Answer wanted by"), lambda r: r.answer_by, sort="answer_by"),
        Column("state", _("State"), _state, sort="state", tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Referrals"), filters=filters, order="-made_at",
        empty=_("Nobody was referred yet. Begin from the page of a case."),
    )  # fmt: skip
    review = queries.to_review(request.actor).count()
    page = {"table": table, "review": review, "may_send": may(request.actor, SEND, request.actor.institution)}
    return render(request, "referral/list.html", page)


@needs(SEND)
@require_http_methods(["GET", "POST"])
def send(request: Any) -> HttpResponse:
    """Refer the person of a case."""
    posted = request.method == "POST"
    form = forms.SendForm(request.actor, request.POST if posted else None, case=request.GET.get("case", ""))
    if posted:
        try:
            case = chosen_case(request.POST)
            made = services.refer(request.actor, case, form.said(), request.POST.get("number", ""))
        except FaultsError as error:
            form.show(error.faults)
        else:
            messages.success(
                request, _("Referred. Print the form.") if made.way == Way.PAPER else _("Sealed and sent.")
            )
            return redirect("referral:one", made.pk)
    return render(request, "referral/send.html", {"form": form}, status=SHOWN if form.errors else 200)


@needs(READ)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One referral: who, what for, how it stands, its log."""
    return _one(request, str(pk))


def _one(request: Any, pk: str, **more: Any) -> HttpResponse:
    found, content = services.opened(request.actor, pk)
    actor = request.actor
    answers = found.side == Side.TAKES and may(actor, ANSWER, found.institution)
    sends = found.side == Side.SENDS and may(actor, SEND, found.institution)
    page = {
        "referral": found, "side": words.SIDES[Side(found.side)], "state": _state(found),
        "tag": words.TAGS.get(found.state, ""), "paper": found.way == Way.PAPER,
        "late": found.state == "in_progress" and found.answer_by < timezone.localdate(),
        "services": [code_list("service")[code].text.in_(language()) for code in found.services],
        "sections": contents.sections(content, language()) if content else [],
        "candidates": queries.candidates(found) if answers else [],
        **_agreed(request, found),
        "steps": [(words.ACTS[step.act], step) for step in found.steps.all()],
        "forms": _forms(actor, found, answers, sends) | more.pop("forms", {}),
        "may_review": bool(found.ground) and found.side == Side.SENDS and not found.seen_at
        and may(actor, REVIEW, found.institution),
        "may_print": sends and found.case is not None and may(actor, EXPORT, found.institution),
    } | more  # fmt: skip
    return render(request, "referral/one.html", page, status=SHOWN if more else 200)


def _agreed(request: Any, found: Referral) -> dict[str, Any]:
    """Whether there was a memorandum with the body on the day of the referral, and what lies outside it; the return
    that belongs to the referral, or where one is prepared."""
    stood = memoranda.State(found.memorandum_state or "missing")
    now = memoranda.with_body(found.institution, found.partner, found.partner_name, found.services)
    abroad = found.side == Side.SENDS and found.case is not None and _abroad(found)
    return {
        "stood": MEMORANDUM[stood], "stood_tag": MEMORANDUM_TAGS[stood],
        "stands": MEMORANDUM[now.state] if now.state != stood else "",
        "outside": [code_list("service")[code].text.in_(language()) for code in now.outside],
        "abroad": abroad and may(request.actor, RETURN, found.institution),
        "return": returns.of_referral(found.institution, str(found.pk)) if abroad else None,
    }  # fmt: skip


def _abroad(found: Referral) -> bool:
    """Is the other body in another country, or does it see to returns?"""
    return bool(found.country) or institution(found.partner).kind in ("foreign_authority", "consular", "igo")


def _known(found: Referral) -> list[str]:
    return [str(one.pk) for one in queries.candidates(found)]


def _forms(actor: Any, found: Referral, answers: bool, sends: bool) -> dict[str, Any]:
    """What may be done now: act -> its form."""
    start = {"version": found.version}
    made: dict[str, Any] = {}
    if answers and found.state == "in_progress":
        made["accept"] = forms.AcceptForm(actor, known=_known(found), initial=start, auto_id="accept_%s")
        made["reject"] = forms.RejectForm(initial=start, auto_id="reject_%s")
    if answers and found.state == "accepted":
        made["done"] = forms.VersionForm(found, auto_id="done_%s")
    if sends and found.state in OPEN:
        if found.way == Way.PAPER:
            made["note"] = forms.NoteForm(initial=start, auto_id="note_%s")
        made["revoke"] = forms.VersionForm(found, auto_id="revoke_%s")
    return made


@needs(ANSWER)
@require_POST
def answer(request: Any, pk: Any, act: str) -> HttpResponse:
    """Accept, reject, done."""
    found = queries.one(request.actor, str(pk), ANSWER)
    made: dict[str, Any] = {
        "accept": lambda: forms.AcceptForm(request.actor, request.POST, known=_known(found), auto_id="accept_%s"),
        "reject": lambda: forms.RejectForm(request.POST, auto_id="reject_%s"),
        "done": lambda: forms.VersionForm(None, request.POST, auto_id="done_%s"),
    }
    doing: dict[str, Callable[[int, dict[str, Any]], object]] = {
        "accept": lambda version, said: services.accept(
            request.actor,
            str(pk),
            version,
            said.get("case") or "",
            opens=bool(said.get("opens")),
            anyway=bool(said.get("anyway")),
        ),
        "reject": lambda version, said: services.reject(
            request.actor, str(pk), version, said.get("refusal") or "", said.get("said") or ""
        ),
        "done": lambda version, said: services.done(request.actor, str(pk), version),
    }
    return _acted(request, str(pk), act, made, doing)


@needs(SEND)
@require_POST
def act(request: Any, pk: Any, act: str) -> HttpResponse:
    """Revoke, or note an answer on paper."""
    made: dict[str, Any] = {
        "note": lambda: forms.NoteForm(request.POST, auto_id="note_%s"),
        "revoke": lambda: forms.VersionForm(None, request.POST, auto_id="revoke_%s"),
    }
    doing: dict[str, Callable[[int, dict[str, Any]], object]] = {
        "note": lambda version, said: services.answered(
            request.actor, str(pk), version, said.get("state") or "", said.get("refusal") or ""
        ),
        "revoke": lambda version, said: services.revoke(request.actor, str(pk), version),
    }
    return _acted(request, str(pk), act, made, doing)


def _acted(request: Any, pk: str, act: str, made: dict[str, Any], doing: dict[str, Any]) -> HttpResponse:
    if act not in made:
        raise GijaError("referral.not_found")
    form = made[act]()
    try:
        said = said_in(form)
        doing[act](said.get("version") or 0, said)
    except FaultsError as error:
        form.show(error.faults)
        return _one(request, pk, forms={act: form}, broken=form)
    except GijaError as error:
        if error.code != "casefile.already_there":
            raise
        form.add_error("anyway" if "anyway" in form.fields else None, error.text.in_(language()))
        return _one(request, pk, forms={act: form}, broken=form)
    messages.success(request, _("Saved."))
    return redirect("referral:one", pk)


@needs(REVIEW)
@require_POST
def looked(request: Any, pk: Any) -> HttpResponse:
    """A supervisor looked at a referral without consent."""
    services.looked_at(request.actor, str(pk))
    messages.success(request, _("Noted."))
    return redirect("referral:one", pk)


@needs(EXPORT)
@sudo
@require_GET
def paper_form(request: Any, pk: Any, spoken: str) -> HttpResponse:
    """The form on paper. Names the person."""
    spoken_or_404(spoken)
    found, made = paper.form(request.actor, str(pk), spoken)
    return taken(made, f"{found.short}.{spoken}")
