"""What is asked: a threat note, why an alert is put aside, which findings are listed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.methods.trends import Verdict
from gija.methods.trends.words import VERDICTS
from gija.rapporteur.choices import language
from gija.rapporteur.monitoring import catalogue
from gija.rapporteur.monitoring.models import AlertState, Standing
from gija.vocabulary.lists import code_list

DAYS = 180  # until the review that is offered


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)  # noqa: S101 - narrows the type
    field.choices = choices


class NoteForm(forms.Form):
    """A threat note: what is assessed, what it rests on, when it is looked at again."""

    title = forms.CharField(label=_("Threat"), max_length=200, help_text=_("In one sentence. No names of persons."))
    text = forms.CharField(
        label=_("Assessment"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is seen, what it may mean, how sure that is. It is an assessment, not a fact."),
    )  # fmt: skip
    series = forms.MultipleChoiceField(
        label=_("Series it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    sources = forms.CharField(
        label=_("Other evidence"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: report and page, letter and number. No names of persons."),
    )  # fmt: skip
    handling = forms.ChoiceField(label=_("Handling code"), initial="H2")
    review_on = forms.DateField(label=_("To be reviewed by"), widget=forms.DateInput(attrs={"type": "date"}))
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices, initial=Standing.HOLDS)
    number = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of = code_list("indicator")
        _choose(self, "series", [(one, of[one].text.in_(language())) for one in catalogue.watched()])
        _choose(self, "handling", code_list("handling_code").choices(language()))
        self.fields["review_on"].initial = timezone.localdate() + dt.timedelta(days=DAYS)


class DismissForm(forms.Form):
    """Why an alert is put aside."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class FindingForm(forms.Form):
    """Which findings are listed."""

    verdict = forms.ChoiceField(label=_("What may be said"), required=False)
    of = forms.ChoiceField(
        label=_("About whom"), required=False,
        choices=[("", "–"), ("all", _("All persons and cases")), ("child", _("Children"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "verdict", [("", "–"), *((one.value, VERDICTS[one].in_(language())) for one in Verdict)])

    @property
    def wanted(self) -> dict[str, Any]:
        """Conditions on findings."""
        told = self.cleaned_data if self.is_valid() else {}
        found: dict[str, Any] = {"verdict": told["verdict"]} if told.get("verdict") else {}
        return found | ({"child": told["of"] == "child"} if told.get("of") else {})


class AlertForm(forms.Form):
    """Which alerts are listed."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", "–"), *AlertState.choices])

    @property
    def wanted(self) -> str:
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""
