"""From a record to HTCDS: CSV (rows of one case share a number) and JSON. Nothing in it tells who somebody is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gija.formats.htcds import codes, events, referrals, standard
from gija.formats.htcds.columns import KEY, SEVERAL
from gija.formats.htcds.losses import writing_loses
from gija.formats.htcds.values import Line, Sheet
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list

# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection); a quote before it makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NEARNESS = ("Familial", "Acquainted", "Unaquainted")  # where the standard has room for one relation: the nearest


def sheet_of(facts: Mapping[str, Any], number: int = 1) -> Sheet:
    """A record, in the shape of a victim's record (codes, months), in the fields of HTCDS."""
    cells: dict[str, str] = {}
    for name, rule in codes.rules().items():
        if "to" in rule and not name.startswith(SEVERAL) and (said := _said(name, rule, facts)):
            cells[name] = said
    cells |= referrals.written(facts)
    ordered = {name: cells[name] for name in standard.fields() if name in cells}
    return Sheet(number, ordered, tuple(Line(number, row) for row in events.written(facts)))


def _said(name: str, rule: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    value = facts.get(rule["to"])
    how = rule.get("how", "")
    if standard.fields()[name].deprecated or (
        value in (None, "", [], ()) and how not in ("consent", "gender") and name != "vic_MethodsOfControl"
    ):
        return ""
    if how == "gender":
        return _gender(facts)
    if how == "consent":
        return "TRUE" if "service" in (value or ()) else "FALSE"
    if how == "language":
        return _language(name, value or ())
    if model.field(rule["to"]).kind in ("count", "year"):
        return str(value)
    several = value if isinstance(value, list | tuple) else [value] if value is not None else []
    if how == "country":
        return ";".join(map(codes.country_written, several))
    if how == "municipality":
        return code_list("municipality")[several[0]].text.lt
    if how == "label":
        return code_list(codes.list_of(name))[several[0]].text.en
    return _values(name, several, facts)


def _values(name: str, several: Iterable[str], facts: Mapping[str, Any]) -> str:
    table = codes.to_theirs(name)
    found = [value for code in several for value in table.get(code, ())]
    if name == "vic_MethodsOfControl":
        found += [
            value for code in facts.get("means", ()) for value in codes.to_theirs(name, "means_legal").get(code, ())
        ]
    if not standard.fields()[name].many:
        found = sorted(found, key=NEARNESS.index)[:1] if name == "vic_RelationshipToTrafficker" else found[:1]
    return ";".join(dict.fromkeys(found))


def _gender(facts: Mapping[str, Any]) -> str:
    """Gender where the person had it written down, else sex."""
    asked = facts.get("gender_identity")
    listed, code = ("gender", asked) if asked and asked != "unknown" else ("sex", facts.get("sex"))
    return codes.to_theirs("prs_Gender", listed).get(str(code), ("",))[0]


def _language(name: str, languages: Sequence[str]) -> str:
    known = [one for one in languages if one != "other"]
    at = 0 if name == "prs_PrimaryLanguage" else 1
    return known[at] if len(known) > at else ""


# ---- files ----


def header() -> list[str]:
    """The columns that Gija writes: the number of the case, then the fields of the standard that a record can fill."""
    own = {name for name, rule in codes.rules().items() if "to" in rule}
    filled = own | set(standard.read("mapping.yaml")["together"])
    return [KEY, *(name for name, one in standard.fields().items() if name in filled and not one.deprecated)]


def as_csv(records: Iterable[Mapping[str, Any]]) -> str:
    """HTCDS 2.0 as CSV (UTF-8 with a mark, semicolons). A case has as many rows as it has events, roles and plans."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=",", lineterminator="\r\n")
    columns = header()
    written.writerow(columns)
    for number, facts in enumerate(records, 1):
        one = sheet_of(facts, number)
        first, *more = one.lines or (Line(number, {}),)
        for cells in ({**one.cells, **first.cells}, *(line.cells for line in more)):
            written.writerow([safe({KEY: str(number), **cells}.get(name, "")) for name in columns])
    return "\ufeff" + out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


OBJECTS = {
    "hte_": "HistoricTraffickingEvents", "spl_": "SupportPlans", "per_": "PerpetratorContexts",
    "org_": "Organization", "prs_": "Person", "vic_": "VictimContext", "cas_": "Case", "con_": "Consent",
}  # fmt: skip


def as_json(records: Iterable[Mapping[str, Any]], *, day: str = "") -> str:
    """HTCDS 2.0 as JSON: each record an object of the standard's objects, its fields under their names, values that
    may be several as a list. `day`: when it was made. What the standard could not hold is listed in `not_held`."""
    body = {
        "standard": "HTCDS", "version": standard.VERSION, "attribution": standard.attribution().en, "made_on": day,
        "not_held": [{"field": one.field, "values": list(one.values), "why": {"en": one.why.en, "lt": one.why.lt}}
                     for one in writing_loses()],
        "records": [_object(sheet_of(facts, number)) for number, facts in enumerate(records, 1)],
    }  # fmt: skip
    return json.dumps({name: value for name, value in body.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"


def _object(sheet: Sheet) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, said in sheet.cells.items():
        found.setdefault(OBJECTS[name[:4]], {})[name] = _value(name, said)
    for line in sheet.lines:
        for prefix in ("hte_", "spl_", "per_"):
            if part := {name: _value(name, said) for name, said in line.cells.items() if name.startswith(prefix)}:
                found.setdefault(OBJECTS[prefix], []).append(part)
    return found


def _value(name: str, said: str) -> Any:
    one = standard.fields()[name]
    if one.many:
        return said.split(";")
    if one.kind == "Number":
        return int(said)
    return said == "TRUE" if one.kind == "Checkbox" else said
