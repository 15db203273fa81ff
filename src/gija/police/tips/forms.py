"""The forms of the desk: filters, what an officer does with a tip, and the key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.police.tips.answers import templates
from gija.police.tips.services import LONGEST
from gija.police.tips.words import LINKS, OVERDUE, STATES
from gija.vocabulary.lists import code_list

OFF = {"autocomplete": "off"}


def language() -> str:
    return get_language() or "lt"


def _text(label: Any, help_text: Any = "", rows: int = 4, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, **OFF})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, widget=area, required=required)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]], *, empty: Any = None) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared below
    field.choices = [*([("", empty)] if empty is not None else []), *choices]


class TipFilter(forms.Form):
    """Which tips are shown."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = language()
        states = [(state.value, text.in_(said)) for state, text in STATES.items()]
        _offer(self, "state", [*states, ("overdue", OVERDUE.in_(said))], empty=_("All that are open"))
        for name in ("kind", "urgency", "channel"):
            _offer(self, name, code_list(f"tip_{name}").choices(said), empty=_("All"))

    def filters(self) -> dict[str, Any]:
        self.full_clean()
        return {k: v for k, v in self.cleaned_data.items() if v} if self.is_bound else {}


class SortForm(forms.Form):
    """What kind of tip it is and how urgent."""

    kind = forms.ChoiceField(label=_("Kind"))
    urgency = forms.ChoiceField(label=_("Urgency"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "urgency"):
            _offer(self, name, code_list(f"tip_{name}").choices(language()))


class AssignForm(forms.Form):
    """Who works on it."""

    account = forms.ChoiceField(label=_("Who works on it"))

    def __init__(self, *args: Any, holders: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "account", [(str(one.account), one.name) for one in holders])


class NoteForm(forms.Form):
    """Something to remember."""

    text = _text(_("Note"), _("Sealed as the tip is: only who can open the desk reads it."), 2)


class StartForm(forms.Form):
    """A template to start an answer from."""

    template = forms.ChoiceField(label=_("Start from"), required=False)
    said_in = forms.ChoiceField(
        label=_("Language"), choices=[("lt", _("Lithuanian")), ("en", _("English"))], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "template", [(one.code, one.name.in_(language())) for one in templates().values()])

    def start(self) -> dict[str, str]:
        """Subject and text of the template that was chosen; nothing where none was."""
        if not self.is_valid() or not self.cleaned_data["template"]:
            return {}
        found, said = templates()[self.cleaned_data["template"]], self.cleaned_data["said_in"] or language()
        return {"subject": found.subject.in_(said), "text": found.text.in_(said)}


class AnswerForm(forms.Form):
    """What the sender is told; by mail with a subject, by receipt code the text alone, sealed to who has the code."""

    subject = forms.CharField(label=_("Subject"), max_length=150, widget=forms.TextInput(OFF))
    text = _text(_("Answer"), _("It leaves by open mail: write nothing that endangers anybody if another reads it."), 8)
    wait = forms.BooleanField(label=_("An answer is expected back"), required=False)

    def __init__(self, *args: Any, by: str = "mail", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by == "receipt":
            del self.fields["subject"]
            self.fields["text"].help_text = _(
                "It leaves sealed: only who has the receipt code reads it, on the public site."
            )


class LinkForm(forms.Form):
    """What the tip belongs to."""

    kind = forms.ChoiceField(label=_("Belongs to"))
    target = forms.CharField(
        label=_("Number"), max_length=200, widget=forms.TextInput(OFF),
        help_text=_("The number of the search or of the case, or the address of its page."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [(code, text.in_(language())) for code, text in LINKS.items()])


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("Outcome"))
    text = _text(_("In words"), "", 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "outcome", [one for one in code_list("tip_outcome").choices(language()) if one[0] != "open"])


def _secret(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, max_length=200, widget=widget, required=required)


class _Twice(forms.Form):
    """A new passphrase, typed twice."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("new", "") != said.get("again", ""):
            self.add_error("again", _("The two passphrases differ."))
        return said


class OpenForm(_Twice):
    """The passphrase of an officer; a new one where the key was handed over by a word."""

    passphrase = _secret(_("Passphrase of the desk"))
    new = _secret(_("New passphrase"), _("Several words that nobody guesses; at least 16 letters."), required=False)
    again = _secret(_("New passphrase again"), required=False)


class MakeForm(_Twice):
    """The passphrase under which a new key is kept."""

    new = _secret(_("New passphrase"), _("Several words that nobody guesses; at least 16 letters."))
    again = _secret(_("New passphrase again"))


class AdmitForm(forms.Form):
    """Which colleague is let in."""

    account = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, colleagues: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "account", [(str(pk), name) for pk, name in colleagues])


class PeriodForm(forms.Form):
    """A half-year that is over."""

    period = forms.ChoiceField(label=_("Half-year"))

    def __init__(self, *args: Any, periods: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "period", periods)
