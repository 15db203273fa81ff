"""Accounts and the roles they hold in institutions. There is no superuser: every right comes from a role."""

from __future__ import annotations

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
