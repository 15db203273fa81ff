"""One-time and recovery codes: each is good once, on the pages and on the command line."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache

from gija.commons.accounts.models import Account

WITH_CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
# A code of the app is taken half a minute before and after its own, and must stay used as long as it could be taken.
STAYS_USED = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 2)


def spend(account: Account, code: str) -> bool:
    """Use up a code of the app; False if it was used before, however it was written.

    allauth forgets a used code after half a minute, though it takes one for a minute and a half.
    """
    written = hashlib.sha256(normalize_user_code(code).encode()).hexdigest()
    return bool(cache.add(f"gija.code.{account.pk}.{written}", 1, timeout=STAYS_USED))


def use_code(account: Account, code: str) -> bool:
    """Whether this is a code of the account's app, or one of its recovery codes; it cannot be used again."""
    for factor in Authenticator.objects.filter(user=account, type__in=WITH_CODES).order_by("-type"):  # the app first
        if factor.wrap().validate_code(code):
            return factor.type != Authenticator.Type.TOTP or spend(account, code)
    return False


def has_codes(account: Account) -> bool:
    return bool(Authenticator.objects.filter(user=account, type__in=WITH_CODES).exists())


class _Once:
    """A form whose code of the app is good once for as long as it could be taken."""

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        form: Any = self
        if form.authenticator.type == Authenticator.Type.TOTP and not spend(form.user, code):
            form._emit_authentication_failed(form.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmCodeForm(_Once, ReauthenticateForm):  # type: ignore[misc]
    """Confirming with a code that it is you."""
