"""What is asked for a report: kind and period, foreword, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.reports.models import Kind
from gija.rapporteur.reports.services import Draft
from gija.rapporteur.reports.values import Signature
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be begun: kinds that the actor writes (code, words), tables that were handed over, plans."""

    kinds: Sequence[tuple[str, Any]]
    tables: Iterable[tuple[str, Text]] = ()
    plans: Iterable[tuple[str, Text]] = ()


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

    kind = forms.ChoiceField(label=_("Kind of report"), widget=forms.RadioSelect)
    period = forms.CharField(
        label=_("Period"), max_length=9,
        help_text=_("A year (2014), a half-year (2014-H1, 2014-H2), or several years (2009-2014)."),
    )  # fmt: skip
    table = forms.ChoiceField(label=_("Table"), required=False, help_text=_("Only for a report of the kind “table”."))
    plan = forms.ChoiceField(
        label=_("Action plan"), required=False, help_text=_("Only for the progress of the action plan.")
    )
    reason_lt = _words(_("Why this period, in Lithuanian"), _("Only for a report on several years."), 3)
    reason_en = _words(_("Why this period, in English"), _("Only for a report on several years."), 3)
    field_order = ("kind", "period", "table", "plan", "reason_lt", "reason_en", "foreword_lt", "foreword_en")

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lt"
        named = {"table": offered.tables, "plan": offered.plans}
        for name, found in named.items():
            picker = self.fields[name]
            assert isinstance(picker, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
            picker.choices = [("", "–"), *((code, text.in_(language)) for code, text in found)]
        self.fields["kind"].choices = offered.kinds  # type: ignore[attr-defined]
        if len(offered.kinds) == 1:
            self.initial["kind"] = offered.kinds[0][0]

    def clean_period(self) -> str:
        period: str = self.cleaned_data["period"].strip().upper().replace("–", "-")
        if not re.fullmatch(r"(19|20)\d\d(-H[12]|-(19|20)\d\d)?", period):
            raise forms.ValidationError(_("Write a year (2014), a half-year (2014-H1) or several years (2009-2014)."))
        return period

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        kind = said.get("kind")
        for name, of, missing in (
            ("table", Kind.TABLE, _("Choose the table to publish.")),
            ("plan", Kind.PLAN_PROGRESS, _("Choose the plan that is told of.")),
        ):
            if kind == of and not said.get(name):
                self.add_error(name, missing)
            said[name] = said.get(name, "") if kind == of else ""
        return said

    @property
    def wanted(self) -> Draft:
        said = self.cleaned_data
        reason = Text(said["reason_en"], said["reason_lt"]) if said["kind"] == Kind.MULTI_YEAR else Text("", "")
        return Draft(said["kind"], said["period"], self.foreword, said["table"], said["plan"], reason)


class SignatureForm(forms.Form):
    """Who signs what is approved; empty: nobody. The block stands at the end of the report."""

    name = forms.CharField(label=_("Name in the signature block"), max_length=200, required=False)
    office_lt = forms.CharField(label=_("Office, in Lithuanian"), max_length=200, required=False)
    office_en = forms.CharField(label=_("Office, in English"), max_length=200, required=False)
    place_lt = forms.CharField(label=_("Place, in Lithuanian"), max_length=100, required=False, initial="Vilnius")
    place_en = forms.CharField(label=_("Place, in English"), max_length=100, required=False, initial="Vilnius")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(said.get("office_lt")) != bool(said.get("office_en")) or (
            said.get("name") and not said.get("office_lt")
        ):
            self.add_error("office_lt", _("The office is needed in both languages, or not at all."))
        return said

    @property
    def signature(self) -> Signature | None:
        said = self.cleaned_data
        if not said["office_lt"]:
            return None
        office, place = Text(said["office_en"], said["office_lt"]), Text(said["place_en"], said["place_lt"])
        return Signature(said["name"], office, place, timezone.localdate().isoformat())


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
