"""What authors fill in: a section in both languages, answers of other countries, where a report was sent, receipts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.authoring.writing import LONGEST
from gija.rapporteur.choices import bodies, codes, language
from gija.vocabulary.text import LANGUAGES, Text

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 14})
    )


class SectionForm(forms.Form):
    """A section in both languages; `seen_…`: the versions it was written over."""

    lt = _words(_("In Lithuanian"))
    en = _words(_("In English"))
    seen_lt = forms.IntegerField(widget=forms.HiddenInput)
    seen_en = forms.IntegerField(widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label=_("Figures of"), required=False)

    def __init__(self, *args: Any, indicators: Iterable[tuple[str, Text]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, text.in_(language())) for code, text in indicators]
        self.fields["indicator"].choices = [("", _("This section")), *offered]  # type: ignore[attr-defined]

    @property
    def text(self) -> Text:
        return Text(self.cleaned_data["en"], self.cleaned_data["lt"])

    @property
    def seen(self) -> Mapping[str, int]:
        return {one: self.cleaned_data[f"seen_{one}"] for one in LANGUAGES}


class ElsewhereForm(forms.Form):
    """What another country answered."""

    question = forms.ChoiceField(label=_("Question"))
    country = forms.ChoiceField(label=_("Country"))
    answer_lt = forms.CharField(label=_("Answer in Lithuanian"), widget=forms.Textarea(attrs={"rows": 3}))
    answer_en = forms.CharField(label=_("Answer in English"), widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Document and page or lines."))

    def __init__(self, *args: Any, questions: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [(one, one) for one in questions]  # type: ignore[attr-defined]
        self.fields["country"].choices = sorted(codes("country"), key=lambda one: one[1])  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """To whom, how, in which language; by e-mail it is sent from here."""

    to = forms.ChoiceField(label=_("Addressee"), required=False)
    name_lt = forms.CharField(label=_("Another addressee, in Lithuanian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Another addressee, in English"), max_length=300, required=False)
    channel = forms.ChoiceField(
        label=_("How"),
        help_text=_("By e-mail it is sent now, with the PDF. All else is sent elsewhere and noted here."),
    )
    email = forms.EmailField(label=_("E-mail address of the office"), required=False)
    reference = forms.CharField(label=_("Register number"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("lt", _("Lithuanian")), ("en", _("English")), ("both", _("Both languages"))]
    )
    letter = forms.CharField(
        label=_("Cover letter"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("To this addressee. The address and the hash of the report are put below it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Nobody in the directory")), *bodies()]  # type: ignore[attr-defined]
        self.fields["channel"].choices = codes("sending_channel")  # type: ignore[attr-defined]


class ReceiptForm(forms.Form):
    """That it was received."""

    day = forms.DateField(label=_("Received on"), widget=DAY, initial=timezone.localdate)
    number = forms.CharField(label=_("Number of the receipt"), max_length=200)
