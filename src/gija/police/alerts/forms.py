"""The form that saves a question."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

USUAL = 90  # days


class SaveForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
        help_text=_("In words: the case, and why it must be known when something comes to light. It is kept."),
    )
    expires_on = forms.DateField(
        label=_("Ask until"),
        help_text=_("At most a year. Then think over whether it is still needed."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"expires_on": timezone.localdate() + dt.timedelta(days=USUAL)})
