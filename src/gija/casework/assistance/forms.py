"""The catalogue, the week's sheet, filters. Cases are said by number, never by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.casework.assistance import queries
from gija.casework.assistance.catalogue import Offer
from gija.casework.assistance.models import Service
from gija.casework.assistance.services import MOST_ROWS, Row
from gija.casework.compensation.forms import CURRENCY, MoneyForm
from gija.commons.casefile.forms import FaultsForm, language
from gija.commons.casefile.ids import new_id
from gija.commons.directory.queries import institutions
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

ROWS = 12
FIELDS = ("case", "service", "first", "last", "hours", "outcome", "note")
LABELS = {
    "case": _("Case"), "service": _("Service"), "first": _("Day"), "last": _("Last day, if several"),
    "hours": _("Hours given"), "outcome": _("Outcome"), "note": _("Note"),
}  # fmt: skip


def day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def offer(form: forms.Form, **of: list[Any]) -> None:
    """What the selects of a form offer."""
    for name, choices in of.items():
        form.fields[name].choices = choices  # type: ignore[attr-defined]


def codes(name: str, first: Any = "—") -> list[Any]:
    """What a select of a code list offers, with an empty line before it."""
    return [("", first), *code_list(name).choices(language())]


class ServiceForm(MoneyForm):
    """One line of the catalogue."""

    kind = forms.ChoiceField(label=_("Kind of service"))
    lt = forms.CharField(label=_("Name in Lithuanian"), max_length=200)
    en = forms.CharField(label=_("Name in English"), max_length=200)
    body = forms.ChoiceField(label=_("Who gives it"), help_text=_("Left empty: your own institution."))
    other = forms.CharField(label=_("Or another provider, by name"), help_text=_("No person."), max_length=200)
    place = forms.CharField(label=_("Where"), help_text=_("A town will do; no secret address."), max_length=200)
    groups = forms.MultipleChoiceField(
        label=_("For whom"), help_text=_("Nothing ticked: for everybody."), widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(label=_("In which languages"), widget=forms.SelectMultiple(attrs={"size": 6}))
    amount = forms.CharField(label=_("Cost of one unit"), max_length=20)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCY)
    unit = forms.CharField(label=_("The unit"), help_text=_("For example an hour or a night."), max_length=60)
    capacity = forms.IntegerField(label=_("Room for how many people at once"), min_value=0, max_value=100_000)
    valid_from = day(_("Offered from"), initial=timezone.localdate)
    valid_to = day(_("Offered until"), help_text=_("Left empty: it goes on."))
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(widget=forms.HiddenInput)
    needed = ("kind", "lt", "en", "valid_from")

    def __init__(self, service: Service | None, *args: Any, **kwargs: Any) -> None:
        start: dict[str, Any] = {"number": new_id(), "valid_from": timezone.localdate(), "version": 0}
        if service:
            start = {name: getattr(service, name) for name in self.base_fields if hasattr(service, name)}
        super().__init__(*args, initial=start, **kwargs)
        offer(
            self, kind=codes("service"), body=[("", _("Your own institution")), *bodies()],
            groups=code_list("target_group").choices(language()), languages=code_list("language").choices(language()),
        )  # fmt: skip

    def said(self) -> Offer:
        """What was written, read as far as it can be."""
        cost, said = self.money(), self.cleaned_data
        return Offer(
            said.get("kind", ""), said.get("en", ""), said.get("lt", ""), said.get("valid_from"), said.get("valid_to"),
            said.get("body", ""), said.get("other", ""), said.get("place", ""), said.get("groups", ()),
            said.get("languages", ()), cost, said.get("unit", ""), said.get("capacity"),
        )  # fmt: skip


def bodies() -> list[tuple[str, str]]:
    """The bodies of the directory that exist today, by name."""
    names = {one.code: one.names.all() for one in institutions()}
    shown = [(code, list(there)[-1]) for code, there in names.items() if there]
    return sorted(((code, getattr(name, language()[:2], name.en)) for code, name in shown), key=lambda one: one[1])


class RetireForm(FaultsForm):
    """The last day on which it is offered."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_to = day(_("Offered until"))
    needed = ("valid_to",)


class SheetForm(FaultsForm):
    """Many service events in one go: a row each, by keyboard. Fields are called `r1-case`, `r1-service` …"""

    def __init__(self, actor: Actor, data: Any = None, *, case: str = "", rows: int = ROWS) -> None:
        super().__init__(data)
        self.rows = max(1, min(rows, MOST_ROWS))
        offered = [("", "")] + [
            (one.pk, f"{one.name(language())} · {queries.provider(one, language())}")
            for one in queries.catalogue(actor, {"show": "all"})
        ]
        outcomes = codes("service_outcome", "")
        for at in range(1, self.rows + 1):
            for name, field in _row(offered, outcomes).items():
                label = _("row %(row)s: %(what)s") % {"row": at, "what": LABELS[name]} if name in LABELS else ""
                field.label = label
                field.widget.attrs["aria-label"] = label
                self.fields[f"r{at}-{name}"] = field
        if case:
            self.fields["r1-case"].initial = case

    def lines(self) -> list[tuple[int, Any, list[Any]]]:
        """For the page: number of the row, its hidden number, its fields in order."""
        return [(at, self[f"r{at}-number"], [self[f"r{at}-{name}"] for name in FIELDS]) for at in self._numbers()]

    def said(self) -> list[Row]:
        """What was written, row by row. What is no day is a fault of the form."""
        self.full_clean()
        of = self.cleaned_data
        return [
            Row(of.get(f"r{at}-number", ""), *(of.get(f"r{at}-{n}") or EMPTY.get(n, "") for n in FIELDS))
            for at in self._numbers()
        ]

    def _numbers(self) -> range:
        return range(1, self.rows + 1)


EMPTY: dict[str, Any] = {"first": None, "last": None}


def _row(offered: list[Any], outcomes: list[Any]) -> dict[str, forms.Field]:
    return {
        "number": forms.CharField(initial=new_id, widget=forms.HiddenInput),
        "case": forms.CharField(max_length=60, widget=forms.TextInput(attrs={"size": 10, "autocomplete": "off"})),
        "service": forms.ChoiceField(choices=offered),
        "first": day(""),
        "last": day(""),
        "hours": forms.CharField(
            max_length=8, widget=forms.TextInput(attrs={"size": 4, "inputmode": "decimal", "autocomplete": "off"})
        ),
        "outcome": forms.ChoiceField(choices=outcomes),
        "note": forms.CharField(max_length=1000, widget=forms.TextInput(attrs={"size": 16, "autocomplete": "off"})),
    }


class StrikeForm(FaultsForm):
    """Why it is struck out."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Why"), max_length=1000)
    needed = ("reason",)


class EventFilter(forms.Form):
    """Filter of the events."""

    kind = forms.ChoiceField(label=_("Kind of service"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    first = day(_("From the day"), required=False)
    last = day(_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=codes("service", _("All")), outcome=codes("service_outcome", _("All")))


class CatalogueFilter(forms.Form):
    """Filter of the catalogue."""

    kind = forms.ChoiceField(label=_("Kind of service"), required=False)
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Offered now")), ("past", _("Retired")), ("all", _("All"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=codes("service", _("All")))


class YearForm(forms.Form):
    """Which year the figures are of."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, years: list[int], *args: Any, every: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, year=([("", _("All years"))] if every else []) + [(one, one) for one in years])
