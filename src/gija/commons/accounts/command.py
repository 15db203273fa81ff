"""Signing in on the command line: the same password, the same lock-out, the same second factor as on the pages."""

from __future__ import annotations

import os

import typer
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gija.commons.accounts.codes import has_codes, use_code
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.accounts.second_factor import has_second_factor, waived
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError


def sign_in_for_command(email: str | None, role: str | None = None) -> Actor:
    """The actor behind an e-mail, after password (`GIJA_PASSWORD` or asked) and code (`GIJA_CODE` or asked): a one-time
    code of the app or a recovery code. Each command asks anew: it needs no other confirmation for exports.

    `email` None: `GIJA_ACCOUNT`, else asked. A demo account in demo mode needs neither. Refuses with
    `accounts.sign_in_failed` (which of the two was wrong is not told), `accounts.locked` after too many failures,
    `accounts.second_factor_missing` for an account that has yet to set one up on the pages, `accounts.no_codes` for
    one that has passkeys only.
    """
    email = email or os.environ.get("GIJA_ACCOUNT") or typer.prompt(_("E-mail"), err=True)
    request = _request()
    account = _demo_account(email) or _checked(request, email)
    actor = actor_of(account, role)
    user_logged_in.send(sender=Account, request=request, user=account)
    return actor


def _request() -> HttpRequest:
    """A request from this machine, so that the lock-out counts failures here as it does on the pages."""
    request = HttpRequest()
    request.META.update({"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": "gija command"})
    request.method = "POST"
    request.path = request.path_info = "/command"
    return request


def _demo_account(email: str) -> Account | None:
    try:
        account = account_by_email(email)
    except GijaError:
        return None
    return account if waived(account) and not has_second_factor(account) else None


def _checked(request: HttpRequest, email: str) -> Account:
    password = os.environ.get("GIJA_PASSWORD") or typer.prompt(_("Password"), hide_input=True, err=True)
    account = authenticate(request, email=email.strip().lower(), password=password)
    if getattr(request, "axes_locked_out", False):
        raise GijaError("accounts.locked")
    if not isinstance(account, Account):
        raise GijaError("accounts.sign_in_failed")
    if not has_second_factor(account):
        raise GijaError("accounts.second_factor_missing")
    _check_code(request, account)
    return account


def _check_code(request: HttpRequest, account: Account) -> None:
    """A wrong code counts as a failed sign-in: six digits must not be guessed at leisure."""
    if not has_codes(account):  # passkeys only, and its recovery codes are gone: a terminal cannot ask a passkey
        raise GijaError("accounts.no_codes")
    code = os.environ.get("GIJA_CODE") or typer.prompt(_("One-time code or recovery code"), err=True)
    if not use_code(account, code):
        user_login_failed.send(sender=__name__, credentials={"email": account.email}, request=request)
        raise GijaError("accounts.sign_in_failed")
