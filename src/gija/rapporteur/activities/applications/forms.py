"""What an institution writes: its application, and what it spent. There is no field for the name of anybody."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.activities import seeds
from gija.rapporteur.activities.applications.applying import Project
from gija.rapporteur.activities.fields import euros
from gija.rapporteur.activities.models import Application
from gija.rapporteur.bodies.fields import line, lines, text
from gija.rapporteur.choices import language

LINES = 8  # of a budget


class ApplicationForm(forms.Form):
    """A draft: whole or not is asked when it is submitted."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title_lt = line(_("Name of the project, in Lithuanian"), longest=200)
    title_en = line(_("Name of the project, in English"), required=False, longest=200)
    summary_lt = lines(_("What will be done, in Lithuanian"), rows=6)
    summary_en = lines(_("What will be done, in English"), required=False, rows=6)
    victims = forms.IntegerField(label=_("Victims of trafficking you plan to assist"), min_value=0, max_value=99999)
    at_risk = forms.IntegerField(label=_("Persons at risk you plan to assist"), min_value=0, max_value=99999)
    partners = lines(_("Partners"), required=False, hint=_("Institutions, never the name of a person."))
    documents = lines(_("Numbers of the documents asked for"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, LINES + 1):
            number = {"n": n}
            self.fields[f"words_{n}"] = line(_("Budget line %(n)d: what for") % number, required=n == 1, longest=200)
            self.fields[f"amount_{n}"] = euros(_("Budget line %(n)d: sum") % number, required=n == 1)
        self.fields["requested"] = euros(_("Sum asked for"), hint=_("The lines together must be just this."))
        self.fields["statements"] = forms.MultipleChoiceField(
            label=_("Statements"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(code, words.in_(language())) for code, words in seeds.statements().items()],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(2, LINES + 1):
            if bool(said.get(f"words_{n}")) != (said.get(f"amount_{n}") is not None):
                self.add_error(f"words_{n}", _("Fill in the whole row, or leave it empty."))
        return said

    def project(self) -> Project:
        said = self.cleaned_data
        budget = tuple((said[f"words_{n}"], said[f"amount_{n}"]) for n in range(1, LINES + 1) if said.get(f"words_{n}"))
        return Project(
            text(said, "title"), text(said, "summary"), budget, said["requested"], said["victims"], said["at_risk"],
            said["partners"], said["documents"], tuple(said["statements"]),
        )  # fmt: skip


def written(of: Application) -> dict[str, Any]:
    """What the form shows of a draft."""
    names = ("version", "title_lt", "title_en", "summary_lt", "summary_en", "victims", "at_risk", "partners",
             "documents", "requested", "statements")  # fmt: skip
    told: dict[str, Any] = {name: getattr(of, name) for name in names}
    for n, one in enumerate(of.budget, 1):
        told |= {f"words_{n}": one["words"], f"amount_{n}": Decimal(one["amount"])}
    return told
