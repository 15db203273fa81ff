"""What happens to service events: a sheet of them entered, one struck out.

One act, one transaction, one audit entry; the case file is told in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.assistance import queries
from gija.casework.assistance.models import Event, Service
from gija.casework.assistance.rules import NOT_GIVEN, WRITE
from gija.casework.assistance.telling import tell, untell
from gija.casework.cases.file import FILE
from gija.casework.pathway.queries import closed_among, refuse_closed
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.acts import touched
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
MOST_ROWS = 60
MOST_NUMBER = 60  # characters of a case number
HOURS_A_DAY, MOST_HOURS = 24, Decimal("9999.99")  # the second: what the row can hold
CENT_OF_AN_HOUR = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet as it was written. `number`: that of the event to be. `last`: where it was not one day."""

    number: str
    case: str = ""
    service: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    hours: str = ""
    outcome: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        return not any((self.case, self.service, self.first, self.last, self.hours, self.outcome, self.note))


@dataclass(frozen=True, slots=True)
class _Read:
    """A row of which everything was found."""

    row: Row
    case: str
    service: Service
    first: dt.date
    last: dt.date
    hours: Decimal | None


def enter_sheet(actor: Actor | None, rows: Sequence[Row]) -> list[Event]:
    """Enter every row that is not empty, or none. What is left empty in a row is as in the row above: service, day,
    outcome. Rows whose number is known here were entered before, and are left out.

    Refuses faults by row and field (`FaultsError`, fields `r1-case`, `r3-hours`), an empty sheet (`assistance.empty`),
    a number that stands twice or elsewhere (`assistance.not_found`).
    """
    who = require(actor, WRITE, actor.institution if actor else None)
    numbers = {one.number for one in rows}
    if len(rows) > MOST_ROWS or len(numbers) < len(rows) or not all(map(is_id, numbers)):
        raise GijaError("assistance.not_found")
    filled = _filled(rows)
    if not filled:
        raise GijaError("assistance.empty")
    with transaction.atomic(using=ZONE):
        cases = _held_cases(who, filled)
        known = dict(Event.objects.filter(pk__in=numbers).values_list("pk", "institution"))
        if set(known.values()) - {who.institution}:
            raise GijaError("assistance.not_found")
        read = _read(who, [(at, row) for at, row in filled if row.number not in known], cases)
        made = [_entered(who, one) for one in read]
        if made:
            several = len({one.case_id for one in made})
            _audited(who, "enter", "sheet", made[0].pk, events=len(made), cases=several, of=[one.pk for one in made])
    return made


def _held_cases(who: Actor, rows: Iterable[tuple[int, Row]]) -> dict[str, list[str]]:
    """Number as it was written -> the cases it means. They are held before anything is looked up, in one order: of two
    sheets at once neither waits for the other, and the same sheet sent twice at the same moment enters once."""
    found = {number: found_cases(who, number) for number in {row.case for _at, row in rows}}
    several = {pk for there in found.values() for pk in there}
    list(FILE.case.objects.select_for_update().filter(pk__in=several).order_by("pk").values_list("pk"))
    return found


def _filled(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The rows that say something, numbered from 1, each with what it takes from the row above."""
    found: list[tuple[int, Row]] = []
    for at, row in enumerate(rows, 1):
        if row.empty:
            continue
        if found:
            above = found[-1][1]
            row = replace(
                row, case=row.case or above.case, service=row.service or above.service,
                first=row.first or above.first, outcome=row.outcome or above.outcome,
                last=row.last or (above.last if row.first is None else None),
            )  # fmt: skip
        found.append((at, row))
    return found


def _read(who: Actor, rows: Sequence[tuple[int, Row]], cases: Mapping[str, list[str]]) -> list[_Read]:
    asked = Service.objects.filter(institution=who.institution, pk__in={row.service for _at, row in rows})
    offered = {one.pk: one for one in asked.select_for_update().order_by("pk")}  # else its kind may change meanwhile
    closed = closed_among({pk for there in cases.values() for pk in there})
    faults: list[Fault] = []
    found: list[_Read] = []
    for at, row in rows:
        service, hours = offered.get(row.service), _hours(row)
        wrong = [*_faults(row, cases[row.case], service, hours)]
        wrong += [Fault("case", "pathway.closed")] if closed & {*cases[row.case]} else []
        faults += [Fault(f"r{at}-{one.field}", one.code, one.values) for one in wrong]
        if not wrong and service and row.first:
            hours = hours if isinstance(hours, Decimal) else None
            found.append(_Read(row, cases[row.case][0], service, row.first, row.last or row.first, hours))
    if faults:
        raise FaultsError(faults)
    return found


def found_cases(who: Actor, number: str) -> list[str]:
    """The cases of the institution that a number means: their own, or the first eight signs of Gija's."""
    number = number.strip()[:MOST_NUMBER]
    if not number:
        return []
    rows = FILE.case.objects.filter(institution=who.institution)
    there = list(rows.filter(reference=number).values_list("pk", flat=True)[:2])
    if there or len(number) < 8:
        return there
    return list(rows.filter(pk__startswith=number.lower()).values_list("pk", flat=True)[:2])


def _hours(row: Row) -> Decimal | str | None:
    """Hours as a person writes them (`1,5`); empty: they were not counted. A string: why they cannot stay so."""
    text = "".join(row.hours.split()).replace(",", ".")
    if not text:
        return None
    try:
        said = Decimal(text)
    except InvalidOperation:
        return "assistance.hours"
    days = max(((row.last or row.first) - row.first).days + 1, 1) if row.first else 1
    most = min(Decimal(HOURS_A_DAY * days), MOST_HOURS)
    if not said.is_finite() or not 0 <= said <= most or said != said.quantize(CENT_OF_AN_HOUR):
        return "assistance.hours"
    return said


def _faults(row: Row, cases: list[str], service: Service | None, hours: Decimal | str | None) -> Iterator[Fault]:
    if len(cases) != 1:
        code = "assistance.two_cases" if cases else "assistance.no_case" if row.case else "casefile.required"
        yield Fault("case", code)
    if service is None:
        yield Fault("service", "casefile.required")
    if row.first is None:
        yield Fault("first", "casefile.required")
    elif row.first > timezone.localdate():
        yield Fault("first", "casefile.future")
    elif row.last and row.last < row.first:
        yield Fault("last", "casefile.order")
    elif row.last and row.last > timezone.localdate():
        yield Fault("last", "casefile.future")
    elif service and not (service.valid(row.first) and service.valid(row.last or row.first)):
        yield Fault("service", "assistance.not_offered")
    if isinstance(hours, str):
        yield Fault("hours", hours)
    if row.outcome not in code_list("service_outcome"):
        yield Fault("outcome", "casefile.required")


def _entered(who: Actor, said: _Read) -> Event:
    with case_held(FILE, who, said.case, "read") as (_reader, case):
        made = Event(
            id=said.row.number, institution=case.institution, case=case, service=said.service, first_on=said.first,
            last_on=said.last, hours=said.hours, outcome=said.row.outcome, note=said.row.note.strip()[:1000],
            account=who.account, actor_name=who.name, entered_at=timezone.now(),
        )  # fmt: skip
        if given := said.row.outcome not in NOT_GIVEN:
            tell(who, case, made)
        made.save(force_insert=True)
        touched(case, told=given)
    return made


def strike(actor: Actor | None, pk: str, reason: str) -> Event:
    """An event was entered in error: it stays readable, and the case file says what it said before. Again: nothing."""
    seen = queries.one_event(actor, pk, WRITE)
    with case_held(FILE, actor, str(seen.case_id), "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        found = Event.objects.select_for_update().get(pk=pk)
        if found.struck_at:
            return found
        refuse_closed(case)
        said = reason.strip()[:1000]
        if not said:
            raise FaultsError([Fault("reason", "casefile.required")])
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, said
        found.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
        touched(case, told=found.under is not None and untell(who, found.under, found, said))
        _audited(who, "strike", "service_event", found.pk, case=str(case.pk), kind=found.service.kind)
    return found


def _audited(who: Actor, act: str, object_type: str, pk: str, **details: Any) -> None:
    record(ZONE, who, f"casework.assistance.{act}", object_type=object_type, object_id=str(pk), details=details)
