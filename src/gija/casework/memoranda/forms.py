"""Entering a memorandum, its parties, what becomes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.exchange.forms import said_in
from gija.casework.memoranda.models import Memorandum
from gija.casework.memoranda.services import Said, SaidOfParty
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import new_id
from gija.commons.directory.queries import institutions
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off"}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def bodies(but: str) -> list[tuple[str, str]]:
    """Every other institution of the directory, by the name it has today."""
    today = timezone.localdate()

    def called(one: Any) -> str:  # as `directory.queries.text_on`, of names that are at hand
        names = list(one.names.all())
        begun = [name for name in names if name.valid_from is None or name.valid_from <= today]
        return str(getattr((begun or names)[-1 if begun else 0], "lt" if language() == "lt" else "en"))

    others = institutions().exclude(code=but)
    return sorted(((one.code, called(one)) for one in others if one.names.all()), key=lambda one: one[1])


class MemorandumForm(FaultsForm):
    """What about, where the paper is, from when, until when."""

    subject = forms.CharField(
        label=_("What it is about"), help_text=_("Name bodies, not people."), max_length=300,
        widget=forms.TextInput(attrs=OFF),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("File reference"), help_text=_("Where the paper is kept."), max_length=100,
        widget=forms.TextInput(attrs=OFF),
    )  # fmt: skip
    signed_on = _day(_("Signed on"))
    valid_from = _day(_("In force from"), help_text=_("The day of signing if left empty."))
    valid_to = _day(_("Last day"), help_text=_("Open-ended if left empty."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("subject", "signed_on")

    def __init__(self, found: Memorandum | None, *args: Any, renews: bool = False, **kwargs: Any) -> None:
        start: dict[str, Any] = {"number": new_id()}
        if found is not None:
            names = ("subject", "version") if renews else (
                "subject", "reference", "signed_on", "valid_from", "valid_to", "version")  # fmt: skip
            start |= {name: getattr(found, name) for name in names}
        super().__init__(*args, initial=start, **kwargs)

    def said(self) -> Said:
        """What was written. Refused (`FaultsError`): what cannot be read."""
        got = said_in(self)
        return Said(
            got.get("subject", ""), got.get("reference", ""), got.get("signed_on"), got.get("valid_from"),
            got.get("valid_to"),
        )  # fmt: skip


class PartyForm(FaultsForm):
    """A body that signed, and what it does."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    body = forms.ChoiceField(label=_("Institution"))
    name = forms.CharField(label=_("A body that is not in the list"), max_length=300, widget=forms.TextInput(attrs=OFF))
    services = forms.MultipleChoiceField(
        label=_("Services it gives"),
        help_text=_("None ticked: the memorandum does not limit them."),
        widget=forms.CheckboxSelectMultiple,
    )
    stages = forms.MultipleChoiceField(label=_("Stages it helps in"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = {
            "body": [("", "—"), *bodies(actor.institution)],
            "services": code_list("service").choices(language()),
            "stages": code_list("memorandum_stage").choices(language()),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def said(self) -> SaidOfParty:
        """What was written. Refused (`FaultsError`): what cannot be read."""
        got = said_in(self)
        return SaidOfParty(got.get("body", ""), got.get("name", ""), got.get("services", ()), got.get("stages", ()))


class EndForm(FaultsForm):
    """The last day on which it held."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    on = _day(_("Last day on which it held"), initial=timezone.localdate)
    needed = ("on",)


class StrikeForm(FaultsForm):
    """Why it is struck out."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=300)
    needed = ("reason",)


class VersionForm(FaultsForm):
    """A button with the version of its page."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MemorandumFilter(forms.Form):
    """Filter of the list."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All")), ("in_force", _("In force")), ("expiring", _("Expires soon")), ("expired", _("Over")),
        ],
    )  # fmt: skip
    body = forms.ChoiceField(label=_("With whom"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("All")), *bodies(actor.institution)]  # type: ignore[attr-defined]
