"""Preparing a return, saying what became of it, what was given; opening and settling a consular signal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.compensation.forms import CURRENCY, MoneyForm
from gija.casework.exchange import queries as exchange
from gija.casework.exchange.forms import said_in
from gija.casework.returns import queries
from gija.casework.returns.models import Return
from gija.casework.returns.rules import parts
from gija.casework.returns.services import Plan
from gija.casework.returns.signalling import TOLD
from gija.commons.casefile.fields import BY_NAME
from gija.commons.casefile.forms import FaultsForm, choices, language
from gija.commons.casefile.ids import new_id
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off"}
NOTE = forms.Textarea(attrs={"rows": 3, **OFF})
SAFE = {"yes": True, "no": False}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _codes(name: str) -> list[tuple[str, Any]]:
    return [("", "—"), *code_list(name).choices(language())]


def _countries() -> list[tuple[str, Any]]:
    return [("", "—"), *choices("country", language())]


class BeginForm(FaultsForm):
    """Whose return, where to."""

    case = forms.ChoiceField(label=_("Case"))
    country = forms.ChoiceField(label=_("Country to return to"))
    referral = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("case", "country")

    def __init__(self, actor: Actor, *args: Any, start: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial={"number": new_id(), **start}, **kwargs)
        chosen = (str(start.get("case", "")), str(self.data.get("case", "")))
        self.fields["case"].choices = [("", _("Choose a case")), *exchange.all_cases(actor, *chosen)]  # type: ignore[attr-defined]
        self.fields["country"].choices = _countries()  # type: ignore[attr-defined]


class PlanForm(FaultsForm):
    """Risk, consent, day of travel, and the parts of the plan."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    risk = forms.ChoiceField(label=_("Risk of the return"), help_text=_("Nobody returns where it is too high."))
    risk_on = _day(_("Risk assessed on"))
    consent_on = _day(
        _("The person agreed to return on"),
        help_text=_("Nobody is returned against their will. For a child: its representative, after hearing the child."),
    )
    travel_on = _day(_("Day of travel"))

    def __init__(self, found: Return, *args: Any, **kwargs: Any) -> None:
        names = ("version", "risk", "risk_on", "consent_on", "travel_on")
        start = {name: getattr(found, name) for name in names} | queries.written(found)
        super().__init__(*args, initial=start, **kwargs)
        self.fields["risk"].choices = _codes("return_risk")  # type: ignore[attr-defined]
        for code, (label, hint) in parts().items():
            self.fields[code] = forms.CharField(
                label=label.in_(language()), help_text=hint.in_(language()), max_length=2000, required=False,
                widget=forms.Textarea(attrs={"rows": 3, **OFF}),
            )  # fmt: skip

    def plan(self) -> Plan:
        """What was written. Refused (`FaultsError`): what cannot be read."""
        said = said_in(self)
        return Plan(
            said.get("risk", ""), said.get("risk_on"), said.get("consent_on"), said.get("travel_on"),
            {code: said.get(code, "") for code in parts()},
        )  # fmt: skip


class VersionForm(FaultsForm):
    """A button with the version of its page."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SettleForm(VersionForm):
    """How it ended."""

    state = forms.ChoiceField(label=_("How it ended"))
    on = _day(_("Day"), initial=timezone.localdate)
    obstacle = forms.ChoiceField(label=_("Why, if it did not take place"))
    needed = ("state", "on")

    def __init__(self, states: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in code_list("return_state").choices(language()) if one[0] in states]
        self.fields["state"].choices = offered  # type: ignore[attr-defined]
        self.fields["obstacle"].choices = _codes("return_obstacle")  # type: ignore[attr-defined]


class FollowForm(VersionForm):
    """How the person is after the return."""

    on = _day(_("Asked on"), initial=timezone.localdate)
    safe = forms.ChoiceField(
        label=_("Is the person safe?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("Could not be told"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What was said"), max_length=1000, widget=NOTE)
    needed = ("on", "safe")


class HelpForm(MoneyForm):
    """What was given, when, for how much."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What was given"))
    on = _day(_("Day"), initial=timezone.localdate)
    amount = forms.CharField(label=_("Cost or sum"), max_length=20)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCY)
    note = forms.CharField(label=_("Note"), max_length=500)
    needed = ("kind", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _codes("return_assistance")  # type: ignore[attr-defined]


class ReturnFilter(forms.Form):
    """Filter of the list."""

    state = forms.ChoiceField(label=_("State"), required=False)
    late = forms.BooleanField(label=_("Late"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = code_list("return_state").choices(language())
        self.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]


class SignalForm(FaultsForm):
    """Where, what was noticed, who it may be. What is not known stays empty."""

    country = forms.ChoiceField(label=_("Country where the person is"))
    signs = forms.MultipleChoiceField(label=_("What was noticed"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("What happened and what the person asks for"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, **OFF}),
    )  # fmt: skip
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("country", "signs", "sex")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"number": new_id()}, **kwargs)
        self.fields["country"].choices = _countries()  # type: ignore[attr-defined]
        self.fields["signs"].choices = code_list("consular_sign").choices(language())  # type: ignore[attr-defined]
        for name in (*TOLD, "citizenship"):
            self.fields[name] = _of_person(name)
        self.mark_needed()

    def mark_needed(self) -> None:
        for name in self.needed:
            if name in self.fields:
                self.fields[name].required = True


def _of_person(name: str) -> forms.Field:
    one = BY_NAME[name]
    more: dict[str, Any] = {"label": one.label, "help_text": one.hint, "required": False}
    if one.list:
        offered = _countries() if one.list == "country" else _codes(one.list)
        return forms.ChoiceField(choices=offered, **more)
    return forms.CharField(max_length=one.longest, widget=forms.TextInput(attrs=OFF), **more)


class TakeForm(FaultsForm):
    """Open a case; of somebody who has one here, only on purpose."""

    anyway = forms.BooleanField(label=_("Open a case all the same: it is another person, or a new case"))

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not known:
            del self.fields["anyway"]


class CloseForm(FaultsForm):
    """Why no case is opened."""

    outcome = forms.ChoiceField(label=_("Why"))
    needed = ("outcome",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = _codes("signal_outcome")  # type: ignore[attr-defined]
