"""What is asked of figures: as of which day, which findings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.vocabulary.lists import code_list


def _choices(name: str) -> list[tuple[str, Any]]:
    return [("", _("All")), *code_list(name).choices(get_language() or "lt")]


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared below
    field.choices = choices


class AsOfForm(forms.Form):
    """Figures as they were known on a day, and of which kind."""

    as_of = forms.DateField(
        label=_("As known on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: as known now."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of figure"), required=False)
    told = forms.ChoiceField(
        label=_("Which telling"), required=False, choices=[("", _("The latest")), ("first", _("As first published"))]
    )
    begins = forms.IntegerField(
        label=_("Reporting year from month"), required=False, min_value=1, max_value=12,
        help_text=_("1 to 12: adds months, quarters and half years up to years that begin then."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", _choices("observation_kind"))

    @property
    def first(self) -> bool:
        return self.is_valid() and self.cleaned_data.get("told") == "first"

    @property
    def month(self) -> int | None:
        return self.cleaned_data.get("begins") if self.is_valid() else None

    @property
    def day(self) -> dt.date | None:
        return self.cleaned_data.get("as_of") if self.is_valid() else None

    @property
    def kinds(self) -> tuple[str, ...] | None:
        said = self.cleaned_data.get("kind") if self.is_valid() else ""
        return (said,) if said else None


class FindingForm(forms.Form):
    """Findings of one indicator or weight."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    level = forms.ChoiceField(label=_("Gravity"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "indicator", _choices("indicator"))
        _choose(self, "level", _choices("finding_level"))

    def fits(self, indicator: str, level: str) -> bool:
        said = self.cleaned_data if self.is_valid() else {}
        return said.get("indicator", "") in ("", indicator) and said.get("level", "") in ("", level)
