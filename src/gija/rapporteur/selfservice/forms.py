"""What is asked: the period, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.selfservice.queries import Open
from gija.rapporteur.selfservice.setting import setting


class AskForm(forms.Form):
    """A table of one period by one dimension or more."""

    period = forms.ChoiceField(label=_("Period"), help_text=_("Periods whose official table was published."))
    dimensions = forms.MultipleChoiceField(label=_("By"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, open_: Sequence[Open] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, most = get_language() or "lt", setting().dimensions
        names = dict(pair for one in open_ for pair in one.dimensions)
        period, by = self.fields["period"], self.fields["dimensions"]
        assert isinstance(period, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        assert isinstance(by, forms.MultipleChoiceField)  # noqa: S101 - narrows the type; declared above
        period.choices = [(one.period, one.period) for one in open_]
        by.choices = [(code, text.in_(language)) for code, text in names.items()]
        by.help_text = gettext("At most %(most)d of these, crossed.") % {"most": most}
