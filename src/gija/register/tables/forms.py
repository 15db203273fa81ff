"""Which period a table is made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.methods.tables import Period
from gija.register.tables import queries


class PeriodForm(forms.Form):
    """The half-years and years that are over."""

    period = forms.ChoiceField(
        label=_("Period"),
        help_text=_("Only periods that are over. A table of the same period again becomes a new vintage."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        language = get_language() or "lt"
        field.choices = [("", _("Choose a period")), *((str(p), p.text.in_(language)) for p in queries.periods_over())]

    @property
    def chosen(self) -> Period:
        """The period, once the form is valid."""
        return Period.of(self.cleaned_data["period"])
