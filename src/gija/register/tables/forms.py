"""Which period a table is made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.methods.tables import Period
from gija.register.analysis.dimensions import Way, chosen, ways
from gija.register.tables import queries
from gija.register.tables.crosses import PLACES


class PeriodForm(forms.Form):
    """The half-years and years that are over."""

    period = forms.ChoiceField(
        label=_("Period"),
        help_text=_("Only periods that are over. A table of the same period again becomes a new vintage."),
    )

    first = forms.ChoiceField(
        label=_("Crossed by"), required=False,
        help_text=_("Nothing: the half-year table. Else a table of up to three dimensions."),
    )  # fmt: skip
    second = forms.ChoiceField(label=_("and by"), required=False)
    third = forms.ChoiceField(label=_("and by (third)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        language = get_language() or "lt"
        field.choices = [("", _("Choose a period")), *((str(p), p.text.in_(language)) for p in queries.periods_over())]
        offered = [("", _("nothing")), *((way.code, way.text.in_(language)) for way in ways().values())]
        for name in PLACES:
            picker = self.fields[name]
            assert isinstance(picker, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
            picker.choices = offered

    @property
    def ways(self) -> tuple[Way, ...]:
        """The dimensions of a crossed table, once the form is valid; `register.analysis.ways` for the same twice."""
        said = [self.cleaned_data[name] for name in PLACES if self.cleaned_data.get(name)]
        return chosen(said) if said else ()

    @property
    def chosen(self) -> Period:
        """The period, once the form is valid."""
        return Period.of(self.cleaned_data["period"])
