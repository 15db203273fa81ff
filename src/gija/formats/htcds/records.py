"""Records of victims in a JSON file: a list of facts in the shape of the message, proven by the record model."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from gija.vocabulary import record_model as model
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
# Parts that the message has of its own: name -> its fields and their lists ("": a month).
PARTS: Mapping[str, Mapping[str, str]] = {
    "countries": {"country": "country", "role": "country_role"},
    "services": {"service": "service", "start": "", "end": "", "provider_kind": "institution_kind"},
    "status_history": {"status": "victim_status", "month": "", "authority_kind": "institution_kind"},
}
PASSED = ("record_id", "revision", "sender", "missing")  # of no interest to a format
Facts = dict[str, Any]


def load(content: bytes) -> list[Facts]:
    """The records of a file: a list, `{"records": [...]}`, or one. Refuses what is none (`formats.records`) and what
    is no code of its list or not of its kind (`formats.record`: number and field, never the value)."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise GijaError("formats.records") from None
    several = said.get("records", [said]) if isinstance(said, dict) else said
    if not isinstance(several, list) or not all(isinstance(one, dict) for one in several):
        raise GijaError("formats.records")
    for number, one in enumerate(several, 1):
        if wrong := next((name for name, value in one.items() if not _fits(name, value)), None):
            known = wrong if wrong in _known() else "?"
            raise GijaError("formats.record", number=number, field=known)
    return several


def _known() -> set[str]:
    return {one.code for one in model.fields()} | {one.message for one in model.groups()} | set(PARTS)


def _fits(name: str, value: Any) -> bool:
    if value is None or name in PASSED:
        return True
    if name in PARTS:
        return isinstance(value, list) and all(_part(PARTS[name], one) for one in value)
    group = next((one for one in model.groups() if one.message == name), None)
    if group:
        fields = {one.name: one for one in group.fields if one.leaves}
        return isinstance(value, list) and all(
            isinstance(one, dict) and all(key in fields and _value(fields[key], v) for key, v in one.items())
            for one in value
        )
    found = next((one for one in model.fields() if one.code == name and not one.group and one.leaves), None)
    return found is not None and _value(found, value)


def _part(fields: Mapping[str, str], said: Any) -> bool:
    return isinstance(said, dict) and all(
        key in fields and (value is None or _code(fields[key], value)) for key, value in said.items()
    )


def _code(listed: str, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    return value in code_list(listed) if listed else _MONTH.fullmatch(value) is not None


def _value(field: model.Field, value: Any) -> bool:
    if value is None:
        return True
    if field.many:
        return isinstance(value, list) and all(_code(field.list, one) for one in value)
    if field.kind in ("code", "month"):
        return _code(field.list if field.kind == "code" else "", value)
    return isinstance(value, bool) if field.kind == "flag" else type(value) is int and 0 <= value <= 99_999_999


def dump(records: list[Facts]) -> bytes:
    """The same, to keep or to hand to `gija htcds write` and `gija ctdc write`."""
    return (json.dumps({"records": records}, ensure_ascii=False, indent=1) + "\n").encode()


def replace(target: Any, data: bytes) -> None:
    """Write a file whole or not at all: a killed process leaves what was there. Refuses (`formats.not_written`)."""
    beside = target.with_name(target.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise GijaError("formats.not_written", file=target.name) from None


def bytes_of(file: Any) -> bytes:
    """A file's bytes; refuses one that is not there, or too large to be one of cases."""
    from gija.formats import sheets

    try:
        if file.stat().st_size > sheets.LARGEST:
            raise GijaError("casefile.file_large", limit=sheets.LARGEST // 1_000_000)
        found: bytes = file.read_bytes()
    except OSError:
        raise GijaError("common.file_missing", file=file.name) from None
    return found
