"""Passkeys and security keys (WebAuthn): setting up, naming, signing in, confirming that it is you.

allauth does the protocol. Here: what comes from a browser may be anything and is refused, never a fault; only a
key whose owner said so signs in alone; every failure leaves its entry.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as given
from allauth.mfa.webauthn import views
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from gija.commons.accounts.queries import as_actor
from gija.commons.accounts.signals import note
from gija.commons.audit.services import record

# What a parser of a stranger's JSON and CBOR may stumble over.
STUMBLES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, NotImplementedError, RecursionError)


def _refused() -> ValidationError:
    return ValidationError(_("The passkey was not accepted. Try again."), code="passkey")


class AddPasskeyForm(given.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: its name, and whether it signs in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know later which one it is.")
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs |= {"maxlength": 60, "autocomplete": "off"}
        self.fields["passwordless"].label = _("Signs in alone, without the password")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        try:
            cleaned = dict(super().clean())
        except (ValidationError, *STUMBLES):
            raise _refused() from None
        if cleaned.get("credential"):
            _say_whether_alone(cleaned["credential"], bool(cleaned.get("passwordless")))
        return cleaned


def _say_whether_alone(credential: dict[str, Any], wanted: bool) -> None:
    """Keep the owner's choice where allauth looks for it. Not every browser tells, and some keys do more than asked."""
    told = credential.get("clientExtensionResults")
    known = told.get("credProps") if isinstance(told, dict) else None
    possible = not isinstance(known, dict) or known.get("rk") is not False
    credential["clientExtensionResults"] = {"credProps": {"rk": wanted and possible}}


class _Careful:
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *STUMBLES):
            raise _refused() from None


class SecondStepForm(_Careful, given.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except ValidationError:
            note(self.user, "account.sign_in", "refused", {"by": "webauthn"})
            raise


class ConfirmPasskeyForm(_Careful, given.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey to confirm that it is you."""


class SignInPasskeyForm(_Careful, given.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of password and code."""

    def clean_credential(self) -> Authenticator:
        """allauth takes any key of the account; here its owner said whether it signs in alone."""
        key = super().clean_credential()
        if key.wrap().is_passwordless is not True:
            raise _refused()
        return key


class RenamePasskeyForm(given.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Name of the passkey"), max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )

    def save(self) -> Authenticator:
        with transaction.atomic():
            saved = super().save()
            account = saved.user
            record(
                "default", as_actor(account), "account.passkey_renamed",
                object_type="account", object_id=str(account.pk), details={"passkey": saved.pk},
            )  # fmt: skip
        return saved


@method_decorator(never_cache, name="dispatch")
class SignIn(views.LoginWebAuthnView):  # type: ignore[misc]
    """Signing in with a passkey alone."""

    def form_invalid(self, form: Any) -> HttpResponse:
        note(None, "account.sign_in", "refused", {"by": ["webauthn"]})
        answer: HttpResponse = super().form_invalid(form)
        return answer


class Confirm(views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Confirming with a passkey that it is you; one that is not accepted leads to the same page again."""

    def form_invalid(self, form: Any) -> HttpResponse:
        note(self.request.user, "account.sudo", "refused", {"by": "webauthn"})
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))
