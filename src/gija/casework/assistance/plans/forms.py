"""Writing a support plan: wishes, aims, steps, reviews; deciding on it; following it up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.assistance.forms import bodies, codes, day, offer
from gija.casework.assistance.models import Plan
from gija.casework.assistance.plans import queries
from gija.commons.casefile.forms import FaultsForm
from gija.commons.permissions import Actor

WORDS = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})


class PlanForm(FaultsForm):
    """The version of the page; every form of a plan sends it along."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.start(plan) | {"version": plan.version}, **kwargs)
        self.prepare(actor, plan)

    def start(self, plan: Plan) -> dict[str, Any]:
        return {}

    def prepare(self, actor: Actor, plan: Plan) -> None:
        """What the selects offer."""


class WishForm(PlanForm):
    """What the person wants; that they agreed."""

    wants = forms.CharField(label=_("What the person wants, in their own words"), widget=WORDS, max_length=4000)
    agreed_on = day(_("The person agreed to this plan on"))
    interpreted = forms.ChoiceField(label=_("Through an interpreter of"), help_text=_("Left empty: without one."))

    def start(self, plan: Plan) -> dict[str, Any]:
        return {name: getattr(plan, name) for name in ("wants", "agreed_on", "interpreted")}

    def prepare(self, actor: Actor, plan: Plan) -> None:
        offer(self, interpreted=codes("language"))


class AimForm(PlanForm):
    """One aim."""

    field = forms.ChoiceField(label=_("Field of life"))
    text = forms.CharField(label=_("What is to be reached"), widget=WORDS, max_length=4000)
    needed = ("field", "text")

    def prepare(self, actor: Actor, plan: Plan) -> None:
        offer(self, field=codes("support_field"))


class StepForm(PlanForm):
    """One step of an aim."""

    aim = forms.ChoiceField(label=_("Aim"))
    text = forms.CharField(label=_("What is done"), widget=WORDS, max_length=4000)
    who = forms.ChoiceField(label=_("Who does it"), help_text=_("Left empty: the person themselves."))
    by = day(_("Until"))
    needed = ("aim", "text", "by")

    def prepare(self, actor: Actor, plan: Plan) -> None:
        aims = [(one.pk, one.text[:60]) for one in plan.aims.all()]
        people = [(f"account:{pk}", name) for pk, name in queries.colleagues(actor).items()]
        places = [(f"body:{code}", name) for code, name in bodies()]
        offer(self, aim=aims, who=[("", _("The person")), (_("Colleagues"), people), (_("Bodies"), places)])


class ReviewForm(PlanForm):
    """A day of review."""

    on = day(_("Day"))
    needed = ("on",)


class DecideForm(PlanForm):
    """Approve, or return with a reason."""

    approves = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("Approve")), ("no", _("Return"))], widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Why it is returned"), widget=WORDS, max_length=4000)
    needed = ("approves",)


class DoneForm(PlanForm):
    """A step or a review that was due: done on a day, or a step no longer needed."""

    thing = forms.CharField(widget=forms.HiddenInput)
    on = day(_("Day"))
    dropped = forms.BooleanField(label=_("It is no longer needed"))
    note = forms.CharField(label=_("Note"), max_length=1000)
    needed = ("on",)

    def start(self, plan: Plan) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class PlanFilter(forms.Form):
    """Filter of the plans."""

    show = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("All")), ("late", _("Late"))])
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, state=codes("support_plan_state", _("Being written, handed in or in force")))
