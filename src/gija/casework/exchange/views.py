"""Pages of the exchange: all of them, a new question or offer, one with what may be done, what was received."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.casework.cases.file import FILE
from gija.casework.duplicates.book import BOOK
from gija.casework.exchange import contents, paper, queries, services
from gija.casework.exchange.forms import BeginForm, ExchangeFilter, GiveForm, LinkForm, chosen_case, said_in
from gija.casework.exchange.models import OPEN, Exchange, Side, State
from gija.casework.exchange.queries import ASK, EXPORT, GIVE, READ
from gija.casework.exchange.words import ACTS, SIDES, STATES
from gija.commons.accounts.sudo import sudo
from gija.commons.casefile.forms import language
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.reading import FaultsError
from gija.commons.directory.queries import name_on
from gija.commons.hints import queries as hints
from gija.commons.pages.tables import Column, Table
from gija.commons.papers.taken import taken
from gija.commons.permissions import may, needs
from gija.commons.permissions.matrix import NotPermittedError
from gija.vocabulary.errors import GijaError

SHOWN = 422
BOTH = ["GET", "HEAD", "POST"]


@needs(READ)
@require_GET
def exchanges(request: Any) -> HttpResponse:
    """Every exchange of one's own institution; no names."""
    filters = ExchangeFilter(request.GET or None)
    rows = queries.own(request.actor)
    if filters.is_valid() and (state := filters.cleaned_data["state"]):
        rows = rows.filter(state=state)
    columns = [
        Column("exchange", _("Exchange"), lambda e: e.short, link=lambda e: reverse("exchange:one", args=[e.pk])),
        Column("partner", _("Other organisation"), lambda e: name_on(e.partner, language=language())),
        Column("side", _("Direction"), lambda e: SIDES[e.side]),
        Column("case", _("Case"), lambda e: e.case.short if e.case else ""),
        Column("made", _("Begun"), lambda e: e.made_at, sort="made_at"),
        Column("until", _("Until"), lambda e: e.expires_on, sort="expires_on"),
        Column("state", _("State"), lambda e: STATES[e.state], sort="state", tag=True),
    ]
    table = Table.of(
        request, rows, columns, caption=_("Exchange of information"), filters=filters, order="-made_at",
        empty=_("Nothing was exchanged yet."),
    )  # fmt: skip
    page = {"table": table, "may_ask": may(request.actor, ASK, request.actor.institution)}
    return render(request, "exchange/list.html", page)


@needs(ASK)
@require_http_methods(BOTH)
def ask(request: Any) -> HttpResponse:
    """Ask another organisation about a person who agrees."""
    return _begin(request, offers=False)


@needs(ASK)
@require_http_methods(BOTH)
def offer(request: Any) -> HttpResponse:
    """Offer another organisation what is known of a person who agrees."""
    return _begin(request, offers=True)


def _begin(request: Any, *, offers: bool) -> HttpResponse:
    posted = request.method == "POST"
    form = BeginForm(request.actor, request.POST if posted else None, offers=offers, first=_first(request))
    failed = ""
    if posted:
        act = services.offer if offers else services.ask
        try:
            said = said_in(form, "case")
            more = {"expires_on": said["expires_on"]} if offers else {}
            made = act(
                request.actor, chosen_case(request.POST), said["partner"], said["kinds"], said["purpose"],
                installation=said.get("installation", ""), number=said.get("number", ""), **more,
            )  # fmt: skip
        except FaultsError as error:
            form.show(error.faults)
        except NotPermittedError:
            raise
        except GijaError as error:
            failed = error.text.in_(language())
        else:
            messages.success(request, _("The letter is in the outbox."))
            return redirect("exchange:one", made.pk)
    page = {"form": form, "failed": failed, "offers": offers}
    return render(request, "exchange/begin.html", page, status=SHOWN if form.errors or failed else 200)


def _first(request: Any) -> dict[str, str]:
    """What the page that led here says, by numbers and codes: a case; a hint, its own case and the other side."""
    found = {"case": request.GET.get("case", "")}
    asked = request.GET.get("hint", "")
    hint = hints.own(BOOK, request.actor).filter(pk=asked).first() if is_id(asked) else None
    if hint is not None:
        ours = [str(case.pk) for case in hints.cases(BOOK, hint)]
        why = _("Hint %(short)s from the register: you may know the same person.") % {"short": hint.short}
        found = {"case": found["case"] if found["case"] in ours else "".join(ours[:1]), "partner": hint.other}
        found["purpose"] = why
    return found


@needs(READ)
@require_GET
def one(request: Any, pk: Any) -> HttpResponse:
    """One exchange: how it stands, its log, what may be done now."""
    return _one(request, str(pk))


@needs(ASK)
@require_http_methods(BOTH)
def accept(request: Any, pk: Any) -> HttpResponse:
    """Take an offer."""
    return _act(request, str(pk), _("Asked for. The other organisation can send it now."), services.accept)


@needs(ASK)
@require_http_methods(BOTH)
def refuse(request: Any, pk: Any) -> HttpResponse:
    """Refuse an offer or a request."""
    return _act(request, str(pk), _("Refused. The other organisation is told."), services.refuse)


@needs(GIVE)
@require_http_methods(BOTH)
def give(request: Any, pk: Any) -> HttpResponse:
    """Send what was chosen."""
    if request.method != "POST":
        return redirect("exchange:one", pk)
    form = GiveForm(request.actor, queries.one(request.actor, str(pk), GIVE), request.POST)

    def act(actor: Any, number: str) -> object:
        said = said_in(form, "case")
        case = chosen_case(request.POST)
        return services.give(actor, number, said["kinds"], case_id=case, expires_on=said["expires_on"])

    return _act(request, str(pk), _("Sealed and put into the outbox."), act, give=form)


@needs(ASK)
@require_http_methods(BOTH)
def link(request: Any, pk: Any) -> HttpResponse:
    """Say which own case it is about."""
    if request.method != "POST":
        return redirect("exchange:one", pk)
    form = LinkForm(request.actor, request.POST)
    case = chosen_case(request.POST)
    return _act(request, str(pk), _("Linked."), lambda actor, number: services.link(actor, number, case), link=form)


@needs(READ)
@require_GET
def content(request: Any, pk: Any) -> HttpResponse:
    """What was received, in words, to read and to print; each look is logged."""
    found, said = services.opened(request.actor, str(pk))
    page = {"exchange": found, "partner": _partner(found), "sections": contents.sections(said, language())}
    page["may_export"] = may(request.actor, EXPORT, found.institution)
    return render(request, "exchange/content.html", page)


@needs(EXPORT)
@sudo
@require_GET
def download(request: Any, pk: Any) -> HttpResponse:
    """What was received, as JSON."""
    found, said = services.opened(request.actor, str(pk), export=True)
    response = HttpResponse(json.dumps(said, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="exchange-{found.short}.json"'
    return response


@needs(EXPORT)
@sudo
@require_GET
def download_paper(request: Any, pk: Any) -> HttpResponse:
    """What was received, as PDF for one's own file."""
    found, said = services.opened(request.actor, str(pk), export=True)
    made = paper.pdf(found, said, _partner(found), request.actor.name, language())
    return taken(made, f"exchange-{found.short}")


def _act(request: Any, pk: str, done: str, act: Callable[..., object], **forms: Any) -> HttpResponse:
    """A button or form of the exchange's page: to its service and back; with faults the page again."""
    if request.method != "POST":
        return redirect("exchange:one", pk)
    failed = ""
    try:
        act(request.actor, pk)
    except FaultsError as error:
        for form in forms.values():
            form.show(error.faults)
    except NotPermittedError:
        raise
    except GijaError as error:
        failed = error.text.in_(language())
    else:
        messages.success(request, done)
        return redirect("exchange:one", pk)
    return _one(request, pk, failed, **forms)


def _one(request: Any, pk: str, failed: str = "", **forms: Any) -> HttpResponse:
    found, about = services.asked_about(request.actor, pk)
    actor = request.actor
    asks, gives = (may(actor, action, found.institution) for action in (ASK, GIVE))
    over = found.state in OPEN and found.expires_on < timezone.localdate()
    wanted = found.side == Side.GIVES and found.state == State.ASKED and not over
    candidates = queries.candidates(actor, about) if about else []
    likely = candidates[0].pk if len(candidates) == 1 else ""
    page = {
        "file": FILE,
        "exchange": found,
        "partner": _partner(found),
        "state": STATES[State(found.state)],
        "side": SIDES[Side(found.side)],
        "kinds": [contents.KINDS[kind].in_(language()) for kind in found.kinds],
        "about": contents.sections({"identity": about}, language())[0][1] if about else [],
        "candidates": candidates,
        "agrees": found.case is not None and queries.agrees(found.case),
        "steps": [(ACTS.get(step.act, step.act), step) for step in found.steps.all()],
        "over": over,
        "may_accept": asks and not over and (found.side, found.state) == (Side.TAKES, State.OFFERED),
        "may_refuse": asks and found.state in (State.OFFERED, State.ASKED),
        "waits_for_supervisor": wanted and not gives,
        "give_form": forms.get("give", GiveForm(actor, found, likely=likely, auto_id="give_%s"))
        if wanted and gives
        else None,
        "link_form": forms.get("link", LinkForm(actor, auto_id="link_%s"))
        if asks and found.side == Side.TAKES and found.case is None
        else None,
        "form": next(iter(forms.values()), None),
        "failed": failed,
    }
    broken = bool(failed or any(form.errors for form in forms.values()))
    return render(request, "exchange/one.html", page | {"broken": broken}, status=SHOWN if broken else 200)


def _partner(found: Exchange) -> str:
    return name_on(found.partner, language=language())
