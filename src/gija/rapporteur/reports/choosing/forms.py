"""How a report is protected, and what is left out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.gate.ways import WAYS
from gija.rapporteur.reports.choosing import words
from gija.rapporteur.reports.choosing.weighing import Option


class ChoiceForm(forms.Form):
    """One of the ways to protect, and one of the options, as its breakdowns parted by commas."""

    protection = forms.ChoiceField(
        label=_("How its figures are protected"), widget=forms.RadioSelect,
        help_text=_("Choose once for a series and stay with it: a series that changes its way gives more away."),
    )  # fmt: skip
    without = forms.ChoiceField(
        label=_("What the report tells"), required=False, widget=forms.RadioSelect,
        help_text=_("A breakdown that is left out is told in no table of this version."),
    )  # fmt: skip

    def __init__(self, *args: Any, options: Iterable[Option] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lt"
        self._offer("protection", [(one.code, one.text.in_(language)) for one in WAYS.values()])
        self._offer("without", [(",".join(one.without), _label(one)) for one in options])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        picker = self.fields[name]
        assert isinstance(picker, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        picker.choices = choices


def _label(one: Option) -> str:
    name = words.without(one.without).in_(get_language() or "lt")
    if one.open is None:
        return name
    told = ngettext("%(n)d figure could be told", "%(n)d figures could be told", one.open) % {"n": one.open}
    return f"{name} ({told})"
