"""The forms of the hotline. The call is one page, in the order in which a call goes; no mouse is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.models import Institution
from gija.police.hotline.directory import lines
from gija.police.hotline.services import LONGEST, Offer, Said
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off"}
SPOKEN = ("lit", "eng", "rus", "pol", "ukr")  # first in the list: what callers mostly speak
FACTS = ("where", "when", "who", "may_call", "safe_contact")


def language() -> str:
    return get_language() or "lt"


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared below
    field.choices = choices


def _line(label: Any, *, required: bool = False, **attrs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required, widget=forms.TextInput(OFF | attrs))


class CallForm(forms.Form):
    """A call while it goes on."""

    line = forms.ChoiceField(label=_("Number called"), widget=forms.Select({"autofocus": True}))
    language = forms.ChoiceField(label=_("Language"))
    caller = forms.ChoiceField(label=_("Who calls"))
    urgency = forms.ChoiceField(label=_("Urgency"), help_text=_("A life in danger: pass on to 112 first."))
    kind = forms.ChoiceField(label=_("Kind"))
    text = forms.CharField(
        label=_("What was said"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 6, **OFF}),
        help_text=_("It becomes a tip, sealed to the desk. Leave it empty if nobody spoke."),
    )  # fmt: skip
    where = _line(_("Where"))
    when = _line(_("When"))
    who = _line(_("Who is concerned"))
    name = _line(_("Name of the caller"))
    number = _line(_("Number to call back"), inputmode="tel")
    may_call = forms.ChoiceField(label=_("May we call?"), required=False)
    safe_contact = _line(_("How to reach safely"))
    result = forms.ChoiceField(label=_("What came of the call"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said, today = language(), timezone.localdate()
        valid = [one for one in lines().values() if one.valid(today)]
        _choices(self, "line", [(one.code, f"{one.number}, {one.name.in_(said)}") for one in valid])
        spoken = code_list("language")
        first = [(code, spoken[code].text.in_(said)) for code in SPOKEN if code in spoken]
        _choices(self, "language", first + [one for one in spoken.choices(said) if one[0] not in SPOKEN])
        for name, list_ in (
            ("caller", "caller_kind"),
            ("result", "call_result"),
            ("urgency", "tip_urgency"),
            ("kind", "tip_kind"),
        ):
            _choices(self, name, code_list(list_).choices(said))
        _choices(self, "may_call", [("", _("Not asked")), *code_list("yes_no").choices(said)])

    def said(self) -> Said:
        """What was typed. Call when the form is valid."""
        plain = {name: self.cleaned_data[name] for name in ("line", "caller", "language", "result", "text")}
        more = {name: self.cleaned_data[name] for name in ("urgency", "kind", "name", "number")}
        facts = tuple((name, str(self.cleaned_data[name])) for name in FACTS if self.cleaned_data[name])
        return Said(**plain, **more, facts=facts)


class EndForm(forms.Form):
    """The end of a shift."""

    handover = forms.CharField(
        label=_("What the next officer must know"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 3, **OFF}),
    )  # fmt: skip


class WarningForm(forms.Form):
    """Somebody is warned about an offer."""

    offer = forms.CharField(
        label=_("The offer, and what speaks against it"), max_length=LONGEST, widget=forms.Textarea({"rows": 4, **OFF})
    )
    country = forms.ChoiceField(label=_("Where it leads"), required=False)
    person = _line(_("Who was warned"))
    contact = _line(_("How to reach safely"))
    outcome = forms.ChoiceField(label=_("Outcome"), initial="unknown")
    referred_to = forms.ChoiceField(label=_("Referred to"), required=False)
    follow_up_on = forms.DateField(
        label=_("Ask again on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    tip = _line(_("Number of the tip"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = language()
        _choices(self, "country", [("", _("Not known")), *code_list("country").choices(said)])
        _choices(self, "outcome", code_list("outreach_outcome").choices(said))
        helpers = Institution.objects.filter(kind="ngo").order_by("code")
        _choices(self, "referred_to", [("", _("Nobody")), *((one.code, str(one)) for one in helpers)])

    def said(self) -> Offer:
        return Offer(**{**self.cleaned_data, "tip": self.cleaned_data["tip"].strip().upper()[:26]})


class SettleForm(forms.Form):
    """What became of it."""

    outcome = forms.ChoiceField(label=_("Outcome"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "outcome", code_list("outreach_outcome").choices(language()))
