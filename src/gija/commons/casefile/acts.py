"""What every act on a case shares: the case held against others, the entry of the audit trail, the sign of change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.ids import is_id
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError

CASE = "case"


@contextmanager
def held(file: CaseFile, actor: Actor | None, case_id: str, act: str = "write") -> Iterator[tuple[Actor, Any]]:
    """The case, held against others until the transaction of the act ends (SQLite holds everything anyway)."""
    with transaction.atomic(using=file.zone):
        rows = file.case.objects.select_related("person")
        if transaction.get_connection(file.zone).features.has_select_for_update_of:
            rows = rows.select_for_update(of=("self",))
        found = rows.filter(pk=case_id).first() if is_id(str(case_id)) else None
        if found is None:
            raise GijaError("casefile.not_found")
        yield require(actor, file.action(act), found.institution), found


def touched(case: Any, *, told: bool = True) -> None:
    """Changed by hand; `told`: in something that the register is told."""
    case.touched_at = timezone.now()
    case.version += told
    case.save()


def audited(file: CaseFile, actor: Actor | None, act: str, case: Case, **details: Any) -> None:
    record(file.zone, actor, file.action(act), object_type=CASE, object_id=str(case.pk), details=details)


def checked(number: str) -> str:
    """A number that a form sends along, or none; refuses anything else."""
    if number and not is_id(number):
        raise GijaError("casefile.not_found")
    return number


def enter(model: Any, actor: Actor, case: Any, entry: str, **content: Any) -> Any:
    made = model(
        id=entry, institution=case.institution, case=case, account=actor.account, actor_name=actor.name,
        entered_at=timezone.now(), **content,
    )  # fmt: skip
    with transaction.atomic(using=case._state.db or None):
        made.save(force_insert=True)
    return made
