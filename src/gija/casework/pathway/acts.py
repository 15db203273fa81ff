"""What every act on the way of a case shares: the case held, the right, the log, the audit entry, faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.pathway import queries
from gija.casework.pathway.models import Line
from gija.casework.pathway.rules import WRITE
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id
from gija.commons.casefile.reading import EARLIEST, Fault, FaultsError
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
LONG, SHORT = 4000, 300  # letters of a text, of a name


@contextmanager
def held(actor: Actor | None, case_id: str, right: str = WRITE, *, closed: bool = False) -> Iterator[tuple[Actor, Any]]:
    """The case, held until the act ends. Refuses a closed case (`pathway.closed`) unless `closed`."""
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, right, case.institution)
        if not closed:
            queries.refuse_closed(case)
        yield who, case


def sent_twice(kind: str, number: str, case: Any) -> Any | None:
    """What the same form made before; `pathway.not_found` for a number that is none, or that another case has."""
    if not number:
        return None
    if not is_id(number):
        raise GijaError("pathway.not_found")
    there = queries.KINDS[kind].objects.filter(pk=number).first()
    if there is not None and there.case_id != case.pk:
        raise GijaError("pathway.not_found")
    return there


def noted(who: Actor, case: Any, act: str, what: str = "", entry: Any = None, **details: Any) -> None:
    """One line of the log and one entry of the audit trail; codes and numbers only."""
    number = str(entry.pk) if entry is not None else ""
    Line(institution=case.institution, case=case, act=act, what=what, entry=number, by=who.name,
         at=timezone.now()).save()  # fmt: skip
    told = {"entry": number, "what": what, **details}
    record(ZONE, who, f"casework.pathway.{act}", object_type="case", object_id=str(case.pk), details=told)


def text(said: str, longest: int = LONG) -> str:
    """What was written, without blanks round it, not longer than it may be."""
    return said.strip()[:longest]


class Faults:
    """Gathers what is wrong, field by field."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, field: str, code: str = "casefile.required") -> None:
        self.found.append(Fault(field, code))

    def required(self, **said: Any) -> None:
        """Each of these must be said."""
        for name, value in said.items():
            if not (value.strip() if isinstance(value, str) else value):
                self.add(name)

    def coded(self, of: str, **said: str) -> None:
        """Each must be a code of the list."""
        for name, value in said.items():
            if value not in code_list(of):
                self.add(name)

    def past(self, name: str, on: dt.date | None) -> None:
        """A day there must be, not in the future, and not one that only a slip of the hand can mean."""
        if on is None:
            self.add(name)
        elif on < EARLIEST:
            self.add(name, "casefile.day")
        elif on > timezone.localdate():
            self.add(name, "casefile.future")

    def refuse(self) -> None:
        """Raise what was found."""
        if self.found:
            raise FaultsError(self.found)


def known(answers: Mapping[str, str], keys: str, values: str) -> dict[str, str]:
    """The answers whose question and answer are both codes; the rest falls away."""
    return {k: v for k, v in answers.items() if k in code_list(keys) and v in code_list(values)}
