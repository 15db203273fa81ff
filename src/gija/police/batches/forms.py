"""The forms of a batch: choosing a file; purpose and reason before it is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.police.search.questions import QUESTIONS
from gija.vocabulary.entities import entity_type
from gija.vocabulary.lists import code_list


def _language() -> str:
    return get_language() or "lt"


class FileForm(forms.Form):
    """A file, and what its rows are about where no column says so."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with one row a question and titles in the first row; at most a million rows."),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        allow_empty_file=True,  # an empty one is told by the reader, as every other fault of a file
    )
    type = forms.ChoiceField(label=_("What is sought"), help_text=_("For rows that have no column “type”."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = [(code, entity_type(code).text.in_(_language())) for code in QUESTIONS]
        self.fields["type"].choices = types  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """Why it is asked."""

    purpose = forms.ChoiceField(label=_("Purpose"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
        help_text=_("In words: the case, and why every row of the file must be asked. It is kept with the batch."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [("", _("Choose a purpose")), *code_list("purpose").choices(_language())]
        self.fields["purpose"].choices = said  # type: ignore[attr-defined]
