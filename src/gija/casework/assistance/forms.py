"""The week's sheet, filters, what forms of the room share. Cases are said by number, never by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.casework.assistance.catalogue.queries import naming, offered
from gija.casework.assistance.services import MOST_ROWS, Row
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


def bodies() -> list[tuple[str, str]]:
    """The bodies of the directory that exist today, by name."""
    names = {one.code: one.names.all() for one in institutions()}
    shown = [(code, list(there)[-1]) for code, there in names.items() if there]
    return sorted(((code, getattr(name, language()[:2], name.en)) for code, name in shown), key=lambda one: one[1])


class SheetForm(FaultsForm):
    """Many service events in one go: a row each, by keyboard. Fields are called `r1-case`, `r1-service` …"""

    def __init__(self, actor: Actor, data: Any = None, *, case: str = "", rows: int = ROWS) -> None:
        super().__init__(data)
        self.rows = max(1, min(rows, MOST_ROWS))
        there, provider = offered(actor, {"show": "all"}), naming(language())
        services = [("", ""), *((one.pk, f"{one.name(language())} · {provider(one)}") for one in there)]
        outcomes = codes("service_outcome", "")
        for at in range(1, self.rows + 1):
            for name, field in _row(services, outcomes).items():
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


def _row(services: list[Any], outcomes: list[Any]) -> dict[str, forms.Field]:
    return {
        "number": forms.CharField(initial=new_id, widget=forms.HiddenInput),
        "case": forms.CharField(max_length=60, widget=forms.TextInput(attrs={"size": 10, "autocomplete": "off"})),
        "service": forms.ChoiceField(choices=services),
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


class YearForm(forms.Form):
    """Which year the figures are of."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, years: list[int], *args: Any, every: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, year=([("", _("All years"))] if every else []) + [(one, one) for one in years])
