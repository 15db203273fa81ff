"""Signing in and out, failing to, and changing what proves an account: each leaves one audit entry."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from gija.commons.accounts.adapter import username_for_lockout
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_for, roles_of
from gija.commons.audit.services import record
from gija.commons.permissions import Actor


def _note(account: Account | None, action: str, outcome: str = "done") -> None:
    with transaction.atomic():
        object_id = str(account.pk) if account else ""
        actor = _someone(account) if account and outcome == "done" else None
        record("default", actor, action, object_type="account", object_id=object_id, outcome=outcome)


def _someone(account: Account) -> Actor:
    """The account as an actor, with its first role if it has any."""
    assignment = roles_of(account).first()
    return actor_for(account, assignment) if assignment else Actor(account.pk, account.name, "", "", "")


@receiver(user_logged_in)
def signed_in(sender: object, user: Account, **kwargs: Any) -> None:
    _note(user, "account.sign_in")


@receiver(user_logged_out)
def signed_out(sender: object, user: Account | None, **kwargs: Any) -> None:
    if user is not None:
        _note(user, "account.sign_out")


@receiver(user_login_failed)
def failed(sender: object, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """Names the account if there is one; never what was typed, which may be a password in the wrong field."""
    email = username_for_lockout(request, credentials) if request is not None else ""
    _note(Account.objects.filter(email=email).first() if email else None, "account.sign_in", "refused")


@receiver([password_changed, password_reset])
def new_password(sender: object, user: Account, **kwargs: Any) -> None:
    _note(user, "account.set_password")


@receiver(authenticator_added)
def factor_added(sender: object, user: Account, **kwargs: Any) -> None:
    _note(user, "account.second_factor_set")


@receiver(authenticator_removed)
def factor_removed(sender: object, user: Account, **kwargs: Any) -> None:
    _note(user, "account.second_factor_removed")


@receiver(authenticator_reset)
def factor_reset(sender: object, user: Account, **kwargs: Any) -> None:
    _note(user, "account.recovery_codes_made")
