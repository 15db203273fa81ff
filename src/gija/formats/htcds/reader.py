"""From HTCDS to a record: a spreadsheet, a form's answers or JSON become facts in the shape of a victim's record.

What the standard does not say is not made up: where a case cannot do without it, what was taken for granted is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gija.formats import sheets
from gija.formats.htcds import cells, codes, columns, events, referrals, standard, xlsform
from gija.formats.htcds.losses import nothing_kept
from gija.formats.htcds.values import Case, Findings, Line, Read, Sheet
from gija.vocabulary import record_model as model
from gija.vocabulary.errors import GijaError

COLUMNS = 400  # a form's answers have a column for each value to tick
OWN_CODES = {"authority_kind": "institution_kind", "exploitation_realised": "exploitation_stage"}
OWN_DAYS = ("registered_on", "status_on", "consents_on")
# What only exploitation that took place leaves behind.
TRACES = ("control_methods", "exploitation_platforms", "age_at_start", "exploitation_start")


def read(content: bytes, *, kind: str = "", registered: str = "") -> Read:
    """Every case of a CSV, XLSX or JSON file. `kind`: that of the institution whose file it is; `registered`: the day
    of registration of rows that have none (the standard has no place for it).

    Faults by row and field; nothing of what was read is repeated in them. Refuses what is no such file
    (`casefile.file_*`, `htcds.no_columns`, `htcds.column_twice`, `htcds.json`) and a form without answers
    (`htcds.form`).
    """
    if content.lstrip()[:1] in (b"{", b"["):
        return read_sheets(_json(content), kind=kind, registered=registered)
    return read_rows(sheets.rows(content, columns=COLUMNS), kind=kind, registered=registered)


def read_rows(rows: Sequence[Sequence[str]], *, kind: str = "", registered: str = "") -> Read:
    """The same of rows of text, the header first."""
    if xlsform.is_form(rows[0]):
        raise GijaError("htcds.form")
    found, wrong, known = columns.gathered(rows)
    done = read_sheets(found, kind=kind, registered=registered)
    faults = tuple(sorted((*(f for one in wrong for f in one.faults), *done.faults), key=lambda f: f.row))
    bad = {fault.row for fault in faults}
    cases = tuple(one for one in done.cases if one.row not in bad)
    return Read(cases, faults, done.notices, known.unknown)


def read_sheets(found: Sequence[Sheet], *, kind: str = "", registered: str = "") -> Read:
    """The same of cases already in the fields of HTCDS."""
    cases, faults, notices = [], [], []
    for sheet in found:
        told = Findings(sheet.row)
        case = case_of(sheet, told, kind, registered)
        faults += told.faults
        notices += told.notices
        if not told.faults:
            cases.append(case)
    return Read(tuple(cases), tuple(faults), tuple(dict.fromkeys(notices)))


def case_of(sheet: Sheet, found: Findings, kind: str = "", registered: str = "") -> Case:
    """One case. What is wrong and what was taken for granted goes into `found`."""
    facts: dict[str, Any] = {}
    own: dict[str, str] = {}
    for name, said in sheet.cells.items():
        _field(name, said, facts, own, found)
    _own_columns(sheet.cells, facts, own, found, registered)
    facts["sender_kind"] = kind or facts.get("sender_kind", "")
    events.read(sheet.lines, facts, found, own)
    referrals.read(sheet.cells, facts, found)
    for line in sheet.lines:
        if comment := line.cells.get("cco_CaseComment"):
            own["note"] = "\n".join(filter(None, (own.get("note"), comment)))
    _completed(facts, own, found)
    _lost(sheet, facts, found)
    return Case(sheet.row, {name: value for name, value in facts.items() if value not in (None, "", [], ())}, own)


def _field(name: str, said: str, facts: dict[str, Any], own: dict[str, str], found: Findings) -> None:
    rule = codes.rules().get(name)
    if rule is None or name.startswith(columns.SEVERAL):
        return
    if "own" in rule:
        before = own.get(rule["own"], "")
        own[rule["own"]] = before if rule["own"] == "phone" and before else " ".join(filter(None, (before, said)))
        return
    how = rule.get("how", "")
    if how in SPECIAL:
        SPECIAL[how](name, said, facts, own, found)
        return
    field = model.field(rule["to"])
    value: Any
    if field.kind == "count":
        value = cells.count(name, said, field.most, found)
    else:
        several = cells.named(name, how, said, found) if how else cells.coded(name, said, found)
        value = _with(facts, field, several)
    if value not in (None, [], ""):
        facts[field.code] = value


def _with(facts: Mapping[str, Any], field: model.Field, several: list[str]) -> Any:
    if field.many:
        return list(dict.fromkeys([*facts.get(field.code, ()), *several]))
    return several[0] if several else None


def _gender(name: str, said: str, facts: dict[str, Any], own: dict[str, str], found: Findings) -> None:
    """The standard asks for gender. It says nothing of a transgender person's sex: unknown then."""
    for value in cells.chosen(name, said, found):
        sexes = codes.to_ours(name, "sex")
        facts["sex"] = sexes.get(value, "U")
        if value not in sexes:
            facts["gender_identity"] = codes.to_ours(name, "gender")[value]


def _birth(name: str, said: str, facts: dict[str, Any], own: dict[str, str], found: Findings) -> None:
    born = cells.date(said)
    if born is None:
        found.wrong(name, "htcds.date")
    else:
        own["birth_date"], facts["birth_year"] = born, int(born[:4])


def _consent(name: str, said: str, facts: dict[str, Any], own: dict[str, str], found: Findings) -> None:
    """Consent to the interview and to keeping what was said is not one to statistics: that is asked for anew."""
    if cells.flag(name, said, found):
        facts["consents"] = ["service"]
        found.note(name, "consent_scope")


SPECIAL = {"gender": _gender, "birth": _birth, "consent": _consent}


def _own_columns(
    said: Mapping[str, str], facts: dict[str, Any], own: dict[str, str], found: Findings, registered: str
) -> None:
    """Gija's own columns beside those of the standard."""
    for name in OWN_DAYS:
        given = said.get(name, "")
        day = cells.date(given) if given else None
        if given and (day is None or len(day) < 10):
            found.wrong(name, "htcds.day")
        elif day:
            own[name] = day
    _own_codes(said, facts, found)
    if said.get("reference"):
        own["reference"] = said["reference"]
    if registered and "registered_on" not in own:
        own["registered_on"] = registered
        found.note("registered_on", "registered_given")
    for its_day, its_month in (("registered_on", "registration_month"), ("status_on", "status_month")):
        if its_day in own:
            facts[its_month] = own[its_day][:7]


def _own_codes(said: Mapping[str, str], facts: dict[str, Any], found: Findings) -> None:
    for name, listed in OWN_CODES.items():
        if given := said.get(name, ""):
            code = codes.labelled(listed).get(standard.folded(given))
            if code is None:
                found.wrong(name, "htcds.own_code", list=name)
            else:
                facts["status_authority_kind" if name == "authority_kind" else name] = code


def _completed(facts: dict[str, Any], own: Mapping[str, str], found: Findings) -> None:
    """What follows from the rest, and what was taken for granted."""
    if facts.get("exploitation_forms") and "exploitation_realised" not in facts:
        realised = any(facts.get(name) for name in TRACES)
        facts["exploitation_realised"] = "realised" if realised else "unknown"
        found.note("exploitation_realised", "realised_taken" if realised else "realised_unknown")
    if len(facts.get("exploitation_forms", ())) > 1:
        found.note("vic_TypeOfExploitation", "main_form")
    if facts.get("status_authority_kind") == "government":
        found.note("vic_TraffickingStatusDecisionMakingOrg", "governmental")
    born, registered = own.get("birth_date", ""), own.get("registered_on", "")
    if group := age_group(born, registered):
        facts["age_group"] = group


def age_group(born: str, on: str) -> str:
    """`child` or `adult` on that day; empty where the dates do not tell."""
    if not born or len(on) < 10:
        return ""
    youngest, oldest = (f"{born}{end}"[:10] for end in ("-12-31"[len(born) - 4 :], "-01-01"[len(born) - 4 :]))
    ages = {int(on[:4]) - int(day[:4]) - (on[5:] < day[5:]) for day in (youngest, oldest)}
    return "adult" if all(age >= 18 for age in ages) else "child" if all(0 <= age < 18 for age in ages) else ""


def _lost(sheet: Sheet, facts: Mapping[str, Any], found: Findings) -> None:
    """Fields that hold something which the record has no place for; answers that nothing asks for."""
    whole = nothing_kept()
    for name in sheet.cells:
        if name in whole:
            found.note(name, "lost")
    for line in sheet.lines:
        for name in set(line.cells) & whole:
            found.note(name, "lost", line.row)
    back = {rule["to"]: name for name, rule in codes.rules().items() if "to" in rule}
    for field in model.answers():
        if facts.get(field.code) not in (None, [], "") and not field.is_asked(facts):
            found.note(back.get(field.code, field.code), "unasked")


# ---- JSON ----


def _json(content: bytes) -> list[Sheet]:
    """The cases of a JSON file as `writer.as_json` makes it: `records`, each an object of the standard's objects."""
    if len(content) > sheets.LARGEST:
        raise GijaError("casefile.file_large", limit=sheets.LARGEST // 1_000_000)
    try:
        said = json.loads(content)
        records = said["records"] if isinstance(said, dict) else said
        return [_sheet(number, one) for number, one in enumerate(records, 1)]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        raise GijaError("htcds.json") from None


def _sheet(number: int, record: Mapping[str, Any]) -> Sheet:
    cells_: dict[str, str] = {}
    lines: list[Line] = []
    for part in record.values():
        if isinstance(part, list):
            lines += [Line(number, _plain(one)) for one in part]
        else:
            cells_ |= _plain(part)
    return Sheet(number, cells_, tuple(lines))


def _plain(said: Mapping[str, Any]) -> dict[str, str]:
    own = standard.read("mapping.yaml")["own_columns"]
    found = {standard.names().get(standard.folded(name), name): _text(value) for name, value in said.items()}
    return {name: value for name, value in found.items() if value and (name in standard.fields() or name in own)}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(_text, value))
    if isinstance(value, dict):
        raise TypeError
    return "" if value is None else str(value).strip()
