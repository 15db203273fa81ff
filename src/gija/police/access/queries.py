"""Which glass is open for whom, and what the auditor sees of all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.audit.models import Entry
from gija.commons.permissions import Actor, may, require
from gija.commons.rowlevel.session import EVERY, acting_for
from gija.police.access.models import BreakGlass
from gija.vocabulary.errors import GijaError

REVIEW = "police.glass.review"
OPEN = "police.glass.open"


def glass_of(actor: Actor, glass_id: str) -> BreakGlass | None:
    """The glass under which a question was asked, if it is the actor's own and still open; else None."""
    if not glass_id:
        return None
    found = BreakGlass.objects.filter(pk=glass_id, account=actor.account, role=actor.role).first()
    return found if found and found.institution == actor.institution and found.is_open else None


def open_for(actor: Actor, query_id: str) -> BreakGlass | None:
    """The actor's glass that is open for this question now."""
    return open_now(BreakGlass.objects.filter(account=actor.account, query=query_id)).first()


def open_now(rows: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    return rows.filter(ended_at=None, ends_at__gt=timezone.now())


def all_uses(actor: Actor, *, state: str = "", finding: str | None = None) -> Sequence[BreakGlass]:
    """Every use in every institution, open ones first, then the latest; for the auditor only.

    Read past the wall between institutions: the auditor's own has no such rows, and nothing may be hidden here.
    """
    require(actor, REVIEW)
    with acting_for(EVERY):
        found = BreakGlass.objects.all()
        if state:
            now_open = open_now(found)
            found = now_open if state == "open" else found.exclude(pk__in=now_open.values("pk"))
        if finding is not None:
            found = found.filter(finding=finding)
        return sorted(found, key=lambda one: (not one.is_open, -one.opened_at.timestamp()))


def one_use(actor: Actor, glass_id: str) -> BreakGlass:
    """One use: for the auditor any, for others their own. Refused: `access.not_found`."""
    if may(actor, REVIEW):
        with acting_for(EVERY):
            found = BreakGlass.objects.filter(pk=glass_id).first()
    else:
        found = BreakGlass.objects.filter(pk=glass_id, account=actor.account).first()
    if found is None:
        raise GijaError("access.not_found")
    return found


def to_review(actor: Actor) -> int:
    """How many uses nobody has reviewed yet."""
    if not may(actor, REVIEW):
        return 0
    with acting_for(EVERY):
        return BreakGlass.objects.filter(finding="").count()


def acts_under(glass: BreakGlass) -> list[Entry]:
    """The entries of the trail about this use, the question asked under it and its dossiers, oldest first."""
    from gija.police.dossiers.models import Dossier
    from gija.police.search.models import Candidate, SearchQuery

    with acting_for(EVERY):
        queries = list(SearchQuery.objects.filter(glass=glass.pk).values_list("pk", flat=True))
        hits = list(Candidate.objects.filter(answer__query__in=queries).values_list("pk", flat=True))
        dossiers = list(Dossier.objects.filter(query__in=queries).values_list("pk", flat=True))
        about = Q(object_id__in=[glass.pk, *queries, *hits, *dossiers])
        return list(Entry.objects.using("police").filter(about).order_by("number")[:500])


def needed(query_ids: Collection[str]) -> set[str]:
    """Which of these questions a use still rests on: those asked under one that nobody has reviewed, and the question
    whose answer was closed, as long as the one asked under it is there."""
    from gija.police.search.models import SearchQuery

    open_ = BreakGlass.objects.filter(finding="").values("pk")
    found = set(SearchQuery.objects.filter(pk__in=query_ids, glass__in=open_).values_list("pk", flat=True))
    asked = SearchQuery.objects.exclude(glass="").values("glass")
    before = BreakGlass.objects.filter(query__in=query_ids).filter(Q(finding="") | Q(pk__in=asked))
    return found | set(before.values_list("query", flat=True))
