"""Which hints there are, which pairs both institutions confirmed or one refused, which records may be told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from django.db.models import Q, QuerySet

from gija.commons.permissions import Actor, require
from gija.register.hints.models import Hint
from gija.register.records.models import Consent, Revision
from gija.register.records.queries import current
from gija.register.records.rules import BY_CONSENT

READ, SEND = "register.hint.read", "register.hint.send"
REFERRAL = "referral"  # scope of consent
Edge = tuple[str, str]


def hints(actor: Actor | None) -> QuerySet[Hint]:
    """Every hint, for who may see them."""
    require(actor, READ)
    return Hint.objects.all()


def confirmed() -> set[Edge]:
    """Pairs of records that both institutions say are of one person: for the clusters to hold together."""
    return set(Hint.objects.filter(state="confirmed").values_list("one", "other"))


def refused() -> set[Edge]:
    """Pairs that an institution says are of two persons: for the clusters to keep apart."""
    said = Q(one_answer="different") | Q(other_answer="different")
    return set(Hint.objects.filter(said).values_list("one", "other"))


def tellable(records: Iterable[str]) -> dict[str, Revision]:
    """Record -> the revision that holds, of those that may be told of: the person agrees to sharing for referral, or
    the sender reports by a legal duty."""
    held = {revision.record_id: revision for revision in current().filter(record__in=list(records))}
    agreed = set(
        Consent.objects.filter(revision__in=[one.pk for one in held.values()], scope=REFERRAL).values_list(
            "revision_id", flat=True
        )
    )
    return {number: one for number, one in held.items() if one.pk in agreed or one.sender_kind not in BY_CONSENT}


def edges(groups: Iterable[Sequence[str]]) -> list[Edge]:
    """The pairs within clusters, each once, the lesser number first."""
    return sorted({(min(pair), max(pair)) for group in groups for pair in combinations(sorted(set(group)), 2)})
