"""What is declared of a collection of personal data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.bodies.fields import Versioned, WithInstitutions, line, lines, on, one_of, text
from gija.rapporteur.choices import codes
from gija.rapporteur.holdings.services import LONGEST, Said


class HoldingForm(WithInstitutions, Versioned):
    """A collection."""

    one = ("keeper",)

    title_lt = line(_("What it is called, in Lithuanian"))
    title_en = line(_("What it is called, in English"))
    ground_lt = lines(_("Legal ground, in Lithuanian"), hint=_("Act and article, or consent."))
    ground_en = lines(_("Legal ground, in English"))
    kinds_lt = lines(
        _("Which data of which persons, in Lithuanian"), hint=_("Kinds of data, never the data of anybody.")
    )
    kinds_en = lines(_("Which data of which persons, in English"))
    keeper = one_of(_("Who keeps them"))
    place = forms.ChoiceField(
        label=_("Where they are kept"), help_text=_("Never in this part of Gija: it holds tables only.")
    )
    months = forms.IntegerField(label=_("Months they are kept after the last act"), min_value=1, max_value=LONGEST)
    first = on(_("First day"))
    last = on(_("Last day"), required=False, hint=_("Empty: it goes on."))

    def __init__(self, *args: Any, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = codes("holding_place")  # type: ignore[attr-defined]
        if fresh:
            self.fields.pop("version")

    def said(self) -> Said:
        told = self.cleaned_data
        return Said(
            text(told, "title"), text(told, "ground"), text(told, "kinds"), told["keeper"], told["place"],
            told["months"], told["first"], told["last"],
        )  # fmt: skip
