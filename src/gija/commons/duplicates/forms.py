"""Deciding a pair, joining two cases, undoing it; the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.commons.casefile.forms import FaultsForm, choices, language
from gija.commons.duplicates.services import Register


def _why() -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    return forms.CharField(
        label=_("Reason"), max_length=1000, widget=area, help_text=_("Kept with the pair, encrypted.")
    )


class DecideForm(FaultsForm):
    """The same person, different persons, or it cannot be told."""

    answer = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    reason = _why()
    needed = ("answer", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = choices("duplicate_answer", language())  # type: ignore[attr-defined]


class JoinForm(FaultsForm):
    """Why, and what happens to the records where both are in the register."""

    register = forms.ChoiceField(
        label=_("The records in the register"),
        widget=forms.RadioSelect,
        choices=[
            (Register.STAY, _("Both stay; the register counts the person once where it links them")),
            (Register.WITHDRAW, _("The record sent later is withdrawn")),
        ],
        initial=Register.STAY,
    )
    reason = _why()
    needed: tuple[str, ...] = ("register", "reason")

    def __init__(self, *args: Any, both: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not both:
            del self.fields["register"]
            self.needed = ("reason",)


class UndoForm(FaultsForm):
    reason = _why()
    needed = ("reason",)


class PairFilter(forms.Form):
    """Filter of the list."""

    answer = forms.ChoiceField(label=_("Decision"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("All")), ("open", _("to decide")), *choices("duplicate_answer", language())]
        self.fields["answer"].choices = offered  # type: ignore[attr-defined]
