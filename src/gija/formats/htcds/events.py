"""Historic trafficking events, roles of perpetrators, support plans: rows there; acts, countries, services here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gija.formats.htcds import cells, codes, standard
from gija.formats.htcds.values import Findings, Line

ROLES = {"Recruitment": "recruitment", "Transit": "transit", "Exploitation": "exploitation"}
ACTS = {"Recruitment": "recruitment", "Transit": "transportation"}
Row = dict[str, str]


def read(lines: Sequence[Line], facts: dict[str, Any], found: Findings, own: dict[str, str]) -> None:
    """Put what the rows say into the facts; whole days of services into what stays in the institution."""
    for line in lines:
        if any(name.startswith("hte_") for name in line.cells):
            _event(line, facts, found)
        if said := line.cells.get("per_RoleInProcess"):
            _add(facts, "acts", cells.coded("per_RoleInProcess", said, found, line.row, "act"))
        if any(name.startswith("spl_") for name in line.cells):
            _plan(line, facts, found, own)
    months = sorted(facts.pop("_exploited", ()))
    if months:
        facts["exploitation_start"] = months[0]
        if months[-1] != months[0]:
            facts["exploitation_end"] = months[-1]
        if len(months) > 2:
            found.note("hte_Date", "dates_between")


def _add(facts: dict[str, Any], name: str, several: Sequence[Any]) -> None:
    there = facts.setdefault(name, [])
    there += [one for one in dict.fromkeys(several) if one not in there]


def _event(line: Line, facts: dict[str, Any], found: Findings) -> None:
    said = line.cells
    types = cells.chosen("hte_Type", said["hte_Type"], found, line.row) if "hte_Type" in said else ()
    type_ = types[0] if types else ""
    if type_ == "Exploitation":
        facts.setdefault("exploitation_realised", "realised")
    if type_ in ACTS:
        _add(facts, "acts", [ACTS[type_]])
    if "hte_Country" in said:
        country = codes.country(said["hte_Country"])
        if country is None:
            found.wrong("hte_Country", "htcds.country", line.row)
        elif not type_:
            found.note("hte_Country", "event_without_type", line.row)
        elif (part := {"country": country, "role": ROLES[type_]}) not in facts.setdefault("countries", []):
            facts["countries"].append(part)
    if "hte_Date" in said:
        month = cells.month("hte_Date", said["hte_Date"], found, line.row)
        if type_ != "Exploitation":
            found.note("hte_Date", "date_lost", line.row)
        elif month:
            facts.setdefault("_exploited", set()).add(month)


def _plan(line: Line, facts: dict[str, Any], found: Findings, own: dict[str, str]) -> None:
    """A support plan is a service; the standard has no first day, so it is taken to begin with the registration."""
    said = line.cells
    if "spl_Type" not in said:
        return found.note("spl_Type", "plan_without_type", line.row)
    end = cells.month("spl_ActualEndDate", said["spl_ActualEndDate"], found, line.row) if _ended(said) else None
    start = facts.get("registration_month")
    if start is None and end is None:
        return found.note("spl_Type", "plan_without_start", line.row)
    start = min(filter(None, (start, end)))
    found.note("spl_Type", "plan_start", line.row)
    for value in cells.chosen("spl_Type", said["spl_Type"], found, line.row):
        service = standard.read("mapping.yaml")["services"][value]
        part = {"service": service, "start": start, "end": end}
        if part not in facts.setdefault("services", []):
            facts["services"].append(part)
            _days(service, said.get("spl_ActualEndDate", ""), own)
    return None


def _days(service: str, ended: str, own: dict[str, str]) -> None:
    """`medical 2014-03-05 2014-03-20`: from the day of registration, or from its end where that was before."""
    end = cells.date(ended) or ""
    days = sorted(filter(None, (own.get("registered_on", ""), end if len(end) == 10 else "")))
    if days:
        several = [days[0], *([end] if end in days else [])]
        own["services"] = "; ".join(filter(None, (own.get("services", ""), " ".join([service, *several]))))


def _ended(said: Mapping[str, str]) -> bool:
    return bool(said.get("spl_ActualEndDate"))


# ---- writing ----


def written(facts: Mapping[str, Any]) -> list[Row]:
    """The rows that an event, a role and the services make: one for each country, act, role and service."""
    return [*_events(facts), *_roles(facts), *_plans(facts)]


def _events(facts: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for type_, role in ROLES.items():
        countries = [one["country"] for one in facts.get("countries", ()) if one["role"] == role]
        rows += [{"hte_Type": type_, "hte_Country": codes.country_written(one)} for one in countries]
        if not countries and ACTS.get(type_) in facts.get("acts", ()):
            rows.append({"hte_Type": type_})
    start, end = facts.get("exploitation_start"), facts.get("exploitation_end")
    if start:
        _dated(rows, start, first=True)
        if end and end != start:
            _dated(rows, end, first=False)
    return rows


def _dated(rows: list[Row], month: str, *, first: bool) -> None:
    """The first month goes to the first country of exploitation, the last to the last; else a row more."""
    there = [row for row in rows if row["hte_Type"] == "Exploitation"]
    row = (there[0] if first else there[-1]) if there else None
    if row is None or "hte_Date" in row:
        row = {name: said for name, said in (row or {"hte_Type": "Exploitation"}).items() if name != "hte_Date"}
        rows.append(row)
    row["hte_Date"] = month


def _roles(facts: Mapping[str, Any]) -> Iterator[Row]:
    table = codes.to_theirs("per_RoleInProcess", "act")
    several = [value for act in facts.get("acts", ()) for value in table.get(act, ())]
    if several:
        yield {"per_RoleInProcess": ";".join(several)}


def _plans(facts: Mapping[str, Any]) -> list[Row]:
    table = codes.to_theirs("spl_Type", "service")
    rows = []
    for one in facts.get("services", ()):
        for value in table.get(one["service"], ()):
            end = {"spl_ActualEndDate": one["end"]} if one.get("end") else {}
            rows.append({"spl_Type": value, **end})
    if facts.get("legal_aid") == "yes" and not any(row["spl_Type"] == "Legal" for row in rows):
        rows.append({"spl_Type": "Legal"})
    return [row for at, row in enumerate(rows) if row not in rows[:at]]
