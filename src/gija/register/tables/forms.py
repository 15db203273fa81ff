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

    fine = forms.BooleanField(
        label=_("The finest table with cell keys, for self-service tables"), required=False,
        help_text=_("By all five dimensions of the half-year table at once. Leave the dimensions above empty."),
    )  # fmt: skip

    captures = forms.BooleanField(
        label=_("Who is known to which kinds of institutions, for estimates of the unseen"), required=False,
        help_text=_("How many people are known to exactly which kinds of institutions, each counted once. Only where "
                    "records are linked. Leave the dimensions above empty."),
    )  # fmt: skip

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

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("fine") and any(said.get(name) for name in PLACES):
            self.add_error("fine", _("The finest table has its own dimensions. Leave the dimensions above empty."))
        if said.get("captures") and any(said.get(name) for name in (*PLACES, "fine")):
            self.add_error("captures", _("This is a table of its own. Choose nothing else but the period."))
        return said

    @property
    def ways(self) -> tuple[Way, ...]:
        """The dimensions of a crossed table, once the form is valid; `register.analysis.ways` for the same twice."""
        said = [self.cleaned_data[name] for name in PLACES if self.cleaned_data.get(name)]
        return chosen(said) if said else ()

    @property
    def chosen(self) -> Period:
        """The period, once the form is valid."""
        return Period.of(self.cleaned_data["period"])
