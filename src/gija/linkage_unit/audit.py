"""The audit trail of the unit: lines of JSON, each with the hash of the one before. Numbers and codes only."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from gija.linkage_unit.home import Home
from gija.messages.base import canonical
from gija.vocabulary.errors import GijaError

FILE = "audit.jsonl"
FIRST = "0" * 64  # what the first entry is linked to


def entry(previous: dict[str, Any] | None, action: str, details: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    """The entry that follows `previous`. The hash is over the hash before and all fields, as in every zone's trail."""
    fields: dict[str, Any] = {
        "number": previous["number"] + 1 if previous else 1,
        "at": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "action": action,
        "details": details,
    }
    before = previous["hash"] if previous else FIRST
    return {**fields, "previous": before, "hash": _hash(before, fields)}


def _hash(previous: str, fields: dict[str, Any]) -> str:
    return hashlib.sha256(previous.encode() + b"\n" + canonical(fields)).hexdigest()


def append(home: Home, made: dict[str, Any]) -> None:
    """Write an entry at the end, once: an entry that is there already is not written again. A line that a killed
    process left half is cut off first."""
    place = home.folder / FILE
    _cut(place)
    last = latest(home)
    if last is not None and last["number"] >= made["number"]:
        return
    descriptor = os.open(place, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "ab") as opened:
        opened.write(canonical(made) + b"\n")
        opened.flush()
        os.fsync(opened.fileno())


def note(home: Home, action: str, details: dict[str, Any]) -> None:
    """Write an entry for an act outside a run."""
    _cut(home.folder / FILE)
    append(home, entry(latest(home), action, details, dt.datetime.now(dt.UTC)))


def entries(home: Home) -> list[dict[str, Any]]:
    """All entries, the oldest first."""
    place = home.folder / FILE
    return [json.loads(line) for line in place.read_bytes().splitlines()] if place.exists() else []


def latest(home: Home) -> dict[str, Any] | None:
    found = entries(home)
    return found[-1] if found else None


def verify(home: Home) -> int:
    """How many entries there are, each of them whole and linked to the one before; `audit_broken` names the first that
    is not. Entries cut off at the end show only beside a last hash that was written down elsewhere."""
    before, number = FIRST, 0
    try:
        for number, one in enumerate(entries(home), 1):
            fields = {name: one[name] for name in ("number", "at", "action", "details")}
            if one["number"] != number or one["previous"] != before or one["hash"] != _hash(before, fields):
                raise ValueError
            before = one["hash"]
    except (ValueError, KeyError, TypeError):
        raise GijaError("linkage_unit.audit_broken", number=number or 1) from None
    return number


def _cut(place: Path) -> None:
    if place.exists() and (data := place.read_bytes()) and not data.endswith(b"\n"):
        with place.open("r+b") as opened:
            opened.truncate(data.rfind(b"\n") + 1)
