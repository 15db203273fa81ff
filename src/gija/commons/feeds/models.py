"""The key of a feed, abstract: each zone makes it concrete in its own database."""

from __future__ import annotations

from django.db import models


class BaseFeed(models.Model):
    """The secret address of somebody's calendar feed, as a hash. What it holds names no person."""

    account = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.account)
