"""What is asked of who gives a task and of who does it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.choices import bodies
from gija.rapporteur.tasks.models import State

DAYS = 30  # of a deadline that is offered


class GiveForm(forms.Form):
    """Who is asked to do what until when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    detail = forms.CharField(
        label=_("Details"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names of persons, no small numbers that were not published."),
    )  # fmt: skip
    institution = forms.ChoiceField(label=_("Institution that does it"))
    due_on = forms.DateField(label=_("Deadline"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = timezone.localdate() + dt.timedelta(days=DAYS)
        field = self.fields["institution"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", "–"), *bodies()]


class DoForm(forms.Form):
    """That it was done, how, and where that can be seen."""

    reason = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of persons."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Evidence"), max_length=300, required=False,
        help_text=_("Where it can be seen: number of a letter, address of a document."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why it is given back or withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class StateForm(forms.Form):
    """Which tasks are listed."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", "–"), *State.choices])

    @property
    def wanted(self) -> str:
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""
