"""How allauth behaves here: no sign-up, secrets of one-time-code apps encrypted, lock-out by e-mail and address."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.sudo import proven
from gija.vocabulary.errors import GijaError


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator: nobody signs up, and no mail is sent unless an installation sends mail."""

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """That one has signed in or out can be seen; only other messages are shown."""
        if not (message_template or "").endswith(("logged_in.txt", "logged_out.txt")):
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth's own pages ask as those with `@sudo` do."""
        return not proven(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm that it is you, in our words."""
        words = {
            "reauthenticate": _("With the password"),
            "mfa_reauthenticate": _("With a one-time code or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def clean_password(self, password: str, user: Any = None) -> str:
        """One sentence for every weakness, the same that other ways to set a password say."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError:
            weak = GijaError("accounts.weak_password").text
            raise ValidationError(weak.in_(get_language() or "lt")) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if settings.SENDS_MAIL:
            super().send_mail(template_prefix, email, context)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secret behind one-time codes encrypted: whoever copies the database alone cannot make codes."""

    def get_totp_issuer(self) -> str:
        return "Gija"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the name under which the pages are asked for; here is what it is called."""
        return dict(super().get_public_key_credential_rp_entity()) | {"name": "Gija"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth calls it so
        """What a passkey is called if its owner says nothing."""
        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(12)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), b"mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return _cipher().decrypt(sealed[:12], sealed[12:], b"mfa").decode()


def _cipher() -> AESGCM:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"gija second factor")
    return AESGCM(derive.derive(settings.SECRET_KEY.encode()))


def username_for_lockout(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Whose failures the lock-out counts: the e-mail, however it was sent (pages, second step, command line)."""
    if getattr(request, "user", None) and request.user.is_authenticated:
        return str(request.user.get_username())  # confirming with the password that it is them
    given = credentials or {}
    said = given.get("email") or given.get("username") or given.get("login") or request.POST.get("login", "")
    return str(said).strip().lower()


def locked_out(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> HttpResponse:
    """The page that says sign-in is closed for a while."""
    from gija.commons.pages.errors import error_page

    return error_page(request, 429, GijaError("accounts.locked").text)


def peer_address(request: HttpRequest) -> str:
    """Whose failures the lock-out counts: the peer of the connection; behind one's own proxy, the peer of that.

    A stranger can write X-Forwarded-For at will, but the proxy appends the address it saw: only that last one counts.
    """
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
