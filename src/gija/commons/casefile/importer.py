"""Cases from a file: looked at first, with what is wrong by row and field; applied as a whole; undone as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile import finding, import_entries, queries, services
from gija.commons.casefile.acts import enter
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.import_reading import SHEET, Opened, Row, RowFault, Taken, opened, read_rows
from gija.commons.directory.queries import institution as institution_of
from gija.commons.permissions import Actor, require
from gija.vocabulary import record_rules as rules
from gija.vocabulary.errors import GijaError

IMPORT = "import"
FORGOTTEN = dt.timedelta(days=1)  # a preview that nobody applied
FAULTS = 5_000  # kept at most


def forget(file: CaseFile) -> int:
    """Remove previews that nobody applied within a day, with the rows they keep; a daily duty of the worker."""
    stale = file.imported.objects.filter(state="preview", made_at__lt=timezone.now() - FORGOTTEN)
    return int(stale.delete()[0])


def preview(
    file: CaseFile, actor: Actor | None, content: bytes, *, corrects: str = "", taken: Taken | None = None
) -> Any:
    """Look at a file: the import, with its faults, or with its rows kept (encrypted) until it is applied, for a day.

    `taken`: what a reader of another format made of it. `corrects`: the number of an earlier try of the own institution
    that this file mends; the two stay linked. Refuses what is no such file (see `sheets.rows`, `read_rows`). The same
    file looked at twice is one preview.
    """
    actor = require(actor, file.action("import"))
    kind = institution_of(actor.institution).kind
    said = Opened(taken.rows, {}) if taken else opened(content)
    whole = not taken or any(map(any, said.rows[1:]))
    found, faults, unknown = read_rows(said.rows, kind, said.more) if whole else ([], [], [])
    if taken:
        faults, unknown = sorted([*taken.faults, *faults], key=lambda one: one.row), list(taken.unknown)
    if corrects:
        corrects = str(queries.one_import(file, actor, corrects).pk)
    mark = hashlib.sha256(content).hexdigest()
    with transaction.atomic(using=file.zone):
        own = file.imported.objects.filter(institution=actor.institution, state="preview", account=actor.account)
        own.filter(digest=mark).exclude(pk=corrects).delete()
        made = file.imported.objects.create(
            institution=actor.institution, account=actor.account, actor_name=actor.name, made_at=timezone.now(),
            rows=len(found) + len({fault.row for fault in faults if ":" not in fault.field}), digest=mark,
            unknown=unknown, corrects=corrects,
            warnings=[*([row.number, one.rule.code] for row in found for one in row.warnings),
                      *([number, SHEET] for number in said.unread),
                      *(list(one) for one in (taken.notices if taken else ()))][:FAULTS],
            faults=[[f.row, f.field, f.code, _plain(f.values)] for f in faults[:FAULTS]],
            content="" if faults else json.dumps({"rows": said.rows, "more": said.more}, ensure_ascii=False),
        )  # fmt: skip
        details = {"rows": made.rows, "faults": len(faults)}
        record(file.zone, actor, file.action("preview"), object_type=IMPORT, object_id=made.pk, details=details)
    return made


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Places of a sentence as JSON; a text in both languages as a pair."""
    return {k: {"en": v.en, "lt": v.lt} if hasattr(v, "en") else v for k, v in values.items()}


def faults(found: Any) -> list[RowFault]:
    """What is wrong in a file that was looked at."""
    from gija.vocabulary.text import Text

    return [
        RowFault(row, name, code, {k: Text.of(v) if isinstance(v, dict) else v for k, v in values.items()})
        for row, name, code, values in found.faults
    ]


def warnings(found: Any) -> list[tuple[int, rules.Rule]]:
    """What the rules only warn of, by row."""
    known = {rule.code: rule for rule in rules.rules()}
    return [(row, known[code]) for row, code in found.warnings if code in known]


def unread_sheets(found: Any) -> list[int]:
    """Numbers of the sheets of a workbook whose name means nothing here."""
    return [number for number, code in found.warnings if code == SHEET]


@dataclass(frozen=True, slots=True)
class Mended:
    """What a corrected file mended of an earlier one: places (row, field) by what became of them."""

    mended: tuple[RowFault, ...]
    left: tuple[RowFault, ...]
    new: tuple[RowFault, ...]


def mended(file: CaseFile, found: Any) -> Mended | None:
    """Beside the try that this file corrects; None where it corrects none. Rows are told by their number."""
    earlier = file.imported.objects.filter(pk=found.corrects, institution=found.institution).first()
    if earlier is None:
        return None
    was, now = ({(one.row, one.field, one.code): one for one in faults(each)} for each in (earlier, found))
    return Mended(
        tuple(one for place, one in was.items() if place not in now),
        tuple(one for place, one in now.items() if place in was),
        tuple(one for place, one in now.items() if place not in was),
    )


def rows_of(found: Any, kind: str) -> list[Row]:
    """The rows of a preview without faults."""
    if not found.content:
        return []
    kept = json.loads(found.content)
    said = kept if isinstance(kept, dict) else {"rows": kept, "more": {}}  # a preview of an earlier version
    return read_rows(said["rows"], kind, said["more"])[0]


def already(file: CaseFile, institution: str, rows: list[Row]) -> dict[int, str]:
    """Row number -> why it may be somebody whose case is there: `case` here already, `row` higher up in the file."""
    seen: set[tuple[str, str]] = set()
    found = {}
    for row in rows:
        marks = set(finding.keys(institution, row.values).items())
        marks |= {("reference", row.values["reference"].casefold())} if row.values["reference"] else set()
        if finding.known(file, institution, row.values).exists():
            found[row.number] = "case"
        elif marks & seen:
            found[row.number] = "row"
        seen |= marks
    return found


def apply(file: CaseFile, actor: Actor | None, import_id: str, *, anyway: bool = False) -> Any:
    """Make a case of every row, all or none. Rows of people who have a case are left out, unless `anyway`.

    Refuses a file with faults (`casefile.import_faults`). Sent twice, nothing happens the second time.
    """
    with _held(file, actor, import_id) as (who, found):
        if found.state == "applied":
            return found
        if found.state != "preview" or not found.content:
            raise GijaError("casefile.import_faults" if found.faults else "casefile.import_settled")
        kind = institution_of(who.institution).kind
        rows = rows_of(found, kind)
        left_out = {} if anyway else already(file, who.institution, rows)
        for row in rows:
            if row.number not in left_out:
                _make(file, who, found, row, kind)
        found.state, found.settled_at, found.content = "applied", timezone.now(), ""
        found.rows = len(rows) - len(left_out)
        found.save()
        details = {"cases": found.rows, "left_out": len(left_out)}
        record(file.zone, who, file.action("import"), object_type=IMPORT, object_id=found.pk, details=details)
    return found


def _make(file: CaseFile, actor: Actor, found: Any, row: Row, kind: str) -> None:
    made = services.make(file, actor, row.values, kind, new_id(), imported=found)
    for one in row.services:
        enter(file.assistance, actor, made, new_id(), **one)
    import_entries.enter_all(file, actor, made, row.entries)


def undo(file: CaseFile, actor: Actor | None, import_id: str) -> Any:
    """Remove every case of an import. Refuses when one has been changed by hand or something was entered for it in
    another room, which would go with it (`casefile.import_touched`), or the register has it (`casefile.import_sent`):
    withdraw it first. Again: nothing happens."""
    with _held(file, actor, import_id) as (who, found):
        if found.state == "undone":
            return found
        if found.state != "applied":
            raise GijaError("casefile.import_settled")
        cases = found.cases.all()
        if sent := cases.filter(sent_version__isnull=False).count():
            raise GijaError("casefile.import_sent", count=sent)
        if touched := len(_worked_on(file, cases)):
            raise GijaError("casefile.import_touched", count=touched)
        people = list(cases.values_list("person_id", flat=True))
        cases.delete()
        file.person.objects.filter(pk__in=people).delete()
        found.state, found.settled_at = "undone", timezone.now()
        found.save()
        details = {"cases": len(people)}
        record(file.zone, who, file.action("undo_import"), object_type=IMPORT, object_id=found.pk, details=details)
    return found


def _worked_on(file: CaseFile, cases: Any) -> set[str]:
    """The cases that were changed by hand, or that hold rows of other rooms: a period, a claim, a team …"""
    found = set(cases.filter(touched_at__isnull=False).values_list("pk", flat=True))
    for of in file.case._meta.related_objects:
        if of.related_model._meta.app_label != file.case._meta.app_label:
            rows = of.related_model._base_manager.filter(**{f"{of.field.name}__in": cases})
            found |= set(rows.values_list(of.field.attname, flat=True))
    return found


@contextmanager
def _held(file: CaseFile, actor: Actor | None, import_id: str) -> Iterator[tuple[Actor, Any]]:
    """An import, held against others until the transaction of the act ends."""
    with transaction.atomic(using=file.zone):
        queries.one_import(file, actor, import_id)
        found = file.imported.objects.select_for_update().get(pk=import_id)
        yield require(actor, file.action("import"), found.institution), found
