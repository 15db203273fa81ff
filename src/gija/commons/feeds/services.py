"""Making, ending and opening feeds."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_for, roles_of
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may, require
from gija.commons.rowlevel.policies import COLUMN
from gija.commons.rowlevel.session import EVERY, acting_for


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of one room: its model, its zone, the right to read what they hold, the word its audit uses."""

    zone: str
    model: Any
    right: str
    kind: str

    def renew(self, actor: Actor | None) -> str:
        """A new key for the actor's feed, shown now and never again; the old address ends."""
        actor = require(actor, self.right, actor.institution if actor else None)
        key = secrets.token_urlsafe(24)
        made = {"hash": _hash(key), "made_at": timezone.now(), **self._whose(actor)}
        with acting_for(EVERY), transaction.atomic(using=self.zone):  # the account may have made it elsewhere before
            self.model.objects.update_or_create(account=actor.account, defaults=made)
            record(self.zone, actor, self.right, object_type=self.kind, object_id=str(actor.account))
        return key

    def end(self, actor: Actor | None) -> None:
        """No feed any more."""
        actor = require(actor, self.right, actor.institution if actor else None)
        with acting_for(EVERY), transaction.atomic(using=self.zone):
            self.model.objects.filter(account=actor.account).delete()
            record(self.zone, actor, self.right, object_type=self.kind, object_id=f"{actor.account} ended")

    def there(self, actor: Actor) -> bool:
        with acting_for(EVERY):
            return bool(self.model.objects.filter(account=actor.account).exists())

    def _whose(self, actor: Actor) -> dict[str, str]:
        """The institution, where the zone has a wall between them."""
        names = {field.name for field in self.model._meta.concrete_fields}
        return {COLUMN: actor.institution} if COLUMN in names else {}

    def owner(self, key: str) -> tuple[Actor, str] | None:
        """Who may read by this key today, and in which language; None where the key or the right has ended. Whoever
        asks is nobody to the database: read on with `acting_for(actor.institution)`."""
        with acting_for(EVERY):
            found = self.model.objects.filter(hash=_hash(key)).first()
        account = Account.objects.filter(pk=found.account, is_active=True).first() if found else None
        if account is None:
            return None
        held = (actor_for(account, role) for role in roles_of(account))
        where = getattr(found, COLUMN, "")
        actor = next((one for one in held if may(one, self.right) and where in ("", one.institution)), None)
        return (actor, account.language) if actor else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
