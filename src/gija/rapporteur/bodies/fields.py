"""Fields that the forms of bodies, recommendations and evaluators share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.choices import bodies
from gija.vocabulary.text import Text


def line(label: Any, required: bool = True, longest: int = 300, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, help_text=hint)


def lines(label: Any, required: bool = True, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=4000, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def on(label: Any, required: bool = True, hint: Any = "", initial: Any = None) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget, initial=initial)


class Versioned(forms.Form):
    """An act on something as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(Versioned):
    """An act that needs a reason."""

    reason = lines(_("Reason"))


class WithInstitutions(forms.Form):
    """Fills `one` (names of fields of one institution) and `many` from the directory."""

    one: tuple[str, ...] = ()
    many: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = bodies()
        for name in self.one:
            field = self.fields[name]
            field.choices = offered if field.required else [("", "–"), *offered]  # type: ignore[attr-defined]
        for name in self.many:
            self.fields[name].choices = offered  # type: ignore[attr-defined]


def one_of(label: Any, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required)


def institutions(label: Any, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=required, widget=forms.CheckboxSelectMultiple)


def text(said: Mapping[str, Any], name: str) -> Text:
    """Both languages of a field written as `name_lt` and `name_en`."""
    return Text(said.get(f"{name}_en") or "", said.get(f"{name}_lt") or "")
