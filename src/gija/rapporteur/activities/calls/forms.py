"""What the officer writes of a call, and of its applications."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.methods.money import CURRENCIES, Money
from gija.rapporteur.activities.calls.calling import Terms
from gija.rapporteur.activities.fields import euros, moment
from gija.rapporteur.bodies.fields import Versioned, line, lines, on, text

ROWS = 6  # criteria


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
        said, free = self.cleaned_data, iter(one for n in range(1, 3 * ROWS) if (one := f"c{n}") not in self.codes)
        return [
            {"code": self.codes[n - 1] if n <= len(self.codes) else next(free), "en": said[f"en_{n}"],
             "lt": said[f"lt_{n}"], "weight": said[f"weight_{n}"], "most": said[f"most_{n}"]}
            for n in range(1, ROWS + 1)
            if said.get(f"weight_{n}")
        ]  # fmt: skip


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
