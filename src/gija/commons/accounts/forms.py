"""Forms of accounts: making one, giving it a role."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gija.vocabulary.lists import code_list


def role_choices(given: list[str]) -> list[tuple[str, str]]:
    """These roles, called as in the vocabulary, in the language of the page."""
    roles = [(code, text) for code, text in code_list("role").choices(get_language() or "lt") if code in given]
    return [("", gettext("Choose a role")), *roles]


class _GivesRole(forms.Form):
    """A form with the roles that an administrator may give."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, given: list[str], data: Any = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["role"].choices = role_choices(given)  # type: ignore[attr-defined]


class RoleForm(_GivesRole):
    """A role from one day to another; empty days: from now on, without end."""

    valid_from = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    valid_to = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("The role must end after it begins."))
        return cleaned


class AccountForm(_GivesRole):
    """A new account of the administrator's own institution."""

    field_order = ["email", "name", "language", "role", "password"]

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}))
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language"), choices=[("lt", "Lietuvių"), ("en", "English")])
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 12 characters. Hand it over in person; it is to be changed after signing in."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


class StaffForm(forms.Form):
    """Opening a staff session: in whose administration, and why."""

    institution = forms.ChoiceField(label=_("Institution"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who asked for help, and with what. The institution reads it. No names of victims."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["institution"].choices = [("", gettext("Choose an institution")), *choices]  # type: ignore[attr-defined]


class SignInForm(LoginForm):  # type: ignore[misc]
    """Signing in, with the labels the other pages use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


PASSWORD_HINT = _("At least 12 characters, not a common password, not like your name or e-mail.")


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Changing one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT


class ForgottenPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """Setting a new password with the key from a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT
