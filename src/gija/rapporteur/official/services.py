"""What happens to official figures: a publication is imported, a difference is explained. Never is one overwritten."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.official import layouts, queries
from gija.rapporteur.official.layouts import Row
from gija.rapporteur.official.models import ZONE, OfficialFigure, Remark
from gija.rapporteur.statistics.breakdowns import to_json
from gija.vocabulary.errors import GijaError

SHORTEST = 10


def load(actor: Actor | None, content: bytes, publisher: str, document: str, published_on: dt.date) -> int:
    """Keep a publication's figures, all or none, with one audit entry; how many. The same file again: nothing happens.

    Refuses an unknown publisher, a publication without a name or of a day to come (`official.publication`), and what
    `layouts.read` refuses.
    """
    actor = require(actor, queries.LOAD)
    document = " ".join(document.split())[:200]
    if publisher not in layouts.data()["publishers"] or len(document) < 3 or published_on > timezone.localdate():
        raise GijaError("official.publication")
    rows, file = layouts.read(content), hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic(using=ZONE):
            if OfficialFigure.objects.filter(file=file).exists():
                return 0
            for row in rows:
                _figure(row, file, publisher, document, published_on).save(using=ZONE)
            details: dict[str, JSON] = {
                "figures": len(rows),
                "publisher": publisher,
                "published_on": published_on.isoformat(),
            }
            record(ZONE, actor, queries.LOAD, object_type="publication", object_id=file[:16], details=details)
    except IntegrityError:  # somebody else loaded the same file at the same moment
        return 0
    return len(rows)


def _figure(row: Row, file: str, publisher: str, document: str, published_on: dt.date) -> OfficialFigure:
    return OfficialFigure(
        publisher=publisher, document=document, published_on=published_on, file=file, row=row.number,
        indicator=row.indicator, period=row.period, breakdown=to_json(row.breakdown), authority=row.authority,
        value=row.value, status=row.status, qualifier=row.qualifier if row.value is not None else "", note=row.note,
        recorded_at=timezone.now(),
    )  # fmt: skip


def explain(actor: Actor | None, pk: int, reason: str) -> Remark:
    """Say why two figures differ. The same again by the same person: nothing happens.

    Refuses where there is no difference (`official.no_difference`) and a reason too short to be one.
    """
    actor = require(actor, queries.EXPLAIN)
    reason = " ".join(reason.split())[:2000]
    if len(reason) < SHORTEST:
        raise GijaError("official.reason", shortest=SHORTEST)
    with transaction.atomic(using=ZONE):
        of = queries.comparison(pk)
        if not of.difference or of.official.value is None or of.collected is None:
            raise GijaError("official.no_difference")
        last = next(iter(queries.remarks(of)), None)
        if last and queries.holds(last, of) and (last.reason, last.account) == (reason, actor.account):
            return last
        made = Remark.objects.create(
            publisher=of.publisher, indicator=of.indicator, period=of.period, breakdown=to_json(of.breakdown),
            authority=of.authority, reason=reason, official=of.official.value, collected=of.collected,
            account=actor.account, actor_name=actor.name, institution=actor.institution,
            institution_name=actor.institution_name, at=timezone.now(),
        )  # fmt: skip
        name = f"{of.publisher} {of.indicator} {of.period}"
        record(ZONE, actor, queries.EXPLAIN, reason=reason, object_type="official_difference", object_id=name)
    return made
