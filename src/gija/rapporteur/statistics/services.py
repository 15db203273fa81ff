"""What happens to figures: published ones loaded, tables received. Never is one overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.statistics import others, published, queries
from gija.rapporteur.statistics.breakdowns import to_json
from gija.rapporteur.statistics.drafts import Draft, checked, said, told
from gija.rapporteur.statistics.models import ZONE, Observation
from gija.rapporteur.statistics.points import Point


def load_published(actor: Actor | None, text: str | None = None) -> int:
    """Keep the published figures that are not kept yet; how many that were. All or none, and one audit entry.

    `text`: a CSV of `published.COLUMNS` or of columns that `others` knows; None: the project's own. Again with the
    same figures: nothing happens.
    """
    actor = require(actor, queries.LOAD)
    drafts = list(others.drafts(published.ours() if text is None else text))
    name = published.OURS if text is None else "file"
    try:
        return _load(actor, drafts, name)
    except IntegrityError:  # somebody else loaded at the same moment: what they kept is there now
        return _load(actor, drafts, name)


def _load(actor: Actor, drafts: list[Draft], name: str) -> int:
    with transaction.atomic(using=ZONE):
        kept = keep(drafts)
        if kept:
            record(ZONE, actor, queries.LOAD, object_type="figures", object_id=name, details={"figures": len(kept)})
    return len(kept)


def keep(drafts: Iterable[Draft]) -> list[Observation]:
    """Write each figure that says something new, as the next vintage of what it is about. Inside a transaction."""
    points = [checked(draft) for draft in drafts]
    before: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for row in Observation.objects.filter(indicator__in={p.indicator for p in points}).order_by("vintage"):
        before[tuple(getattr(row, name) for name in Observation.IDENTITY)].append(row)
    kept = []
    for point in points:
        earlier = before[tuple(identity_of(point).values())]
        if said(point) not in [told(one) for one in earlier]:
            row = observation(point, earlier[-1].vintage + 1 if earlier else 1)
            row.save(using=ZONE)
            earlier.append(row)
            kept.append(row)
    return kept


def identity_of(point: Point) -> dict[str, str]:
    """What makes two figures tellings of the same, in the order of `Observation.IDENTITY`."""
    of = {
        "indicator": point.indicator,
        "period": point.period,
        "breakdown": to_json(point.breakdown),
        "base": point.basis.base,
        "stage": point.basis.stage,
        "definition": point.basis.definition,
        "authority": point.basis.authority,
        "kind": point.basis.kind,
        "dataset": point.basis.dataset,
    }
    return {name: of[name] for name in Observation.IDENTITY}


def observation(point: Point, vintage: int) -> Observation:
    """A checked point as a row that is not saved yet."""
    return Observation(
        **identity_of(point),
        value=point.value,
        status=point.status,
        qualifier=point.qualifier,
        source=point.source,
        line=point.line,
        quote=point.quote,
        derived=point.derived,
        how=point.how,
        revision=point.revision,
        vintage=vintage,
        published_at=point.published_at,
        known_from=point.known_from,
        recorded_at=timezone.now(),
    )
