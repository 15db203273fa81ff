"""Files in formats of others: choose one, see what it loses, take it away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.sudo import sudo
from gija.commons.casefile import exchange_export
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.forms import language
from gija.formats import ctdc, htcds
from gija.vocabulary import record_model as model
from gija.vocabulary.errors import GijaError

FORMATS = (
    ("htcds_csv", _("HTCDS 2.0, spreadsheet (CSV)")),
    ("htcds_json", _("HTCDS 2.0, JSON")),
    ("ctdc", _("CTDC 2024, 27 columns (CSV)")),
)
PURPOSES = (
    ("own", _("For our own use: all finished cases")),
    ("agreed", _("For an agreed exchange: only people who agreed to it (HTCDS: to referral; CTDC: to research)")),
)


class ExchangeForm(forms.Form):
    form = forms.ChoiceField(label=_("Format"), choices=FORMATS, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("What for"), choices=PURPOSES, widget=forms.RadioSelect)


@sudo(posts_only=True, keep=("form", "purpose"))
def take(request: Any, file: CaseFile) -> HttpResponse:
    """Choose a format; sent back, the file."""
    form = ExchangeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["form"]
        try:
            text = exchange_export.export(file, request.actor, chosen, form.cleaned_data["purpose"])
        except GijaError as error:
            if error.code != "formats.nothing":
                raise
            form.add_error(None, error.text.in_(language()))
        else:
            kind = exchange_export.FORMATS[chosen]
            response = HttpResponse(text, content_type=kind.type)
            response["Content-Disposition"] = f'attachment; filename="{kind.name}"'
            return response
    return render(request, "casefile/exchange.html", _page(file, form), status=422 if form.errors else 200)


def _page(file: CaseFile, form: ExchangeForm) -> dict[str, Any]:
    said = language()
    return {
        "file": file,
        "form": form,
        "notes": [note.in_(said) for note in ctdc.notes().values()],
        "attribution": htcds.attribution().in_(said),
        "into_htcds": [(_called(one.field), one.values, one.why.in_(said)) for one in htcds.writing_loses()],
        "from_htcds": [(one.field, one.values, one.why.in_(said)) for one in htcds.reading_loses()],
        "into_ctdc": [(_called(one.field), (), one.why.in_(said)) for one in ctdc.losses()],
    }


def _called(code: str) -> str:
    """What a field or a group of the record is called on the page."""
    groups = {one.code: one.text for one in model.groups()}
    fields = {one.code: one.text for one in model.fields()}
    text = groups.get(code) or fields.get(code)
    return text.in_(language()) if text else str(COUNTRIES) if code == "countries" else code


COUNTRIES = _("Countries")
