"""The key of the desk: made, handed over, opened, taken back, renewed. One act, one audit entry.

The private half is made in the memory of one request and kept only locked with officers' passphrases. It is shown once,
for the safe: without it and without any passphrase the tips are lost.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.police.search.ids import typed
from gija.police.tips import desks, sealing
from gija.police.tips.models import POLICE, DeskKey, Keyholder
from gija.police.tips.rules import KEY, READ
from gija.vocabulary.errors import GijaError

MOST_FAILURES = 5
SHUT = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Made:
    """A key just made. `identity` is shown once and kept nowhere."""

    key: DeskKey
    identity: str


def _passphrase(said: str) -> str:
    kept = " ".join(said.split())
    if len(kept) < sealing.SHORTEST:
        raise GijaError("tips.passphrase_short", letters=sealing.SHORTEST)
    return kept


def make(actor: Actor | None, passphrase: str) -> Made:
    """Make the first key of the desk, held by the actor. Refuses where there is one (`tips.has_key`)."""
    actor = require(actor, KEY, actor.institution if actor else None)
    said, (identity, recipient) = _passphrase(passphrase), sealing.new_identity()
    with transaction.atomic(using=POLICE):
        if desks.active(actor.institution) is not None:
            raise GijaError("tips.has_key")
        key = _key(actor, recipient)
        _hold(key, actor, actor.account, actor.name, identity, said)
        _audit(actor, "make", key)
    return Made(key, identity)


def renew(actor: Actor | None, identities: tuple[str, ...], passphrase: str) -> Made:
    """Put a new key in the place of the active one, held by the actor alone: others are admitted anew. Tips under the
    former keys stay readable for who holds the new one. Refuses who has not opened the desk (`tips.shut`)."""
    actor = require(actor, KEY, actor.institution if actor else None)
    said, (identity, recipient) = _passphrase(passphrase), sealing.new_identity()
    with transaction.atomic(using=POLICE):
        before = _opened(actor, identities)
        DeskKey.objects.filter(pk=before.pk).update(replaced_at=timezone.now())
        key = _key(actor, recipient, former=sealing.seal(recipient, "\n".join(identities).encode()))
        _hold(key, actor, actor.account, actor.name, identity, said)
        _audit(actor, "renew", key, before=before.pk)
    return Made(key, identity)


def admit(actor: Actor | None, identities: tuple[str, ...], account: int, name: str) -> str:
    """Let a colleague open the desk. Gives the word to be told in person, with which they open it once and choose a
    passphrase of their own. Refuses one who holds the key already (`tips.holds_key`)."""
    actor = require(actor, KEY, actor.institution if actor else None)
    word = sealing.word()
    with transaction.atomic(using=POLICE):
        key = _opened(actor, identities)
        if Keyholder.objects.filter(key=key, account=account).exists():
            raise GijaError("tips.holds_key")
        made = _hold(key, actor, account, name, identities[0], word, first=True)
        _audit(actor, "admit", key, holder=made.pk, account=account)
    return word


def withdraw(actor: Actor | None, holder_id: str) -> None:
    """Take the key from an officer. Who saw it open may have kept it: renew it where that is to be feared. Refuses the
    last holder (`tips.last_holder`)."""
    actor = require(actor, KEY, actor.institution if actor else None)
    with transaction.atomic(using=POLICE):
        own = Keyholder.objects.filter(pk=typed(holder_id), key__institution=actor.institution)
        held = DeskKey.objects.select_for_update().filter(holders__in=own).first()  # two may take back at once
        found = own.select_related("key").first()
        if held is None or found is None:
            raise GijaError("tips.not_found")
        if found.key.holders.filter(first=False).exclude(pk=found.pk).count() == 0:
            raise GijaError("tips.last_holder")
        _audit(actor, "withdraw", found.key, holder=found.pk, account=found.account)
        found.delete()


def open_desk(actor: Actor | None, passphrase: str, new: str = "") -> tuple[str, ...]:
    """The private keys, newest first, for who knows the passphrase. One handed over by a word needs a `new` one.

    Refuses who holds no key (`tips.no_hold`), a wrong passphrase (`tips.wrong_passphrase`) and, for a quarter of an
    hour after five of them, any (`tips.shut_out`). Opening and failing leave an entry each.
    """
    actor = require(actor, READ, actor.institution if actor else None)
    found = desks.holder(actor)
    if found is None:
        raise GijaError("tips.no_hold")
    if _is_shut(found):
        raise _shut_out()
    if found.first:
        new = _passphrase(new)
    identity = sealing.unlock(found.locked, passphrase, _bound(found.key, found.account))
    if identity is None:
        _failed(actor, found)
        raise GijaError("tips.wrong_passphrase")
    locked = sealing.lock(identity, _passphrase(new), _bound(found.key, found.account)) if new else ""
    with transaction.atomic(using=POLICE):
        found = _held(found)
        if _is_shut(found):
            raise _shut_out()
        if locked:
            found.locked, found.first = locked, False
        found.failures, found.shut_until = 0, None
        found.save()
        _audit(actor, "open", found.key, changed=bool(new))
    former = bytes(found.key.former)
    return (identity, *(sealing.unseal([identity], former).decode().split("\n") if former else ()))


def _is_shut(found: Keyholder) -> bool:
    return found.shut_until is not None and found.shut_until > timezone.now()


def _shut_out() -> GijaError:
    return GijaError("tips.shut_out", minutes=SHUT.seconds // 60)


def _held(found: Keyholder) -> Keyholder:
    """As it stands now, held to the end of the transaction: the key may have been taken back while the passphrase was
    tried, others may have been tried at the same time. Refused: `tips.no_hold`."""
    now = Keyholder.objects.select_for_update(of=("self",)).select_related("key").filter(pk=found.pk).first()
    if now is None:
        raise GijaError("tips.no_hold")
    return now


def _failed(actor: Actor, found: Keyholder) -> None:
    with transaction.atomic(using=POLICE):
        found = _held(found)
        found.failures += 1
        if found.failures >= MOST_FAILURES:
            found.failures, found.shut_until = 0, timezone.now() + SHUT
        found.save(update_fields=["failures", "shut_until"])
        _audit(actor, "open", found.key, outcome="refused")


def _opened(actor: Actor, identities: tuple[str, ...]) -> DeskKey:
    """The active key, if the actor has it open; held to the end of the transaction."""
    key = DeskKey.objects.select_for_update().filter(institution=actor.institution, replaced_at=None).first()
    if key is None:
        raise GijaError("tips.no_desk")
    if not identities or sealing.recipient_of(identities[0]) != key.recipient:
        raise GijaError("tips.shut")
    return key


def _key(actor: Actor, recipient: str, former: bytes = b"") -> DeskKey:
    return DeskKey.objects.create(
        institution=actor.institution, recipient=recipient, former=former, made_at=timezone.now(), made_by=actor.account
    )


def _hold(
    key: DeskKey, actor: Actor, account: int, name: str, identity: str, passphrase: str, *, first: bool = False
) -> Keyholder:
    return Keyholder.objects.create(
        key=key,
        account=account,
        name=name,
        locked=sealing.lock(identity, passphrase, _bound(key, account)),
        first=first,
        given_at=timezone.now(),
        given_by=actor.account,
    )


def _bound(key: DeskKey, account: int) -> str:
    return f"gija tips {key.pk} {account}"


def _audit(actor: Actor, act: str, key: DeskKey, outcome: str = "done", **details: str | int | bool) -> None:
    record(
        POLICE, actor, f"police.tip.key_{act}", outcome=outcome, object_type="tips_key", object_id=key.pk,
        details=details,
    )  # fmt: skip
