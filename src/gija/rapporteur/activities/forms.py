"""What the officer and the assessors write."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.methods.money import CURRENCIES, Money
from gija.rapporteur.activities.calling import Terms
from gija.rapporteur.activities.granting import Contract
from gija.rapporteur.bodies.fields import Versioned, line, lines, on, text

ROWS = 6  # criteria of a call; instalments and reports of a contract: fewer
PARTS = 4


def euros(label: Any, required: bool = True, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_digits=12, decimal_places=2, localize=True, help_text=hint
    )


def moment(label: Any, hint: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, help_text=hint)


class CallForm(Versioned):
    """What a call says; `fresh`: a new one, which gets its code."""

    title_lt = line(_("Name, in Lithuanian"), longest=200)
    title_en = line(_("Name, in English"), longest=200)
    year = forms.IntegerField(label=_("Programme year"), min_value=2000, max_value=2099)
    purpose_lt = lines(_("Purpose, in Lithuanian"))
    purpose_en = lines(_("Purpose, in English"))
    amount = euros(_("Money available"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])
    opens_at = moment(_("Opens"), hint=_("Vilnius time"))
    closes_at = moment(_("Closes"), hint=_("Vilnius time; nothing is taken after it."))
    conditions_lt = lines(_("Conditions, in Lithuanian"), required=False)
    conditions_en = lines(_("Conditions, in English"), required=False)
    documents_lt = lines(_("Documents asked for, in Lithuanian"), required=False)
    documents_en = lines(_("Documents asked for, in English"), required=False)
    contact = line(_("Contact"), longest=200, hint=_("Unit, address and telephone, never the name of a person."))

    def __init__(self, *args: Any, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fresh:
            self.fields.pop("version")
            code = forms.RegexField(
                r"^[a-z][a-z0-9-]{2,49}$", label=_("Code"), help_text=_("Small letters, digits and hyphens; it stays.")
            )
            self.fields = {"code": code, **self.fields}

    def terms(self) -> Terms:
        said = self.cleaned_data
        return Terms(
            text(said, "title"), said["year"], text(said, "purpose"), Money(said["amount"], said["currency"]),
            said["opens_at"], said["closes_at"], said["contact"], text(said, "conditions"), text(said, "documents"),
        )  # fmt: skip


class CriteriaForm(Versioned):
    """Criteria with weights and scales; an empty row is left out."""

    bound = forms.IntegerField(
        label=_("How many of 100 points assessors may differ"), min_value=1, max_value=100,
        help_text=_("Beyond it a third assessor is needed, or a meeting that each notes."),
    )  # fmt: skip

    def __init__(self, *args: Any, told: Sequence[dict[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [one["code"] for one in told]
        for n in range(1, ROWS + 1):
            row = told[n - 1] if n <= len(told) else {}
            number = {"n": n}
            self.fields[f"lt_{n}"] = line(_("Criterion %(n)d, in Lithuanian") % number, required=False, longest=200)
            self.fields[f"en_{n}"] = line(_("Criterion %(n)d, in English") % number, required=False, longest=200)
            self.fields[f"weight_{n}"] = forms.IntegerField(
                label=_("Criterion %(n)d: weight, per cent") % number, required=False, min_value=1, max_value=100
            )
            self.fields[f"most_{n}"] = forms.IntegerField(
                label=_("Criterion %(n)d: highest points") % number, required=False, min_value=1, max_value=100
            )
            for name in ("lt", "en", "weight", "most"):
                self.fields[f"{name}_{n}"].initial = row.get(name)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(1, ROWS + 1):
            told = [bool(said.get(f"{name}_{n}")) for name in ("lt", "en", "weight", "most")]
            if any(told) and not all(told):
                self.add_error(f"weight_{n}", _("A criterion needs both languages, a weight and its highest points."))
        return said

    def criteria(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        return [
            {"code": self.codes[n - 1] if n <= len(self.codes) else f"c{n}", "en": said[f"en_{n}"],
             "lt": said[f"lt_{n}"], "weight": said[f"weight_{n}"], "most": said[f"most_{n}"]}
            for n in range(1, ROWS + 1)
            if said.get(f"weight_{n}")
        ]  # fmt: skip


class DeclareForm(forms.Form):
    """Conflict of interest."""

    conflict = forms.ChoiceField(
        label=_("Have you, or has somebody close to you, an interest in this application?"),
        choices=[("no", _("No, there is no conflict of interest")), ("yes", _("Yes, there is a conflict of interest"))],
        widget=forms.RadioSelect,
    )
    words = lines(_("Which"), required=False, hint=_("Needed where there is one; never the name of a person."))


class ScoreForm(forms.Form):
    """Points and words for every criterion."""

    def __init__(self, criteria: Sequence[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [one["code"] for one in criteria]
        for one in criteria:
            label = _("%(words)s: points, 0 to %(most)d") % {"words": one["words"], "most": one["most"]}
            self.fields[f"points_{one['code']}"] = forms.IntegerField(label=label, min_value=0, max_value=one["most"])
            self.fields[f"words_{one['code']}"] = lines(_("%(words)s: why") % {"words": one["words"]}, rows=2)

    def given(self) -> dict[str, tuple[int, str]]:
        said = self.cleaned_data
        return {code: (said[f"points_{code}"], said[f"words_{code}"]) for code in self.codes}


class WordsForm(forms.Form):
    """What a meeting came to."""

    words = lines(_("What the meeting came to"))


class DecideForm(Versioned):
    """A sum or a refusal."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[("awarded", _("Grant awarded")), ("refused", _("Not awarded"))],
        widget=forms.RadioSelect,
    )
    amount = euros(_("Sum"), required=False)
    reason_lt = lines(_("Reasons, in Lithuanian"))
    reason_en = lines(_("Reasons, in English"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("outcome") == "awarded" and not said.get("amount"):
            self.add_error("amount", _("Say how much is awarded."))
        return said

    def awarded(self) -> Decimal | None:
        return self.cleaned_data["amount"] if self.cleaned_data["outcome"] == "awarded" else None


class AppealForm(Versioned):
    """An appeal."""

    day = on(_("Received on"), initial=timezone.localdate)
    words = lines(_("What is appealed against, and why"))
    outcome = lines(_("What came of it"), required=False)


class SignForm(Versioned):
    """The contract with its instalments and the reports it asks for."""

    number = line(_("Number of the contract"), longest=100)
    signed_on = on(_("Signed on"), initial=timezone.localdate)
    starts = on(_("In force from"), initial=timezone.localdate)
    ends = on(_("In force until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PARTS + 1):
            first, number = n == 1, {"n": n}
            self.fields[f"due_{n}"] = on(_("Instalment %(n)d: due on") % number, required=first)
            self.fields[f"condition_{n}"] = line(_("Instalment %(n)d: condition") % number, required=first)
            self.fields[f"part_{n}"] = euros(_("Instalment %(n)d: sum") % number, required=first)
        for n in range(1, PARTS + 1):
            first, number = n == 1, {"n": n}
            self.fields[f"period_{n}"] = line(
                _("Report %(n)d: period") % number, required=first, longest=10, hint=_("2026, 2026-H1 or 2026-Q1")
            )
            self.fields[f"report_{n}"] = on(_("Report %(n)d: due on") % number, required=first)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(1, PARTS + 1):
            for names in (("due", "condition", "part"), ("period", "report")):
                told = [bool(said.get(f"{name}_{n}")) for name in names]
                if any(told) and not all(told):
                    self.add_error(f"{names[0]}_{n}", _("Fill in the whole row, or leave it empty."))
        return said

    def contract(self) -> Contract:
        said, rows = self.cleaned_data, range(1, PARTS + 1)
        return Contract(
            said["number"], said["signed_on"], said["starts"], said["ends"],
            tuple((said[f"due_{n}"], said[f"condition_{n}"], said[f"part_{n}"]) for n in rows if said.get(f"due_{n}")),
            tuple((said[f"period_{n}"], said[f"report_{n}"]) for n in rows if said.get(f"period_{n}")),
        )  # fmt: skip


class AmendForm(Versioned):
    """Another last day or another sum."""

    day = on(_("Amended on"), initial=timezone.localdate)
    ends = on(_("In force until"))
    amount = euros(_("Sum"))
    reason = lines(_("Reason"))


class PayForm(Versioned):
    """An instalment was paid."""

    day = on(_("Paid on"), initial=timezone.localdate)
    amount = euros(_("Sum"))


class InstalmentForm(Versioned):
    """One more instalment."""

    due = on(_("Due on"))
    condition = line(_("Condition"))
    amount = euros(_("Sum"))


class JudgeForm(Versioned):
    """Accepted or returned."""

    answer = forms.ChoiceField(
        label=_("Is it accepted?"), choices=[("yes", _("Accepted")), ("no", _("Returned"))], widget=forms.RadioSelect
    )
    reason = lines(_("Reason, where it is returned"), required=False)


class JudgeMoneyForm(JudgeForm):
    """Accepted with what is eligible, or returned."""

    eligible = euros(_("Eligible costs, where it is accepted"), required=False)
