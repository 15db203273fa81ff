"""What officers do with a tip: read it, sort it, take it on, answer, link, close. One act, one audit entry."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.commons.scanning import scan
from gija.police.tips import deadlines, desks, queries, sealing
from gija.police.tips.mail import apart
from gija.police.tips.mail.values import Letter
from gija.police.tips.models import POLICE, Event, Tip, Writing
from gija.police.tips.rules import HANDLE
from gija.police.tips.words import State
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

BYTES = "application/octet-stream"
LONGEST = 8000  # letters of an answer or a note


@dataclass(frozen=True, slots=True)
class Taken:
    """A file taken out of a tip. `name` is ours, never the sender's; only a harmless one keeps its kind."""

    name: str
    type: str
    data: bytes


def read(actor: Actor | None, identities: Sequence[str], tip_id: str) -> tuple[Tip, Letter]:
    """Open what a tip says; every time leaves an entry."""
    found = queries.tip(actor, tip_id)
    said = queries.letter(found, identities)
    with transaction.atomic(using=POLICE):
        if not found.events.filter(act="read", account=actor.account if actor else None).exists():
            note(found, "read", actor)
        audit(actor, "read", found)
    return found, said


def take_out(actor: Actor | None, identities: Sequence[str], tip_id: str, place: int) -> Taken:
    """One file of a tip; `place` 0: the whole message as it came. Refused: `tips.no_file`."""
    found = queries.tip(actor, tip_id)
    raw = queries.raw(found, identities)
    data = raw if place == 0 else apart.file(raw, place)
    if data is None:
        raise GijaError("tips.no_file")
    with transaction.atomic(using=POLICE):
        note(found, "file", actor, str(place))
        audit(actor, "file", found, place=place)
    looked = scan(data) if place else None
    extension = looked.extension if looked and looked.harmless else "bin"
    told = mimetypes.types_map.get(f".{extension}", BYTES) if extension != "bin" else BYTES
    return Taken(f"{found.short}-{place}.{extension}", told, data)


def sort(actor: Actor | None, tip_id: str, kind: str, urgency: str) -> Tip:
    """Say what kind of tip it is and how urgent; its day follows. Refused: a closed one, an unknown code."""
    if kind not in code_list("tip_kind") or urgency not in code_list("tip_urgency"):
        raise GijaError("tips.unknown_code")
    with transaction.atomic(using=POLICE):
        found = _open(actor, tip_id)
        found.kind, found.urgency = kind, urgency
        found.due_on = deadlines.due(urgency, timezone.localdate(found.received_at))
        found.save(update_fields=["kind", "urgency", "due_on"])
        note(found, "sort", actor, kind)
        audit(actor, "sort", found, kind=kind, urgency=urgency)
    return found


def assign(actor: Actor | None, tip_id: str, account: int) -> Tip:
    """Give a tip to a colleague who can open the desk, or take it on. Refused: `tips.not_an_officer`."""
    with transaction.atomic(using=POLICE):
        found = _open(actor, tip_id)
        to = next((one for one in desks.at_work(actor) if one.account == account), None)
        if to is None:
            raise GijaError("tips.not_an_officer")
        found.account, found.account_name = to.account, to.name
        found.state = State.ASSIGNED if found.state == State.NEW else found.state
        found.save(update_fields=["account", "account_name", "state"])
        own = actor is not None and actor.account == account
        note(found, "take" if own else "assign", actor)
        audit(actor, "assign", found, account=account)
    return found


def add_note(actor: Actor | None, tip_id: str, text: str) -> Writing:
    """Keep a note, sealed as the tip is."""
    said = words(text)
    with transaction.atomic(using=POLICE):
        found = _open(actor, tip_id)
        made = write(found, "note", said, actor)
        note(found, "note", actor)
        audit(actor, "note", found)
    return made


def close(actor: Actor | None, tip_id: str, outcome: str, text: str = "") -> Tip:
    """Put a tip away with what came of it. Refused: one that is closed or not sorted yet, an unknown outcome."""
    if outcome not in code_list("tip_outcome") or outcome == "open":
        raise GijaError("tips.unknown_code")
    said = words(text) if text.strip() else ""
    with transaction.atomic(using=POLICE):
        found = _open(actor, tip_id)
        if outcome == "spam":
            found.kind = "spam"
        if found.kind == "unsorted":
            raise GijaError("tips.sort_first")
        if said:
            write(found, "note", said, actor)
        found.state, found.outcome, found.closed_at = State.CLOSED, outcome, timezone.now()
        found.save(update_fields=["state", "outcome", "closed_at", "kind"])
        note(found, "close", actor, outcome)
        audit(actor, "close", found, outcome=outcome)
    return found


def reopen(actor: Actor | None, tip_id: str) -> Tip:
    """Take a closed tip up again. Refused: one that is open (`tips.not_closed`), one that was erased."""
    with transaction.atomic(using=POLICE):
        found = _held(actor, tip_id)
        if found.is_open:
            raise GijaError("tips.not_closed")
        if found.erased_at:
            raise GijaError("tips.erased")
        found.state, found.outcome, found.closed_at = State.ASSIGNED if found.account else State.NEW, "", None
        found.save(update_fields=["state", "outcome", "closed_at"])
        note(found, "reopen", actor)
        audit(actor, "reopen", found)
    return found


def words(text: str) -> str:
    """What somebody wrote, in lines; it must say something."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) < 2 or len(said) > LONGEST:
        raise GijaError("tips.not_words", limit=LONGEST)
    return said


def _held(actor: Actor | None, tip_id: str) -> Tip:
    """The tip, held against others until the transaction ends."""
    queries.tip(actor, tip_id, HANDLE)
    return Tip.objects.select_for_update(of=("self",)).select_related("key").get(pk=tip_id)


def _open(actor: Actor | None, tip_id: str) -> Tip:
    found = _held(actor, tip_id)
    if not found.is_open:
        raise GijaError("tips.closed")
    return found


def held_open(actor: Actor | None, tip_id: str) -> Tip:
    """As `_open`, for the other acts of this room; in the caller's transaction."""
    return _open(actor, tip_id)


def write(found: Tip, kind: str, text: str, actor: Actor | None) -> Writing:
    """Keep words sealed to the desk's active key, in the caller's transaction."""
    key = desks.active(found.institution) or found.key
    return Writing.objects.create(
        tip=found,
        kind=kind,
        at=timezone.now(),
        account=actor.account if actor else None,
        actor_name=actor.name if actor else "",
        sealed=sealing.seal(key.recipient, text.encode("utf-8", "replace")),
    )


def note(found: Tip, act: str, actor: Actor | None, detail: str = "") -> None:
    Event.objects.create(
        tip=found, act=act, at=timezone.now(), detail=detail,
        account=actor.account if actor else None, actor_name=actor.name if actor else "",
    )  # fmt: skip


def audit(actor: Actor | None, act: str, found: Tip, **details: JSON) -> None:
    record(POLICE, actor, f"police.tip.{act}", object_type="tip", object_id=found.pk, details=details)
