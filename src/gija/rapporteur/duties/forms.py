"""What is written on the pages of duties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.choices import bodies, codes

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Versioned(forms.Form):
    """An act on one duty as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class YearForm(forms.Form):
    """Which year the calendar is made for."""

    year = forms.IntegerField(label=_("Year the duties are about"), min_value=2000, max_value=2099)


class Filter(forms.Form):
    """What is shown."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2099)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from gija.rapporteur.duties.models import State

        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), ("late", _("Late")), *State.choices]  # type: ignore[attr-defined]


class AddForm(forms.Form):
    """A single duty."""

    lt = forms.CharField(label=_("What is to be done, in Lithuanian"), max_length=300)
    en = forms.CharField(label=_("What is to be done, in English"), max_length=300)
    owes = forms.ChoiceField(label=_("Who owes it"))
    to = forms.ChoiceField(label=_("To whom"), required=False)
    due_on = forms.DateField(label=_("Deadline"), widget=DAY)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = bodies()
        self.fields["owes"].choices = offered  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", _("Nobody in the directory")), *offered]  # type: ignore[attr-defined]


class SentForm(Versioned):
    """Proof of sending."""

    day = forms.DateField(label=_("Sent on"), widget=DAY, initial=timezone.localdate)
    channel = forms.ChoiceField(label=_("How"))
    reference = forms.CharField(label=_("Register number"), max_length=200)
    release = forms.ChoiceField(label=_("Published report that was sent"), required=False)

    def __init__(self, releases: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = codes("sending_channel")  # type: ignore[attr-defined]
        self.fields["release"].choices = [("", _("None of those published here")), *releases]  # type: ignore[attr-defined]


class ReceivedForm(Versioned):
    """Receipt of the addressee."""

    day = forms.DateField(label=_("Received on"), widget=DAY, initial=timezone.localdate)
    reference = forms.CharField(label=_("Number of the receipt"), max_length=200)


class ReasonForm(Versioned):
    """An act that needs a reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PutOffForm(ReasonForm):
    """Another deadline."""

    day = forms.DateField(label=_("New deadline"), widget=DAY)
