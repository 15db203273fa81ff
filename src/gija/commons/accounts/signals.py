"""Signing in and out, failing to, confirming, and changing what proves an account: each leaves one audit entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed, password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext

from gija.commons.accounts.adapter import username_for_lockout
from gija.commons.accounts.models import Account, OpenSession
from gija.commons.accounts.queries import as_actor, end_sessions
from gija.commons.accounts.sessions import SESSION_ID, close_row
from gija.commons.accounts.sessions import note as note_session
from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record


def note(
    account: Account | None, action: str, outcome: str = "done", details: Mapping[str, JSON] | None = None
) -> None:
    """One entry about an account; who failed to prove who they are is nobody."""
    with transaction.atomic():
        object_id = str(account.pk) if account else ""
        actor = as_actor(account) if account and outcome == "done" else None
        record(
            "default", actor, action, object_type="account", object_id=object_id, outcome=outcome, details=details
        )  # fmt: skip


@receiver(user_logged_in)
def signed_in(sender: object, user: Account, request: Any = None, **kwargs: Any) -> None:
    """Says by what: a sign-in with a recovery code is worth a look."""
    known = getattr(request, "session", None) is not None
    records = get_authentication_records(request, user) if known else []
    by: list[JSON] = [str(r.get("type") or r["method"]) for r in records]
    note(user, "account.sign_in", details={"by": by} if by else None)


@receiver(user_logged_out)
def signed_out(sender: object, user: Account | None, request: Any = None, **kwargs: Any) -> None:
    if user is None:
        return
    note(user, "account.sign_out")
    row = OpenSession.objects.filter(pk=request.session.get(SESSION_ID, "")).first()
    if row:
        close_row(row)


@receiver(user_login_failed)
def failed(sender: object, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """Names the account if there is one; never what was typed, which may be a password in the wrong field."""
    email = username_for_lockout(request, credentials) if request is not None else ""
    account = Account.objects.filter(email=email).first() if email else None
    if getattr(request, "user", None) and request.user.is_authenticated:
        note(account, "account.sudo", "refused", {"by": "password"})
    else:
        note(account, "account.sign_in", "refused")


@receiver(authentication_failed)
def code_failed(sender: object, user: Account, reauthentication: bool = False, **kwargs: Any) -> None:
    note(user, "account.sudo" if reauthentication else "account.sign_in", "refused", {"by": "code"})


@receiver(authentication_step_completed)
def confirmed(
    sender: object, request: Any, user: Account, method: str, reauthenticated: bool = False, **kwargs: Any
) -> None:
    """Signing in has its own entry; here, that somebody signed in has confirmed who they are."""
    if reauthenticated:
        note(user, "account.sudo", details={"by": str(kwargs.get("type") or method)})
        messages.success(request, gettext("Confirmed: it is you. For ten minutes you will not be asked again."))


@receiver([password_changed, password_reset])
def new_password(sender: object, user: Account, request: Any, **kwargs: Any) -> None:
    """Whoever knew the old password is signed out wherever they are."""
    with transaction.atomic():
        note(user, "account.set_password")
        mine = request.user.is_authenticated and request.user.pk == user.pk
        if mine:
            note_session(request)  # its key has just changed
        end_sessions(user, but=request.session.session_key if mine else None)


@receiver(authenticator_added)
def passkey_added(sender: object, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    """Apps and recovery codes have their entries from `factor_views`."""
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        note(user, "account.second_factor_set", details={"factor": "webauthn"})


@receiver(authenticator_removed)
def factor_removed(sender: object, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    """Recovery codes go with the last factor: that is one act."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note(user, "account.second_factor_removed", details={"factor": authenticator.type})
