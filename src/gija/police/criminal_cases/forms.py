"""Forms of criminal cases: a case, somebody in it, a stage with its sentence, a file of outcomes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.formats.sheets.reading import LARGEST
from gija.police.criminal_cases import stages
from gija.police.criminal_cases.models import CriminalCase
from gija.police.criminal_cases.sentences import WITH, WORDS, Imposed
from gija.police.criminal_cases.services import LONGEST, OFFENCES, Begun, Step
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off"}
NONE = [("", "—")]
MONEY = [*NONE, ("EUR", "EUR"), ("LTL", "LTL")]


def language() -> str:
    return get_language() or "lt"


def _codes(name: str) -> list[tuple[str, str]]:
    return code_list(name).choices(language())


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}), **more)


class CaseForm(forms.Form):
    """A case. The kind follows from the article."""

    number = forms.CharField(label=_("Number of the case"), max_length=LONGEST, widget=forms.TextInput(OFF))
    offence = forms.ChoiceField(label=_("Article"))
    offended_on = _day(
        _("Day of the offence"), required=False,
        help_text=_("Its first day, if known: it says which law held and which sentences it allowed."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*NONE, *(one for name in OFFENCES.values() for one in _codes(name))]
        self.fields["offence"].choices = offered  # type: ignore[attr-defined]

    def said(self) -> Begun:
        told = self.cleaned_data
        kind = next(kind for kind, name in OFFENCES.items() if told["offence"] in code_list(name))
        return Begun(kind, told["number"], told["offence"], told["offended_on"])


class FindForm(forms.Form):
    """By number; sent by POST, so that the number stands in no address."""

    number = forms.CharField(label=_("Number of the case"), max_length=LONGEST, widget=forms.TextInput(OFF))


class PartyForm(forms.Form):
    """Somebody the case is against."""

    kind = forms.ChoiceField(label=_("Kind of person"))
    sex = forms.ChoiceField(label=_("Sex"), required=False, help_text=_("Of a natural person only."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _codes("person_kind")  # type: ignore[attr-defined]
        self.fields["sex"].choices = [*NONE, *_codes("sex")]  # type: ignore[attr-defined]


class SentenceForm(forms.Form):
    """A sentence: its kind and its measure."""

    kind = forms.ChoiceField(label=_("Sentence"))
    months = forms.IntegerField(
        label=_("Months"), required=False, help_text=_("Of imprisonment or restriction; seven years are 84 months.")
    )
    amount = forms.DecimalField(label=_("Sum of the fine"), required=False, max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"), required=False, choices=MONEY)
    why = forms.CharField(
        label=_("Why it lies outside the range of the article"), required=False, max_length=WORDS,
        widget=forms.Textarea({"rows": 2, **OFF}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [*NONE, *_codes("sentence_kind")]  # type: ignore[attr-defined]

    def imposed(self) -> Imposed:
        told = self.cleaned_data
        return Imposed(told["kind"], told["months"], told["amount"], told["currency"], told["why"])


class StageForm(SentenceForm):
    """A stage that was reached, with the sentence where it brings one, or the ground on which nobody is punished."""

    stage = forms.ChoiceField(label=_("Stage"))
    party = forms.ChoiceField(
        label=_("Whose"), required=False, help_text=_("For what one person reaches; not for stages of the whole case.")
    )
    day = _day(_("Day"))
    grounds = forms.MultipleChoiceField(
        label=_("Grounds on which the person is not liable"), required=False, widget=forms.CheckboxSelectMultiple
    )
    asked = forms.BooleanField(
        label=_("Each ground was looked at, and none holds"), required=False, help_text=_("Needed before a fine.")
    )
    field_order = ("stage", "party", "day", "grounds", "asked", "kind", "months", "amount", "currency", "why")

    def __init__(self, *args: Any, case: CriminalCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False
        own = [one for one in code_list("procedure_stage") if one.extra["case"] == case.kind]
        self.fields["stage"].choices = [(one.code, one.text.in_(language())) for one in own]  # type: ignore[attr-defined]
        self.fields["party"].choices = [*NONE, *parties(case)]  # type: ignore[attr-defined]
        self.fields["grounds"].choices = _codes("exemption_ground")  # type: ignore[attr-defined]
        if case.kind == "criminal":
            del self.fields["grounds"], self.fields["asked"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        kind = stages.kinds().get(told.get("stage", ""))
        if kind and kind.of_person and not told.get("party"):
            self.add_error("party", _("Say who of the case reached this stage."))
        if kind and not kind.of_person and told.get("party"):
            self.add_error("party", _("The whole case reaches this stage. Leave this empty."))
        if told.get("kind") and told.get("stage") not in WITH:
            self.add_error("kind", GijaError("criminal.no_sentence").text.in_(language()))
        return told

    def said(self) -> Step:
        told = self.cleaned_data
        grounds = tuple(told.get("grounds", ()))
        sentence = self.imposed() if told["kind"] else None
        return Step(told["stage"], told["day"], told["party"], grounds, sentence, bool(told.get("asked")))


class StrikeForm(forms.Form):
    """Why a stage is struck out."""

    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2, **OFF}))


class FileForm(forms.Form):
    """A file of court outcomes."""

    file = forms.FileField(label=_("File"), widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}))

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(
                GijaError("casefile.file_large", limit=LARGEST // 1_000_000).text.in_(language())
            )
        return bytes(sent.read())


class YearForm(forms.Form):
    """A year whose table is made."""

    period = forms.ChoiceField(label=_("Year"))

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]


# The fields that a refusal is about; it stands at the first of them that the form has.
AT = {
    "criminal.number": ("number",), "criminal.known": ("number",), "criminal.future": ("day", "offended_on"),
    "criminal.order": ("day",), "criminal.twice": ("stage",), "criminal.ended": ("stage",), "criminal.sex": ("sex",),
    "criminal.grounds_asked": ("asked",),
    "criminal.ground": ("grounds",), "criminal.not_liable": ("grounds",), "criminal.sentence_kind": ("kind",),
    "criminal.sentence_twice": ("kind",), "criminal.no_sentence": ("kind",), "criminal.measure": ("months",),
    "criminal.outside": ("why",), "criminal.reason": ("why",), "criminal.struck": ("why",),
}  # fmt: skip


def refuse(form: forms.Form, error: GijaError) -> None:
    """The sentence of a refusal, at the field it is about."""
    field = next((name for name in AT.get(error.code, ()) if name in form.fields), None)
    form.add_error(field, error.text.in_(language()))


def parties(case: CriminalCase) -> list[tuple[str, str]]:
    """Who is in a case, as one may be chosen: "1, natural person"."""
    kinds = code_list("person_kind")
    return [(one.pk, f"{one.place}. {kinds[one.kind].text.in_(language())}") for one in case.parties.all()]
