"""What happens when a record or its withdrawal arrives. The courier writes the inbox row and the audit entry.

Letters may come twice and in any order: a revision that is there already changes nothing, an older one goes into the
history only, a withdrawal may come before its record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.victims import VictimRecord, VictimRecordWithdrawn
from gija.register.records import answered, leaving, models
from gija.register.records.leaving import this_month
from gija.register.records.models import REGISTER, Origin, Record, Revision
from gija.register.records.queries import STATISTICS
from gija.register.records.rules import BY_CONSENT
from gija.vocabulary import record_rules
from gija.vocabulary.errors import GijaError

ZONE = "register"


@receives(VictimRecord.kind, ZONE)
def keep(message: VictimRecord, envelope: Envelope) -> None:
    """Keep a revision of a record; the highest holds.

    Refuses a number that another institution uses (`register.other_sender`), a revision that is there with another
    content (`register.revision_differs`) and a record that breaks a rule of its version (`register.rule_broken`).
    """
    found = record_rules.findings(message.data(), version=envelope.version)
    if broken := [one.rule.code for one in found if one.level == record_rules.ERROR]:
        raise GijaError("register.rule_broken", rules=", ".join(dict.fromkeys(broken)))
    with transaction.atomic(using=REGISTER):
        record = _record(message.record_id, message.sender, current=message.revision)
        Origin.objects.update_or_create(institution=message.sender, defaults={"letter": envelope.id})
        if message.revision <= (record.withdrawn_upto or 0):
            return  # it was withdrawn before it arrived
        there = record.revisions.filter(number=message.revision).first()
        if there is not None:
            if content(there) != _sorted(_told(message)):
                raise GijaError("register.revision_differs", revision=message.revision)
            return
        _keep_findings(_write(record, message, envelope.version), found)
        if message.revision > (record.current or 0):
            _holds(record, message)
        record.withdrawn = False
        record.received_month = this_month()
        record.save()


def _holds(record: Record, message: VictimRecord) -> None:
    """The message is what the record says now. Without the consent that it had, it leaves the tables in its time."""
    if record.leaving:  # it comes back
        record.revisions.filter(number__lte=record.withdrawn_upto or 0).delete()
    before, record.current = record.current, message.revision
    if message.sender_kind not in BY_CONSENT or STATISTICS in message.consents:
        record.leaves, record.leaving = None, None
    elif (
        before
        and models.Consent.objects.filter(revision__record=record, revision__number=before, scope=STATISTICS).exists()
    ):
        record.leaves = leaving.until([message.registration_month])


@receives(VictimRecordWithdrawn.kind, ZONE)
def forget(message: VictimRecordWithdrawn, envelope: Envelope) -> None:
    """Delete what the record said up to this revision; the tombstone stays. Where this half-year's tables have been
    counted with it, it is shut away until the half-year ends and deleted then (`leaving`). Refuses a number of another
    institution."""
    with transaction.atomic(using=REGISTER):
        record = _record(
            message.record_id, message.sender, withdrawn=True, withdrawn_month=message.month,
            withdrawn_upto=message.revision,
        )  # fmt: skip
        if message.revision < (record.withdrawn_upto or 0):
            return
        left = record.revisions.filter(number__gt=message.revision).order_by("-number").first()
        if left is None and not record.leaving:  # none was sent after the withdrawal
            _shut_away(record)
        if left is not None or not record.leaving:
            record.revisions.filter(number__lte=message.revision).delete()
        record.withdrawn_upto, record.withdrawn_month = message.revision, message.month
        record.current = left.number if left else None
        record.withdrawn = left is None
        record.received_month = this_month()
        record.save()


def _shut_away(record: Record) -> None:
    """What counts until the half-year ends, if its tables have been counted with it."""
    held = record.revisions.filter(number=record.current).first()
    record.leaves = leaving.until([held.registration_month]) if held else None
    record.leaving = record.current if record.leaves else None


def _record(number: str, sender: str, **new: Any) -> Record:
    """The record with this number, made if need be, held against others until the transaction ends."""
    Record.objects.get_or_create(id=number, defaults={"sender": sender, "received_month": this_month(), **new})
    record = Record.objects.select_for_update().get(id=number)
    if record.sender != sender:
        raise GijaError("register.other_sender")
    return record


PLAIN = (
    "sender_kind", "registration_month", "status", "status_month", "status_authority_kind", "sex", "birth_year",
    "age_group", "municipality", "exploitation_realised",
)  # fmt: skip


def _told(message: VictimRecord) -> dict[str, Any]:
    """A message as rows: the fields of the revision, and for each model of a part its rows."""
    return {
        "plain": {name: getattr(message, name) for name in PLAIN},
        "citizenships": [{"country": country} for country in message.citizenship],
        "forms": [{"place": n, "form": form} for n, form in enumerate(message.exploitation_forms, 1)],
        "recruitments": [{"method": method} for method in message.recruitment_methods],
        "means": [{"mean": mean} for mean in message.means],
        "countryparts": [{"country": one.country, "role": one.role} for one in message.countries],
        "services": [
            {"service": one.service, "start": one.start, "end": one.end, "provider_kind": one.provider_kind}
            for one in message.services
        ],
        "consents": [{"scope": scope} for scope in message.consents],
        "missings": [{"field": field, "reason": reason} for field, reason in sorted(message.missing.items())],
        "answers": list(answered.rows(message)),
    }


PARTS: dict[str, type[Any]] = {
    "citizenships": models.Citizenship,
    "forms": models.Form,
    "recruitments": models.Recruitment,
    "means": models.Mean,
    "countryparts": models.CountryPart,
    "services": models.Service,
    "consents": models.Consent,
    "missings": models.Missing,
    "answers": models.Answer,
}


def _write(record: Record, message: VictimRecord, version: int) -> Revision:
    told = _told(message)
    revision = Revision.objects.create(
        record=record, number=message.revision, received_month=this_month(), message_version=version, **told["plain"]
    )
    for name, model in PARTS.items():
        model.objects.bulk_create(model(revision=revision, **row) for row in told[name])
    return revision


def _keep_findings(revision: Revision, found: Iterable[record_rules.Finding]) -> None:
    models.Finding.objects.bulk_create(
        models.Finding(
            revision=revision, rule=one.rule.code, rule_version=one.rule.version, level=one.level, item=one.part
        )
        for one in found
    )


def content(revision: Revision) -> dict[str, Any]:
    """What a kept revision says, in the shape of `_told`, its parts sorted: those with an order tell their place."""
    found: dict[str, Any] = {"plain": {name: getattr(revision, name) for name in PLAIN}}
    for name, model in PARTS.items():
        fields = [f.name for f in model._meta.local_fields if f.name not in ("id", "revision")]
        found[name] = [{field: getattr(row, field) for field in fields} for row in getattr(revision, name).all()]
    return _sorted(found)


def _sorted(told: dict[str, Any]) -> dict[str, Any]:
    def key(row: dict[str, Any]) -> str:
        return repr(sorted(row.items()))

    return {name: sorted(rows, key=key) if isinstance(rows, list) else rows for name, rows in told.items()}
