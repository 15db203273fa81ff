"""What is counted: a period and one to three dimensions. Codes only, so they may stand in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.methods.tables import Period
from gija.register.analysis.dimensions import Way, chosen, ways
from gija.vocabulary.errors import GijaError

PICKERS = ("first", "second", "third")


class CountForm(forms.Form):
    """Period and dimensions; the same dimension twice is refused."""

    period = forms.ChoiceField(label=_("Period"))
    first = forms.ChoiceField(label=_("By"))
    second = forms.ChoiceField(label=_("and by"), required=False)
    third = forms.ChoiceField(label=_("and by (third)"), required=False)

    def __init__(self, periods: Sequence[Period], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lt"
        offered = [(way.code, way.text.in_(language)) for way in ways().values()]
        self._choices("period", [(str(p), p.text.in_(language)) for p in periods], _("Choose a period"))
        self._choices("first", offered, _("Choose"))
        for name in PICKERS[1:]:
            self._choices(name, offered, _("nothing more"))

    def _choices(self, name: str, choices: list[tuple[str, str]], empty: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", empty), *choices]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                said["ways"] = chosen(said.get(name, "") for name in PICKERS)
            except GijaError as error:
                raise forms.ValidationError(error.text.in_(get_language() or "lt")) from None
        return said

    @property
    def chosen(self) -> tuple[Period, tuple[Way, ...]]:
        """Period and dimensions, once the form is valid."""
        return Period.of(self.cleaned_data["period"]), self.cleaned_data["ways"]
