"""Which tips a desk has, what one says to who has the desk open, and what is like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.police.tips import sealing
from gija.police.tips.mail.values import Letter
from gija.police.tips.models import Tip, TipFile, Writing
from gija.police.tips.received import letter_of
from gija.police.tips.rules import HANDLE, READ
from gija.police.tips.words import State
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

LOOKED = 20  # like tips shown
ORDER = {"now": 0, "soon": 1, "unsorted": 2, "usual": 3}
SAME = {
    "sender": Text("same sender", "tas pats siuntėjas"),
    "text": Text("same text", "toks pat tekstas"),
    "file": Text("same file", "toks pat failas"),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """Another tip that has something in common with this one."""

    tip: Tip
    why: tuple[Text, ...]


def tips(actor: Actor, asked: Mapping[str, Any] | None = None) -> QuerySet[Tip]:
    """The tips of the actor's desk; `asked`: state, kind, urgency, channel, mine, overdue."""
    if not may(actor, READ, actor.institution):
        return Tip.objects.none()
    said = asked or {}
    found = Tip.objects.filter(institution=actor.institution, pieces_due=0)
    if said.get("state") == "overdue":
        found = found.exclude(state=State.CLOSED).filter(due_on__lt=timezone.localdate())
    elif said.get("state"):
        found = found.filter(state=said["state"])
    else:
        found = found.exclude(state=State.CLOSED)
    for name in ("kind", "urgency", "channel"):
        found = found.filter(**{name: said[name]}) if said.get(name) else found
    return found.filter(account=actor.account) if said.get("mine") else found


def queue(actor: Actor, asked: Mapping[str, Any] | None = None) -> QuerySet[Tip]:
    """In the order in which they are to be looked at: the open ones, the most urgent, then by their day."""
    shut = Case(When(state=State.CLOSED, then=1), default=0, output_field=IntegerField())
    urgent = [When(urgency=code, then=place) for code, place in ORDER.items()]
    how = Case(*urgent, default=9, output_field=IntegerField())
    return tips(actor, asked).order_by(shut, how, "due_on", "received_at", "pk")


def tip(actor: Actor | None, tip_id: str, action: str = READ) -> Tip:
    """One tip. Refused: no right, or another desk's (`NotPermittedError`); `tips.not_found`."""
    found = Tip.objects.filter(pk=tip_id, pieces_due=0).select_related("key").first()
    require(actor, action, found.institution if found else None)
    if found is None:
        raise GijaError("tips.not_found")
    return found


def sealed(found: Tip, part: str) -> bytes:
    return b"".join(bytes(one) for one in found.pieces.filter(part=part).values_list("sealed", flat=True))


def letter(found: Tip, identities: Sequence[str]) -> Letter:
    """What the tip says. Refuses a desk that is shut (`tips.shut`) and what was erased (`tips.erased`)."""
    said = _opened(found, identities, "letter")
    return letter_of(said) if found.channel == "form" else Letter.of(said)


def raw(found: Tip, identities: Sequence[str]) -> bytes:
    """The tip as it came; what was read of it where it came in no other form."""
    part = "raw" if found.pieces.filter(part="raw").exists() else "letter"
    return _opened(found, identities, part)


def _opened(found: Tip, identities: Sequence[str], part: str) -> bytes:
    if not identities:
        raise GijaError("tips.shut")
    if found.erased_at:
        raise GijaError("tips.erased")
    return sealing.unseal(identities, sealed(found, part))


def writings(found: Tip, identities: Sequence[str]) -> list[tuple[Writing, str]]:
    """Answers, further messages and notes, oldest first, opened."""
    rows = found.writings.all()
    return [(one, sealing.unseal(identities, bytes(one.sealed)).decode("utf-8", "replace")) for one in rows]


def alike(actor: Actor, found: Tip) -> list[Alike]:
    """Other tips of the desk from the same sender, with the same text or a same file; nothing is opened for it."""
    files = [i for i in found.files.values_list("file_index", flat=True) if i]
    same_file = set(TipFile.objects.filter(file_index__in=files).values_list("tip", flat=True)) if files else set()
    either = Q(pk__in=same_file)
    either |= Q(sender_index=found.sender_index) if found.sender_index else Q(pk__in=())
    either |= Q(text_index=found.text_index) if found.text_index else Q(pk__in=())
    rows = Tip.objects.filter(either, institution=actor.institution, pieces_due=0).exclude(pk=found.pk)
    return [Alike(one, _why(found, one, same_file)) for one in rows[:LOOKED]]


def _why(found: Tip, other: Tip, same_file: set[str]) -> tuple[Text, ...]:
    sender = found.sender_index and found.sender_index == other.sender_index
    text = found.text_index and found.text_index == other.text_index
    holds = {"sender": sender, "text": text, "file": other.pk in same_file}
    return tuple(SAME[name] for name, held in holds.items() if held)


def waiting(actor: Actor) -> int:
    """How many wait for this officer: those nobody has, and their own that are overdue."""
    if not may(actor, HANDLE, actor.institution):
        return 0
    late = tips(actor, {"state": "overdue", "mine": True}).count()
    return late + tips(actor, {"state": State.NEW}).count()


def linked_queries(query_ids: Sequence[str]) -> set[str]:
    """Which of these questions an open tip still needs."""
    rows = Tip.objects.exclude(state=State.CLOSED).filter(links__kind="query", links__target__in=query_ids)
    return set(rows.values_list("links__target", flat=True))
