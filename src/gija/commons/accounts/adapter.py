"""How allauth behaves here: no sign-up, secrets of one-time-code apps encrypted, lock-out by e-mail and address."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from gija.vocabulary.errors import GijaError

JUST_NOW = 300  # seconds


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
        """Whoever signed in within the last five minutes has just proven who they are and is not asked again."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < JUST_NOW
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

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
