"""A file of cases read row by row: values, entries beside them, what is wrong by row and field. Makes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from gija.commons.casefile import columns, import_entries
from gija.commons.casefile.answers import faults_of
from gija.commons.casefile.columns import SERVICES
from gija.commons.casefile.entries import CASES, Entry, is_help, kind_of
from gija.commons.casefile.facts import facts_from
from gija.commons.casefile.fields import ANSWERS, BY_NAME, FIELDS
from gija.commons.casefile.reading import Fault, Values, check, day
from gija.formats import sheets
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

WIDE = 200  # columns of our own file: those of the case and, in CSV, of its entries
SHEET = "sheet"  # mark of a notice: a sheet whose name means nothing
Lines = list[list[str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as rows of text: the cases, the header first; kind of entry -> its sheet; numbers (from 1) of sheets whose
    name means nothing here."""

    rows: Lines
    more: Mapping[str, Lines]
    unread: tuple[int, ...] = ()


def opened(content: bytes) -> Opened:
    """A CSV file, or a workbook with a sheet of cases and, if need be, one for each kind of entry. Refuses as
    `sheets.rows` does."""
    if not sheets.is_workbook(content):
        return Opened(sheets.rows(content, columns=WIDE), {})
    found = sheets.sheets(content, columns=WIDE)
    kinds = {name: kind_of(name) for name in found}
    main = next((n for n, k in kinds.items() if k == CASES), "")
    main = main or next((n for n, k in kinds.items() if not k and not is_help(n)), "")
    if not main or not any(found[main][0]):
        return Opened(sheets.rows(content, columns=WIDE), {})
    more = {kind: found[name] for name, kind in reversed(kinds.items()) if kind and name != main}
    read = {main, *(next(n for n, k in kinds.items() if k == kind and n != main) for kind in more)}
    unread = [at for at, name in enumerate(found, 1) if name not in read and not is_help(name)]
    return Opened(found[main], dict(reversed(more.items())), tuple(unread))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file that can become a case: its number in the file and what was read."""

    number: int
    values: Values
    services: tuple[Mapping[str, Any], ...]
    warnings: tuple[rules.Finding, ...] = ()
    entries: tuple[import_entries.Read, ...] = ()


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong where; `field` empty: the row as a whole. `perpetrator:perpetrator_sex`: of an entry of that kind,
    which in a workbook stands on a sheet of its own."""

    row: int
    field: str
    code: str
    values: Mapping[str, Any]

    @property
    def error(self) -> GijaError:
        return GijaError(self.code, **self.values)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file in a format of others, put into our columns: rows (the header first, as many as the file has), what was
    wrong before that, numbers of columns that mean nothing, and notices (row, code of the notice)."""

    rows: list[list[str]]
    faults: tuple[RowFault, ...] = ()
    unknown: tuple[int, ...] = ()
    notices: tuple[tuple[int, str], ...] = ()


def read_rows(
    said: list[list[str]], kind: str, more: Mapping[str, list[list[str]]] | None = None
) -> tuple[list[Row], list[RowFault], list[int]]:
    """Rows that can become cases, what is wrong, and numbers of columns that mean nothing here. `more`: further sheets,
    kind of entry -> rows. Refuses a header without any field (`casefile.no_columns`) or with one twice
    (`casefile.column_twice`)."""
    positions, unknown, twice = columns.matched(said[0])
    if not positions:
        raise GijaError("casefile.no_columns")
    if twice:
        raise GijaError("casefile.column_twice", fields=", ".join(twice))
    rows = {number: columns.raw(row, positions) for number, row in enumerate(said[1:], 2) if any(row)}
    beside = {number: entry for number, raw in rows.items() if (entry := import_entries.of_row(number, raw))}
    cases = {number: raw for number, raw in rows.items() if number not in beside}
    if not cases and not beside:
        raise GijaError("casefile.file_empty")
    sheets_, wrong = import_entries.of_sheets(more or {})
    by_case, lost = import_entries.placed(
        [*beside.values(), *sheets_], [raw.get("reference", "").strip() for raw in cases.values()]
    )
    found, faults = [], [_placed(*one) for one in (*wrong, *lost)]
    for number, raw in cases.items():
        row, bad = _read_row(number, raw, kind, by_case.get(raw.get("reference", "").strip().casefold(), []))
        faults += bad
        found += [row] if row else []
    return found, faults, unknown


def _read_row(number: int, raw: Mapping[str, Any], kind: str, beside: list[Entry]) -> tuple[Row | None, list[RowFault]]:
    """One row with its entries; None where something is wrong in the row itself."""
    values, wrong = check(raw, [*FIELDS, *(one for one in ANSWERS if raw.get(one.name))], kind=kind)
    given, wrong_services = _services(raw.get(SERVICES, ""))
    read: list[import_entries.Read] = []
    told: tuple[rules.Finding, ...] = ()
    bad: list[RowFault] = []
    if not wrong and not wrong_services:
        facts = facts_from(values, kind, [one["service"] for one in given])
        since = values["status_on"] or values["registered_on"]
        read, facts, wrong_entries = import_entries.read(beside, facts, since.isoformat())
        bad = [_placed(*one) for one in wrong_entries]
        told = _ruled(facts)
    wrong += faults_of([one for one in told if one.level == rules.ERROR], BY_NAME)
    own = [RowFault(number, one.field, one.code, dict(one.values)) for one in [*wrong, *wrong_services]]
    kept = tuple(one for one in told if one.level != rules.ERROR)
    return None if own else Row(number, values, given, kept, tuple(read)), [*own, *bad]


def _placed(entry: Entry, fault: Fault) -> RowFault:
    """A fault of an entry, by its kind and field."""
    field = f"{entry.kind}:{fault.field}" if entry.kind else fault.field
    return RowFault(entry.row, field, fault.code, dict(fault.values))


def _ruled(facts: dict[str, Any]) -> tuple[rules.Finding, ...]:
    """What the rules of the record find in a row, as far as what it answers is asked at all."""
    unasked = {one.code for one in model.answers() if not one.is_asked(facts)}
    return rules.findings({code: value for code, value in facts.items() if code not in unasked})


def _services(said: str) -> tuple[tuple[Mapping[str, Any], ...], list[Fault]]:
    """`code start [end]`, parted by `;`."""
    found = []
    for part in filter(None, (p.strip() for p in said.split(";"))):
        service, _, days = part.partition(" ")
        try:
            start, *end = [day(one) for one in days.split()]
        except ValueError:
            return (), [Fault(SERVICES, "casefile.service_cell")]
        today = timezone.localdate()
        ended = end[0] if end else None
        if service not in code_list("service") or start is None or len(end) > 1 or start > today:
            return (), [Fault(SERVICES, "casefile.service_cell")]
        if ended and (ended < start or ended > today):
            return (), [Fault(SERVICES, "casefile.order")]
        found.append({"service": service, "start": start, "end": ended})
    return tuple(found), []
