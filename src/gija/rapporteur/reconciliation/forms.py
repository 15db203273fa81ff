"""What is asked: which two figures, what is said in a dialogue, how a difference stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.choices import bodies, language
from gija.rapporteur.reconciliation import queries
from gija.rapporteur.reconciliation.grid import Result
from gija.rapporteur.reconciliation.telling import figure_text
from gija.vocabulary.lists import code_list

WORDS = forms.Textarea(attrs={"rows": 4})
DAYS = 30  # of a deadline that is offered


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared below
    field.choices = choices


class PeriodForm(forms.Form):
    """The period whose families are listed."""

    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = queries.told_periods()
        _choose(self, "period", [(one, one) for one in self.periods])

    @property
    def wanted(self) -> str:
        told = self.cleaned_data.get("period") if self.is_valid() else ""
        return told or next((one for one in self.periods if len(one) == 4), next(iter(self.periods), ""))


class PairForm(forms.Form):
    """Any two figures of a family and period."""

    a = forms.ChoiceField(label=_("From this figure"))
    b = forms.ChoiceField(label=_("To this figure"))

    def __init__(self, found: Result, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in found.rows if row.point.value is not None]
        choices = [(row.key, f"{figure_text(row).in_(language())}: {row.point.value}") for row in rows]
        for name in ("a", "b"):
            _choose(self, name, choices)


class SettleForm(forms.Form):
    """How a difference stands, and why."""

    state = forms.ChoiceField(label=_("State of the difference"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=WORDS,
        help_text=_("In words, for readers of the report. No names of persons."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "state", code_list("reconciliation_state").choices(language()))


class OpenForm(forms.Form):
    """Which bodies are asked, until when, and what."""

    body_a = forms.ChoiceField(label=_("Body of the first figure"))
    body_b = forms.ChoiceField(label=_("Body of the second figure"), required=False)
    due_on = forms.DateField(label=_("Deadline"), widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        label=_("What you ask"), max_length=2000, widget=WORDS,
        help_text=_("Both bodies will see both figures and each other's answers. No names of persons."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = timezone.localdate() + dt.timedelta(days=DAYS)
        offered = [("", "–"), *bodies()]
        _choose(self, "body_a", offered)
        _choose(self, "body_b", offered)


class SayForm(forms.Form):
    """Words in a dialogue; which button says what becomes of it."""

    text = forms.CharField(
        label=_("Message"), max_length=2000, widget=WORDS, help_text=_("No names of persons."),
    )  # fmt: skip


class AmountForm(forms.Form):
    """An amount of one step, from the first figure to the second."""

    step = forms.ChoiceField(label=_("Step"))
    low = forms.IntegerField(label=_("At least"), help_text=_("Below zero where the step makes the figure smaller."))
    high = forms.IntegerField(label=_("At most"), required=False, help_text=_("Empty: exactly as many."))
    text = forms.CharField(label=_("How you know"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, steps: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = code_list("reconciliation_step")
        _choose(self, "step", [(one, known[one].text.in_(language())) for one in steps])


class ExtendForm(forms.Form):
    """Another deadline, and why."""

    due_on = forms.DateField(label=_("Deadline"), widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
