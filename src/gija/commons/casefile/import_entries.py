"""The entries of a file put to the rows of their cases, read, and entered with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gija.commons.casefile import entries as e
from gija.commons.casefile import parts
from gija.commons.casefile.acts import enter
from gija.commons.casefile.entries import Entry
from gija.commons.casefile.facts import part_facts
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, FaultsError, Values, check
from gija.commons.permissions import Actor
from gija.vocabulary import record_model as model

Facts = dict[str, Any]
Rows = Sequence[Sequence[str]]
Placed = tuple[Entry, Fault]  # where a fault is


@dataclass(frozen=True, slots=True)
class Read:
    """An entry that was read."""

    entry: Entry
    values: Values


# ---- from rows to entries ----


def of_sheets(sheets: Mapping[str, Rows]) -> tuple[list[Entry], list[Placed]]:
    """The entries of the further sheets of a workbook (kind -> rows, the header first)."""
    found: list[Entry] = []
    faults: list[Placed] = []
    for kind, rows in sheets.items():
        known = e.titles(kind)
        names = [known.get(" ".join(title.split()).casefold(), "") for title in rows[0]]
        wrong = [name for name, n in Counter(filter(None, names)).items() if n > 1]
        head = Entry(kind, 1, "", {})
        faults += [(head, Fault(name, "casefile.column_twice", {"fields": name})) for name in wrong]
        if e.REFERENCE not in names:
            faults.append((head, Fault(e.REFERENCE, "casefile.part_column")))
        for number, row in enumerate(rows[1:], 2):
            raw = {name: cell for name, cell in zip(names, row, strict=False) if name}
            if any(raw.values()):
                found.append(_entry(kind, number, raw))
    return found, faults


def of_row(number: int, raw: Mapping[str, str]) -> Entry | None:
    """A row of the first sheet or of a CSV file as an entry; `kind` empty where its column `part` means nothing here;
    None where the row is a case."""
    said = raw.get(e.PART, "")
    if not said:
        return None
    kind = e.kind_of(said)
    return None if kind == e.CASES else _entry(kind, number, raw)


def _entry(kind: str, number: int, raw: Mapping[str, str]) -> Entry:
    wanted = {one.name for one in e.fields_of(kind)} if kind else set()
    said = {name: text for name, text in raw.items() if name in wanted}
    return Entry(kind, number, raw.get(e.REFERENCE, "").strip(), said)


def placed(found: Iterable[Entry], references: Iterable[str]) -> tuple[dict[str, list[Entry]], list[Placed]]:
    """Own case number (folded) -> its entries; and those that belong to no case of the file, or to several."""
    there = Counter(one.casefold() for one in references if one)
    kept: dict[str, list[Entry]] = {}
    faults: list[Placed] = []
    for one in found:
        cases = there[one.reference.casefold()] if one.reference else 0
        if not one.kind:
            faults.append((one, Fault(e.PART, "casefile.part_unknown")))
        elif cases == 1:
            kept.setdefault(one.reference.casefold(), []).append(one)
        else:
            code = "casefile.part_of_several" if cases else "casefile.part_of_nobody"
            faults.append((one, Fault(e.REFERENCE, code if one.reference else "casefile.required")))
    return kept, faults


# ---- reading them ----


def read(found: Iterable[Entry], facts: Facts, status_on: str) -> tuple[list[Read], Facts, list[Placed]]:
    """The entries of one case, the facts of the case with them, and what is wrong. `status_on`: the day (ISO) since
    when the status in `facts` holds."""
    told: Facts = dict(facts)
    kept: list[Read] = []
    faults: list[Placed] = []
    for one in found:
        values, wrong = _own(one) if one.kind in e.OWN else _part(one, told)
        faults += [(one, fault) for fault in wrong]
        if not wrong:
            kept.append(Read(one, values))
            status_on = _tell(told, one.kind, values, status_on)
    return kept, told, faults


def _own(one: Entry) -> tuple[Values, list[Fault]]:
    values, faults = check(one.raw, e.fields_of(one.kind))
    for first, last in (("start", "end"), ("given_on", "withdrawn_on")):
        if values.get(first) and values.get(last) and values[last] < values[first]:
            faults.append(Fault(last, "casefile.order"))
    return values, faults


def _part(one: Entry, facts: Facts) -> tuple[Values, list[Fault]]:
    group = model.group(one.kind)
    if not group.is_asked(facts):
        return {}, [Fault("", "casefile.part_unasked")]
    if len(facts.get(group.message) or ()) >= group.most:
        return {}, [Fault("", "casefile.part_most", {"limit": group.most})]
    try:
        said = parts.read_said(facts, group, one.raw)
    except FaultsError as error:
        return {}, list(error.faults)
    asked = {field.name for field in parts.asked_by(facts, group, said)}
    return said, [Fault(name, "casefile.part_unasked") for name, text in one.raw.items() if text and name not in asked]


def _tell(facts: Facts, kind: str, values: Values, status_on: str) -> str:
    """Add an entry to the facts of its case; gives the day since when the status holds."""
    if kind == "status":
        since = values["status_on"].isoformat() if values["status_on"] else ""
        if (since or str(facts.get("registration_month") or "")) < status_on:
            return status_on
        facts |= {"status": values["status"], "status_authority_kind": values["authority_kind"]}
        facts["status_month"] = since[:7] or None
        return since or status_on
    if kind == "service":
        facts["services"] = [*facts.get("services", ()), values["service"]]
    elif kind == "consent" and not values["withdrawn_on"]:
        facts["consents"] = sorted({*facts.get("consents", ()), values["scope"]})
    elif kind not in e.OWN:
        group = model.group(kind)
        facts[group.message] = [*facts.get(group.message, ()), part_facts(group, values)]
    return status_on


# ---- entering them ----


def enter_all(file: CaseFile, actor: Actor, case: Any, found: Iterable[Read]) -> None:
    """Write the entries of a case, in the transaction of the act that makes it."""
    tables = {"status": file.status, "service": file.assistance, "consent": file.consent, "note": file.note}
    for one in found:
        kind = one.entry.kind
        if kind in tables:
            enter(tables[kind], actor, case, new_id(), **_content(kind, one.values))
        else:
            parts.enter_part(file, actor, case, model.group(kind), one.entry.raw)


def _content(kind: str, values: Values) -> dict[str, Any]:
    """The columns of an entry of a history."""
    renamed = {"status_on": "on"} if kind == "status" else {"note": "text"} if kind == "note" else {}
    return {renamed.get(name, name): value for name, value in values.items()}
