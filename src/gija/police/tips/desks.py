"""The desks of this installation: which one receives, and who holds its key."""

from __future__ import annotations

import os

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.accounts.models import Account, RoleAssignment
from gija.commons.directory.queries import valid_on
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import matrix
from gija.police.tips.models import DeskKey, Keyholder
from gija.police.tips.rules import READ
from gija.vocabulary.errors import GijaError


def active(institution: str) -> DeskKey | None:
    """The key of an institution's desk that new tips are sealed to."""
    return DeskKey.objects.filter(institution=institution, replaced_at=None).first()


def receiving() -> DeskKey:
    """The key of the desk that receives: of the institution `GIJA_TIPS_DESK` names, else of the only desk there is.

    Refuses where there is none (`tips.no_desk`) or where several are and none is named (`tips.several_desks`).
    """
    rows = DeskKey.objects.filter(replaced_at=None)
    if named := os.environ.get("GIJA_TIPS_DESK"):
        rows = rows.filter(institution=named)
    found = list(rows[:2])
    if not found:
        raise GijaError("tips.no_desk")
    if len(found) > 1:
        raise GijaError("tips.several_desks")
    return found[0]


def officers(institution: str) -> QuerySet[Account]:
    """Who works there today in a role that reads tips."""
    reads = [role for role, row in matrix().items() if READ in row]
    held = RoleAssignment.objects.filter(valid_on(timezone.localdate()), institution=institution, role__in=reads)
    return Account.objects.filter(roles__in=held, is_active=True).distinct().order_by("name")


def at_work(actor: Actor | None) -> list[Keyholder]:
    """Who can open the desk and works there today."""
    found = holders(actor)
    there = set(officers(actor.institution).values_list("pk", flat=True)) if actor and found else set()
    return [one for one in found if one.account in there]


def holder(actor: Actor) -> Keyholder | None:
    """This officer's hold on the key of their institution's desk."""
    return Keyholder.objects.filter(
        key__institution=actor.institution, key__replaced_at=None, account=actor.account
    ).first()  # fmt: skip


def holders(actor: Actor | None) -> list[Keyholder]:
    """Who can open the desk of the actor's institution."""
    actor = require(actor, READ, actor.institution if actor else None)
    rows = Keyholder.objects.filter(key__institution=actor.institution, key__replaced_at=None)
    return list(rows.select_related("key"))
