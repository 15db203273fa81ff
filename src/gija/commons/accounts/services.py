"""Making accounts, giving and ending roles, changing what an account may decide itself."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.command import sign_in_for_command
from gija.commons.accounts.models import Account, RoleAssignment
from gija.commons.accounts.queries import account_by_email, actor_of, end_sessions
from gija.commons.accounts.rules import check_closing, check_giving
from gija.commons.audit.services import record
from gija.commons.directory.queries import institution
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError

__all__ = [
    "account_by_email",
    "actor_of",
    "deactivate",
    "end_role",
    "give_role",
    "make_account",
    "remove_second_factor",
    "set_language",
    "set_password",
    "sign_in_for_command",
]


def make_account(
    email: str,
    name: str,
    password: str,
    role: str,
    institution_code: str,
    language: str = "lt",
    demo: bool = False,
    *,
    actor: Actor | None = None,
) -> Account:
    """Make an account with its first role. An empty password makes one that cannot sign in until it is set.

    Refuses: a known or malformed e-mail (`accounts.exists`, `accounts.bad_email`), a weak password
    (`accounts.weak_password`; demo accounts are spared it), an unknown role or institution.
    """
    email = email.strip().lower()
    _check_email(email)
    account = Account(email=email, name=name.strip(), language=language, is_demo=demo)
    if password and not demo:
        _check_password(password, account)
    account.password = make_password(password or None)
    with transaction.atomic():
        if Account.objects.filter(email=email).exists():
            raise GijaError("accounts.exists")
        account.save()
        record("default", actor, "account.make", object_type="account", object_id=str(account.pk))
        give_role(account, role, institution_code, actor=actor)
    return account


def give_role(
    account: Account,
    role: str,
    institution_code: str,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    *,
    actor: Actor | None = None,
) -> RoleAssignment:
    """Let the account act in a role for an institution.

    Refuses what `rules.check_giving` refuses, and a role that ends before it begins.
    """
    where = institution(institution_code)
    check_giving(actor, account, role, where)
    if valid_from and valid_to and valid_to < valid_from:
        raise GijaError("accounts.role_ends_before")
    with transaction.atomic():
        given = RoleAssignment.objects.create(
            account=account,
            institution=where,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        details = {"role": role, "institution": institution_code}
        record("default", actor, "account.give_role", object_type="account", object_id=str(account.pk), details=details)
    return given


def end_role(assignment: RoleAssignment, *, actor: Actor | None = None) -> None:
    """The role no longer holds from today on; that it was held stays on record."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with transaction.atomic():
        if assignment.valid_from and assignment.valid_from > yesterday:
            assignment.valid_from = yesterday  # given today, ended today: it held for no whole day
        assignment.valid_to = yesterday
        assignment.save(update_fields=["valid_from", "valid_to"])
        details = {"role": assignment.role, "institution": assignment.institution_id}
        record(
            "default", actor, "account.end_role",
            object_type="account", object_id=str(assignment.account_id), details=details,
        )  # fmt: skip


def deactivate(account: Account, *, actor: Actor | None = None) -> None:
    """The account can no longer sign in, and wherever it is signed in now it is signed out (see `check_closing`)."""
    check_closing(actor, account)
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions(account)
        record("default", actor, "account.deactivate", object_type="account", object_id=str(account.pk))


def set_password(account: Account, password: str, *, actor: Actor | None = None) -> None:
    """Set a new password; sessions signed in with the old one end. Refuses a weak one (`accounts.weak_password`)."""
    _check_password(password, account)
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        end_sessions(account)
        record("default", actor, "account.set_password", object_type="account", object_id=str(account.pk))


def remove_second_factor(account: Account) -> None:
    """For who lost the telephone, the passkeys and the recovery codes: on the server's console only, after making sure
    in person who asks. All sessions end; the next sign-in leads to setting up a new second factor."""
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=account).delete()
        end_sessions(account)
        record(
            "default", None, "account.second_factor_removed",
            object_type="account", object_id=str(account.pk), details={"factors": removed},
        )  # fmt: skip


def set_language(account: Account, language: str) -> None:
    """Remember the language of an account. Its own setting, of no weight: no audit entry."""
    account.language = language
    account.save(update_fields=["language"])


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise GijaError("accounts.bad_email") from None


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError:
        raise GijaError("accounts.weak_password") from None
