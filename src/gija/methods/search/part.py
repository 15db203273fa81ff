"""One part of an index: its records and what finds them. A generation has a whole part and at most one of changes."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np

from gija.methods.names.identifiers import KINDS, canonical, pattern
from gija.methods.search.arrays import Array, Arrays, write_arrays
from gija.methods.search.codes import Codes, CodesWriter
from gija.methods.search.gathering import Helper, chunks_of, gathered
from gija.methods.search.lines import Lines, line_of
from gija.methods.search.person_rows import BesideWriter
from gija.methods.search.persons import Persons
from gija.methods.search.question import Question
from gija.methods.search.rows import Ranked, Rows
from gija.methods.search.texts import Things
from gija.methods.search.values import Query, Record

RECORDS, ARRAYS = "records.jsonl", "arrays"
MANY, STEP = 20_000, 5_000  # records from which a second process helps to build, and how often it is told to go on
SCORED = 40  # candidates of one name that are scored in full: the roughly best
TEXTS = 150  # the same of things found by their words
MARGIN = 0.15  # how far the rough score may lie below the full one
NEARLY = 0.05  # left out though their rough score lies no further below: the answer says that it was cut

_IDENTIFIERS: dict[str, tuple[str, ...]] = {}
for _type, _field in KINDS:
    _IDENTIFIERS[_type] = (*_IDENTIFIERS.get(_type, ()), _field)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Numbers of records worth scoring in full; `cut` where there were more."""

    numbers: tuple[int, ...]
    cut: bool


def write_part(records: Iterable[Record], folder: Path) -> int:
    """Write the records and all that finds them into the (empty) folder; give their number. Records are streamed.

    Of many records a second process gathers the names while this one reads and writes on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    begins, codes, beside, path = array("Q", [0]), dict[str, CodesWriter](), BesideWriter(), folder / RECORDS
    with ExitStack() as stack:
        file, helper, at = stack.enter_context(path.open("wb", buffering=1 << 20)), None, 0
        for number, record in enumerate(records):
            at += file.write(line_of(record))
            begins.append(at)
            beside.add(record.fields if record.type == "person" else {})
            _add_codes(codes, number, record)
            if number % STEP == STEP - 1 and number >= MANY:
                file.flush()
                helper = helper or stack.enter_context(Helper(path))
                helper.grown(at)
        file.flush()
        made: dict[str, Array] = {"begins": np.frombuffer(begins, np.uint64)} | beside.arrays("person")
        for name, written in codes.items():
            made |= written.arrays(name)
        made |= helper.arrays(at) if helper else gathered(chunks_of(stack.enter_context(path.open("rb")), at))
        write_arrays(folder / ARRAYS, made)
    return len(begins) - 1


def _add_codes(codes: dict[str, CodesWriter], number: int, record: Record) -> None:
    type_, fields = record.type, record.fields
    for field in _IDENTIFIERS.get(type_, ()):
        for value in fields.get(field, ()):
            if code := canonical(type_, field, value):
                codes.setdefault(f"{type_}.{field}", CodesWriter()).add(code, number)


class Part:
    """A part, opened by mapping: nothing is read before it is asked for. Errors: OSError, ValueError where damaged."""

    def __init__(self, folder: Path, gone: Array | None = None) -> None:
        self._arrays = Arrays(folder / ARRAYS)
        with (folder / RECORDS).open("rb") as file:
            held = _mapped(file)
        begins = self._arrays["begins"]
        if len(held) != int(begins[-1]):
            raise ValueError("records are missing")
        self.records = Lines(held, begins)
        self.folder, self.gone = folder, gone if gone is not None else np.empty(0, np.uint32)

    def __len__(self) -> int:
        return len(self.records) - len(self.gone)

    @cached_property
    def persons(self) -> Persons | None:
        return Persons(self._arrays, "person") if "person.people" in self._arrays else None

    @cached_property
    def _left(self) -> Array | None:
        """For each record whether it is still there; None where all are."""
        if not len(self.gone):
            return None
        left = np.ones(len(self.records), np.bool_)
        left[self.gone] = False
        return left

    def candidates(self, question: Question, limit: int, at_least: float) -> Candidates:
        """The records worth scoring in full: by identifier, then by name or text, the roughly best."""
        query, asked = question.query, question.asked
        exact, cut = self._by_code(query)
        found = dict.fromkeys(exact)
        count = max(SCORED, 2 * limit)
        if asked is not None and self.persons:
            for ranked in self.persons.ranked(asked.person, at_least - MARGIN, asked.rarity):
                found |= dict.fromkeys(self._best(self.persons.rows, ranked, at_least - MARGIN, count))
                cut = cut or ranked.cut or int(np.count_nonzero(ranked.scores >= at_least - NEARLY)) > count
        elif f"{query.type}.row_at" in self._arrays:
            things = Things(self._arrays, query.type)
            for ranked in things.ranked(query.values):
                found |= dict.fromkeys(self._best(things.rows, ranked, 0.0, TEXTS))
                cut = cut or ranked.cut
        return Candidates(tuple(found), bool(cut))

    def _by_code(self, query: Query) -> tuple[list[int], bool]:
        found, cut = list[int](), False
        for field in _IDENTIFIERS.get(query.type, ()):
            value, name = query.values.get(field, ""), f"{query.type}.{field}"
            if not value or f"{name}.code" not in self._arrays:
                continue
            codes = Codes(self._arrays, name)
            if partly := pattern(query.type, field, value):
                numbers, more = codes.fitting(partly)
                found, cut = found + numbers, cut or more
            elif code := canonical(query.type, field, value):
                found += codes.records(code)
        left = self._left
        return [n for n in found if left is None or left[n]], cut

    def _best(self, rows: Rows, ranked: Ranked, floor: float, count: int) -> list[int]:
        """The records of the `count` best rows that score `floor`, best first, each once."""
        likely = ranked.scores >= max(floor, 0.01)
        if self._left is not None:
            likely &= self._left[rows.record[ranked.rows]]
        chosen, scores = ranked.rows[likely], ranked.scores[likely]
        return list(dict.fromkeys(rows.record[chosen[top(scores, count)]].tolist()))


def top(scores: Array, count: int) -> Array:
    """The places of the `count` highest scores, highest first, earlier ones first among equals."""
    if len(scores) > count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        above, equal = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        places = np.concatenate((above, equal[: count - len(above)]))
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")]


def _mapped(file: BinaryIO) -> mmap.mmap | bytes:
    """The file mapped into memory; an empty file cannot be mapped."""
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, 2) else b""


def gone_among(part: Part, ids: Collection[str]) -> Array:
    """The numbers of the part's records with one of these ids."""
    return np.array([n for n in range(len(part.records)) if part.records.id(n) in ids], np.uint32)
