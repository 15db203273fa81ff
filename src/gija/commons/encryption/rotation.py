"""Rotation: everything that is encrypted under an older key is encrypted under the active one.

It goes in batches, each a transaction. What it has to do it reads from the rows, so a run that was killed is gone on
with by the next one, and values written meanwhile are not missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.encryption.ring import Key, add_key, destroy_key, ring
from gija.commons.encryption.sealing import seal, unseal
from gija.commons.encryption.targets import Target, all_targets, used
from gija.vocabulary.errors import GijaError

BATCH = 200
# A transaction that began under the old key may still write: longer than any request or import lasts.
GRACE = dt.timedelta(minutes=15)

Tell = Callable[[int], None]


@dataclass
class Run:
    """What a rotation did in one database. `faults`: rows that did not open (model, primary key, code of the error)."""

    database: str
    waiting: int
    rows: int = 0
    faults: list[tuple[str, str, str]] = field(default_factory=list)


def new_key() -> Key:
    """Make a new key and let everything be encrypted under it from now on."""
    with transaction.atomic(using="default"):
        key = add_key()
        record("default", None, "keys.new", object_type="key", object_id=key.id)
    return key


def waiting(found: Iterable[Target]) -> int:
    """How many rows hold a value under an older key."""
    return sum(target.waiting(ring().active.id).count() for target in found)


def rotate(database: str, found: tuple[Target, ...], tell: Tell | None = None, batch: int = BATCH) -> Run:
    """Encrypt everything in a database under the active key. Leaves one audit entry, at its beginning."""
    key = ring().active.id
    run = Run(database, waiting(found))
    with transaction.atomic(using=database):
        record(
            database, None, "keys.rotate", object_type="key", object_id=key,
            details={target.model._meta.label_lower: target.waiting(key).count() for target in found},
        )  # fmt: skip
    for target in found:
        last = None
        while (last := _batch(target, key, run, last, batch)) is not None:
            if tell is not None:
                tell(run.rows)
    return run


def _batch(target: Target, key: str, run: Run, after: object, size: int) -> object:
    """Renew the next rows, in order of the primary key; gives the last one, None where there are no more."""
    with transaction.atomic(using=target.database):
        rows = target.waiting(key).order_by("pk").select_for_update()
        if after is not None:
            rows = rows.filter(pk__gt=after)
        last = None
        for row in rows[:size]:
            last = row.pk
            try:
                values = _renewed(target, row)
            except GijaError as error:
                run.faults.append((target.model._meta.label_lower, str(row.pk), error.code))
                continue
            target.rows.filter(pk=row.pk).update(**values)
            run.rows += 1
    return last


def _renewed(target: Target, row: models.Model) -> dict[str, object]:
    values: dict[str, object] = {}
    for text in target.texts:
        if plain := getattr(row, text.attname):
            token = seal(plain, text.place(row))
            assert unseal(token, text.place(row)) == plain  # noqa: S101  never give up what cannot be read back
            values[text.attname] = token
    return values | {index.attname: index.value_of(row) for index in target.indexes}


def retire(id_: str) -> None:
    """Destroy the secret of a key that no value is under any more.

    Refuses the active key, one that is used (`encryption.key_used`), one that was replaced a moment ago
    (`encryption.key_young`: what began before may still write under it), and a database that cannot be asked.
    """
    key = ring().key(id_)
    if key == ring().active:
        raise GijaError("encryption.key_active", key=id_)
    if timezone.now() - dt.datetime.fromisoformat(key.replaced) < GRACE:
        raise GijaError("encryption.key_young", key=id_, minutes=GRACE.seconds // 60)
    counts = {database: counted[id_] for database, counted in used().items() if counted[id_]}
    if counts:
        told = ", ".join(f"{database}: {count}" for database, count in counts.items())
        raise GijaError("encryption.key_used", key=id_, count=sum(counts.values()), databases=told)
    with transaction.atomic(using="default"):
        record("default", None, "keys.retire", object_type="key", object_id=id_)
        destroy_key(id_)


def rotate_all(tell: Callable[[str, int, int], None] | None = None) -> list[Run]:
    """Rotate every database; `tell` gets database, rows done and rows that waited."""
    done = []
    for database, found in all_targets().items():
        total = waiting(found)

        def told(rows: int, database: str = database, total: int = total) -> None:
            if tell is not None:
                tell(database, rows, total)

        done.append(rotate(database, found, told))
    return done
