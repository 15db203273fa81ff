"""Joining and leaving a team, handing cases over. Cases are told by number, never by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.exchange.contents import KINDS
from gija.casework.exchange.forms import said_in
from gija.casework.memoranda.forms import bodies
from gija.casework.teams import queries
from gija.casework.teams.services import Said
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import new_id
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off"}


def day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def account(said: Any) -> int | None:
    """The number that was said, if it is one."""
    return int(said) if re.fullmatch(r"[0-9]{1,18}", str(said or "")) else None


class MemberForm(FaultsForm):
    """A colleague, or somebody of another body; as what, from when, what an outsider may be told."""

    role = forms.ChoiceField(label=_("Role in the team"))
    colleague = forms.ChoiceField(label=_("Colleague"), help_text=_("Of your own institution. Else leave it empty."))
    body = forms.ChoiceField(label=_("Body of somebody else"))
    name = forms.CharField(label=_("Name of somebody else"), max_length=200, widget=forms.TextInput(attrs=OFF))
    contact = forms.CharField(
        label=_("How to reach them"), help_text=_("Phone or e-mail."), max_length=300, widget=forms.TextInput(attrs=OFF)
    )
    told = forms.MultipleChoiceField(
        label=_("What somebody else may be told"),
        help_text=_("What is not ticked is not told. It opens nothing here: they see nothing of the case."),
        widget=forms.CheckboxSelectMultiple,
    )
    told_note = forms.CharField(
        label=_("More about what may be told"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, **OFF})
    )
    from_on = day(_("Since"), initial=timezone.localdate)
    to_on = day(_("Last day, if it is known"))
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("role", "from_on")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"number": new_id()}, **kwargs)
        there = queries.colleagues(actor.institution)
        offered: dict[str, Any] = {
            "role": [("", "—"), *code_list("team_role").choices(language())],
            "colleague": [("", "—"), *((str(pk), name) for pk, name in there.items())],
            "body": [("", "—"), *bodies(actor.institution)],
            "told": [(code, text.in_(language())) for code, text in KINDS.items()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was written. Refused (`FaultsError`): what cannot be read."""
        got = said_in(self)
        kept = {name: value for name, value in got.items() if value not in (None, "") and name != "number"}
        return Said(**kept | {"colleague": account(got.get("colleague"))})


class EndForm(FaultsForm):
    """The last day in the team."""

    on = day(_("Last day in the team"), initial=timezone.localdate)
    needed = ("on",)


class StrikeForm(FaultsForm):
    """Why it is struck out."""

    reason = forms.CharField(label=_("Why"), max_length=1000)
    needed = ("reason",)


class TeamFilter(forms.Form):
    """Filter of the list."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All")), ("none", _("Nobody leads")), ("mine", _("I am in the team"))],
    )


class CasesForm(FaultsForm):
    """Cases to tick, all ticked at first. `n`: how many there are; where they are more than are offered, all of them
    can be meant at once."""

    everything = forms.BooleanField(help_text=_("Also those that are not in the list."))
    cases = forms.MultipleChoiceField(label=_("Cases"), widget=forms.CheckboxSelectMultiple)
    needed: tuple[str, ...] = ("cases",)

    def __init__(self, offered: Iterable[tuple[str, Any]], n: int, *args: Any, **kwargs: Any) -> None:
        choices = list(offered)
        super().__init__(*args, initial={"cases": [pk for pk, _text in choices], "number": new_id()}, **kwargs)
        self.fields["cases"].choices = choices  # type: ignore[attr-defined]
        self.fields["everything"].label = _("All %(n)s cases") % {"n": n}
        if n <= len(choices):
            del self.fields["everything"]

    def meant(self) -> list[str] | None:
        """The ticked cases that are still offered; None: all. Refused (`FaultsError`): what else cannot be read."""
        said = said_in(self, "cases")
        return None if said.get("everything") else said.get("cases", [])


class HandForm(CasesForm):
    """To whom, why, which cases."""

    receiver = forms.ChoiceField(label=_("To whom"))
    reason = forms.CharField(
        label=_("Why"), help_text=_("The receiver reads it."), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, **OFF}),
    )  # fmt: skip
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("receiver", "reason", "cases")
    field_order = ("receiver", "reason", "everything", "cases", "number")

    def __init__(
        self, offered: Iterable[tuple[str, Any]], n: int, there: dict[int, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(offered, n, *args, **kwargs)
        people = sorted(there.items(), key=lambda one: one[1])
        self.fields["receiver"].choices = [("", "—"), *((str(pk), name) for pk, name in people)]  # type: ignore[attr-defined]

    def checked(self) -> list[str]:
        """What of it is missing at a first look: the service says the rest."""
        self.full_clean()
        got = self.cleaned_data
        needed = [name for name in self.needed if name != "cases" or not got.get("everything")]
        return [name for name in needed if not got.get(name)]
