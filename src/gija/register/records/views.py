"""Pages of the register: the records by their codes, one record with its revisions, the members and their quality."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import needs
from gija.register.records import queries, rules, services, words
from gija.register.records.forms import RecordsForm
from gija.register.records.models import Record, Revision
from gija.vocabulary.lists import code_list

SHORT = 8  # letters of a number that are shown in a list
READ, MEMBERS = rules.READ, rules.MEMBERS


def _language() -> str:
    return get_language() or "lt"


def _code(of: str, code: str | None) -> str:
    return code_list(of)[code].text.in_(_language()) if code else "–"


def _name(code: str) -> str:
    return text_on(code).in_(_language())


@needs("register.record.read")
@require_GET
def records(request: Any) -> HttpResponse:
    """The records that hold, filtered; below, the withdrawn ones."""
    actor = request.actor
    months = sorted(set(queries.listed(actor).order_by().values_list("registration_month", flat=True)))
    form = RecordsForm(actor, months, request.GET or None)
    table = Table.of(
        request,
        queries.listed(actor, **form.filters()),
        _columns(),
        caption=_("Records"),
        filters=form,
        order="-registration_month",
        empty=_("No record matches the filters.") if months else _("No records have arrived yet."),
    )
    withdrawn = queries.withdrawn(actor).count()
    page = {"table": table, "all": rules.sees_all(actor, READ), "withdrawn": withdrawn}
    return render(request, "register_records/records.html", page)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "number",
            _("Number"),
            lambda r: r.record_id[:SHORT],
            link=lambda r: reverse("register_records:record", args=[r.record_id]),
        ),
        Column("sender", _("Member"), lambda r: _name(r.record.sender), sort="record__sender"),
        Column("registered", _("Registered"), lambda r: r.registration_month, sort="registration_month"),
        Column("status", _("Status"), lambda r: _code("victim_status", r.status), sort="status"),
        Column("sex", _("Sex"), lambda r: _code("sex", r.sex), sort="sex"),
        Column("age_group", _("Age group"), lambda r: _code("age_group", r.age_group), sort="age_group"),
        Column("form", _("Main form of exploitation"), _main_form),
        Column("revision", _("Revision"), lambda r: r.number, sort="number", numeric=True),
    )


def _main_form(revision: Revision) -> str:
    return next((_code("exploitation", f.form) for f in revision.forms.all() if f.place == 1), "–")


@needs("register.record.read")
@require_GET
def withdrawn(request: Any) -> HttpResponse:
    """The tombstones: numbers whose content was deleted."""
    columns = (
        Column("number", _("Number"), lambda r: r.pk[:SHORT]),
        Column("sender", _("Member"), lambda r: _name(r.sender), sort="sender"),
        Column("month", _("Withdrawn in"), lambda r: r.withdrawn_month, sort="withdrawn_month"),
    )
    table = Table.of(
        request, queries.withdrawn(request.actor), columns, caption=_("Withdrawn records"), order="-withdrawn_month",
        empty=_("No record has been withdrawn."),
    )  # fmt: skip
    return render(request, "register_records/withdrawn.html", {"table": table})


@needs("register.record.read")
@require_GET
def record(request: Any, record_id: str) -> HttpResponse:
    """One record: what holds now, and its earlier revisions."""
    found: Record = services.open_record(request.actor, record_id)
    held = found.revisions.none() if found.withdrawn else found.revisions.order_by("-number")
    revisions = [_told(revision) for revision in held]
    page = {"record": found, "short": found.pk[:SHORT], "sender": _name(found.sender), "revisions": revisions}
    return render(request, "register_records/record.html", page)


def _told(revision: Revision) -> dict[str, Any]:
    """A revision as label -> words."""
    reasons = {m.field: _code("missing", m.reason) for m in revision.missings.all()}
    every: Any = revision

    def several(name: str, field: str, of: str) -> str:
        return ", ".join(_code(of, getattr(row, field)) for row in getattr(every, name).all())

    rows = {
        _("Registered"): revision.registration_month,
        _("Status"): _code("victim_status", revision.status),
        _("Month of the status"): revision.status_month or reasons.get("status_month"),
        _("Authority"): _code("institution_kind", revision.status_authority_kind),
        _("Sex"): _code("sex", revision.sex),
        _("Year of birth"): revision.birth_year or reasons.get("birth_year"),
        _("Age group"): _code("age_group", revision.age_group),
        _("Citizenship"): several("citizenships", "country", "country") or reasons.get("citizenship"),
        _("Municipality"): _code("municipality", revision.municipality)
        if revision.municipality
        else reasons.get("municipality"),
        _("Forms of exploitation"): ", ".join(_code("exploitation", f.form) for f in every.forms.order_by("place")),
        _("Realised or intended"): _code("exploitation_stage", revision.exploitation_realised),
        _("Way of recruitment"): several("recruitments", "method", "recruitment_method"),
        _("Means"): several("means", "mean", "means_legal"),
        _("Countries"): ", ".join(
            f"{_code('country', c.country)} ({_code('country_role', c.role)})" for c in every.countryparts.all()
        ),
        _("Services"): ", ".join(f"{_code('service', s.service)} ({_span(s)})" for s in every.services.all()),
        _("Consent to"): several("consents", "scope", "consent_scope"),
    }
    return {
        "number": revision.number,
        "received": revision.received_month,
        "rows": rows.items(),
        "answers": words.sections(revision, _language()),
        "findings": words.findings(revision, _language()),
    }


def _span(service: Any) -> str:
    said = f"{service.start} – {service.end or '…'}"
    return f"{said}, {_code('institution_kind', service.provider_kind)}" if service.provider_kind else said


@needs("register.member.read")
@require_GET
def members(request: Any) -> HttpResponse:
    """Which institutions send, when they last did, how complete their records are."""
    language = _language()
    columns = (
        Column(
            "name",
            _("Member"),
            lambda m: m.name.in_(language),
            link=lambda m: reverse("register_records:member", args=[m.code]),
        ),
        Column("kind", _("Kind"), lambda m: _code("institution_kind", m.kind)),
        Column("records", _("Records"), lambda m: m.records, numeric=True),
        Column("corrected", _("Corrected"), lambda m: m.corrected, numeric=True),
        Column("withdrawn", _("Withdrawn"), lambda m: m.withdrawn, numeric=True),
        Column("last", _("Last received"), lambda m: m.last_received),
        Column("share", _("Complete"), lambda m: _per_cent(m.share), numeric=True),
    )
    table = Table.of(
        request, queries.members(request.actor), columns, caption=_("Members"),
        empty=_("No institution has sent a record yet."),
    )  # fmt: skip
    return render(
        request, "register_records/members.html", {"table": table, "all": rules.sees_all(request.actor, MEMBERS)}
    )


def _per_cent(share: int | None) -> str:
    return "–" if share is None else f"{share} %"


@needs("register.member.read")
@require_GET
def member(request: Any, code: str) -> HttpResponse:
    """One member: how complete each field of its records is, and why the rest is empty."""
    found = queries.member(request.actor, code)
    language = _language()
    columns = (
        Column("field", _("Field"), lambda f: f.label.in_(language)),
        Column("share", _("Complete"), lambda f: _per_cent(f.share), numeric=True),
        Column("filled", _("Filled"), lambda f: _("{filled} of {records}").format(filled=f.filled, records=f.records)),
        Column("reasons", _("Why the rest is empty"), _reasons),
    )
    table = Table.of(request, found.fields, columns, caption=_("How complete each field is"))
    page = {
        "member": found,
        "name": found.name.in_(language),
        "kind": _code("institution_kind", found.kind),
        "table": table,
    }
    return render(request, "register_records/member.html", page)


def _reasons(one: queries.Completeness) -> str:
    told = [(_code("missing", code) if code else _("not filled in"), n) for code, n in sorted(one.reasons.items())]
    return ", ".join(f"{words}: {n}" for words, n in told) or "–"
