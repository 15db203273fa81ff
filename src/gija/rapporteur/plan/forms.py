"""What is written on the pages of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.methods.money import CURRENCIES, Money, money
from gija.rapporteur.choices import bodies, language
from gija.rapporteur.choices import codes as choices
from gija.rapporteur.plan.progressing import GRADES, Told
from gija.rapporteur.plan.services import Adoption
from gija.rapporteur.plan.tree import Measure, Target
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

ROWS = 5  # pieces of evidence on a page
TARGETS = 3  # of a measure, on a page


def _lines(label: Any, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}))


def _money(form: forms.Form, amount: str, currency: str) -> Money | None:
    said = form.cleaned_data.get(amount)
    if not said:
        return None
    try:
        return money(said, form.cleaned_data.get(currency) or "EUR")
    except GijaError as error:
        form.add_error(amount, error.text.in_(language()))
        return None


class MeasureForm(forms.Form):
    """A measure of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    task = forms.ChoiceField(label=_("Task"))
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9.-]{0,39}$",
        label=_("Code"),
        help_text=_("Small letters, digits, points and hyphens; it stays."),
    )
    en = _lines(_("What is promised, in English"), required=True, rows=2)
    lt = _lines(_("What is promised, in Lithuanian"), required=True, rows=2)
    responsible = forms.MultipleChoiceField(label=_("Responsible"), widget=forms.CheckboxSelectMultiple)
    supporting = forms.MultipleChoiceField(label=_("Supporting"), required=False, widget=forms.CheckboxSelectMultiple)
    starts = forms.DateField(label=_("Begins"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=_("Ends"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    amount = forms.CharField(label=_("Money"), required=False, max_length=20)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])
    challenges = forms.MultipleChoiceField(
        label=_("Challenges it answers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, tasks: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "task": tasks,
            "responsible": bodies(),
            "supporting": bodies(),
            "challenges": choices("plan_challenge"),
        }
        for name, of in offered.items():
            self.fields[name].choices = of  # type: ignore[attr-defined]
        for n in range(1, TARGETS + 1):
            self.fields[f"target_en_{n}"] = forms.CharField(label=_("Judged by, in English"), required=False)
            self.fields[f"target_lt_{n}"] = forms.CharField(label=_("Judged by, in Lithuanian"), required=False)
            self.fields[f"baseline_{n}"] = forms.CharField(label=_("Baseline"), required=False, max_length=100)
            self.fields[f"target_{n}"] = forms.CharField(label=_("Target"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", _("It ends before it begins."))
        for n in range(1, TARGETS + 1):
            if bool(said.get(f"target_en_{n}")) != bool(said.get(f"target_lt_{n}")):
                self.add_error(f"target_lt_{n}", _("Write it in both languages."))
        self.money = _money(self, "amount", "currency")
        return said

    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each target."""
        names = ("target_en", "target_lt", "baseline", "target")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, TARGETS + 1)]

    def measure(self) -> Measure:
        """What was written, once it is valid."""
        said = self.cleaned_data
        targets = tuple(
            Target(Text(said[f"target_en_{n}"], said[f"target_lt_{n}"]), "", said[f"baseline_{n}"], said[f"target_{n}"])
            for n in range(1, TARGETS + 1)
            if said[f"target_en_{n}"]
        )
        return Measure(
            said["code"], Text(said["en"], said["lt"]), tuple(said["responsible"]), tuple(said["supporting"]),
            said["starts"], said["ends"], (self.money,) if self.money else (), targets, tuple(said["challenges"]),
        )  # fmt: skip


def of_measure(one: Measure, task: str, version: int) -> dict[str, Any]:
    """What stands in the form of a measure that is there."""
    first = one.money[0] if one.money else None
    told: dict[str, Any] = {
        "version": version, "task": task, "code": one.code, "en": one.text.en, "lt": one.text.lt,
        "responsible": one.responsible, "supporting": one.supporting, "starts": one.starts, "ends": one.ends,
        "amount": first.amount if first else "", "currency": first.currency if first else "EUR",
        "challenges": one.challenges,
    }  # fmt: skip
    for n, target in enumerate(one.targets[:TARGETS], start=1):
        told |= {
            f"target_en_{n}": target.text.en, f"target_lt_{n}": target.text.lt, f"baseline_{n}": target.baseline,
            f"target_{n}": target.target,
        }  # fmt: skip
    return told


class AdoptForm(forms.Form):
    """By which act a draft was adopted."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    document_en = forms.CharField(label=_("Act and its number, in English"), max_length=300)
    document_lt = forms.CharField(label=_("Act and its number, in Lithuanian"), max_length=300)
    by = forms.ChoiceField(label=_("Adopted by"))
    day = forms.DateField(label=_("Day of adoption"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = _lines(_("Reason of the amendment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = bodies()  # type: ignore[attr-defined]

    def adoption(self) -> Adoption:
        said = self.cleaned_data
        return Adoption(Text(said["document_en"], said["document_lt"]), said["by"], said["day"], said["reason"])


class FileForm(forms.Form):
    """A plan as a file."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("YAML file"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}))


class OpinionForm(forms.Form):
    """What an institution says of a draft."""

    item = forms.ChoiceField(label=_("About"), required=False)
    text = _lines(_("Opinion"), required=True)

    def __init__(self, items: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("The whole draft")), *items]  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """Which half-year is reported on."""

    period = forms.RegexField(r"^\d{4}-H[12]$", label=_("Half-year"), help_text=_("As 2014-H1."))


class ProgressForm(forms.Form):
    """What has become of a measure."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    execution = forms.ChoiceField(label=_("How far it is carried out"), required=False, widget=forms.RadioSelect)
    lt = _lines(_("What was done, in Lithuanian"), rows=5)
    en = _lines(_("What was done, in English"), rows=5)
    amount = forms.CharField(label=_("Money spent"), required=False, max_length=20)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])

    def __init__(self, targets: tuple[Target, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = targets
        self.fields["execution"].choices = choices("plan_execution")  # type: ignore[attr-defined]
        for n, one in enumerate(targets, start=1):
            label = one.text.in_(language())
            self.fields[f"actual_{n}"] = forms.CharField(label=label, required=False, max_length=100)
        for n in range(1, ROWS + 1):
            self.fields[f"title_{n}"] = forms.CharField(label=_("Evidence: what it is"), required=False, max_length=200)
            self.fields[f"place_{n}"] = forms.CharField(
                label=_("Where it is found"), required=False, max_length=300,
                help_text=_("Register number or address of a document."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.money = _money(self, "amount", "currency")
        for n in range(1, ROWS + 1):
            if bool(said.get(f"title_{n}")) != bool(said.get(f"place_{n}")):
                self.add_error(f"place_{n}", _("Say what it is and where it is found."))
        return said

    def actuals(self) -> list[forms.BoundField]:
        return [self[f"actual_{n}"] for n, _one in enumerate(self.targets, start=1)]

    def evidence(self) -> list[list[forms.BoundField]]:
        return [[self[f"title_{n}"], self[f"place_{n}"]] for n in range(1, ROWS + 1)]

    def told(self) -> Told:
        said = self.cleaned_data
        pairs = ((said[f"title_{n}"], said[f"place_{n}"]) for n in range(1, ROWS + 1))
        return Told(
            said["execution"], Text(said["en"], said["lt"]),
            tuple(said[f"actual_{n}"] for n, _one in enumerate(self.targets, start=1)),
            tuple(one for one in pairs if all(one)), self.money,
        )  # fmt: skip


class DocumentForm(forms.Form):
    """A document beside a report."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What the document is"), max_length=200)
    file = forms.FileField(
        label=_("Document"), max_length=200,
        help_text=_("PDF, DOCX, XLSX, ODT, ODS, PNG or JPEG, 5 MB at most. Nothing of persons."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.odt,.ods,.png,.jpg,.jpeg"}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """A return."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _lines(_("Reason"))


class EvaluationForm(forms.Form):
    """A judgement by one criterion."""

    criterion = forms.ChoiceField(label=_("Criterion"))
    grade = forms.TypedChoiceField(
        label=_("Grade"), required=False, coerce=int, empty_value=None, help_text=_("1 is poor, 4 is good.")
    )
    lt = _lines(_("Why, in Lithuanian"), required=True)
    en = _lines(_("Why, in English"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = choices("evaluation_criterion")  # type: ignore[attr-defined]
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            ("", _("It cannot be judged")), *((n, str(n)) for n in GRADES),
        ]  # fmt: skip
