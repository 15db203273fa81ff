"""Accounts, the roles they hold in institutions, and where they are signed in.

There is no superuser: every right comes from a role.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.models import Institution


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever the case of its letters."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Who signs in: e-mail (kept in lower case), name, language. Made by an administrator, never by sign-up."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=150)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("lt", "Lietuvių"), ("en", "English")], default="lt"
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # may go without a second factor, only in demo mode on loopback
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_for_an_email")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class RoleAssignment(models.Model):
    """An account holds a role in an institution from one day to another, both included."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="roles")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="roles")
    role = models.SlugField(max_length=40)  # code of the vocabulary list `role`
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["institution", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="role_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.institution_id}"


def random_id() -> str:
    return secrets.token_urlsafe(16)


class OpenSession(models.Model):
    """A browser in which an account is signed in: what its owner needs to know it by. Gone when it is ended.

    The browser's session holds `pk`; a session whose row is gone is dead, whatever else of it there still may be.
    """

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_seen_at"]

    def __str__(self) -> str:
        return f"{self.browser} {self.system}"


class StaffSession(models.Model):
    """The operator's administrator acts in the administration of another institution: why, from when, until when."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="staff_sessions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="staff_sessions")
    reason = models.CharField(_("Reason"), max_length=300)
    open_session = models.ForeignKey(OpenSession, models.SET_NULL, null=True, related_name="staff_sessions")
    started_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    how_ended = models.SlugField(max_length=20, blank=True)  # a key of `staff.ENDINGS`

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="staff_session_has_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("started_at")), name="staff_session_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at__isnull=True), name="one_staff_session_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} @ {self.institution_id}"
