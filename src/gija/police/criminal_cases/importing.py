"""Court outcomes from a file (CSV or XLSX): stages and sentences of cases that are here already. All rows, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.formats.sheets import rows
from gija.police.criminal_cases.models import POLICE, CriminalCase
from gija.police.criminal_cases.rules import WRITE
from gija.police.criminal_cases.sentences import Imposed
from gija.police.criminal_cases.services import Step, numbered, put
from gija.vocabulary.errors import GijaError

COLUMNS = ("number", "person", "stage", "day", "sentence", "months", "amount", "currency", "why")
NEEDED = 4  # the first of them
AT = {  # the column a refusal is about, where it is not the stage
    "criminal.future": "day",
    "criminal.order": "day",
    "criminal.no_sentence": "sentence",
    "criminal.sentence_kind": "sentence",
    "criminal.sentence_twice": "sentence",
    "criminal.measure": "months",
    "criminal.outside": "why",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row of the file (the header is row 1): field and reason, never what stood there."""

    row: int
    field: str
    error: GijaError


class FileFaultsError(GijaError):
    """The file was refused; nothing of it was kept."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("criminal.file_faults", count=len(faults))


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows were entered, and how many said what is here already."""

    entered: int
    there: int


def take(actor: Actor | None, content: bytes) -> Taken:
    """Enter the rows of a file. Refuses what `formats.sheets.rows` refuses, a header that is another
    (`criminal.file_columns`), and the whole file where one row does not fit (`FileFaultsError`)."""
    actor = require(actor, WRITE, actor.institution if actor else None)
    header, *body = rows(content, columns=len(COLUMNS))
    named = [cell.strip().lower() for cell in header]
    given = [one for one in named if one]
    if tuple(named[:NEEDED]) != COLUMNS[:NEEDED] or not set(given) <= set(COLUMNS) or len(set(given)) < len(given):
        raise GijaError("criminal.file_columns", columns=", ".join(COLUMNS))
    with transaction.atomic(using=POLICE):
        taken = _all(actor, [_whole(named, row) for row in body])
        details = {"entered": taken.entered, "there": taken.there}
        record(POLICE, actor, "police.criminal.import", object_type="criminal_file", object_id="file", details=details)
    return taken


def _whole(named: list[str], row: list[str]) -> dict[str, str]:
    """A row by its columns; what a short row leaves out is empty."""
    return {**dict.fromkeys(COLUMNS, ""), **dict(zip(named, row, strict=False))}


def _all(actor: Actor, found: list[dict[str, str]]) -> Taken:
    faults, entered, there = [], 0, 0
    for number, row in enumerate(found, start=2):
        if not any(row.values()):
            continue
        try:
            with transaction.atomic(using=POLICE):
                if _row(actor, row):
                    entered += 1
                else:
                    there += 1
        except _FieldError as wrong:
            faults.append(Fault(number, wrong.field, wrong.error))
        except GijaError as error:
            faults.append(Fault(number, AT.get(error.code, "stage"), error))
    if faults:
        raise FileFaultsError(faults)
    return Taken(entered, there)


class _FieldError(Exception):
    def __init__(self, field: str, code: str) -> None:
        self.field, self.error = field, GijaError(code)


def _row(actor: Actor, row: Mapping[str, str]) -> bool:
    """Enter one row; False where the same stage of the same day is there."""
    found = numbered(actor.institution, row["number"])
    if found is None:
        raise _FieldError("number", "criminal.not_here")
    case = CriminalCase.objects.select_for_update().get(pk=found.pk)
    party = _party(case, row["person"])
    step = Step(row["stage"], _day(row["day"]), party, (), _sentence(row))
    same = case.stages.filter(struck_on=None, stage=step.stage, day=step.day, party=party or None)
    if same.exists():
        return False
    put(actor, case, step)
    return True


def _party(case: CriminalCase, place: str) -> str:
    if not place:
        return ""
    found = (
        case.parties.filter(place=int(place)).first()
        if place.isascii() and place.isdigit() and len(place) < 4
        else None
    )
    if found is None:
        raise _FieldError("person", "criminal.no_person")
    return found.pk


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _FieldError("day", "criminal.day") from None


def _sentence(row: Mapping[str, str]) -> Imposed | None:
    if not row["sentence"]:
        return None
    months, amount = row["months"], row["amount"]
    if months and not (months.isascii() and months.isdigit() and len(months) < 5):
        raise _FieldError("months", "criminal.measure")
    try:
        money = Decimal(amount.replace(",", ".").replace(" ", "")) if amount else None
    except InvalidOperation:
        raise _FieldError("amount", "criminal.measure") from None
    return Imposed(row["sentence"], int(months) if months else None, money, row["currency"], row["why"])
