"""The forms of a data subject's request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.police.search.questions import LONGEST
from gija.police.subjects.words import OVERDUE, STATES


def _language() -> str:
    return get_language() or "lt"


def _line(label: Any, help_text: Any = "", required: bool = True, most: int = LONGEST) -> forms.CharField:
    plain = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, widget=plain)


class RegisterForm(forms.Form):
    """Who asks, since when, for what."""

    name = _line(_("Name and surname"))
    birth_date = _line(_("Date of birth"), _("Year-month-day, or a year: 1990-05-17, 1990."), required=False)
    personal_code = _line(_("Personal code"), required=False)
    received_on = forms.DateField(label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}))
    wishes = forms.CharField(
        label=_("What the person asks"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("In words: what they want to know, correct or have erased."),
    )
    identity_checked = _line(
        _("How identity was checked"), _("Leave empty if it is still to be checked."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate

    @property
    def values(self) -> dict[str, str]:
        """What is known of the person, by field of a question."""
        return {field: self.cleaned_data.get(field, "") for field in ("name", "birth_date", "personal_code")}


class SubjectFilter(forms.Form):
    """Filter of the list."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        states = [(state.value, text.in_(_language())) for state, text in STATES.items()]
        field.choices = [("", _("All")), *states, ("overdue", OVERDUE.in_(_language()))]

    def filters(self) -> dict[str, str]:
        self.full_clean()
        return {"state": self.cleaned_data.get("state", "")} if self.is_bound else {}
