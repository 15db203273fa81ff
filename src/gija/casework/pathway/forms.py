"""What is entered on the way of a case: a form for each act. A form knows its service; the service checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.pathway import closing, queries, services
from gija.casework.pathway.definitions import asked_of, next_of, stages
from gija.casework.pathway.rules import EVERY_DAYS
from gija.commons.casefile.forms import FaultsForm, choices, language
from gija.commons.casefile.ids import new_id
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

NONE = ("", "—")
STAYS = _("It stays in your institution.")


def _day(label: Any, **more: Any) -> forms.DateField:
    more.setdefault("initial", timezone.localdate)
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _area(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **more)


class EnterForm(FaultsForm):
    """One act on the way of a case: each form has `act(actor)`, which does it once the form is whole. `number` is
    that of the entry to be, so that a form sent twice acts once."""

    number = forms.CharField(required=False, widget=forms.HiddenInput)
    title: Any = ""
    lead: Any = ""

    def __init__(self, case: Any, *args: Any, **kwargs: Any) -> None:
        self.case = case
        start = {"number": new_id()} | kwargs.pop("initial", {}) | self.start()
        super().__init__(*args, initial=start, **kwargs)
        for name, (of, empty) in self.coded().items():
            offered = choices(of, language())
            self.fields[name].choices = [NONE, *offered] if empty else list(offered)  # type: ignore[attr-defined]

    def start(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def coded(self) -> dict[str, tuple[str, bool]]:
        """Field -> its code list, and whether nothing may be chosen."""
        return {}

    def always(self, names: Iterable[str]) -> None:
        """Questions that always have an answer, if only *not asked*: they are not called optional."""
        self.needed = (*self.needed, *names)
        self.mark_needed()

    @property
    def said(self) -> dict[str, Any]:
        return self.cleaned_data


class StageForm(EnterForm):
    """A stage, who entered it, on which day."""

    title = _("Enter a stage")
    lead = _(
        "Who may enter a stage was not read in the law: see who is competent. A status of the person is kept among the "
        "statuses of the case and counted by the register. Nothing is refused because something is missing."
    )
    stage = forms.ChoiceField(label=_("Stage on the way"))
    on = _day(_("Day"), help_text=_("On which it was decided."))
    authority_kind = forms.ChoiceField(label=_("Kind of institution that entered it"))
    authority = forms.CharField(label=_("Its name"), help_text=STAYS, max_length=300)
    note = _area(_("Note"), help_text=STAYS)
    needed = ("stage", "on", "authority_kind")

    def __init__(self, case: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        offered = next_of(queries.standing(case).stage)
        kinds = {kind for one in offered for kind in one.competent}
        self.fields["stage"].choices = [NONE, *((one.code, one.text.in_(language())) for one in offered)]  # type: ignore[attr-defined]
        every = code_list("institution_kind").choices(language())
        self.fields["authority_kind"].choices = [NONE, *(one for one in every if one[0] in kinds)]  # type: ignore[attr-defined]
        if all(one.status for one in offered):
            del self.fields["note"]

    def start(self) -> dict[str, Any]:
        return {"authority_kind": self.case.institution_kind}

    def act(self, actor: Actor) -> Any:
        said = self.said
        entered = services.Entered(said.get("stage", ""), said.get("on"), said.get("authority_kind", ""),
                                   said.get("authority", ""), said.get("note", ""))  # fmt: skip
        return services.stage(actor, self.case.pk, entered, said.get("number", ""))


class ScreeningForm(EnterForm):
    """The questions of a first screening, group by group."""

    title = _("First screening")
    lead = _(
        "The indicators are an aid to a conversation, not a verdict: a person decides. What is not asked or not known "
        "is never taken as “no”. Ask only what the person can bear, and nothing in front of others."
    )
    on = _day(_("Day"))
    asked_by = forms.CharField(label=_("Who talked with the person"), max_length=300)
    language = forms.ChoiceField(label=_("Language of the conversation"))
    interpreter = forms.CharField(label=_("Interpreter"), help_text=_("Empty: none was there."), max_length=300)
    note = _area(_("Note"), help_text=STAYS)
    needed = ("on", "asked_by")

    def __init__(self, case: Any, *args: Any, **kwargs: Any) -> None:
        queries.refuse_screening(case)  # before somebody answers it all
        last = case.screenings.filter(struck_at=None).last()
        kwargs["initial"] = {f"q_{code}": said for code, said in (last.answers if last else {}).items()}
        super().__init__(case, *args, **kwargs)
        self.asked = asked_of(queries.childhood_of(case).treated)
        offered = code_list("screening_answer").choices(language())
        for one in self.asked:
            self.fields[f"q_{one.code}"] = forms.ChoiceField(
                label=one.text.in_(language()), choices=offered, initial="not_asked", required=False
            )
        self.always(f"q_{one.code}" for one in self.asked)

    def coded(self) -> dict[str, tuple[str, bool]]:
        return {"language": ("language", True)}

    def first(self) -> list[Any]:
        """The fields before the questions."""
        return [field for field in self if not field.name.startswith("q_")]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Each group of questions with its name."""
        found: dict[str, list[Any]] = {}
        for one in self.asked:
            found.setdefault(one.group, []).append(self[f"q_{one.code}"])
        return [(code_list("screening_group")[code].text.in_(language()), fields) for code, fields in found.items()]

    def act(self, actor: Actor) -> Any:
        said = self.said
        answers = {one.code: said.get(f"q_{one.code}") or "not_asked" for one in self.asked}
        screened = services.Screened(said.get("on"), said.get("asked_by", ""), answers, said.get("language", ""),
                                     said.get("interpreter", ""), said.get("note", ""))  # fmt: skip
        return services.screen(actor, self.case.pk, screened, said.get("number", ""))


class RiskForm(EnterForm):
    """A level for each factor, one for the whole, measures, the day to look again."""

    title = _("Assess the risk")
    lead = _("The highest level of any factor is proposed. Who judges otherwise says why.")
    on = _day(_("Day"))
    level = forms.ChoiceField(label=_("Level of the whole"))
    reason = _area(_("Why"), help_text=_("Where the level is another than the rule proposes."))
    measures = _area(_("Measures that were agreed"), help_text=STAYS)
    review_on = _day(_("Look at it again on"))
    needed = ("on", "level", "review_on")

    def __init__(self, case: Any, *args: Any, **kwargs: Any) -> None:
        last = queries.risk_of(case)
        kwargs["initial"] = {f"f_{code}": said for code, said in (last.factors if last else {}).items()}
        super().__init__(case, *args, **kwargs)
        offered = code_list("risk_level").choices(language())
        shown: dict[str, forms.Field] = {
            f"f_{code}": forms.ChoiceField(label=label, choices=offered, initial="unknown", required=False)
            for code, label in code_list("risk_factor").choices(language())
        }
        day = self.fields.pop("on")
        self.fields = {"on": day, **shown, **self.fields}
        self.always(shown)

    def start(self) -> dict[str, Any]:
        return {"review_on": timezone.localdate() + dt.timedelta(days=EVERY_DAYS)}

    def coded(self) -> dict[str, tuple[str, bool]]:
        return {"level": ("risk_level", True)}

    def act(self, actor: Actor) -> Any:
        said = self.said
        factors = {name[2:]: value for name, value in said.items() if name.startswith("f_") and value}
        judged = services.Judged(said.get("on"), said.get("level", ""), said.get("review_on"), factors,
                                 said.get("reason", ""), said.get("measures", ""))  # fmt: skip
        return services.assess(actor, self.case.pk, judged, said.get("number", ""))


class ContactForm(EnterForm):
    """One way to reach the person."""

    title = _("How the person may be reached")
    lead = _("Ask the person. What you note stands over the name, wherever a case worker would call.")
    channel = forms.ChoiceField(label=_("Way"))
    safety = forms.ChoiceField(label=_("Is it safe?"))
    where = forms.CharField(label=_("Number, address, or through whom"), max_length=300)
    hours = forms.CharField(label=_("When"), help_text=_("For example: Mondays 10 to 12."), max_length=300)
    word = forms.CharField(
        label=_("Code word"), help_text=_("Which you say, so that the person knows it is you."), max_length=300
    )
    needed = ("channel", "safety")

    def coded(self) -> dict[str, tuple[str, bool]]:
        return {"channel": ("contact_channel", True), "safety": ("contact_safety", True)}

    def act(self, actor: Actor) -> Any:
        said = self.said
        reached = services.Reached(*(said.get(name, "") for name in ("channel", "safety", "where", "hours", "word")))
        return services.contact(actor, self.case.pk, reached, said.get("number", ""))


class ChildForm(EnterForm):
    """A step for a child."""

    title = _("A step for a child")
    lead = _("Where the age is in doubt, the person is treated as a child until it is established.")
    step = forms.ChoiceField(label=_("Step"))
    on = _day(_("Day"))
    who = forms.CharField(label=_("Who"), help_text=_("Guardian, authority, specialist."), max_length=300)
    needless = forms.BooleanField(label=_("It is not needed, for the reason in the note"))
    note = _area(_("Note"), help_text=STAYS)
    needed = ("step", "on")

    def coded(self) -> dict[str, tuple[str, bool]]:
        return {"step": ("child_step", True)}

    def act(self, actor: Actor) -> Any:
        said = self.said
        step = services.ForChild(said.get("step", ""), said.get("on"), said.get("who", ""), said.get("note", ""),
                                 bool(said.get("needless")))  # fmt: skip
        return services.child_step(actor, self.case.pk, step, said.get("number", ""))


class CloseForm(EnterForm):
    """Why the case is to be closed, and with which outcome."""

    title = _("Ask for the closure")
    lead = _("A supervisor who is somebody else approves it or returns it.")
    reason = forms.ChoiceField(label=_("Reason"))
    outcome = forms.ChoiceField(label=_("Outcome"))
    words = _area(_("In your own words"), help_text=STAYS)
    needed = ("reason", "outcome")

    def __init__(self, case: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        offered = [one for one in code_list("case_status").choices(language()) if one[0] in closing.OUTCOMES]
        self.fields["outcome"].choices = [NONE, *offered]  # type: ignore[attr-defined]

    def coded(self) -> dict[str, tuple[str, bool]]:
        return {"reason": ("closure_reason", True)}

    def act(self, actor: Actor) -> Any:
        said = self.said
        told = (said.get("reason", ""), said.get("outcome", ""), said.get("words", ""), said.get("number", ""))
        return closing.ask(actor, self.case.pk, *told)


ENTER: dict[str, type[EnterForm]] = {
    "stage": StageForm, "screening": ScreeningForm, "risk": RiskForm, "contact": ContactForm, "child": ChildForm,
    "closure": CloseForm,
}  # fmt: skip


class DecideForm(FaultsForm):
    """What a person decides on a screening."""

    decided = forms.ChoiceField(label=_("Decision"))
    reason = _area(_("Why"), help_text=STAYS)
    needed = ("decided", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = code_list("screening_result").choices(language())
        self.fields["decided"].choices = [NONE, *offered]  # type: ignore[attr-defined]


class ApproveForm(FaultsForm):
    """The supervisor's answer to a closure."""

    answer = _area(_("Answer to the case worker"), help_text=_("Needed where the closure is returned."))
    why = _area(_("Why it is closed all the same"), help_text=_("Where required steps for a child are missing."))


class ReasonForm(FaultsForm):
    """Why something is struck out or reopened."""

    reason = _area(_("Why"))
    needed = ("reason",)


class WayFilter(forms.Form):
    """Filter of the list."""

    stage = forms.ChoiceField(label=_("Stage on the way"), required=False)
    show = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.code, one.text.in_(language())) for one in stages().values()]
        self.fields["stage"].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]
        self.fields["show"].choices = [  # type: ignore[attr-defined]
            ("", _("Open cases")), ("due", _("Where something waits")), ("closed", _("Closed cases")),
            ("all", _("All cases")),
        ]  # fmt: skip
