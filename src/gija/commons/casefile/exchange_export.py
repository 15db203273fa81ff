"""The institution's own cases as a file in a format of others: for its own use, or for those who agreed to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile import queries
from gija.commons.casefile.exchange_facts import record_of
from gija.commons.casefile.file import CaseFile
from gija.commons.permissions import Actor, require
from gija.formats import ctdc, htcds
from gija.vocabulary.errors import GijaError

OWN, AGREED = "own", "agreed"  # for the own use; for an exchange that was agreed


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what the file is called and typed, and to what the person must have agreed before it is exchanged."""

    name: str
    type: str
    scope: str
    write: Callable[[list[Mapping[str, Any]]], str]


FORMATS: Mapping[str, Format] = {
    "htcds_csv": Format("gija-htcds.csv", "text/csv; charset=utf-8", "referral", htcds.as_csv),
    "htcds_json": Format(
        "gija-htcds.json",
        "application/json",
        "referral",
        lambda records: htcds.as_json(records, day=timezone.localdate().isoformat()),
    ),
    "ctdc": Format(
        "gija-ctdc-not-for-publication.csv",
        "text/csv; charset=utf-8",
        "research",
        lambda records: ctdc.write(records).text,
    ),
}


def export(file: CaseFile, actor: Actor | None, form: str, purpose: str) -> str:
    """The finished cases of the own institution as text. For an agreed exchange only those of people who agreed to the
    format's scope. Refuses an unknown format or purpose, and when there is no case to write (`formats.nothing`)."""
    actor = require(actor, file.action("export"))
    if form not in FORMATS or purpose not in (OWN, AGREED):
        raise GijaError("casefile.not_found")
    wanted = FORMATS[form]
    with transaction.atomic(using=file.zone):
        cases = [
            case
            for case in queries.own_cases(file, actor)
            .filter(completed_at__isnull=False)
            .prefetch_related("statuses", "assistance", "consents", "parts")
            if purpose == OWN or wanted.scope in queries.scopes(case)
        ]
        if not cases:
            raise GijaError("formats.nothing")
        # by what they say: the order of entering could lead back to a person
        records: list[Mapping[str, Any]] = sorted((record_of(case) for case in cases), key=repr)
        text = wanted.write(records)
        details: dict[str, Any] = {"format": form, "purpose": purpose, "cases": len(cases)}
        record(file.zone, actor, file.action("export"), object_type="export", object_id=form, details=details)
    return text
