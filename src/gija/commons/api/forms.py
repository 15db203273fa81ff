"""The form of a new token."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.forms import role_choices
from gija.commons.api import build
from gija.commons.api.tokens import LONGEST, MOST
from gija.vocabulary.errors import GijaError

USUAL = 90  # days


class TokenForm(forms.Form):
    """Which program, in which role, what it may do, how often, until when."""

    name = forms.CharField(
        label=_("Program"),
        help_text=_("Which program of the institution will use it, for example “case system”. No names of persons."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), help_text=_("The program has no more rights than this role."))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_("Choose what the program needs and no more. The role must have the right, too."),
        widget=forms.CheckboxSelectMultiple,
    )
    per_minute = forms.IntegerField(label=_("Calls a minute at most"), min_value=1, max_value=MOST, initial=60)
    expires_on = forms.DateField(
        label=_("Valid until"),
        help_text=_("At most a year; then make a new one."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language of its messages"), choices=[("lt", "Lietuvių"), ("en", "English")])

    def __init__(self, roles: list[str], data: Any = None, initial: dict[str, str] | None = None) -> None:
        usual = timezone.localdate() + dt.timedelta(days=USUAL)
        super().__init__(data, initial={"expires_on": usual} | (initial or {}))
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]
        self.fields["scopes"].choices = scope_choices()  # type: ignore[attr-defined]

    def clean_expires_on(self) -> dt.date:
        said: dt.date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= said <= today + dt.timedelta(days=LONGEST):
            raise forms.ValidationError(GijaError("api.expiry", days=LONGEST).text.in_(get_language() or "lt"))
        return said


def scope_choices() -> list[tuple[str, str]]:
    """Each action that the API offers here, with what its operations do, in the language of the page."""
    found: dict[str, list[str]] = {}
    for one in build.operations():
        if one.action:
            found.setdefault(one.action, []).append(gettext(one.summary))
    return [(action, f"{action}: {'; '.join(dict.fromkeys(said))}") for action, said in sorted(found.items())]
