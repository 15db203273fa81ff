"""Answering a hint; the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.commons.casefile.forms import FaultsForm, choices, language


class AnswerForm(FaultsForm):
    """The same person, different persons, or it cannot be told; and why."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stays in your institution, encrypted. The register and the other institution do not see it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    needed = ("answer", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = choices("duplicate_answer", language())  # type: ignore[attr-defined]


class HintFilter(forms.Form):
    """Filters of the list."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *choices("duplicate_state", language())]  # type: ignore[attr-defined]
