"""Which period a table is made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.commons.casefile.forms import language
from gija.commons.handover.rules import Rule

YEARS = 6  # back that tables are offered for


class PeriodForm(forms.Form):
    """A period that is over."""

    period = forms.ChoiceField(label=_("Period"), help_text=_("Only what is over can be counted."))

    def __init__(self, rule: Rule, today: dt.date, *args: Any, within: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = rule.periods(today, YEARS)
        if within is not None:
            first, last = str(within.first_day)[:7], str(within.last_day)[:7]
            found = [one for one in found if one.first_month <= last and one.last_month >= first]
        self.any = bool(found)
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (str(one), one.text.in_(language())) for one in found
        ]
