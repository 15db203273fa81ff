"""What a tip belongs to: a question to the databases, a victim in proceedings; only what the officer may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.casefile import queries as casefile
from gija.commons.permissions import Actor, NotPermittedError
from gija.police.proceedings.file import FILE
from gija.police.search import queries as search
from gija.police.tips import services
from gija.police.tips.models import POLICE, Link, Tip
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Linked:
    """A link; `seen`: may this officer look at what it leads to?"""

    link: Link
    seen: bool


def link(actor: Actor, tip_id: str, kind: str, target: str) -> Link:
    """Link a tip. Twice is once. Refused: what is not there or may not be seen (`tips.nothing_to_link`)."""
    wanted = _target(kind, target)
    if not may_see(actor, kind, wanted):
        raise GijaError("tips.nothing_to_link")
    with transaction.atomic(using=POLICE):
        found = services.held_open(actor, tip_id)
        made, new = Link.objects.get_or_create(
            tip=found, kind=kind, target=wanted, defaults={"at": timezone.now(), "account": actor.account}
        )
        if new:
            services.note(found, "link", actor, kind)
            services.audit(actor, "link", found, kind=kind, target=wanted)
    return made


def unlink(actor: Actor, tip_id: str, link_id: int) -> None:
    """Take a link off. Refused: `tips.not_found`."""
    with transaction.atomic(using=POLICE):
        found = services.held_open(actor, tip_id)
        there = found.links.filter(pk=link_id).first()
        if there is None:
            raise GijaError("tips.not_found")
        services.note(found, "unlink", actor, there.kind)
        services.audit(actor, "unlink", found, kind=there.kind, target=there.target)
        there.delete()


def links(actor: Actor, found: Tip) -> list[Linked]:
    return [Linked(one, may_see(actor, one.kind, one.target)) for one in found.links.all()]


def may_see(actor: Actor, kind: str, target: str) -> bool:
    """Is it there, and may the officer look at it?"""
    try:
        if kind == "query":
            search.query(actor, target)
        elif kind == "proceeding":
            casefile.case(FILE, actor, target)
        else:
            return False
    except (GijaError, NotPermittedError):
        return False
    return True


def _target(kind: str, said: str) -> str:
    """The number as it is kept, of what was typed or pasted with its address."""
    last = said.strip().rstrip("/").rpartition("/")[2]
    if kind != "proceeding":
        return last.upper()
    try:
        return str(uuid.UUID(last))
    except ValueError:
        raise GijaError("tips.nothing_to_link") from None
