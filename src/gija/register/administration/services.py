"""Drawing a sample and entering a record a second time: one transaction, one entry each."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.register.administration import keys, queries
from gija.register.administration.facts import facts_of
from gija.register.administration.models import Compared, Drawn, Sample
from gija.register.records.models import REGISTER, Record, Revision
from gija.vocabulary.errors import GijaError

LARGEST = 50  # records of a sample


def draw(actor: Actor | None, institution: str, size: int) -> Sample:
    """A random sample of a member's records that hold, at most `LARGEST` and as many as there are.

    Refuses a member without records (`register.sample.no_records`).
    """
    actor = require(actor, queries.MANAGE)
    with transaction.atomic(using=REGISTER):
        held = Record.objects.filter(sender=institution, withdrawn=False).values_list("pk", "current")
        found = list(held.order_by("pk"))
        if not found:
            raise GijaError("register.sample.no_records")
        chosen = random.SystemRandom().sample(found, min(size, LARGEST, len(found)))
        month = timezone.localdate().strftime("%Y-%m")
        made = Sample.objects.create(institution=institution, month=month, drawn_by=actor.account)
        Drawn.objects.bulk_create(Drawn(sample=made, record_id=pk, revision=current or 0) for pk, current in chosen)
        details: dict[str, JSON] = {"institution": institution, "records": len(chosen)}
        record(REGISTER, actor, queries.MANAGE, object_type="sample", object_id=made.pk, details=details)
    return made


def enter(actor: Actor | None, drawn_id: str, said: Mapping[str, Any]) -> Drawn:
    """Compare a second entry with the record, field by field; only whether they agree is kept.

    Refuses a second time (`register.sample.entered`) and a record that was withdrawn (`register.records.not_found`).
    """
    actor = require(actor, queries.ENTER, actor.institution if actor else "")
    with transaction.atomic(using=REGISTER):
        Drawn.objects.select_for_update().filter(pk=drawn_id).first()
        found = queries.drawn(actor, drawn_id)
        if found.entered_by is not None:
            raise GijaError("register.sample.entered")
        revision = Revision.objects.filter(record=found.record_id, number=found.revision).first()
        if revision is None:
            raise GijaError("register.records.not_found")
        facts = facts_of(revision)
        Compared.objects.bulk_create(
            Compared(drawn=found, field=code, agrees=keys.plain(code, facts[code]) == keys.plain(code, said.get(code)))
            for code in keys.KEYS
        )
        found.entered_by = actor.account
        found.save(update_fields=["entered_by"])
        record(REGISTER, actor, queries.ENTER, object_type="sample", object_id=found.sample_id)
    return found
