"""Records as lines of JSON: written one after another, read one by one from where they begin."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from gija.methods.search.arrays import Array
from gija.methods.search.values import Record

_text: Any = encode_basestring
_loads = json.JSONDecoder().decode


@lru_cache(maxsize=1_000)
def _begin(field: str) -> str:
    return f"{_text(field)}:["


def line_of(record: Record) -> bytes:
    """One line, put together by hand: a general encoder made anew for each record would take twice as long."""
    fields = [
        f"{_begin(f)}{_text(values[0]) if len(values) == 1 else ','.join(map(_text, values))}]"
        for f, values in record.fields.items()
    ]
    head = ",".join(map(_text, (record.id, record.database, record.type, record.category)))
    text = f"[{head},{{{','.join(fields)}}}"
    if record.handling or record.evaluation or record.kind:
        text += f",{_text(record.handling)},{_text(record.evaluation)},{_text(record.kind)}"
    return f"{text}]\n".encode(errors="surrogatepass")


def record_of(line: str) -> Record:
    id_, database, type_, category, fields, *grades = _loads(line)
    return Record(id_, database, type_, {k: tuple(v) for k, v in fields.items()}, category, *grades)


class Lines:
    """The records of a part, by number."""

    def __init__(self, held: Any, begins: Array) -> None:
        self._held, self._begins = held, begins

    def __len__(self) -> int:
        return len(self._begins) - 1

    def __getitem__(self, number: int) -> Record:
        line = self._held[self._begins[number] : self._begins[number + 1]]
        return record_of(line.decode(errors="surrogatepass"))

    def id(self, number: int) -> str:
        """The record's id alone."""
        line = self._held[self._begins[number] : self._begins[number + 1]].decode(errors="surrogatepass")
        return str(json.decoder.scanstring(line, 2, False)[0])  # type: ignore[attr-defined]
