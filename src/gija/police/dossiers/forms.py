"""The forms of a dossier: how far to gather, what of the tables to show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.police.dossiers.queries import Filters


class GatherForm(forms.Form):
    """How far round the object; the reason is that of the question when nothing else is said."""

    steps = forms.TypedChoiceField(
        label=_("How far"),
        coerce=int,
        choices=[(1, _("One step: what the object is directly tied to")), (2, _("Two steps")), (3, _("Three steps"))],
        widget=forms.RadioSelect,
        help_text=_("Each step asks all databases about everything the step before found."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Leave empty to keep the reason of the search."),
    )


class FilterForm(forms.Form):
    """What the tables show, by codes that occur in the dossier."""

    type = forms.ChoiceField(label=_("Entities"), required=False)
    relation = forms.ChoiceField(label=_("Relations"), required=False)
    database = forms.ChoiceField(label=_("Database"), required=False)
    kind = forms.ChoiceField(label=_("Fact or assessment"), required=False)

    def __init__(self, choices: dict[str, list[tuple[str, str]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *choices[name]]

    @property
    def filters(self) -> Filters:
        """What was chosen; a code that does not occur is taken for everything."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Filters(**{name: value for name, value in chosen.items() if value})
