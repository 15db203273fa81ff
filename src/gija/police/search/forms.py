"""The form of a question, and of a decision on a hit. What is checked is checked by `questions`, as for every asker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.methods.search.values import Query
from gija.police.search import questions, words
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

HINTS = {
    ("person", "name"): _(
        "As it was heard or read, in any order and script; parts may be missing. Or give the personal code alone."
    ),
    ("person", "birth_date"): _("Year-month-day, or a year, or a year and month: 1990-05-17, 1990."),
    ("vehicle", "plate"): _(
        "With or without spaces. A letter not seen as ?, a part not seen as *: ABC 1?3. Or give the VIN alone."
    ),
    ("organisation", "name"): _("As it is known. Or give the code alone."),
    ("phone", "number"): _("With or without the country code. Only the last digits: *4567."),
    ("address", "text"): _("Street, house, place."),
    ("online_handle", "handle"): _("The name of the profile, or its address."),
}


def _language() -> str:
    return get_language() or "lt"


def _required(code: str) -> dict[str, Any]:
    """The sentence of an error for a field left empty, in the language of the page when it is shown."""
    sentence = lazy(lambda: GijaError(code).text.in_(_language()), str)()
    return {"required": sentence, "invalid_choice": sentence}


class QuestionForm(forms.Form):
    """The fields of one type of question, with purpose and reason."""

    purpose = forms.ChoiceField(label=_("Purpose"), error_messages=_required("search.purpose_missing"))
    reason = forms.CharField(
        label=_("Reason"),
        error_messages=_required("search.reason_missing"),
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("In words: the case, and why this question is needed. It is kept with the question."),
    )

    def __init__(self, question: questions.Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        asked = {field: self._field(field) for field in question.fields}
        self.fields = asked | {name: self.fields[name] for name in ("purpose", "reason")}
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        known = [(code, text) for code, text in code_list("purpose").choices(_language())]
        offered = [(code, text) for code, text in known if code not in questions.ELSEWHERE]
        purpose.choices = [("", _("Choose a purpose")), *offered]

    def _field(self, name: str) -> forms.Field:
        label = entity_type(self.question.type).field(name).text.in_(_language())
        if name == "sex":
            sexes = [(code, text.in_(_language())) for code, text in questions.SEX.items()]
            return forms.ChoiceField(label=label, required=False, choices=[("", _("Not known")), *sexes])
        return forms.CharField(
            label=label,
            required=self.question.suffices == (name,),
            error_messages=_required("search.nothing_asked"),
            max_length=questions.LONGEST,
            help_text=HINTS.get((self.question.type, name), ""),
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check("purpose", lambda: questions.purpose(str(cleaned.get("purpose", ""))))
        self._check("reason", lambda: questions.reason(str(cleaned.get("reason", ""))))
        asked = {name: str(cleaned.get(name) or "") for name in self.question.fields}
        self._check(self.question.main, lambda: cleaned.update(query=questions.asked(self.question.type, asked)))
        return cleaned

    def _check(self, field: str, check: Callable[[], object]) -> None:
        try:
            check()
        except GijaError as error:
            where = "birth_date" if error.code == "search.birth_date_wrong" else field
            where = str(error.values.get("field", where)) if error.values.get("field") in self.fields else where
            if where not in self.errors:
                self.add_error(where, error.text.in_(_language()))

    @property
    def query(self) -> Query:
        """The question, once the form is valid."""
        found: Query = self.cleaned_data["query"]
        return found


class HistoryForm(forms.Form):
    """Filters of the history. They hold nothing about whom was asked, so they may stand in the address."""

    type = forms.ChoiceField(label=_("Type"), required=False)
    outcome = forms.ChoiceField(label=_("Answer"), required=False)
    since = forms.DateField(label=_("Asked from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Asked until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    waiting = forms.ChoiceField(label=_("Waits for"), required=False)
    mine = forms.BooleanField(label=_("Only my own"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = [(t, entity_type(t).text.in_(_language())) for t in questions.QUESTIONS]
        outcomes = [(o.value, text.in_(_language())) for o, text in words.OUTCOMES.items()]
        waits = [(code, text.in_(_language())) for code, text in words.WAITING.items()]
        for name, choices in (("type", types), ("outcome", outcomes), ("waiting", waits)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
            field.choices = [("", _("All")), *choices]

    def filters(self) -> dict[str, Any]:
        """Arguments for `queries.history`; a filter that is not valid is left out."""
        self.full_clean()
        said = self.cleaned_data if self.is_bound else {}
        since, until = said.get("since"), said.get("until")
        return {
            "type_": said.get("type", ""),
            "outcome": said.get("outcome", ""),
            "since": _midnight(since) if since else None,
            "until": _midnight(until + timedelta(days=1)) if until else None,
            "mine": bool(said.get("mine")),
            "waiting": said.get("waiting", ""),
        }


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
