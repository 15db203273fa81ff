"""The life of record keys: drawn when a cluster of records is born, kept as long as anybody of it is in the register.

A merge keeps the older key, a split leaves it to the older part and draws one for the other. Asked for by the noise of
self-service tables (`gija.methods.disclosure.cellkeys`): the same people are always shown with the same noise. A key is
random and never made from a record, an encoding or a cluster's number; runs of the linkage unit draw new numbers,
the records in a cluster carry its key on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from gija.methods.disclosure.cellkeys.keys import KeyRevision, Why
from gija.register.clusters import queries
from gija.register.clusters.models import KeyChange, KeyOf, PersonKey
from gija.register.fields import new_id
from gija.register.records.models import REGISTER, Record

AT_ONCE = 500


def number_of(secret: str) -> int:
    """64 of the random bits of a UUID 4: none of those that say its version."""
    digits = secret.replace("-", "")
    return int(digits[:8] + digits[24:], 16)


def keys_of(records: Collection[str]) -> dict[str, int]:
    """Record -> key (0 <= key < 2**64) of its cluster, of all that have one."""
    wanted, found = sorted(set(records)), {}
    for at in range(0, len(wanted), AT_ONCE):
        rows = KeyOf.objects.filter(record__in=wanted[at : at + AT_ONCE]).values_list("record", "key__secret")
        found.update({record: number_of(secret) for record, secret in rows})
    return found


def changes() -> int:
    """The running number of the last merge or split."""
    of = KeyChange.objects.exclude(why=Why.BORN.value)
    return int(of.count())


def brought_up_to_date() -> list[KeyRevision]:
    """Give every record of the register the key of its cluster as clusters are now; what happened to keys, in order.
    What belongs to no record any more is deleted."""
    with transaction.atomic(using=REGISTER):
        there = set(Record.objects.filter(Q(withdrawn=False) | Q(leaving__isnull=False)).values_list("pk", flat=True))
        KeyOf.objects.exclude(record__in=there).delete()
        clusters = queries.person_of(there)
        held = {row.record: Held(row.place, row.key.born) for row in KeyOf.objects.select_related("key")}
        given, happened = shared_out({one: clusters.get(one, one) for one in there}, held, _last_birth())
        _write(given, held)
        PersonKey.objects.filter(records__isnull=True).delete()
        _note(happened)
    return happened


@dataclass(frozen=True, order=True, slots=True)
class Held:
    """That a record has a key: its place among all that got one, and the birth of the key."""

    place: int
    born: int


def shared_out(
    clusters: Mapping[str, str], held: Mapping[str, Held], last: int
) -> tuple[dict[str, int], list[KeyRevision]]:
    """Record -> birth of the key it has now, and what happened. Pure; the same for the same input.

    `last`: the last birth so far. A key that two clusters claim stays with the one of its longest-standing record.
    """
    groups = _groups(clusters)
    owners: dict[int, int] = {}  # birth -> group
    for record in sorted(held, key=lambda record: held[record]):
        if record in clusters:
            owners.setdefault(held[record].born, groups.of[record])
    given: dict[str, int] = {}
    happened: list[KeyRevision] = []
    for number, members in enumerate(groups.members):
        own = sorted(born for born, group in owners.items() if group == number)
        came = sorted({held[one].born for one in members if one in held})
        if not own:
            last += 1
            own = [last]
            happened.append(KeyRevision(Why.SPLIT, came[0], last) if came else KeyRevision(Why.BORN, last))
        happened += [KeyRevision(Why.MERGED, own[0], ended) for ended in own[1:]]
        given |= dict.fromkeys(members, own[0])
    return given, happened


@dataclass(frozen=True)
class _Groups:
    members: list[list[str]]
    of: dict[str, int]


def _groups(clusters: Mapping[str, str]) -> _Groups:
    found: dict[str, list[str]] = {}
    for record in sorted(clusters):
        found.setdefault(clusters[record], []).append(record)
    members = sorted(found.values())
    return _Groups(members, {record: number for number, group in enumerate(members) for record in group})


def _write(given: Mapping[str, int], held: Mapping[str, Held]) -> None:
    keys = {key.born: key for key in PersonKey.objects.all()}
    fresh = [PersonKey(born=born, secret=new_id()) for born in sorted(set(given.values()) - keys.keys())]
    PersonKey.objects.bulk_create(fresh, batch_size=AT_ONCE)
    keys |= {key.born: key for key in fresh}
    for record in sorted(record for record in given if record in held and held[record].born != given[record]):
        KeyOf.objects.filter(record=record).update(key=keys[given[record]])
    place = _last(KeyOf, "place")
    new = [record for record in sorted(given, key=lambda one: (given[one], one)) if record not in held]
    rows = (KeyOf(record=one, key=keys[given[one]], place=place + n) for n, one in enumerate(new, start=1))
    KeyOf.objects.bulk_create(rows, batch_size=AT_ONCE)


def _note(happened: Iterable[KeyRevision]) -> None:
    month, last = timezone.localdate().strftime("%Y-%m"), _last(KeyChange, "number")
    rows = (
        KeyChange(number=last + n, why=one.why.value, kept=one.kept, other=one.other, month=month)
        for n, one in enumerate(happened, start=1)
    )
    KeyChange.objects.bulk_create(rows, batch_size=AT_ONCE)


def _last_birth() -> int:
    """Also of clusters that are no more: a number is never given twice."""
    return max(_last(KeyChange, "kept"), _last(KeyChange, "other"))


def _last(model: type[KeyOf] | type[KeyChange], field: str) -> int:
    return model.objects.aggregate(last=Max(field))["last"] or 0
