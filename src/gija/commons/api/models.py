"""The token of a program: for which institution and role, what it may do, until when. Its secret is never kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.models import Institution


class Token(models.Model):
    """A program acts by it as the account of the negative of its number, which no person's account can have."""

    name = models.CharField(_("Program"), max_length=100)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="tokens")
    role = models.SlugField(max_length=40)  # code of the vocabulary list `role`
    scopes = models.JSONField(default=list)  # actions of the permission matrix
    language = models.CharField(max_length=2, default="lt")
    hash = models.CharField(max_length=64)  # SHA-256 of 256 random bits: nothing that could be guessed slowly
    per_minute = models.PositiveIntegerField(default=60)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=150)  # the name as it was
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    # The sliding window: calls in this minute (minutes since 1970) and in the one before.
    minute = models.BigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    before = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=Q(per_minute__gt=0), name="api_token_has_a_rate")]

    def __str__(self) -> str:
        return str(self.pk)
