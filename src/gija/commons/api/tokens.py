"""Tokens: made by an administrator, shown once, ended; and who acts by one."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_for, roles_of
from gija.commons.accounts.rules import roles_given_by
from gija.commons.api.models import Token
from gija.commons.audit.services import record
from gija.commons.directory.models import Institution
from gija.commons.directory.queries import institution as institution_of
from gija.commons.directory.queries import name_on, valid_on
from gija.commons.permissions import Actor, NotPermittedError, require
from gija.commons.permissions.matrix import matrix
from gija.vocabulary.errors import GijaError

MANAGE = "api.token.manage"
LONGEST = 366  # days a token may live
MOST = 6_000  # calls a minute
_WRITTEN = re.compile(r"gija_(\d{1,18})_([A-Za-z0-9_-]{43})")


def make(
    actor: Actor | None,
    name: str,
    role: str,
    scopes: Iterable[str],
    expires_on: dt.date,
    *,
    per_minute: int = 60,
    language: str = "lt",
) -> tuple[Token, str]:
    """A token for a program of the actor's own institution, and its text, which is shown now and never again.

    Refused: no right, a role the actor may not give (`NotPermittedError`), a scope that the role does not have
    (`api.scope_elsewhere`), none at all (`api.no_scope`), an end that is past or too far (`api.expiry`).
    """
    actor = require(actor, MANAGE, actor.institution if actor else None)
    where = institution_of(actor.institution)
    if role not in roles_given_by(actor, where):
        raise NotPermittedError(actor, MANAGE)
    wanted = _scopes(role, scopes)
    today = timezone.localdate()
    if not today <= expires_on <= today + dt.timedelta(days=LONGEST):
        raise GijaError("api.expiry", days=LONGEST)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Token.objects.create(
            name=name.strip()[:100], institution=where, role=role, scopes=wanted, language=language,
            hash=_hash(secret), per_minute=max(1, min(per_minute, MOST)), made_by=actor.name, expires_on=expires_on,
        )  # fmt: skip
        details: dict[str, Any] = {
            "role": role,
            "scopes": wanted,
            "expires_on": expires_on.isoformat(),
            "per_minute": made.per_minute,
        }
        record("default", actor, "api.token.make", object_type="api_token", object_id=str(made.pk), details=details)
    return made, f"gija_{made.pk}_{secret}"


def _scopes(role: str, scopes: Iterable[str]) -> list[str]:
    wanted = sorted(set(scopes))
    if not wanted:
        raise GijaError("api.no_scope")
    for scope in wanted:
        if scope not in matrix().get(role, {}):
            raise GijaError("api.scope_elsewhere", scope=scope[:80])
    return wanted


def end(actor: Actor | None, number: int) -> Token:
    """The token no longer opens anything, from now on. Again: nothing happens. Refused: another institution's."""
    actor = require(actor, MANAGE)
    with transaction.atomic():
        found = Token.objects.select_for_update().filter(pk=number).first()
        if found is None:
            raise GijaError("api.token_not_found")
        require(actor, MANAGE, found.institution_id)
        if found.ended_at is None:
            found.ended_at = timezone.now()
            found.save(update_fields=["ended_at"])
            record("default", actor, "api.token.end", object_type="api_token", object_id=str(number))
    return found


def known(written: str) -> Token:
    """The token of a text that a program sent. Refused, without saying which part was wrong: `api.token_wrong`."""
    parts = _WRITTEN.fullmatch(written)
    found = Token.objects.filter(pk=int(parts[1])).first() if parts else None
    if parts is None or found is None or not hmac.compare_digest(found.hash, _hash(parts[2])):
        raise GijaError("api.token_wrong")
    return found


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def holds(token: Token) -> bool:
    """Is it neither ended nor expired, and its institution still there?"""
    today = timezone.localdate()
    there = Institution.objects.filter(valid_on(today), pk=token.institution_id).exists()
    return token.ended_at is None and token.expires_on >= today and there


def acts_as(token: Token) -> Actor:
    """Who a program acts as. It says what the rights are; whether the token holds is asked by `holds`."""
    name = name_on(token.institution_id, language=token.language)
    return Actor(-token.pk, f"API: {token.name}", token.role, token.institution_id, name, token.language)


def still(account: int, role: str, institution: str) -> Actor | None:
    """Whoever acted then, if they still hold that role in that institution today; a person or a program.

    For what goes on after they have left: batches, alerts.
    """
    if account < 0:
        token = Token.objects.filter(pk=-account, role=role, institution=institution).first()
        return acts_as(token) if token and holds(token) else None
    person = Account.objects.filter(pk=account, is_active=True).first()
    held = roles_of(person).filter(role=role, institution=institution).first() if person else None
    return actor_for(person, held) if person and held else None
