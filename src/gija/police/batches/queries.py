"""What is shown of batches: who asked when; how far one is; to the asker alone, what each row came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.police.batches.asking import NO_HIT, REFER, SILENT, TAGS
from gija.police.batches.models import Batch, Chunk, State, unpacked
from gija.police.search.words import Outcome
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

READ = "police.batch.read"


@dataclass(frozen=True, slots=True)
class Said:
    """One database's answer to one row: a hit has how many records and the best score; `refer`: ask the owner, too."""

    database: str
    tag: str
    records: int = 0
    score: float = 0.0
    refer: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file with its answers; `outcome` None: not asked yet."""

    number: int
    reference: str
    type: str
    values: dict[str, str]
    outcome: Outcome | None
    said: tuple[Said, ...]


@dataclass(slots=True)
class Progress:
    """How far a batch is: rows answered, by outcome and by database."""

    rows: int
    done: int = 0
    told: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=dict)
    as_of: dict[str, str] = field(default_factory=dict)
    in_hand: bool = False

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """Outcomes with their rows, hits first. (A template would ask a counter for a key of the name of a method.)"""
        order = ("hit", "refer", "no_hit_so_far", "no_hit")
        return sorted(self.counts.items(), key=lambda pair: order.index(pair[0]))

    @property
    def percent(self) -> int:
        return 100 * self.done // self.rows if self.rows else 100


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a batch: what it is, how it answered."""

    code: str
    name: Text
    owner: Text
    contact: str
    handling: str
    answered: int
    silent: int
    as_of: datetime | None


def own(actor: Actor) -> QuerySet[Batch]:
    """The batches of the actor's institution: that they were asked. What is in them is the asker's alone (`one`)."""
    if not may(actor, READ, actor.institution):
        return Batch.objects.none()
    return Batch.objects.filter(institution=actor.institution).exclude(state=State.READING)


def one(actor: Actor, batch_id: str) -> Batch:
    """A batch of one's own. Refused: `batches.not_found`; anybody else's is `NotPermittedError`: the answers are cut
    to what its asker may see."""
    found = Batch.objects.filter(pk=batch_id).first()
    if found is None:
        raise GijaError("batches.not_found")
    require(actor, READ, found.institution)
    if found.account != actor.account:
        raise NotPermittedError(actor, READ)
    return found


def to_look_at(actor: Actor) -> QuerySet[Batch]:
    """Results that their asker has not looked at yet."""
    return own(actor).filter(account=actor.account, state=State.DONE, looked_at=None)


def progress(batch: Batch) -> Progress:
    """How far it is, from what is kept of its chunks; opens none of them."""
    found = Progress(batch.rows)
    now = timezone.now()
    for chunk in batch.chunks.only("rows", "done_at", "told", "counts", "states", "as_of", "claimed_until"):
        if chunk.done_at is None:
            found.in_hand |= chunk.claimed_until is not None and chunk.claimed_until > now
            continue
        found.done, found.told = found.done + chunk.rows, found.told + chunk.told
        found.counts.update(chunk.counts)
        for code, states in chunk.states.items():
            found.states.setdefault(code, Counter()).update(states)
        for code, moment in chunk.as_of.items():
            found.as_of[code] = min(found.as_of.get(code, moment), moment)
    return found


def databases(batch: Batch, told: Progress) -> list[Database]:
    """Each database asked, and how often it was silent."""
    return [_database(said, told) for said in batch.databases]


def _database(said: dict[str, str], told: Progress) -> Database:
    code = said["code"]
    states, moment = told.states.get(code, Counter()), told.as_of.get(code)
    return Database(
        code,
        Text(said["en"], said["lt"]),
        Text(said["owner_en"], said["owner_lt"]),
        said["contact"],
        said["handling"],
        states["answered"],
        states.total() - states["answered"],
        datetime.fromisoformat(moment) if moment else None,
    )


def rows(batch: Batch, *, told_only: bool = False, skip: int = 0) -> Iterator[Row]:
    """The rows in the order of the file, chunk after chunk; `told_only`: those with a hit or an owner to ask.

    `skip`: so many of them are passed over, without opening the chunks that hold no others.
    """
    codes = [said["code"] for said in batch.databases]
    for chunk in batch.chunks.order_by("number").iterator(chunk_size=20):
        if told_only and skip >= chunk.told:
            skip -= chunk.told
            continue
        for row in _of(chunk, codes):
            if told_only and row.outcome not in (Outcome.HIT, Outcome.REFER):
                continue
            if skip:
                skip -= 1
            else:
                yield row


def _of(chunk: Chunk, codes: list[str]) -> Iterator[Row]:
    found = unpacked(chunk.found) if chunk.done_at else []
    for at, (number, reference, type_, values) in enumerate(unpacked(chunk.asked)):
        outcome, *answers = found[at] if found else [None]
        said = tuple(_said(code, answer) for code, answer in zip(codes, answers, strict=False))
        yield Row(number, reference, type_, values, Outcome(outcome) if outcome else None, said)


def _said(code: str, kept: Any) -> Said:
    if kept in (NO_HIT, SILENT, REFER):
        return Said(code, TAGS[kept], refer=kept == REFER)
    return Said(code, "hit", kept[0], kept[1], len(kept) > 2)


def row(actor: Actor, batch_id: str, number: int) -> tuple[Batch, Row]:
    """One row of one's own batch. Refused: `batches.not_found`, a row that it does not have, too."""
    batch = one(actor, batch_id)
    for found in rows(batch):
        if found.number == number:
            return batch, found
    raise GijaError("batches.not_found")
