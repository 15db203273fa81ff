"""What is written on the pages of tenders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.methods.money import CURRENCIES, Money, money
from gija.rapporteur.bodies.fields import Versioned, WithInstitutions, line, lines, on, one_of
from gija.rapporteur.choices import language
from gija.rapporteur.evaluators.models import Office
from gija.rapporteur.evaluators.services import Criterion
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

ROWS = 5  # criteria of a tender
HASH = r"^([0-9a-fA-F]{64})?$"


class Priced(forms.Form):
    """With an amount, in euro or (for contracts of its day) litas."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.price: Money | None = None
        self.fields["amount"] = forms.CharField(label=_("Amount"), max_length=20, required=self.must)
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])

    must = True

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("amount"):
            try:
                self.price = money(said["amount"], said.get("currency") or "EUR")
            except GijaError as error:
                self.add_error("amount", error.text.in_(language()))
        return said


class TenderForm(forms.Form):
    """A tender: what is asked, by which criteria."""

    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{2,59}$", label=_("Code"), help_text=_("Small letters, digits and hyphens; it stays.")
    )
    title_lt = line(_("Name, in Lithuanian"))
    title_en = line(_("Name, in English"))
    first = forms.IntegerField(label=_("First year the report is about"), min_value=2000, max_value=2099)
    last = forms.IntegerField(label=_("Last year the report is about"), min_value=2000, max_value=2099)
    requirements_lt = lines(_("Requirements, in Lithuanian"), rows=6)
    requirements_en = lines(_("Requirements, in English"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, ROWS + 1):
            self.fields[f"criterion_lt_{n}"] = line(_("Criterion, in Lithuanian"), required=n == 1, longest=200)
            self.fields[f"criterion_en_{n}"] = line(_("Criterion, in English"), required=n == 1, longest=200)
            self.fields[f"weight_{n}"] = forms.IntegerField(
                label=_("Weight, per cent"), required=n == 1, min_value=1, max_value=100
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(2, ROWS + 1):
            told = [bool(said.get(f"{name}_{n}")) for name in ("criterion_lt", "criterion_en", "weight")]
            if any(told) and not all(told):
                self.add_error(f"weight_{n}", _("A criterion needs both languages and a weight."))
        return said

    def criteria(self) -> list[Criterion]:
        said = self.cleaned_data
        return [
            Criterion(f"c{n}", Text(said[f"criterion_en_{n}"], said[f"criterion_lt_{n}"]), said[f"weight_{n}"])
            for n in range(1, ROWS + 1)
            if said.get(f"weight_{n}")
        ]


class CallForm(Versioned):
    """The call is published."""

    reference = line(_("Number of the procurement"), longest=200)
    called_on = on(_("Published on"), initial=timezone.localdate)
    bids_until = on(_("Bids until"))


class BidForm(Priced, WithInstitutions):
    """A bid."""

    one = ("organisation",)
    must = False
    name = line(_("Organisation"), hint=_("Its name, never that of a person."))
    organisation = one_of(_("In the directory"), required=False)
    received_on = on(_("Received on"), initial=timezone.localdate)


class AdmitForm(Versioned):
    """Does it meet the requirements?"""

    admitted = forms.ChoiceField(
        label=_("Does it meet the requirements?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    reason = lines(_("Reason"), required=False)


class ScoreForm(forms.Form):
    """Points of one member for each criterion."""

    member = line(_("Seat of the member"), longest=200, hint=_("The seat, never the name of a person."))

    def __init__(self, criteria: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _words in criteria]
        for code, words in criteria:
            self.fields[f"points_{code}"] = forms.IntegerField(label=words, min_value=0, max_value=100)

    def points(self) -> dict[str, int]:
        return {code: self.cleaned_data[f"points_{code}"] for code in self.codes}


class AwardForm(Versioned):
    """Who gets it. `ranked`: (bid, words), the best first."""

    winner = forms.TypedChoiceField(label=_("Awarded to"), coerce=int, widget=forms.RadioSelect)
    why = lines(_("Why, where it is not the first"), required=False)

    def __init__(self, ranked: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["winner"].choices = ranked  # type: ignore[attr-defined]


class SignForm(Priced, Versioned):
    """The contract and what it asks for."""

    number = line(_("Number of the contract"), longest=100)
    day = on(_("Signed on"), initial=timezone.localdate)
    starts = on(_("In force from"), initial=timezone.localdate)
    ends = on(_("In force until"))
    report_lt = line(_("What is to be delivered, in Lithuanian"))
    report_en = line(_("What is to be delivered, in English"))
    due_on = on(_("Deadline"))


class DeliverForm(Versioned):
    """It was delivered."""

    day = on(_("Delivered on"), initial=timezone.localdate)
    reference = line(_("Where it is found"), hint=_("Register number or address of a document."))
    sha256 = forms.RegexField(HASH, label=_("SHA-256 of the document"), required=False)


class DecideForm(Versioned):
    """Accepted or returned."""

    answer = forms.ChoiceField(
        label=_("Is it accepted?"), choices=[("yes", _("Accepted")), ("no", _("Returned"))], widget=forms.RadioSelect
    )
    reason = lines(_("Reason"), required=False)


class PayForm(Priced, Versioned):
    """It was paid."""

    day = on(_("Paid on"), initial=timezone.localdate)


class HandoverForm(forms.Form):
    """A hand-over."""

    office = forms.ChoiceField(label=_("What is handed over"), choices=Office.choices)
    given_by = line(_("Given by"), required=False, hint=_("Organisation or office, never the name of a person."))
    taken_by = line(_("Taken by"))
    day = on(_("Day"), initial=timezone.localdate)
    what = lines(_("What was handed over"))
    reference = line(_("Register number"), required=False, longest=200)
    sha256 = forms.RegexField(HASH, label=_("SHA-256 of the package"), required=False)
