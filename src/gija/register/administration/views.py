"""Pages of the administrator: members, quality, samples; and of a member: its quality, its second entries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import may, needs
from gija.register.administration import queries, services
from gija.register.administration.forms import SampleForm, SecondEntryForm, SentForm
from gija.register.administration.models import Drawn
from gija.register.administration.quality import Filled
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ELSEWHERE = (  # action, address, words
    ("account.manage", "accounts_list", gettext_lazy("Accounts and rights")),
    ("directory.read", "directory:list", gettext_lazy("Institutions")),
    ("courier.read", "courier:peers", gettext_lazy("Installations that send")),
)


def _language() -> str:
    return get_language() or "lt"


def _per_cent(share: int | None) -> str:
    return "–" if share is None else f"{share} %"


@needs("register.member.manage")
@require_GET
def senders(request: Any) -> HttpResponse:
    """Who sends, in which version, how well; who has sent nothing in a period."""
    form = SentForm(request.GET or None)
    period, language = form.chosen, _language()
    found = queries.senders(request.actor, period)
    columns = (
        Column("name", _("Member"), lambda m: m.name.in_(language), link=_quality_link),
        Column("sent", _("Sent in the period"), lambda m: m.sent or _("nothing sent"), numeric=True),
        Column("last", _("Last received"), lambda m: m.last),
        Column("versions", _("Versions of the message"), lambda m: _versions(m.quality)),
        Column("records", _("Records"), lambda m: m.quality.records, numeric=True),
        Column("share", _("Complete"), lambda m: _per_cent(m.quality.share), numeric=True),
        Column("late", _("Late"), lambda m: m.quality.late, numeric=True),
        Column("warnings", _("Warnings"), lambda m: sum(n for *_w, n in m.quality.warnings), numeric=True),
        Column("peers", _("Sent by the installation"), lambda m: ", ".join(m.peers) or _("not tied")),
    )
    table = Table.of(
        request, found, columns, caption=_("Members and what they send"), filters=form,
        empty=_("No institution has sent a record yet."),
    )  # fmt: skip
    page = {
        "table": table,
        "period": period.text.in_(language),
        "silent": [one.name.in_(language) for one in found if not one.sent],
        "elsewhere": [(reverse(name), words) for action, name, words in ELSEWHERE if may(request.actor, action)],
    }
    return render(request, "register_administration/senders.html", page)


def _quality_link(found: Any) -> str:
    return reverse("register_administration:quality", args=[found.code]) if found.quality.records else ""


def _versions(found: Any) -> str:
    return ", ".join(f"{version}: {count}" for version, count in sorted(found.versions.items())) or "–"


@needs("register.member.read")
@require_GET
def quality(request: Any, code: str) -> HttpResponse:
    """How good a member's records are, field by field, rule by rule."""
    return _quality_page(request, code, SampleForm())


def _quality_page(request: Any, code: str, form: SampleForm) -> HttpResponse:
    found, language = queries.member_quality(request.actor, code), _language()
    columns = (
        Column("field", _("Field"), lambda f: f.text.in_(language)),
        Column("share", _("Complete"), lambda f: _per_cent(f.share), numeric=True),
        Column("filled", _("Filled"), lambda f: _("{filled} of {records}").format(filled=f.filled, records=f.asked)),
        Column("reasons", _("Why the rest is empty"), _reasons),
    )
    page = {
        "code": code,
        "name": text_on(code).in_(language),
        "quality": found,
        "versions": _versions(found),
        "share": _per_cent(found.share),
        "table": Table.of(request, found.fields, columns, caption=_("How complete each field is")),
        "lateness": [(_months(first, last), count) for first, last, count in found.lateness],
        "warnings": [(words.in_(language), count) for _code, words, count in found.warnings],
        "samples": [(one, one.drawn.count()) for one in queries.samples(request.actor, code)],
        "may_manage": may(request.actor, queries.MANAGE),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "register_administration/quality.html", page, status=status)


def _months(first: int, last: int | None) -> str:
    return _("{first} months or more").format(first=first) if last is None else f"{first}–{last}"


def _reasons(one: Filled) -> str:
    named = code_list("missing")
    told = [
        (named[code].text.in_(_language()) if code else _("not filled in"), n)
        for code, n in sorted(one.reasons.items())
    ]
    return ", ".join(f"{words}: {n}" for words, n in told) or "–"


@needs("register.member.manage")
@require_http_methods(["GET", "POST"])
def draw(request: Any, code: str) -> HttpResponse:
    """Draw a sample of a member's records. GET leads back to the member."""
    if request.method == "GET":
        return redirect("register_administration:quality", code)
    form = SampleForm(request.POST)
    if not form.is_valid():
        return _quality_page(request, code, form)
    made = services.draw(request.actor, code, form.cleaned_data["size"])
    messages.success(request, _("The sample is drawn. The member now enters it a second time."))
    return redirect("register_administration:sample", made.pk)


@needs("register.member.read")
@require_GET
def samples(request: Any) -> HttpResponse:
    """The samples, with what is still to be entered."""
    language = _language()
    columns = (
        Column(
            "month",
            _("Drawn in"),
            lambda s: s.month,
            sort="month",
            link=lambda s: reverse("register_administration:sample", args=[s.pk]),
        ),
        Column("member", _("Member"), lambda s: text_on(s.institution).in_(language), sort="institution"),
        Column("size", _("Records"), lambda s: s.drawn.count(), numeric=True),
        Column("left", _("Still to be entered"), lambda s: _open(s).count(), numeric=True),
    )
    table = Table.of(
        request, queries.samples(request.actor), columns, caption=_("Samples"), order="-month",
        empty=_("No sample has been drawn."),
    )  # fmt: skip
    return render(request, "register_administration/samples.html", {"table": table})


def _open(found: Any) -> Any:
    return found.drawn.filter(entered_by__isnull=True, record__withdrawn=False)


@needs("register.member.read")
@require_GET
def sample(request: Any, sample_id: str) -> HttpResponse:
    """One sample: its records and how far the two entries agree."""
    found, language = queries.sample(request.actor, sample_id), _language()
    may_enter = may(request.actor, queries.ENTER, found.institution)
    page = {
        "found": found,
        "name": text_on(found.institution).in_(language),
        "drawn": [(one, _state(one)) for one in found.drawn.select_related("record")],
        "may_enter": may_enter,
        "agreement": [
            (one.text.in_(language), one.agree, one.of, *(round(100 * x) for x in one.interval))
            for one in queries.agreement(found)
        ],
        "entered": found.drawn.filter(entered_by__isnull=False).count(),
    }
    return render(request, "register_administration/sample.html", page)


def _state(one: Drawn) -> str:
    if one.entered_by is not None:
        return _("entered")
    return _("withdrawn") if one.record.withdrawn else _("waits")


@needs("register.sample.enter")
@require_http_methods(["GET", "POST"])
def enter(request: Any, drawn_id: str) -> HttpResponse:
    """The second entry of one record, blind: nothing the register holds is shown."""
    found = queries.drawn(request.actor, drawn_id)
    form = SecondEntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter(request.actor, found.pk, form.cleaned_data)
        except GijaError as error:
            if error.code == "common.not_permitted":
                raise
            form.add_error(None, error.text.in_(_language()))
        else:
            messages.success(request, _("Entered. What you typed was compared and not kept."))
            return redirect("register_administration:sample", found.sample_id)
    page = {"found": found, "form": form}
    return render(request, "register_administration/enter.html", page, status=422 if form.errors else 200)
