"""The second message of a record: its encoding, sealed to the linkage unit, under the same random number.

Beside the gate and apart from it: this alone opens the person of a case to count it once. Without a key of the present
half-year, or without a linkage unit, nothing is sealed with the record; `linking_sending` sends all open ones later.
"""

from __future__ import annotations

import base64
import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.linking_keys import UNIT, Key, key_of
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.services import send
from gija.messages.base import Message
from gija.messages.linkage import Encoding, list_label, seal
from gija.messages.victims import LinkageRecord, VictimRecord
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.names import Person

State = Outgoing.State


def beside(file: CaseFile, case: Case, message: Message) -> Outgoing | None:
    """In the transaction in which `message` leaves for the register: the sealed encoding with a record; with a
    withdrawal, encodings of it that have not left yet are taken back. None where nothing was sealed."""
    number = str(getattr(message, "record_id", ""))
    take_back(file, number)
    if not isinstance(message, VictimRecord):
        return None
    key, to = key_of(period_of(timezone.localdate())), unit()
    return None if key is None or to is None else put(file, case, number, key, to)


def put(file: CaseFile, case: Case, number: str, key: Key, to: Peer) -> Outgoing:
    """The sealed encoding of a case's person in the outbox."""
    return post(file, number, encoding_of(case, number, key), to)


def post(file: CaseFile, number: str, encoding: Encoding, to: Peer) -> Outgoing:
    """An encoding, sealed, in the outbox."""
    return send(file.zone, LinkageRecord(record_id=number, sealed=seal(encoding, to.sealing)), to_zone=UNIT)


def take_back(file: CaseFile, number: str = "") -> int:
    """Withdraw encodings that have no receipt yet: of one record, or all. A later one takes their place, or none."""
    open_letters: QuerySet[Outgoing] = Outgoing.objects.using(file.zone).filter(
        kind=LinkageRecord.kind, state__in=[State.WAITING, State.FILED], body__contains=number
    )
    return open_letters.update(state=State.UNDONE, settled_at=timezone.now(), claim="", claimed_until=None)


def encoding_of(case: Case, number: str, key: Key) -> Encoding:
    """What is sealed. The same person, key and institution give the same bits; one of whom too little is known gets
    bits that are like nobody's, another for each record."""
    from gija.methods.names import Person

    who = case.person
    person = Person(
        (f"{who.given_names} {who.family_name}".strip(),), birth_date=who.birth_date,
        sex=case.sex if case.sex in ("F", "M") else "", personal_code=who.personal_code,
    )  # fmt: skip
    return encoded(person, str(case.institution), number, key)


def encoded(person: Person, institution: str, number: str, key: Key) -> Encoding:
    """The encoding of a person on an institution's list."""
    from gija.methods.linkage import encode, linkable
    from gija.methods.linkage.schemes import DEFAULT

    assert key.secret is not None  # noqa: S101  `key_of` and `held` give none without
    sender = institution if linkable(person) else f"{institution} {number}"
    bits = encode([person], key.secret, sender=sender)
    written = base64.b64encode(bits.astype("<u8").tobytes()).decode()
    held = list_label(key.secret, institution)
    return Encoding(scheme=DEFAULT, names=_names(), period=key.period, key=key.id, held=held, bits=written)


@lru_cache(maxsize=1)
def _names() -> str:
    from gija.methods.linkage import fingerprint

    return fingerprint()


def unit() -> Peer | None:
    """The installation of the linkage unit; None where none is known, or where encodings must not go to it."""
    try:
        return known_unit()
    except GijaError:
        return None


def known_unit() -> Peer:
    """The installation of the linkage unit. Refuses where none is known (`linking.no_unit`), and one that runs other
    zones beside (`linking.unit_not_apart`): it could lay encodings beside a list of people."""
    found = [one for one in Peer.objects.filter(active=True) if UNIT in one.zones]
    if len(found) != 1:
        raise GijaError("linking.no_unit")
    if set(found[0].zones) != {UNIT}:
        raise GijaError("linking.unit_not_apart", peer=found[0].code)
    return found[0]


def period_of(day: dt.date) -> str:
    """The half-year of a day, `2014-H1`."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"
