"""The forms of a request: to send one, to answer it, to close it from one's own side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.police.requests.services import LONGEST
from gija.police.requests.words import OVERDUE, STATES
from gija.vocabulary.lists import code_list


def _language() -> str:
    return get_language() or "lt"


def _text(label: Any, help_text: Any, most: int = 1000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, max_length=most, strip=True, widget=area)


class SendForm(forms.Form):
    """What the owner is asked."""

    question = _text(
        _("Question to the owner"),
        _("In words: what you need and why. The owner also sees what you searched for, its purpose and your name."),
    )


class AnswerForm(forms.Form):
    """The owner's answer or refusal."""

    text = _text(_("Answer"), _("What may be told, or why it may not. It is encrypted; the asker reads it."), LONGEST)
    handling = forms.ChoiceField(label=_("Handling code of the answer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["handling"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", _("None")), *code_list("handling_code").choices(_language())]


class CloseForm(forms.Form):
    """Who asked notes an answer that came by other ways, or withdraws."""

    text = _text(
        _("What the owner said, or why it is no longer needed"), _("In words. It is kept with the request."), LONGEST
    )


class RequestFilter(forms.Form):
    """Filters of both lists."""

    state = forms.ChoiceField(label=_("State"), required=False)
    mine = forms.BooleanField(label=_("Only sent by me"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _language()
        states = [(state.value, text.in_(said)) for state, text in STATES.items()]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", _("All")), *states, ("overdue", OVERDUE.in_(said))]

    def filters(self) -> dict[str, Any]:
        self.full_clean()
        said = self.cleaned_data if self.is_bound else {}
        return {"state": said.get("state", ""), "mine": bool(said.get("mine"))}
