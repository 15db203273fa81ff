"""What is written on the pages of bodies and functions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.bodies import seeds
from gija.rapporteur.bodies.fields import Versioned, WithInstitutions, institutions, line, lines, on, one_of, text
from gija.rapporteur.bodies.models import Body, Kind, Part, Stand
from gija.rapporteur.bodies.services import Founding, Votes
from gija.rapporteur.choices import language
from gija.rapporteur.plan.models import Plan


class BodyForm(WithInstitutions):
    """A body that no file tells of."""

    one = ("founder", "chair")
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{2,59}$", label=_("Code"), help_text=_("Small letters, digits and hyphens; it stays.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    title_lt = line(_("Name, in Lithuanian"))
    title_en = line(_("Name, in English"))
    task_lt = lines(_("What it is for, in Lithuanian"), required=False)
    task_en = lines(_("What it is for, in English"), required=False)
    founder = one_of(_("Set up by"), required=False)
    founder_text_lt = line(_("Office that set it up, in Lithuanian"), required=False, longest=200)
    founder_text_en = line(_("Office that set it up, in English"), required=False, longest=200)
    act_lt = line(_("Act and its number, in Lithuanian"), required=False)
    act_en = line(_("Act and its number, in English"), required=False)
    day = on(_("Day of the act"), required=False)
    starts = on(_("From"), required=False)
    ends = on(_("To"), required=False)
    chair = one_of(_("Institution of the chair"), required=False)
    chair_text_lt = line(_("Office of the chair, in Lithuanian"), required=False, longest=200)
    chair_text_en = line(_("Office of the chair, in English"), required=False, longest=200)
    follows = forms.ChoiceField(label=_("Took the place of"), required=False)
    plan = forms.ChoiceField(label=_("Plan it is about"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(one.code, one.text.in_(language())) for one in Body.objects.all()]
        plans = [(one.code, one.text.in_(language())) for one in Plan.objects.all()]
        self.fields["follows"].choices = [("", "–"), *others]  # type: ignore[attr-defined]
        self.fields["plan"].choices = [("", "–"), *plans]  # type: ignore[attr-defined]


def founding(said: dict[str, Any]) -> Founding:
    """What `BodyForm` says, once it is valid."""
    return Founding(
        said["kind"], text(said, "title"), said["founder"], text(said, "founder_text"), text(said, "act"),
        said["day"], said["starts"], said["ends"], said["chair"], text(said, "chair_text"), text(said, "task"),
        said["follows"], said["plan"],
    )  # fmt: skip


class EndForm(Versioned):
    """It ends."""

    day = on(_("Last day"))
    reason = lines(_("Reason"))


class SeatForm(WithInstitutions):
    """A seat, by office."""

    one = ("institution",)
    institution = one_of(_("Institution"))
    office_lt = line(_("Office, in Lithuanian"), longest=200, hint=_("The office, not the name of who holds it."))
    office_en = line(_("Office, in English"), longest=200)
    starts = on(_("From"), required=False)


class UnseatForm(forms.Form):
    """A seat ends."""

    day = on(_("Last day"))


class CallForm(forms.Form):
    """A meeting is called."""

    day = on(_("Day of the meeting"))
    agenda_lt = lines(_("Agenda, in Lithuanian"), rows=5, hint=_("One point a line."))
    agenda_en = lines(_("Agenda, in English"), required=False, rows=5)


class HoldForm(Versioned):
    """A meeting was held. `seats`: (institution, name) of those with a seat on its day."""

    present = institutions(_("Institutions that took part"))
    minutes_lt = lines(_("Minutes, in Lithuanian"), rows=8, hint=_("No names of victims or suspects."))
    minutes_en = lines(_("Minutes, in English"), required=False, rows=8)
    reference = line(_("Register number of the minutes"), longest=200)

    def __init__(self, seats: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = seats  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """A decision with its votes."""

    number = line(_("Number of the decision"), longest=40)
    text_lt = lines(_("What was decided, in Lithuanian"))
    text_en = lines(_("What was decided, in English"))
    strategic = forms.BooleanField(label=_("It settles a strategic question"), required=False)
    ayes = forms.IntegerField(
        label=_("Votes for"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("Leave all three empty where there was no vote."),
    )
    noes = forms.IntegerField(label=_("Votes against"), required=False, min_value=0, max_value=999)
    abstained = forms.IntegerField(label=_("Abstained"), required=False, min_value=0, max_value=999)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        told = [said.get(name) is not None for name in ("ayes", "noes", "abstained")]
        if any(told) and not all(told):
            self.add_error("ayes", _("Give all three numbers, or none."))
        return said


def votes(said: dict[str, Any]) -> Votes | None:
    return None if said["ayes"] is None else Votes(said["ayes"], said["noes"], said["abstained"])


class LawForm(forms.Form):
    """A change of law that a decision led to."""

    text_lt = lines(_("What changed, in Lithuanian"))
    text_en = lines(_("What changed, in English"))
    reference = line(_("Law and article"), longest=200)
    day = on(_("Day of adoption"), required=False)


class ProblemForm(forms.Form):
    """A main problem."""

    text_lt = lines(_("The problem, in Lithuanian"))
    text_en = lines(_("The problem, in English"))
    day = on(_("Found on"), initial=timezone.localdate)


class ProposeForm(Versioned, WithInstitutions):
    """A proposal about a problem."""

    one = ("to",)
    proposal_lt = lines(_("Proposal, in Lithuanian"))
    proposal_en = lines(_("Proposal, in English"))
    to = one_of(_("Proposed to"))


class MoveForm(Versioned):
    """What became of a problem. `choices`: the states that may follow."""

    state = forms.ChoiceField(label=_("What became of it"))
    reason = lines(_("Why, or the number of the answer"))

    def __init__(self, states: list[Stand], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(one.value, one.label) for one in states]  # type: ignore[attr-defined]


class HoldingForm(WithInstitutions):
    """A unit holds a function."""

    one = ("institution",)
    function = forms.ChoiceField(label=_("Function"))
    institution = one_of(_("Unit"))
    part = forms.ChoiceField(label=_("How"), choices=Part.choices)
    share = forms.IntegerField(
        label=_("Share, per cent"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Empty where no share is agreed."),
    )
    starts = on(_("From"))
    ends = on(_("To"), required=False)
    note_lt = line(_("What of it, in Lithuanian"), required=False)
    note_en = line(_("What of it, in English"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, f"{code} {words.in_(language())}") for code, words in seeds.functions().items()]
        self.fields["function"].choices = offered  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """As of which day."""

    day = on(_("On the day"), required=False)

    @property
    def wanted(self) -> dt.date | None:
        return self.cleaned_data["day"] if self.is_bound and self.is_valid() else None
