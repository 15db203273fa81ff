"""Told inside the transaction in which an institution was entered or its names changed: `code` says which."""

from django.dispatch import Signal

institution_changed = Signal()
