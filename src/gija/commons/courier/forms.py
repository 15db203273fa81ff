"""The filter of the list of letters, and the reason for trying again or withdrawing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gija.commons.courier.models import Outgoing


def _databases() -> list[tuple[str, Any]]:
    return [("", _("All")), *((name, name) for name in settings.DATABASES)]


class LetterFilter(forms.Form):
    """Which letters are shown; whatever is left empty does not limit."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *Outgoing.State.choices], required=False)
    database = forms.ChoiceField(label=_("Database"), choices=_databases, required=False)

    def asked(self) -> dict[str, str]:
        return dict(self.cleaned_data) if self.is_bound and self.is_valid() else {}


class DecisionForm(forms.Form):
    """What is to become of a letter that was given up, and why."""

    decision = forms.ChoiceField(
        label=_("What is to become of the letter"),
        choices=[("retry", _("Try again")), ("undo", _("Withdraw it: it is never sent"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("No names of persons."), widget=forms.Textarea({"rows": 3})
    )
