"""Pages of a report's way out: to whom it was sent, with receipts; what it says otherwise than the last one."""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gija.commons.accounts.sudo import sudo
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.rapporteur.authoring import comparing, differing
from gija.rapporteur.authoring import sending as dispatching
from gija.rapporteur.authoring.forms import ReceiptForm, SendForm
from gija.rapporteur.authoring.models import Dispatch
from gija.rapporteur.choices import language
from gija.rapporteur.duties import shown as due_shown
from gija.rapporteur.reports import queries, rules
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

COVER = Text(
    "We send you the report “{title}”, approved on {day}.", "Siunčiame ataskaitą „{title}“, patvirtintą {day}."
)


def _back(*args: Any, **kwargs: Any) -> str:
    return reverse("authoring:sending", args=[kwargs["pk"]])


@needs("rapporteur.report.read")
@require_GET
def differences(request: Any, pk: int) -> HttpResponse:
    """What a report says otherwise than an earlier version, or than the last one of its kind."""
    found = queries.report(request.actor, pk)
    others = comparing.others(found)
    asked = request.GET.get("against", "")
    against = next((one for one in others if str(one.pk) == asked), comparing.last(found))
    page: dict[str, Any] = {"report": found, "others": others, "against": against}
    if against:
        found_difference = differing.difference(queries.data_of(against), queries.data_of(found))
        page |= _told(request, found_difference)
    return render(request, "authoring/differences.html", page)


def _told(request: Any, found: differing.Difference) -> dict[str, Any]:
    spoken, kinds = language(), {"changed": _("changed"), "came": _("new"), "gone": _("gone")}
    columns = (
        Column("kind", _("Difference"), lambda f: kinds[f.kind], tag=True),
        Column("what", _("Figure"), lambda f: f.what.in_(spoken)),
        Column("of", _("Of"), lambda f: f.of.in_(spoken)),
        Column("period", _("Period"), lambda f: f.period),
        Column("before", _("Was"), lambda f: f.before.in_(spoken), numeric=True),
        Column("after", _("Is"), lambda f: f.after.in_(spoken), numeric=True),
    )
    order = ("changed", "gone", "came")
    figures = sorted(found.figures, key=lambda f: order.index(f.kind))
    return {
        "figures": Table.of(request, figures, columns, caption=_("Figures"), empty=_("No figure differs.")),
        "passages": [
            {
                "kind": kinds[one.kind], "section": one.section.in_(spoken),
                "marked": differing.marked(one.before.in_(spoken), one.after.in_(spoken)),
            }
            for one in found.passages
        ],
    }  # fmt: skip


@needs("rapporteur.report.read")
@require_http_methods(["GET", "POST"])
@sudo(back=_back, posts_only=True)
def sending(request: Any, pk: int) -> HttpResponse:
    """To whom a report was sent, with what proof; for who publishes, the form that sends it."""
    found = queries.report(request.actor, pk)
    if request.method == "POST":
        form = SendForm(request.POST)
        if form.is_valid() and _sent(request, found, form):
            return redirect("authoring:sending", pk)
        return _page(request, found, form)
    return _page(request, found)


def _sent(request: Any, found: Report, form: SendForm) -> bool:
    said = form.cleaned_data
    parcel = dispatching.Parcel(
        said["to"], Text(said["name_en"], said["name_lt"]), said["channel"], said["language"], said["letter"],
        said["email"], said["reference"], _public(request, found),
    )  # fmt: skip
    try:
        dispatching.send(request.actor, found.pk, parcel)
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        form.add_error(None, error.text.in_(language()))
        return False
    except OSError:  # the mail server; nothing was noted
        form.add_error(None, GijaError("authoring.not_sent").text.in_(language()))
        return False
    messages.success(request, _("Noted as sent."))
    return True


def _public(request: Any, found: Report) -> str:
    """Where everybody reads it, in Lithuanian; empty where it is not published or not served here."""
    with contextlib.suppress(NoReverseMatch):
        if found.release:
            return str(request.build_absolute_uri(reverse("public:release", args=["lt", found.release])))
    return ""


def _page(request: Any, found: Report, form: SendForm | None = None) -> HttpResponse:
    sent = dispatching.of(found)
    possible = rules.possible(request.actor, found)
    owed = dispatching.waiting_for(found, sent)
    page = {
        "report": found, "sent": [_dispatch(one) for one in sent], "receipt": ReceiptForm(),
        "form": form or (SendForm(initial=_start(found, owed)) if "send" in possible else None),
        "may_receive": "receive" in possible, "owed": due_shown.names(owed),
        "duties": [(one, due_shown.title(one), due_shown.state(one), due_shown.kind(one))
                   for one in dispatching.duties_of(found)],
    }  # fmt: skip
    return render(request, "authoring/sending.html", page, status=422 if form else 200)


def _start(found: Report, owed: list[str]) -> dict[str, str]:
    """The letter begins in Lithuanian: that is the language of who is written to."""
    act = found.acts.filter(act="approve").last()
    day = act.at.date().isoformat() if act else ""
    letter = COVER.fill(title=queries.data_of(found).title, day=day).lt
    return {"to": owed[0] if owed else "", "letter": letter, "language": "lt"}


def _dispatch(one: Dispatch) -> dict[str, Any]:
    channel = code_list("sending_channel").codes[one.channel].text.in_(language())
    return {"one": one, "name": one.name.in_(language()), "channel": channel, "receipts": list(one.receipts.all())}


@needs("rapporteur.report.publish")
@require_POST
def received(request: Any, pk: int, dispatch: int) -> HttpResponse:
    """That an addressee received it."""
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        raise GijaError("authoring.proof")
    said = form.cleaned_data
    dispatching.received(request.actor, pk, dispatch, said["day"], said["number"])
    messages.success(request, _("Noted as received."))
    return redirect("authoring:sending", pk)
