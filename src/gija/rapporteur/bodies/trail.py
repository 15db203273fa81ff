"""What was done, by whom: one trail for bodies, recommendations and evaluators, each act with its audit entry."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.rapporteur.bodies.models import ZONE, Act
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

SHORTEST = 10  # characters of a reason
One = TypeVar("One", bound=Model)


def who(actor: Actor) -> dict[str, Any]:
    """What is kept of who acted."""
    return {
        "account": actor.account, "actor_name": actor.name, "institution": actor.institution,
        "institution_name": actor.institution_name, "at": timezone.now(),
    }  # fmt: skip


def note(
    actor: Actor,
    action: str,
    kind: str,
    about: object,
    act: str,
    reason: str = "",
    content: dict[str, Any] | None = None,
) -> None:
    """Keep the act in the trail and in the audit. Call it inside the act's transaction; `content` never goes into the
    audit."""
    Act.objects.create(kind=kind, about=str(about), act=act, reason=reason, content=content or {}, **who(actor))
    record(ZONE, actor, action, object_type=kind, object_id=str(about), details={"act": act})


def acts(kind: str, about: object) -> list[Act]:
    return list(Act.objects.filter(kind=kind, about=str(about)))


def reason(said: str) -> str:
    """`bodies.reason` for what is too short to say anything."""
    plain = " ".join(said.split())
    if len(plain) < SHORTEST:
        raise GijaError("bodies.reason", shortest=SHORTEST)
    return plain


def both(text: Text) -> Text:
    """Both languages, without needless blanks; `bodies.text` where one is missing."""
    said = Text(text.en.strip(), text.lt.strip())
    if not said.en or not said.lt:
        raise GijaError("bodies.text")
    return said


def locked(model: type[One], pk: object, version: int, missing: str) -> One:
    """The row under its lock; its version grows with the save that follows. `missing`: the code of the error where it
    is not there; `bodies.version` where somebody changed it meanwhile."""
    found = model._default_manager.select_for_update().filter(pk=pk).first()
    if found is None:
        raise GijaError(missing)
    if found.version != version:  # type: ignore[attr-defined]
        raise GijaError("bodies.version")
    found.version += 1  # type: ignore[attr-defined]
    return found
