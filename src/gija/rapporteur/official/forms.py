"""A publication to import, and the reason of a difference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.choices import language
from gija.rapporteur.official import layouts


class PublicationForm(forms.Form):
    """A file with who published it, what it is called and when."""

    publisher = forms.ChoiceField(label=_("Publisher"))
    document = forms.CharField(label=_("Publication"), max_length=200, help_text=_("As it is called, with its number."))
    published_on = forms.DateField(label=_("Published on"), widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["publisher"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [(code, one[language()[:2]]) for code, one in layouts.data()["publishers"].items()]


class ReasonForm(forms.Form):
    """Why two figures differ."""

    reason = forms.CharField(
        label=_("Why they differ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In words, for readers of the report. No names of persons."),
    )  # fmt: skip
