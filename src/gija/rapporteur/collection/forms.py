"""What is written on the pages of data calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.models import Account
from gija.rapporteur.choices import language
from gija.rapporteur.collection import calendar, cells, template
from gija.rapporteur.collection.cells import Figures, Told
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class CellFields:
    """The fields of one cell on the page."""

    label: str
    depth: int
    value: forms.BoundField
    qualifier: forms.BoundField
    status: forms.BoundField


class IndicatorForm(forms.Form):
    """The cells of one indicator: a number, or why there is none."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, keys: tuple[str, ...], figures: Figures, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys
        reasons = [("", "–"), *template.statuses(language()).items()]
        exactness = list(template.qualifiers(language()).items())
        for number, cell in enumerate(keys):
            one, words = figures.get(cell), cells.text(cell).in_(language())
            self.fields[f"value_{number}"] = forms.CharField(
                label=words, required=False, max_length=20,
                initial="" if one is None or one.value is None else one.value,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "9"}),
            )  # fmt: skip
            self.fields[f"qualifier_{number}"] = forms.ChoiceField(
                label=words, required=False, choices=exactness, initial=one.qualifier if one else cells.EXACT,
            )  # fmt: skip
            self.fields[f"status_{number}"] = forms.ChoiceField(
                label=words, required=False, choices=reasons, initial=one.status if one and one.value is None else "",
            )  # fmt: skip
        self.notes = {cell: one.note for cell, one in figures.items()}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.told: dict[str, Told | None] = {}
        for number, cell in enumerate(self.keys):
            value, exact, status = (said.get(f"{one}_{number}", "") for one in ("value", "qualifier", "status"))
            try:
                self.told[cell] = cells.told(value, status, self.notes.get(cell, ""), exact if value else "")
            except GijaError as error:
                self.add_error(f"value_{number}", error.text.in_(language()))
        return said

    def rows(self) -> list[CellFields]:
        return [
            CellFields(
                str(self.fields[f"value_{number}"].label), len(cells.parts(cell)[1]),
                self[f"value_{number}"], self[f"qualifier_{number}"], self[f"status_{number}"],
            )
            for number, cell in enumerate(self.keys)
        ]  # fmt: skip


class UploadForm(forms.Form):
    """A filled-in template."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("XLSX, CSV or SDMX file"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.xml"})
    )


class ReasonForm(forms.Form):
    """An act that needs a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In words. No names of persons."),
    )  # fmt: skip


class OpeningForm(ReasonForm):
    """A return or a reopening: which indicators may be changed; of a reopening, the kind of revision."""

    opened = forms.MultipleChoiceField(
        label=_("Indicators to open"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )  # fmt: skip
    revision = forms.ChoiceField(label=_("Kind of revision"), required=False)

    def __init__(self, names: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = calendar.policy()["kinds"].items()
        for name, choices in (
            ("opened", list(names.items())),
            ("revision", [(code, one[language()]) for code, one in kinds]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
            field.choices = choices


class CommentForm(forms.Form):
    """A remark on the whole, or on one indicator."""

    about = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, names: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", _("The whole data call")), *names.items()]


class DelegateForm(forms.Form):
    """Who fills it in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.TypedChoiceField(
        label=_("Who fills it in"), required=False, coerce=int, empty_value=None, choices=()
    )  # fmt: skip

    def __init__(self, people: list[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", _("Anybody of the institution")), *((one.pk, one.name) for one in people)]


class CallForm(forms.Form):
    """A call of the calendar to open."""

    year = forms.IntegerField(label=_("Year of the figures"), min_value=2000, max_value=2099)
    call = forms.ChoiceField(label=_("Data call"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["call"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        known = {(one.entry, one.period[4:]): one.text.in_(language()) for one in calendar.calls_of(2000)}
        field.choices = [
            (f"{entry}:{part}", f"{text}{part.replace('-', ', ')}") for (entry, part), text in known.items()
        ]

    @property
    def wanted(self) -> tuple[str, str]:
        """Entry and period."""
        entry, _, part = self.cleaned_data["call"].partition(":")
        return entry, f"{self.cleaned_data['year']}{part}"
