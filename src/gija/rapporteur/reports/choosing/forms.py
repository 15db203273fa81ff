"""What is left out of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.reports.choosing import words
from gija.rapporteur.reports.choosing.weighing import Option


class CoarserForm(forms.Form):
    """One of the options, as its breakdowns parted by commas."""

    without = forms.ChoiceField(
        label=_("What the report tells"), required=False, widget=forms.RadioSelect,
        help_text=_("A breakdown that is left out is told in no table of this version."),
    )  # fmt: skip

    def __init__(self, *args: Any, options: Iterable[Option] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picker = self.fields["without"]
        assert isinstance(picker, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        picker.choices = [(",".join(one.without), _label(one)) for one in options]


def _label(one: Option) -> str:
    name = words.without(one.without).in_(get_language() or "lt")
    if one.open is None:
        return name
    told = ngettext("%(n)d figure could be told", "%(n)d figures could be told", one.open) % {"n": one.open}
    return f"{name} ({told})"
