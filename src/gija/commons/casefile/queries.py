"""What an actor sees: the cases of their own institution, and no other's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.ids import is_id
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError

OFFERED = 200
# How a case stands with the register, as the filter of the list asks.
REGISTER: Mapping[str, Q] = {
    "unfinished": Q(completed_at=None),
    "not_sent": Q(sent_version=None, completed_at__isnull=False),
    "sent": Q(sent_version=F("version")),
    "changed": Q(sent_version__isnull=False) & ~Q(sent_version=F("version")),
}


def own_cases(file: CaseFile, actor: Actor) -> QuerySet[Any]:
    """Every case of the actor's institution, latest first; none without the right to read."""
    if not may(actor, file.action("read"), actor.institution):
        return file.case.objects.none()  # type: ignore[no-any-return]
    return file.case.objects.filter(institution=actor.institution)  # type: ignore[no-any-return]


def lately(file: CaseFile, actor: Actor, *chosen: str, agreed: str = "") -> list[tuple[str, str]]:
    """What a form offers to choose a case from: those last worked on (at most `OFFERED`), and the chosen ones, by
    number, never by name. An older one is begun from its own page. `agreed`: only where the person agrees to it now."""
    own = own_cases(file, actor)
    if agreed:
        given = file.consent.objects.filter(institution=actor.institution, scope=agreed)
        own = own.filter(pk__in=given.filter(struck_at=None, withdrawn_on=None).values("case"))
    latest = own.order_by(Coalesce("touched_at", "opened_at").desc(), "pk").values_list("pk", flat=True)[:OFFERED]
    rows = own.filter(pk__in={*latest, *filter(is_id, chosen)}).order_by("-opened_at", "pk")
    return [
        (str(pk), " · ".join(filter(None, (str(pk)[:8].upper(), reference, f"{day:%Y-%m-%d}"))))
        for pk, reference, day in rows.values_list("pk", "reference", "registered_on")
    ]


def listed(file: CaseFile, actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Any]:
    """The institution's cases that fit the filters of the list (status, register, form, review, opened by me)."""
    found = own_cases(file, actor)
    if register := asked.get("register"):
        found = found.filter(REGISTER[register])
    if form := asked.get("form"):
        found = found.filter(exploitation_main=form)
    if status := asked.get("status"):
        found = found.filter(statuses__status=status, statuses__struck_at=None).distinct()
    if asked.get("review"):
        found = found.filter(review_on__lte=timezone.localdate())
    return found.filter(account=actor.account) if asked.get("mine") else found


def case(file: CaseFile, actor: Actor | None, case_id: str, act: str = "read") -> Case:
    """One case. Refused: `casefile.not_found`; another institution's is `NotPermittedError`."""
    found = file.case.objects.filter(pk=case_id).first()
    if found is None:
        require(actor, file.action(act))
        raise GijaError("casefile.not_found")
    require(actor, file.action(act), found.institution)
    return found


def due(file: CaseFile, actor: Actor) -> int:
    """How much waits for this institution: cases to finish, to look at again, changed since they were sent."""
    waits = REGISTER["unfinished"] | REGISTER["changed"] | Q(review_on__lte=timezone.localdate())
    return own_cases(file, actor).filter(waits).count()


def standing(entries: Any) -> list[Any]:
    """Entries of a history that were not struck out, in order of entering."""
    return [one for one in entries.all() if one.struck_at is None]


def status_of(found: Case) -> Any | None:
    """The status that holds: the latest by its day; one without a day is taken as of the registration."""
    there = standing(found.statuses)
    return max(there, key=lambda one: (one.on or found.registered_on, one.entered_at), default=None)


def scopes(found: Case) -> list[str]:
    """What the person agrees to now."""
    return sorted({one.scope for one in standing(found.consents) if one.withdrawn_on is None})


def imports(file: CaseFile, actor: Actor) -> QuerySet[Any]:
    """The imports of the actor's institution."""
    return file.imported.objects.filter(institution=actor.institution)  # type: ignore[no-any-return]


def one_import(file: CaseFile, actor: Actor | None, import_id: str) -> Any:
    """One import. Refused: `casefile.import_not_found`; another institution's is `NotPermittedError`."""
    found = file.imported.objects.filter(pk=import_id).first()
    if found is None:
        raise GijaError("casefile.import_not_found")
    require(actor, file.action("import"), found.institution)
    return found
