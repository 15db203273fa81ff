"""The directory of institutions, kept alike in all installations by messages.

Codes are for ever. The entry with the higher revision wins; of two with the same revision the one with the greater
hash, so that both sides end alike. A name that has ended here is history and is never overwritten.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.commons.courier.keys import identity
from gija.commons.courier.models import EntryRevision, Peer
from gija.commons.courier.services import send
from gija.commons.courier.zones import COMMONS
from gija.commons.directory.models import Institution, InstitutionName
from gija.commons.directory.queries import institution
from gija.messages.base import sha256
from gija.messages.directory import InstitutionEntry, InstitutionNameEntry
from gija.messages.fields import Words
from gija.vocabulary.errors import GijaError


def announce(sender: object, code: str, **rest: Any) -> None:
    """An institution was changed here: its revision goes up, and every peer is told. Runs in the change's
    transaction."""
    known = EntryRevision.objects.using("default").filter(pk=code).first()
    entry = entry_of(code, (known.revision if known else 0) + 1)
    _remember(entry, identity().code)
    for peer in Peer.objects.using("default").filter(active=True):
        send("default", entry, to_zone=COMMONS, to_installation=peer.code)


def tell_all(peer: Peer) -> int:
    """Put the whole directory into the outbox for one peer, units after what they are part of. Returns how many."""
    with transaction.atomic(using="default"):
        revisions = dict(EntryRevision.objects.using("default").values_list("institution", "revision"))
        codes = in_order()
        for code in codes:
            entry = entry_of(code, revisions.get(code, 1))
            if code not in revisions:
                _remember(entry, identity().code)
            send("default", entry, to_zone=COMMONS, to_installation=peer.code)
    return len(codes)


def in_order() -> list[str]:
    """All codes, each after the one it is part of."""
    left = dict(Institution.objects.using("default").order_by("code").values_list("code", "parent_id"))
    ordered: list[str] = []
    while left:
        ready = [code for code, parent in left.items() if parent not in left]
        ordered += ready
        left = {code: parent for code, parent in left.items() if code not in ready}
    return ordered


def entry_of(code: str, revision: int) -> InstitutionEntry:
    """The entry of an institution as it stands here."""
    found = institution(code)
    return InstitutionEntry(
        code=code,
        institution_kind=found.kind,
        parent=found.parent_id,
        valid_from=_text(found.valid_from),
        valid_to=_text(found.valid_to),
        names=tuple(
            InstitutionNameEntry(
                name=Words(en=n.en, lt=n.lt), valid_from=_text(n.valid_from), valid_to=_text(n.valid_to)
            )
            for n in found.names.all()
        ),
        revision=revision,
    )


@receives("institution_entry", COMMONS)
def receive(message: InstitutionEntry, envelope: Envelope) -> None:
    """Take over an entry from another installation, if it is newer than ours."""
    known = EntryRevision.objects.using("default").filter(pk=message.code).first()
    if known and (message.revision, content_hash(message)) <= (known.revision, known.hash):
        return
    parent = institution(message.parent) if message.parent else None  # unknown as yet: refused, and tried again
    _check_above(message.code, parent)
    kept, _ = Institution.objects.using("default").update_or_create(
        code=message.code,
        defaults={
            "kind": message.institution_kind,
            "parent": parent,
            "valid_from": _day(message.valid_from),
            "valid_to": _day(message.valid_to),
        },
    )
    _take_names(kept, message.names)
    _remember(message, envelope.from_installation)


def _check_above(code: str, parent: Institution | None) -> None:
    """Refuse what would make an institution part of itself (`courier.circle`)."""
    above = parent
    while above is not None:
        if above.code == code:
            raise GijaError("courier.circle")
        above = above.parent


def _take_names(kept: Institution, told: tuple[InstitutionNameEntry, ...]) -> None:
    """Names that have ended here stay; the others give way to what was told, as far as it does not reach into those."""
    names = InstitutionName.objects.using("default").filter(institution=kept)
    names.filter(valid_to__isnull=True).delete()
    ended = [n.valid_to for n in names if n.valid_to]
    after = max(ended) if ended else None
    for one in told:
        begin, end = _day(one.valid_from), _day(one.valid_to)
        if after is not None:
            if end is not None and end <= after:
                continue
            begin = max(begin or dt.date.min, after + dt.timedelta(days=1))
        InstitutionName.objects.using("default").create(
            institution=kept, en=one.name.en, lt=one.name.lt, valid_from=begin, valid_to=end
        )


def _remember(entry: InstitutionEntry, origin: str) -> None:
    EntryRevision.objects.using("default").update_or_create(
        institution=entry.code,
        defaults={"revision": entry.revision, "hash": content_hash(entry), "origin": origin},
    )


def content_hash(entry: InstitutionEntry) -> str:
    """The hash of an entry without its revision."""
    return sha256({**entry.data(), "revision": 0})


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
