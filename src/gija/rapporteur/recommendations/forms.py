"""What is written on the pages of recommendations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.bodies.fields import Versioned, WithInstitutions, institutions, line, lines, on, one_of, text
from gija.rapporteur.choices import codes, language
from gija.rapporteur.plan import queries as plans
from gija.rapporteur.plan.models import Plan
from gija.rapporteur.recommendations.models import Source
from gija.rapporteur.recommendations.services import Advice, Told

ROWS = 3  # pieces of evidence on a page


class Filter(WithInstitutions):
    """What is listed."""

    one = ("institution",)
    source = forms.ChoiceField(label=_("Who recommended it"), required=False, choices=[("", "–"), *Source.choices])
    institution = one_of(_("Addressee"), required=False)


class AdviceForm(WithInstitutions):
    """A recommendation."""

    many = ("addressees",)
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{2,59}$", label=_("Code"), help_text=_("Small letters, digits and hyphens; it stays.")
    )
    source = forms.ChoiceField(label=_("Who recommended it"), choices=Source.choices)
    document_lt = line(_("Document, in Lithuanian"))
    document_en = line(_("Document, in English"))
    place = line(_("Paragraph"), required=False, longest=100)
    day = on(_("Day of the document"))
    text_lt = lines(_("What is recommended, in Lithuanian"))
    text_en = lines(_("What is recommended, in English"))
    action_lt = lines(_("What is to be done, in Lithuanian"), required=False)
    action_en = lines(_("What is to be done, in English"), required=False)
    addressees = institutions(_("Addressees"))
    due_on = on(_("Deadline"), required=False)
    measure = forms.ChoiceField(label=_("Measure of a plan that answers it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "–"), *_measures()]  # type: ignore[attr-defined]

    def advice(self) -> Advice:
        """What was written, once it is valid."""
        said = self.cleaned_data
        plan, _between, measure = said["measure"].partition("|")
        return Advice(
            said["source"], text(said, "document"), said["day"], text(said, "text"), tuple(said["addressees"]),
            text(said, "action"), said["place"], said["due_on"], plan, measure,
        )  # fmt: skip


def _measures() -> list[tuple[str, list[tuple[str, str]]]]:
    """By plan: (plan|measure, words)."""
    return [
        (
            plan.text.in_(language()),
            [
                (f"{plan.code}|{one.code}", f"{one.code} {one.text.in_(language())[:80]}")
                for one in plans.tree(plan).measures()
            ],
        )
        for plan in Plan.objects.all()
    ]  # fmt: skip


class AnswerForm(Versioned):
    """What an addressee tells."""

    execution = forms.ChoiceField(label=_("How far it is followed"), required=False, widget=forms.RadioSelect)
    text_lt = lines(_("What was done, in Lithuanian"), required=False, rows=5, hint=_("No names of persons."))
    text_en = lines(_("What was done, in English"), required=False, rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["execution"].choices = codes("plan_execution")  # type: ignore[attr-defined]
        for n in range(1, ROWS + 1):
            self.fields[f"title_{n}"] = line(_("Evidence: what it is"), required=False, longest=200)
            self.fields[f"place_{n}"] = line(
                _("Where it is found"), required=False, hint=_("Register number or address of a document.")
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(1, ROWS + 1):
            if bool(said.get(f"title_{n}")) != bool(said.get(f"place_{n}")):
                self.add_error(f"place_{n}", _("Say what it is and where it is found."))
        return said

    def evidence(self) -> list[list[forms.BoundField]]:
        return [[self[f"title_{n}"], self[f"place_{n}"]] for n in range(1, ROWS + 1)]

    def told(self) -> Told:
        said = self.cleaned_data
        pairs = [(said[f"title_{n}"], said[f"place_{n}"]) for n in range(1, ROWS + 1)]
        return Told(said["execution"], text(said, "text"), [one for one in pairs if all(one)])


class ProgrammeForm(forms.Form):
    """From when two years are shown."""

    start = on(_("From"))
    source = forms.ChoiceField(label=_("Who recommended it"), required=False, choices=[("", "–"), *Source.choices])
