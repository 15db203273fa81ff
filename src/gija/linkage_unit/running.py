"""One run: read, count, tell the register, give receipts, remember, destroy."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gija.linkage_unit import audit, packets
from gija.linkage_unit.committing import Ending, commit, finish
from gija.linkage_unit.counting import Found, Progress, count
from gija.linkage_unit.home import ZONE, Card, Home, alone, register_of
from gija.linkage_unit.lasting import Memory, carried_on, remembered
from gija.linkage_unit.reading import Brought, bring
from gija.messages.linkage import PERIOD, Assignment, ClusterAssignment
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did. `left_out`: letters of other periods, and earlier ones of the same record."""

    run: int
    records: int
    people: int
    low: int
    high: int
    files: tuple[str, ...]
    left_out: int


def run(home: Home, source: Path, out: Path, period: str, progress: Progress | None = None) -> Done:
    """Count the records of a half-year (`2014-H1`) whose encodings lie in `source`; write sealed files to `out`.

    Either all of it happens or nothing: a file to the register, one of receipts to each sender, the memory of clusters,
    the audit entry, the destruction of every file read. A run that was killed is finished by the next start, or has
    done nothing. Refuses what `reading.bring` refuses, `linkage_unit.busy`, `linkage_unit.nobody_to_tell`.
    """
    if not re.fullmatch(PERIOD, period):
        raise GijaError("linkage_unit.period_wrong", period=period[:20])
    with alone(home):
        finish(home)
        register = register_of(home)
        brought = bring(home, source, period)
        found = count(brought, progress)
        memory = _next(carried_on(remembered(home), found.groups), register)
        now = dt.datetime.now(dt.UTC)
        files = {
            f"{period}-{memory.run}-{register.installation}-letters.age": _told(
                home, register, period, found, memory, now
            ),
            **_receipts(home, brought, period, memory.run, now),
        }
        done = Done(memory.run, len(brought.records), found.people, found.low, found.high, tuple(sorted(files)),
                    len(brought.letters) - len(brought.records))  # fmt: skip
        entry = audit.entry(audit.latest(home), "linkage_unit.run", _details(brought, done, period, files), now)
        commit(home, Ending(out, files, memory.written(), entry, brought.files))
    return done


def _next(memory: Memory, register: Card) -> Memory:
    number = memory.sequence.get(register.installation, 0) + 1
    return replace(memory, sequence={**memory.sequence, register.installation: number})


def _told(home: Home, to: Card, period: str, found: Found, memory: Memory, now: dt.datetime) -> bytes:
    """The letter to the register, in a sealed file."""
    high = min(found.high, len(found.strength))
    message = ClusterAssignment(
        year=int(period[:4]), half=int(period[-1]), run=memory.run, people=found.people,
        low=min(found.low, found.people), high=max(high, found.people),
        assignments=tuple(
            Assignment(record=one, cluster=memory.records[one][0], strength=strength)
            for one, strength in sorted(found.strength.items())
        ),
    )  # fmt: skip
    envelope = {
        "id": str(uuid.uuid4()), "kind": message.kind, "version": message.version, "from_installation": home.code,
        "from_zone": ZONE, "to_installation": to.installation, "to_zone": "register",
        "sequence": memory.sequence[to.installation], "sent_at": now.isoformat(),
    }  # fmt: skip
    return packets.write(home, to, "letters", {"letters": [{"envelope": envelope, "message": message.data()}]}, now)


def _receipts(home: Home, brought: Brought, period: str, run: int, now: dt.datetime) -> dict[str, bytes]:
    """For each sender, that its letters came."""
    return {
        f"{period}-{run}-{code}-receipts.age": packets.write(
            home, card, "receipts",
            {"receipts": [{"letter": one.id, "hash": one.digest} for one in brought.letters if one.sender == code]},
            now,
        )
        for code, card in brought.senders.items()
    }  # fmt: skip


def _details(brought: Brought, done: Done, period: str, files: dict[str, bytes]) -> dict[str, Any]:
    """For the audit trail: numbers, codes of installations and hashes of files; never the number of a record."""
    sent = {code: sum(one.sender == code for one in brought.letters) for code in brought.senders}
    return {
        "period": period, "run": done.run, "letters": sent, "lists": len(brought.lists), "records": done.records,
        "left_out": done.left_out, "people": done.people, "low": done.low, "high": done.high, "scheme": brought.scheme,
        "written": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "destroyed": len(brought.files),
    }  # fmt: skip
