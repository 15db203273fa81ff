"""Fields that the forms of grants share: sums and moments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def euros(label: Any, required: bool = True, hint: Any = "") -> forms.DecimalField:
    """Below a thousand million, so that the sum of all lines of a budget fits where sums are kept."""
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_digits=11, decimal_places=2, localize=True, help_text=hint
    )


def moment(label: Any, hint: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, help_text=hint, validators=[MinValueValidator(EARLIEST)])
