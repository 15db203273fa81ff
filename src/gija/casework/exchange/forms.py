"""Asking, offering, giving, linking a case; the filter of the list. Cases are offered by number, never by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.casework.exchange import contents, queries
from gija.casework.exchange.words import STATES
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor


def said_in(form: FaultsForm, *as_written: str) -> dict[str, Any]:
    """What was written, read. Refused (`FaultsError`) where something was written and cannot be read: a service would
    take it as left empty. `as_written`: fields that the service is told unread, as it is version and number."""
    form.full_clean()
    unread = set(form.errors) - {"version", "number", *as_written}
    if unread:
        empty = [name for name in form.needed if name not in unread and not form.cleaned_data.get(name)]
        raise FaultsError([Fault(name, "casefile.required") for name in empty])
    return dict(form.cleaned_data)


def chosen_case(data: Mapping[str, Any]) -> str:
    """The number of the case that a form names; empty where it is none. Whether it may be used says the service, which
    refuses another institution's and leaves that in the audit trail."""
    said = str(data.get("case", ""))
    return said if is_id(said) else ""


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("Until"),
        help_text=_("After this day it can no longer be read and is deleted; 30 days if left empty."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class KindsForm(FaultsForm):
    """Kinds of information, as tick boxes."""

    kinds = forms.MultipleChoiceField(label=_("What of it"), widget=forms.CheckboxSelectMultiple)
    needed: tuple[str, ...] = ("kinds",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(kind, text.in_(language())) for kind, text in contents.KINDS.items()]
        self.fields["kinds"].choices = offered  # type: ignore[attr-defined]


class BeginForm(KindsForm):
    """Case, partner, purpose, kinds."""

    case = forms.ChoiceField(label=_("Case"), help_text=_("Only cases whose person agrees to sharing for referral."))
    partner = forms.ChoiceField(label=_("Other organisation"))
    installation = forms.ChoiceField(
        label=_("Where it keeps its case files"),
        help_text=_("The installation that the letter is sealed for; left open, the one the organisation is tied to."),
        required=False,
    )
    purpose = forms.CharField(
        label=_("Why"),
        help_text=_("The other organisation reads this. Name nobody."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    expires_on = _day()
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("case", "partner", "installation", "purpose", "kinds", "expires_on", "number")
    needed = ("case", "partner", "purpose", "kinds")

    def __init__(
        self, actor: Actor, *args: Any, offers: bool, first: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        """`first`: what the page that led here says: case, partner, purpose."""
        start: dict[str, Any] = {"number": new_id(), "kinds": ["identity", "status", "assistance"], **(first or {})}
        start["installation"] = queries.home_of(start.get("partner", ""))
        super().__init__(*args, initial=start, **kwargs)
        there = queries.installations()
        said: dict[str, Any] = {
            "case": [("", _("Choose a case")), *queries.cases(actor, start.get("case", ""), self.data.get("case", ""))],
            "partner": [("", _("Choose an organisation")), *queries.partners(actor, language())],
            "installation": [("", _("As far as is known")), *((code, code) for code in there)],
        }
        for name, offered in said.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if len(there) == 1:
            del self.fields["installation"]
        if not offers:
            del self.fields["expires_on"]


class GiveForm(KindsForm):
    """What is sent of which case, and until when it may be read."""

    case = forms.ChoiceField(label=_("Case"), help_text=_("Only cases whose person agrees to sharing for referral."))
    expires_on = _day()
    field_order = ("case", "kinds", "expires_on")

    def __init__(self, actor: Actor, exchange: Any, *args: Any, likely: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"kinds": exchange.kinds, "case": likely}, **kwargs)
        if exchange.case_id:
            del self.fields["case"]
        else:
            offered = queries.cases(actor, likely, self.data.get("case", ""))
            self.fields["case"].choices = [("", _("Choose a case")), *offered]  # type: ignore[attr-defined]


class LinkForm(FaultsForm):
    """Which own case it is about."""

    case = forms.ChoiceField(label=_("Case"))
    needed = ("case",)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = queries.all_cases(actor, self.data.get("case", ""))
        self.fields["case"].choices = [("", _("Choose a case")), *offered]  # type: ignore[attr-defined]


class ExchangeFilter(forms.Form):
    """Filter of the list."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *STATES.items()]  # type: ignore[attr-defined]
