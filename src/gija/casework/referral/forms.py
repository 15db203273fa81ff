"""Referring and answering. Cases are offered by number, never by name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.casework.exchange import queries as exchange
from gija.casework.exchange.forms import said_in
from gija.casework.memoranda import queries as memoranda
from gija.casework.memoranda.forms import bodies
from gija.casework.memoranda.words import STATES as MEMORANDUM
from gija.casework.referral.models import Referral, Side
from gija.casework.referral.services import Said
from gija.casework.referral.words import SIDES
from gija.commons.casefile.forms import FaultsForm, choices, language
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

NOTE = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})


def _codes(name: str) -> list[tuple[str, Any]]:
    return [("", "—"), *code_list(name).choices(language())]


def _partners(actor: Actor) -> list[tuple[str, str]]:
    """Bodies to refer to; of those with whom there is or was a memorandum, how it stands."""
    there = memoranda.bodies(actor.institution)
    return [
        (code, f"{name} · {_('memorandum:')} {MEMORANDUM[there[code]]}" if code in there else name)
        for code, name in bodies(actor.institution)
    ]


class SendForm(FaultsForm):
    """Whom to, why, for which services; without consent on which ground."""

    case = forms.ChoiceField(label=_("Case"))
    partner = forms.ChoiceField(label=_("Refer to"))
    paper = forms.BooleanField(
        label=_("On paper"), help_text=_("Print the form and hand it over; note the answer here by hand.")
    )
    abroad = forms.CharField(
        label=_("A body that is not in the list"), help_text=_("For example abroad: always on paper."), max_length=300
    )
    country = forms.ChoiceField(label=_("Its country"))
    reason = forms.ChoiceField(label=_("Why"))
    services = forms.MultipleChoiceField(label=_("Services asked for"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("For the other body"), help_text=_("What it must know to help."), max_length=2000, widget=NOTE
    )
    answer_by = forms.DateField(
        label=_("Answer wanted by"),
        help_text=_("Five days if left empty."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    ground = forms.ChoiceField(
        label=_("Without consent"),
        help_text=_("Only where the person does not agree and a law allows it. A supervisor is told."),
    )
    why = forms.CharField(
        label=_("Why without consent"), help_text=_("It stays in your institution."), max_length=1000, widget=NOTE
    )
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("case", "reason", "services")

    def __init__(self, actor: Actor, *args: Any, case: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"case": case, "number": new_id()}, **kwargs)
        offered: dict[str, Any] = {
            "case": [("", _("Choose a case")), *exchange.all_cases(actor, case, self.data.get("case", ""))],
            "partner": [("", "—"), *_partners(actor)], "country": [("", "—"), *choices("country", language())],
            "reason": _codes("referral_reason"), "services": code_list("service").choices(language()),
            "ground": _codes("referral_override"),
        }  # fmt: skip
        for name, of in offered.items():
            self.fields[name].choices = of  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was written. Refused (`FaultsError`): what cannot be read, and two bodies."""
        got = {name: value for name, value in said_in(self, "case").items() if name not in ("case", "number")}
        if got["partner"] and got["abroad"]:
            raise FaultsError([Fault("abroad", "memoranda.one_of_two")])
        return Said(**{name: value for name, value in got.items() if value not in (None, "")})


class AcceptForm(FaultsForm):
    """Which own case it becomes, where there is one already; or a new one of what was received. `known`: the cases
    found to be of that person."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    case = forms.ChoiceField(label=_("Own case"), help_text=_("Left empty: it is opened later."))
    opens = forms.BooleanField(
        label=_("Open a case now with what was received of the person"), help_text=_("Instead of an own case.")
    )
    anyway = forms.BooleanField(label=_("Open a case all the same: it is another person, or a new case"))

    def __init__(self, actor: Actor, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = exchange.all_cases(actor, self.data.get("case", ""), *known)
        self.fields["case"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
        if not known:
            del self.fields["anyway"]


class RejectForm(FaultsForm):
    """Why the person is not taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    refusal = forms.ChoiceField(label=_("Why"))
    said = forms.CharField(label=_("For the other body"), max_length=1000, widget=NOTE)
    needed = ("refusal",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refusal"].choices = _codes("referral_refusal")  # type: ignore[attr-defined]


class NoteForm(FaultsForm):
    """What the other side answered on paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("Answer"))
    refusal = forms.ChoiceField(label=_("Why, if rejected"))
    needed = ("state",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [one for one in code_list("referral_status").choices(language()) if one[0] in ANSWERS]
        self.fields["state"].choices = answers  # type: ignore[attr-defined]
        self.fields["refusal"].choices = _codes("referral_refusal")  # type: ignore[attr-defined]


ANSWERS = ("accepted", "rejected", "done")


class VersionForm(FaultsForm):
    """A button with the version of its page."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, found: Referral | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": found.version} if found else None, **kwargs)


class ReferralFilter(forms.Form):
    """Filter of the list."""

    side = forms.ChoiceField(label=_("Direction"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    waits = forms.BooleanField(label=_("Waiting for us"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [("", _("All")), *((side, SIDES[Side(side)]) for side in Side)]  # type: ignore[attr-defined]
        states = code_list("referral_status").choices(language())
        self.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]
