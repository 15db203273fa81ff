"""Secret addresses of calendar feeds: a calendar program cannot sign in, so the address itself is the key."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_for, roles_of
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.duties import rules
from gija.rapporteur.duties.models import ZONE, Feed


def renew(actor: Actor | None) -> str:
    """A new key for the actor's feed, shown now and never again; the old address ends."""
    actor = require(actor, rules.READ, actor.institution if actor else None)
    key = secrets.token_urlsafe(24)
    with transaction.atomic(using=ZONE):
        Feed.objects.update_or_create(account=actor.account, defaults={"hash": _hash(key), "made_at": timezone.now()})
        record(ZONE, actor, rules.READ, object_type="duty_feed", object_id=str(actor.account))
    return key


def end(actor: Actor | None) -> None:
    """No feed any more."""
    actor = require(actor, rules.READ, actor.institution if actor else None)
    with transaction.atomic(using=ZONE):
        Feed.objects.filter(account=actor.account).delete()
        record(ZONE, actor, rules.READ, object_type="duty_feed", object_id=f"{actor.account} ended")


def there(actor: Actor) -> bool:
    return Feed.objects.filter(account=actor.account).exists()


def owner(key: str) -> tuple[Actor, str] | None:
    """Who may read by this key today, and in which language; None where the key or the right has ended."""
    found = Feed.objects.filter(hash=_hash(key)).first()
    account = Account.objects.filter(pk=found.account, is_active=True).first() if found else None
    if account is None:
        return None
    held = (actor_for(account, role) for role in roles_of(account))
    actor = next((one for one in held if may(one, rules.READ)), None)
    return (actor, account.language) if actor else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
