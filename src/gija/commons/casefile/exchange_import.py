"""A file in HTCDS put into the columns of our own import: looked at, applied and undone like any other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from gija.commons.casefile import columns
from gija.commons.casefile.fields import ANSWERS
from gija.commons.casefile.import_reading import RowFault, Taken
from gija.formats import htcds, sheets
from gija.formats.htcds import columns as theirs
from gija.formats.htcds import xlsform
from gija.formats.htcds.codes import rules
from gija.formats.htcds.reader import COLUMNS
from gija.formats.htcds.values import Notice
from gija.methods.names.identifiers import canonical, valid
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MARK = "htcds."  # before the code of a notice, among the warnings of an import
OWN = ("reference", "registered_on", "given_names", "family_name", "birth_date", "personal_code", "phone", "email",
       "note", "status_on", "consents_on", "services")  # fmt: skip
SAME = ("sex", "age_group", "citizenship", "municipality", "status", "exploitation_realised", "recruitment_methods",
        "consents")  # fmt: skip
# Field of the case file -> field of HTCDS, where a fault is to be found in the file.
THEIRS = {rule.get("own") or rule["to"]: name for name, rule in reversed(list(rules().items()))}


def taken(content: bytes, kind: str, registered: dt.date | None) -> Taken | None:
    """What the file says, in our columns; None where it is no HTCDS. `kind`: that of the own institution. Refuses a
    form without answers (`htcds.form`) and what `htcds.read` refuses."""
    if content.lstrip()[:1] in (b"{", b"["):
        found = htcds.read(content, kind=kind, registered=_iso(registered))
    else:
        said = sheets.rows(content, columns=COLUMNS)
        if xlsform.is_form(said[0]):
            raise GijaError("htcds.form")
        if not theirs.known(said[0]):
            return None
        found = htcds.read_rows(said, kind=kind, registered=_iso(registered))
    notices = list(found.notices)
    by_row = {case.row: _row(case, notices) for case in found.cases}
    last = max([1, *by_row])
    if last > sheets.ROWS + 1:
        raise GijaError("casefile.file_rows", limit=sheets.ROWS)
    empty = [""] * len(columns.NAMES)
    at = 1 if 1 in by_row else 0  # records of JSON are counted from 1; rows of a sheet from the header
    rows = [list(columns.NAMES), *(by_row.get(number - at, empty) for number in range(2, last + 1 + at))]
    faults = tuple(RowFault(one.row + at, one.field, one.code, dict(one.values)) for one in found.faults)
    told = tuple((one.row + at, f"{MARK}{one.code}:{one.field}") for one in dict.fromkeys(notices))
    return Taken(rows, faults, found.unknown, told)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _row(case: htcds.Case, notices: list[Notice]) -> list[str]:
    """A case as a row of our import."""
    facts, own = case.facts, dict(case.own)

    def note(field: str, code: str) -> None:
        notices.append(Notice(case.row, field, code))

    _settle(facts, own, note)
    values: dict[str, Any] = {name: own.get(name, "") for name in (*OWN, "birth_date_missing", "citizenship_missing")}
    values |= {name: facts.get(name, "") for name in SAME}
    values["age_group"] = own.get("age_group", values["age_group"])
    values["authority_kind"] = facts.get("status_authority_kind", "")
    main, *others = facts.get("exploitation_forms") or ("",)
    values |= {"exploitation_main": main, "exploitation_others": others}
    for one in facts.get("countries", ()):
        values.setdefault(f"countries_{one['role']}", []).append(one["country"])
    values |= {one.name: facts[one.name] for one in ANSWERS if one.name in facts}
    return [_text(values.get(name, "")) for name in columns.NAMES]


def _settle(facts: Any, own: dict[str, str], note: Any) -> None:
    """What a case cannot do without and the standard does not say; each is told."""
    if facts.get("consents") and "consents_on" not in own and "registered_on" in own:
        own["consents_on"] = own["registered_on"]
        note("con_Consent", "consent_day")
    for name, there in (("birth_date", own.get("birth_date")), ("citizenship", facts.get("citizenship"))):
        if not there:
            own[f"{name}_missing"] = "NC"
            note(THEIRS.get(name, "prs_Birthdate"), "missing_nc")
    if not own.get("birth_date"):
        own["age_group"] = "unknown"
        note("prs_Birthdate", "age_unknown")
    if code := own.get("personal_code"):
        plain = canonical("person", "personal_code", code)
        if plain is None or not valid("person", "personal_code", plain):
            del own["personal_code"]
            note("prs_IdentityNumber", "identity_lost")
    if facts.get("referrals"):
        note("cas_ReferredOrganisation", "referral_by_hand")


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def notices(found: Any) -> list[tuple[str, Text, int]]:
    """What was taken for granted or lost in a file that was read as HTCDS: field, what it means, in how many rows."""
    told = Counter(code for _row, code in found.warnings if code.startswith(MARK))
    return [
        (code.split(":")[1], Notice(0, code.split(":")[1], code.removeprefix(MARK).split(":")[0]).text, rows)
        for code, rows in told.items()
    ]
