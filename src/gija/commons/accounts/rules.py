"""Who may give which role to whom, and close which account. The matrix says what a role may do; this, who gets it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from gija.commons.accounts.models import Account
from gija.commons.directory.models import Institution
from gija.commons.directory.queries import valid_on
from gija.commons.permissions import Actor, NotPermittedError, require
from gija.commons.permissions.matrix import STAFF_SESSION, matrix
from gija.vocabulary.errors import GijaError


@cache
def holders() -> dict[str, dict[str, Any]]:
    """Role -> who may hold and give it (`permissions/holders.yaml`)."""
    text = files("gija.commons.permissions").joinpath("holders.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def roles_given_by(actor: Actor, institution: Institution) -> list[str]:
    """The roles an administrator, or support staff in a staff session, may give in this institution."""
    return [r for r in matrix() if _holdable(r, institution) and _givable(actor, r)]


def _givable(actor: Actor, role: str) -> bool:
    if actor.role == STAFF_SESSION:
        return bool(holders()[role].get("by_staff"))
    return holders()[role].get("given_by") != "console"


def check_giving(actor: Actor | None, account: Account, role: str, institution: Institution) -> None:
    """Whether `actor` (None: the console) may give the role.

    Refuses an unknown role, a role of the police outside the police (`accounts.role_elsewhere`), and, except on the
    console: another institution, a role that reaches beyond the institution, and a role for oneself; in a staff
    session also every role that reaches content.
    """
    if role not in matrix():
        raise GijaError("accounts.unknown_role", role=role)
    if not _holdable(role, institution):
        raise GijaError("accounts.role_elsewhere", role=role, institution=institution.code)
    if actor is None:
        return
    require(actor, "account.manage", institution.code)
    if not _givable(actor, role) or account.pk == actor.account:
        raise NotPermittedError(actor, "account.give_role")


def check_closing(actor: Actor | None, account: Account) -> None:
    """Whether `actor` may deactivate the account: not their own, not one that now works for another institution too."""
    if actor is None:
        return
    held = account.roles.filter(valid_on(timezone.localdate()))
    if account.pk == actor.account or held.exclude(institution=actor.institution).exists():
        raise NotPermittedError(actor, "account.deactivate")


def _holdable(role: str, institution: Institution) -> bool:
    kinds = holders()[role].get("kinds")
    return kinds is None or institution.kind in kinds
