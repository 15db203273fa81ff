"""What the last check said, alerts, notes; each only for who may see it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.monitoring import rules, seen
from gija.rapporteur.monitoring.models import Alert, AlertState, Check, Finding, NoteVersion, Standing
from gija.vocabulary.errors import GijaError


def last_check() -> Check | None:
    found: Check | None = Check.objects.first()
    return found


def findings(actor: Actor | None) -> QuerySet[Finding]:
    """What the last check said: all, for who sees inner figures; else of published series only."""
    found = Finding.objects.all()
    return found if seen.sees_inner(actor) else found.filter(published=True)


def said_of(actor: Actor | None, keys: list[str]) -> dict[str, Finding]:
    """The findings of these lines that the actor may see, by their key."""
    return {one.key: one for one in findings(actor).filter(key__in=keys)}


def alerts(actor: Actor | None, state: str = "") -> QuerySet[Alert]:
    require(actor, rules.NOTE_READ)
    found = Alert.objects.all()
    return found.filter(state=state) if state in AlertState.values else found


def alert(actor: Actor | None, pk: int) -> Alert:
    """`monitoring.not_found` where there is none."""
    found = alerts(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError("monitoring.not_found")
    return found


def open_alerts(actor: Actor) -> int:
    """How many wait, for who decides on them."""
    return Alert.objects.filter(state=AlertState.OPEN).count() if may(actor, rules.WATCH) else 0


def notes(actor: Actor | None) -> list[NoteVersion]:
    """Every note as it holds, those due for review first."""
    require(actor, rules.NOTE_READ)
    return sorted(_holding().values(), key=lambda one: (one.standing != Standing.HOLDS, one.review_on, one.code))


def _holding() -> dict[str, NoteVersion]:
    return {one.code: one for one in NoteVersion.objects.order_by("number")}


def reviewed_notes() -> list[NoteVersion]:
    """The notes that hold and whose review will come."""
    return [one for one in _holding().values() if one.standing == Standing.HOLDS]


def versions(actor: Actor | None, code: str) -> list[NoteVersion]:
    """All versions of a note, the latest first; `monitoring.not_found` where there is none."""
    require(actor, rules.NOTE_READ)
    found = list(NoteVersion.objects.filter(code=code).order_by("-number"))
    if not found:
        raise GijaError("monitoring.not_found")
    return found


def due(one: NoteVersion) -> bool:
    return one.standing == Standing.HOLDS and one.review_on < timezone.localdate()
