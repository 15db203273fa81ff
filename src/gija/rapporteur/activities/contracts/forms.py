"""What is written of contracts: by the officer, and by the institution of what it spent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.activities.contracts.granting import Contract
from gija.rapporteur.activities.fields import euros
from gija.rapporteur.bodies.fields import Versioned, line, lines, on

PARTS = 4  # instalments, and reports, of a contract


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
    period = line(_("Another report: period"), required=False, longest=10, hint=_("2026, 2026-H1 or 2026-Q1"))
    report = on(_("Another report: due on"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(said.get("period")) != bool(said.get("report")):
            self.add_error("period", _("Fill in the whole row, or leave it empty."))
        return said


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

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("answer") == "yes" and said.get("eligible") is None and "eligible" not in self.errors:
            self.add_error("eligible", _("Say what is eligible; zero where nothing is."))
        return said


class MoneyForm(forms.Form):
    """What was spent in a period on each line of the budget."""

    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, periods: list[str], budget: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(one, one) for one in periods]  # type: ignore[attr-defined]
        self.count = len(budget)
        for n, words in enumerate(budget):
            self.fields[f"spent_{n}"] = euros(_("%(words)s: spent") % {"words": words})

    def spent(self) -> list[Decimal]:
        return [self.cleaned_data[f"spent_{n}"] for n in range(self.count)]
