"""Beginning and changing periods; asking whether somebody is protected. Cases are offered by number, never by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.cases.file import FILE
from gija.casework.clocks.models import OWN
from gija.casework.clocks.queries import grounds
from gija.casework.clocks.services import Begun
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.queries import lately
from gija.commons.permissions import Actor
from gija.methods.clocks import clocks
from gija.vocabulary.text import Text


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


@cache
def conditions() -> Mapping[str, Mapping[str, Text]]:
    """What is looked at before a permit is asked for: for adults and, apart, for children; code -> text."""
    raw = yaml.safe_load(files("gija.casework.clocks").joinpath("conditions.yaml").read_text(encoding="utf-8"))
    return {group: {code: Text.of(text) for code, text in of.items()} for group, of in raw.items()}


def asked_of(case: Any) -> Mapping[str, Text]:
    """The conditions that are asked of the person of a case; of whom we do not know whether it is a child, all."""
    groups = [case.age_group] if case.age_group in conditions() else list(conditions())
    return {code: text for group in groups for code, text in conditions()[group].items()}


class BeginForm(FaultsForm):
    """Case, period, first day; the last day where a decision says it."""

    case = forms.ChoiceField(label=_("Case"))
    kind = forms.ChoiceField(label=_("What runs"))
    began_on = _day(_("First day"), help_text=_("The day of the decision or of the event."), initial=timezone.localdate)
    last_on = _day(_("Last day"), help_text=_("As the decision says; left empty, it is counted by law."))
    title = forms.CharField(
        label=_("What the date is"),
        help_text=_("Of an own date, for example a hearing. Name nobody: the list shows it."),
        max_length=200,
    )
    reference = forms.CharField(label=_("Number of the decision"), max_length=200)
    met = forms.MultipleChoiceField(
        label=_("Conditions of a permit that are met"),
        help_text=_("The Migration Department decides. The articles were not read again."),
        widget=forms.CheckboxSelectMultiple,
    )
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed = ("case", "kind", "began_on")

    def __init__(self, actor: Actor, case: Any, *args: Any, **kwargs: Any) -> None:
        start = {"number": new_id(), "case": str(case.pk) if case else ""}
        super().__init__(*args, initial=start, **kwargs)
        of = lately(FILE, actor, start["case"], self.data.get("case", ""))
        kinds = [(code, one.text.in_(language())) for code, one in clocks().items()]
        met = asked_of(case) if case else {c: t for group in conditions().values() for c, t in group.items()}
        offered: dict[str, Any] = {
            "case": [("", _("Choose a case")), *of], "kind": [*kinds, (OWN, _("Own date"))],
            "met": [(code, text.in_(language())) for code, text in met.items()],
        }  # fmt: skip
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def begun(self) -> Begun:
        """What was written, read as far as it can be."""
        self.full_clean()
        said = self.cleaned_data
        return Begun(
            said.get("kind", ""), said.get("began_on"), said.get("last_on"), said.get("title", ""),
            said.get("reference", ""), tuple(said.get("met", ())),
        )  # fmt: skip


class TurnForm(FaultsForm):
    """The day of an act, and the version of the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = _day(_("Day"), initial=timezone.localdate)
    needed: tuple[str, ...] = ("on",)


class InterruptForm(TurnForm):
    """Why it was ended early."""

    ground = forms.ChoiceField(label=_("Why"))
    needed = ("on", "ground")

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, text.in_(language())) for code, text in grounds(kind).items()]
        self.fields["ground"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]


class DecideForm(TurnForm):
    """What the person decided."""

    cooperates = forms.ChoiceField(
        label=_("Does the person cooperate with police and court?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    needed = ("on", "cooperates")


class RenewForm(TurnForm):
    """From when, until when."""

    last_on = _day(_("Last day"), help_text=_("As the decision says; left empty, it is counted by law."))
    reference = forms.CharField(label=_("Number of the decision"), max_length=200)


class StrikeForm(FaultsForm):
    """Why it is struck out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=1000)
    needed = ("reason",)


class AskForm(FaultsForm):
    """Who is asked about. Nothing of it is kept."""

    personal_code = forms.CharField(label=_("Personal code"), max_length=20)
    given_names = forms.CharField(label=_("Given names"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    birth_date = forms.CharField(label=_("Date of birth"), help_text=_("For example 1990-05-17"), max_length=10)
    purpose = forms.CharField(label=_("Why you ask"), max_length=300)
    needed = ("purpose",)


class PeriodFilter(forms.Form):
    """Filter of the list."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All")), ("late", _("Late or undecided")), ("soon", _("Ends soon")), ("live", _("Running"))],
    )
    kind = forms.ChoiceField(label=_("What runs"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, one.text.in_(language())) for code, one in clocks().items()]
        self.fields["kind"].choices = [("", _("All")), *kinds, (OWN, _("Own date"))]  # type: ignore[attr-defined]
