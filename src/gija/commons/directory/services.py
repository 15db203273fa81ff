"""Entering institutions and renaming them: an old name is ended, never overwritten."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from gija.commons.audit.services import record
from gija.commons.directory.models import Institution, InstitutionName
from gija.commons.directory.queries import institution
from gija.commons.directory.signals import institution_changed
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError


def make_institution(
    code: str,
    name_en: str,
    name_lt: str,
    kind: str,
    parent: str | None = None,
    valid_from: dt.date | None = None,
    *,
    actor: Actor | None = None,
) -> Institution:
    """Enter an institution with its first name. Refuses a known code (`directory.exists`) and an unknown parent."""
    with transaction.atomic():
        if Institution.objects.filter(code=code).exists():
            raise GijaError("directory.exists", institution=code)
        above = institution(parent) if parent else None
        made = Institution.objects.create(code=code, kind=kind, parent=above, valid_from=valid_from)
        InstitutionName.objects.create(institution=made, en=name_en, lt=name_lt, valid_from=valid_from)
        record("default", actor, "directory.make", object_type="institution", object_id=code)
        institution_changed.send(sender=Institution, code=code)
    return made


def rename(code: str, name_en: str, name_lt: str, from_day: dt.date, *, actor: Actor | None = None) -> InstitutionName:
    """Call the institution otherwise from a day on; the name before it ends the day before.

    Refuses a day that is not after the day the present name began (`directory.name_order`).
    """
    with transaction.atomic():
        renamed = institution(code)
        present = renamed.names.get(valid_to=None)
        if present.valid_from is not None and from_day <= present.valid_from:
            raise GijaError("directory.name_order", institution=code, day=present.valid_from.isoformat())
        present.valid_to = from_day - dt.timedelta(days=1)
        present.save(update_fields=["valid_to"])
        name = InstitutionName.objects.create(institution=renamed, en=name_en, lt=name_lt, valid_from=from_day)
        record("default", actor, "directory.rename", object_type="institution", object_id=code)
        institution_changed.send(sender=Institution, code=code)
    return name
