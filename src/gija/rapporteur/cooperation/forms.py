"""What is written of international cooperation, and how it is filtered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.bodies.fields import Versioned, line, lines, text
from gija.rapporteur.choices import codes
from gija.rapporteur.cooperation.services import Said


def by_name(listed: str) -> list[tuple[str, str]]:
    return sorted(codes(listed), key=lambda one: one[1].casefold())


class EntryForm(Versioned):
    """An activity."""

    partner_lt = line(_("Partner, in Lithuanian"), hint=_("Institution or organisation, never the name of a person."))
    partner_en = line(_("Partner, in English"))
    channel = forms.ChoiceField(label=_("Channel of cooperation"))
    countries = forms.MultipleChoiceField(label=_("Countries"), required=False)
    activity_lt = lines(_("Activity, in Lithuanian"))
    activity_en = lines(_("Activity, in English"))
    first = line(
        _("Begun, as far as known"), required=False, longest=10,
        hint=_("As exactly as it is known: 2007, 2007-10 or 2007-10-25"),
    )  # fmt: skip
    last = line(
        _("Until"), required=False, longest=10,
        hint=_("Empty: it goes on. What took a day, a month or a year has it in both."),
    )  # fmt: skip
    papers = lines(_("Papers"), required=False, hint=_("Register numbers or addresses of documents."))
    outcome_lt = lines(_("Outcome, in Lithuanian"), required=False)
    outcome_en = lines(_("Outcome, in English"), required=False)
    source = line(_("Source"), required=False)

    def __init__(self, *args: Any, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = codes("cooperation_channel")  # type: ignore[attr-defined]
        self.fields["countries"].choices = by_name("country")  # type: ignore[attr-defined]
        if fresh:
            self.fields.pop("version")

    def said(self) -> Said:
        told = self.cleaned_data
        return Said(
            text(told, "partner"), told["channel"], text(told, "activity"), tuple(told["countries"]), told["first"],
            told["last"], told["papers"], text(told, "outcome"), told["source"],
        )  # fmt: skip


class Filter(forms.Form):
    """By channel, country and year."""

    channel = forms.ChoiceField(label=_("Channel of cooperation"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2099)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, listed in (("channel", "cooperation_channel"), ("country", "country")):
            self.fields[name].choices = [("", "–"), *by_name(listed)]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Arguments of `queries.entries`; what does not fit is left out."""
        said = self.cleaned_data if self.is_valid() else {}
        return {"channel": said.get("channel") or "", "year": said.get("year"), "country": said.get("country") or ""}
