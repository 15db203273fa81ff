"""Which period is looked at, how large a sample is, and the fields that are entered a second time."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.messages.fields import MONTH
from gija.methods.tables import Period
from gija.register.administration import keys
from gija.register.administration.services import LARGEST
from gija.register.tables.queries import periods_over
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list

SHOWN = 20  # periods that are offered


class SentForm(forms.Form):
    """The period in which members should have sent."""

    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [(str(p), p.text.in_(get_language() or "lt")) for p in periods_over()[:SHOWN]]

    @property
    def chosen(self) -> Period:
        """The period, or the latest half-year that is over."""
        said = self.cleaned_data.get("period") if self.is_bound and self.is_valid() else ""
        return Period.of(said) if said else next(p for p in periods_over() if p.half)


class SampleForm(forms.Form):
    """How many records are drawn."""

    size = forms.IntegerField(
        label=_("How many records"), min_value=1, max_value=LARGEST, initial=10,
        help_text=_("Drawn at random. The member enters their key fields again from its own file."),
    )  # fmt: skip


class SecondEntryForm(forms.Form):
    """The key fields of a record, empty: nothing of the record is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in keys.fields():
            self.fields[one.code] = _field(one)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        month = said.get("registration_month")
        if month and not re.fullmatch(MONTH, month):
            self.add_error("registration_month", _("Write the month as 2014-03."))
        return said


def _field(one: model.Field) -> forms.Field:
    language = get_language() or "lt"
    label = one.text.in_(language)
    if one.kind == "code":
        choices = code_list(one.list).choices(language)
        if one.many and not keys.KEYS[one.code]:
            return forms.MultipleChoiceField(label=label, choices=choices, required=False)
        help_text = _("The main one.") if one.many else ""
        return forms.ChoiceField(label=label, choices=[("", "–"), *choices], required=False, help_text=help_text)
    if one.kind == "year":
        return forms.IntegerField(label=label, required=False, min_value=1900, max_value=2099)
    return forms.CharField(label=label, required=False, max_length=7, help_text=_("For example 2014-03."))
