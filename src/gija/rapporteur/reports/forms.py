"""What is asked for a report: kind and period, foreword, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.reports.models import Kind
from gija.vocabulary.text import Text


def _words(label: Any, help_text: Any, rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ForewordForm(forms.Form):
    """The foreword in both languages, or in none."""

    foreword_lt = _words(_("Foreword in Lithuanian"), _("Paragraphs are parted by an empty line. No names of persons."))
    foreword_en = _words(_("Foreword in English"), _("As many paragraphs as in Lithuanian."))

    @property
    def foreword(self) -> Text:
        return Text(self.cleaned_data["foreword_en"], self.cleaned_data["foreword_lt"])


class NewReportForm(ForewordForm):
    """Which report."""

    kind = forms.ChoiceField(label=_("Kind of report"), choices=Kind.choices, widget=forms.RadioSelect)
    period = forms.CharField(
        label=_("Period"), max_length=7, help_text=_("A year (2014), or a half-year (2014-H1, 2014-H2).")
    )
    table = forms.ChoiceField(
        label=_("Table of the register"), required=False, help_text=_("Only for a report of the kind “table”.")
    )
    field_order = ("kind", "period", "table", "foreword_lt", "foreword_en")

    def __init__(self, *args: Any, tables: Iterable[tuple[str, Text]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picker = self.fields["table"]
        assert isinstance(picker, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        language = get_language() or "lt"
        picker.choices = [("", "–"), *((code, text.in_(language)) for code, text in tables)]

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"].strip().upper()
        if not re.fullmatch(r"(19|20)\d\d(-H[12])?", period):
            raise forms.ValidationError(_("Write a year (2014) or a half-year (2014-H1)."))
        return period

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == Kind.TABLE and not said.get("table"):
            self.add_error("table", _("Choose the table to publish."))
        if said.get("kind") != Kind.TABLE:
            said["table"] = ""
        return said


class EmbargoForm(forms.Form):
    """Until when a release is held back."""

    until = forms.DateTimeField(
        label=_("Publish on"), help_text=_("Date and time of Vilnius. Until then nobody outside can read it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a report is sent back or given up."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In words. No names of persons."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a release is withdrawn, as the public is told."""

    reason_lt = forms.CharField(
        label=_("Reason in Lithuanian"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public reads it."),
    )  # fmt: skip
    reason_en = forms.CharField(
        label=_("Reason in English"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public reads it."),
    )  # fmt: skip
