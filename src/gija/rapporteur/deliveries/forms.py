"""What is to be handed over: which figures, as of which day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.choices import language
from gija.vocabulary.lists import code_list


class SdmxForm(forms.Form):
    """Figures of one indicator or of all."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    as_of = forms.DateField(
        label=_("As known on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: as known now."),
    )  # fmt: skip
    vintages = forms.BooleanField(label=_("With every vintage, not the latest alone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", _("All")), *code_list("indicator").choices(language())]

    @property
    def wanted(self) -> dict[str, Any]:
        """Indicator, day and vintages, as the service takes them."""
        said = self.cleaned_data
        day: dt.date | None = said["as_of"]
        return {"indicator": said["indicator"], "as_of": day, "vintages": bool(said["vintages"])}
