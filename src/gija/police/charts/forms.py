"""The forms of the charts: a decision on a pair, two ends of a way, a chart that comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gija.formats.anx.opening import LIMIT
from gija.vocabulary.errors import GijaError

Choices = list[tuple[str, str]]


class PairForm(forms.Form):
    """Two entities of one type, chosen by hand."""

    first = forms.ChoiceField(label=_("First"))
    second = forms.ChoiceField(label=_("Second"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_("What shows that they are one. It is kept with your name."),
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, choices, "first", "second")


class WaysForm(forms.Form):
    """Between which two things of the chart ways are sought."""

    one = forms.ChoiceField(label=pgettext_lazy("way", "From"))
    other = forms.ChoiceField(label=pgettext_lazy("way", "To"))
    longest = forms.TypedChoiceField(
        label=_("At most"),
        coerce=int,
        choices=[(2, _("two steps")), (4, _("four steps")), (6, _("six steps"))],
        initial=4,
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, choices, "one", "other")


def _choose(form: forms.Form, choices: Choices, *names: str) -> None:
    for name in names:
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *choices]


class EditedForm(forms.Form):
    """A chart file that comes back, and why it was edited."""

    file = forms.FileField(
        label=_("Chart file (.anx)"),
        help_text=_("The chart as Analyst's Notebook saved it, in the form Analyst's Notebook Exchange."),
        widget=forms.FileInput(attrs={"accept": ".anx"}),
    )
    reason = forms.CharField(
        label=_("What was changed and why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LIMIT * 1_000_000:
            error = GijaError("anx.too_large", size=found.size // 1_000_000, limit=LIMIT)
            from django.utils.translation import get_language

            raise forms.ValidationError(error.text.in_(get_language() or "lt"))
        return found
