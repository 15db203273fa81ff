"""Measures and jobs: begun, ended, asked after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.assistance.forms import codes, day, offer
from gija.casework.assistance.reintegration.services import Said
from gija.commons.casefile.forms import FaultsForm
from gija.commons.casefile.ids import new_id


class _BeginForm(FaultsForm):
    what = forms.CharField(
        label=_("What it is"), help_text=_("It is encrypted and stays in your institution."), max_length=1000
    )
    municipality = forms.ChoiceField(label=_("Municipality"), help_text=_("Left empty: that of the case."))
    on = day(_("First day"))
    number = forms.CharField(widget=forms.HiddenInput)
    needed: tuple[str, ...] = ("on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"number": new_id(), "on": timezone.localdate()}, **kwargs)
        offer(self, municipality=codes("municipality"))

    def said(self) -> Said:
        """What was written, read as far as it can be."""
        self.full_clean()
        of = self.cleaned_data
        return Said(of.get("on"), of.get("kind", ""), of.get("what", ""), of.get("municipality", ""))


class MeasureForm(_BeginForm):
    """A measure begins."""

    kind = forms.ChoiceField(label=_("Course, group or help"))
    field_order = ("kind", "what", "municipality", "on")
    needed = ("kind", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=codes("reintegration_measure"))


class JobForm(_BeginForm):
    """Work was found."""

    on = day(_("Work found on"))


class EndForm(FaultsForm):
    """A measure ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("Last day"))
    outcome = forms.ChoiceField(label=_("How it ended"))
    needed = ("on", "outcome")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, outcome=codes("measure_outcome"))


class AskedForm(FaultsForm):
    """What was answered after so many months."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    months = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("Does the person still have this job?"), widget=forms.RadioSelect)
    on = day(_("Answered on"))
    needed = ("answer", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, answer=codes("still_employed")[1:])


class JobFilter(forms.Form):
    """Filter of the jobs."""

    show = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("All")), ("due", _("Time to ask"))])
