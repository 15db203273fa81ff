"""Beginning a claim, changing it, saying what happened. Cases are offered by number, never by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.cases.file import FILE
from gija.casework.compensation import queries
from gija.casework.compensation.models import Claim
from gija.casework.compensation.rules import NEXT
from gija.casework.compensation.services import Said
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.queries import lately
from gija.commons.permissions import Actor
from gija.methods.money import CURRENCIES, Money, money
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

CURRENCY = [(one, one) for one in CURRENCIES]


class MoneyForm(FaultsForm):
    """A form with a sum and its currency."""

    def money(self) -> Money | None:
        """The sum that was written; None where there is none, or it is no sum: the form then says so."""
        self.full_clean()
        written = str(self.cleaned_data.get("amount") or "").strip()
        if not written:
            return None
        try:
            return money(written, str(self.cleaned_data.get("currency") or "EUR"))
        except GijaError as error:
            self.add_error("amount", error.text.in_(language()))
            return None


class ClaimForm(MoneyForm):
    """Against whom, how much, before whom, with which documents."""

    case = forms.ChoiceField(label=_("Case"))
    source = forms.ChoiceField(label=_("From whom"))
    amount = forms.CharField(label=_("Sum asked for"), max_length=20)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCY)
    before = forms.CharField(label=_("Court or office"), max_length=300)
    reference = forms.CharField(label=_("Its number there"), max_length=200)
    documents = forms.MultipleChoiceField(
        label=_("Documents that are there"),
        help_text=_("The list was not made from the law; ask the office what else it needs."),
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(required=False, widget=forms.HiddenInput)
    needed: tuple[str, ...] = ("case", "source")

    def __init__(self, actor: Actor, claim: Claim | None, *args: Any, case: str = "", **kwargs: Any) -> None:
        start: dict[str, Any] = {"number": new_id(), "case": case}
        if claim is not None:
            start |= {name: getattr(claim, name) for name in (
                "source", "currency", "before", "reference", "documents", "version")}  # fmt: skip
            start |= {"amount": claim.amount if claim.amount is not None else ""}
        super().__init__(*args, initial=start, **kwargs)
        sources = code_list("compensation_source")
        known = [claim.source] if claim else [code.code for code in sources]
        cases = [] if claim else lately(FILE, actor, case, self.data.get("case", ""))
        offered: dict[str, Any] = {
            "case": [("", _("Choose a case")), *cases], "source": [("", "—"), *sources.choices(language())],
            "documents": [(c, t.in_(language())) for one in known for c, t in queries.documents(one).items()],
        }  # fmt: skip
        for name, of in offered.items():
            self.fields[name].choices = of  # type: ignore[attr-defined]
        if claim is not None:
            del self.fields["case"], self.fields["source"]
            self.needed = ()

    def said(self, source: str = "") -> Said:
        """What was written, read as far as it can be."""
        asked, said = self.money(), self.cleaned_data
        return Said(
            source or said.get("source", ""), asked, said.get("before", ""), said.get("reference", ""),
            tuple(said.get("documents", ())),
        )  # fmt: skip


class TurnForm(MoneyForm):
    """What happened, when, with which sum."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    turn = forms.ChoiceField(label=_("What happened"))
    on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}))
    amount = forms.CharField(
        label=_("Sum"), help_text=_("Where something was awarded, paid or recovered."), max_length=20
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCY)
    note = forms.CharField(label=_("Note"), help_text=_("It stays in your institution."), max_length=1000)
    needed = ("turn", "on")

    def __init__(self, claim: Claim, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": claim.version, "on": timezone.localdate()}, **kwargs)
        offered = [one for one in code_list("claim_turn").choices(language()) if one[0] in NEXT[claim.state]]
        self.fields["turn"].choices = offered  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    """A document to be kept encrypted beside its claim."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.ChoiceField(label=_("What the document is"))
    file = forms.FileField(
        label=_("Document"), max_length=200,
        help_text=_("PDF, DOCX, ODT, PNG or JPEG, 2.5 MB at most. It is kept encrypted in your institution."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.png,.jpg,.jpeg"}),
    )  # fmt: skip

    def __init__(self, claim: Claim, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="document_%s", initial={"version": claim.version})
        known = [(code, text.in_(language())) for code, text in queries.documents(claim.source).items()]
        self.fields["code"].choices = [*known, ("other", _("Another document"))]  # type: ignore[attr-defined]


class StrikeForm(FaultsForm):
    """Why the last turn is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=1000)
    needed = ("reason",)


class ClaimFilter(forms.Form):
    """Filter of the list."""

    source = forms.ChoiceField(label=_("From whom"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources, states = code_list("compensation_source"), code_list("claim_turn")
        self.fields["source"].choices = [("", _("All")), *sources.choices(language())]  # type: ignore[attr-defined]
        prepared = ("prepared", _("being prepared"))
        self.fields["state"].choices = [("", _("All")), prepared, *states.choices(language())]  # type: ignore[attr-defined]
