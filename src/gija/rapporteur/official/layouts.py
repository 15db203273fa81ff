"""A publisher's CSV as rows of our codes. Layouts are data: `data/layouts.yaml`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

LARGEST = 4_000_000  # bytes
MOST = 20_000  # rows
OWN = ("period", "indicator", "breakdown", "authority", "value", "status", "qualifier", "note")
REPORTED, EXACT = "reported", "exact"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a file; `number`: its row, the heading being 1. `value` is None where, and only where, `status` is
    not `reported`."""

    number: int
    indicator: str
    period: str
    breakdown: Breakdown
    authority: str
    value: int | None
    status: str = REPORTED
    qualifier: str = EXACT
    note: str = ""


@cache
def data() -> Mapping[str, Any]:
    text = files("gija.rapporteur.official").joinpath("data", "layouts.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def read(content: bytes) -> list[Row]:
    """Every figure of a file of a known layout, each cell once.

    Refuses what is no UTF-8 CSV or too large (`official.file`), other columns (`official.columns`), a file without a
    figure for us (`official.empty`), and a row with its number and field (`official.bad_row`).
    """
    rows = _rows(content)
    heading = [name.strip() for name in rows[0]]
    known = data()["layouts"]["eurostat"]
    if tuple(heading) == OWN:
        found = [_checked(_own(number, row)) for number, row in _numbered(rows, heading)]
    elif heading[: len(known["starts"])] == known["starts"]:
        found = [_checked(one) for number, row in _numbered(rows, heading) for one in _eurostat(known, number, row)]
    else:
        raise GijaError("official.columns", columns=";".join(OWN))
    if not found:
        raise GijaError("official.empty")
    _once(found)
    return found


def _rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count)))
    except (UnicodeDecodeError, csv.Error):
        raise GijaError("official.file") from None
    if len(content) > LARGEST or not rows or len(rows) > MOST or "\x00" in text:
        raise GijaError("official.file")
    return rows


def _numbered(rows: list[list[str]], heading: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            if len(row) != len(heading):
                raise _bad(number, "columns")
            yield number, dict(zip(heading, (cell.strip() for cell in row), strict=True))


def _bad(number: int, field: str) -> GijaError:
    return GijaError("official.bad_row", row=number, field=field)


def _own(number: int, row: Mapping[str, str]) -> Row:
    try:
        pairs = breakdowns.typed(row["breakdown"])
    except GijaError:
        raise _bad(number, "breakdown") from None
    value = _value(number, "value", row["value"])
    return Row(
        number, row["indicator"], row["period"], pairs, row["authority"], value,
        row["status"] or (REPORTED if value is not None else ""), row["qualifier"] or EXACT, row["note"][:300],
    )  # fmt: skip


def _value(number: int, field: str, text: str) -> int | None:
    plain = text.replace("\u00a0", "").replace(" ", "").removesuffix(".0")
    if plain and (not (plain.isascii() and plain.isdigit()) or len(plain) > 12):
        raise _bad(number, field)
    return int(plain) if plain else None


def _eurostat(known: Mapping[str, Any], number: int, row: Mapping[str, str]) -> Iterator[Row]:
    """The row, if it is of the country and unit that are taken."""
    if any(row.get(name, wanted[0]) not in wanted for name, wanted in known["take"].items()):
        return
    flow = row["DATAFLOW"].partition("(")[0].partition(":")[2]
    if flow not in known["flows"]:
        raise _bad(number, "DATAFLOW")
    by = known["flows"][flow]["by"]
    of = known["flows"][flow]["rows"].get(row.get(by, "") if by else "")
    if of is None:
        raise _bad(number, by)
    value = _value(number, "OBS_VALUE", row.get("OBS_VALUE", ""))
    flag = row.get("OBS_FLAG", "")
    if flag not in known["flags"] and value is not None:
        raise _bad(number, "OBS_FLAG")
    yield Row(
        number, of["indicator"], row.get("TIME_PERIOD", ""), _pairs(known, number, row, by), of["authority"], value,
        REPORTED if value is not None else "not_available", known["flags"].get(flag) or EXACT,
        flag and f"OBS_FLAG {flag}",
    )  # fmt: skip


def _pairs(known: Mapping[str, Any], number: int, row: Mapping[str, str], by: str) -> Breakdown:
    """The row's dimensions as ours; a column that the layout does not know is refused."""
    rest = set(row) - {"DATAFLOW", "LAST UPDATE", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", by, *known["take"]}
    found = []
    for column in sorted(rest):
        of = known["dimensions"].get(column)
        if of is None or row[column] not in of["codes"]:
            raise _bad(number, column)
        if of["codes"][row[column]]:
            found.append((of["name"], of["codes"][row[column]]))
    return breakdowns.checked(tuple(found))


def _checked(row: Row) -> Row:
    has = row.value is not None
    wrong = [
        ("indicator", row.indicator not in code_list("indicator")),
        ("authority", row.authority not in code_list("institution_kind")),
        ("status", row.status not in code_list("value_status")),
        ("value", has != (row.status == REPORTED)),
        ("qualifier", row.qualifier not in code_list("observation_qualifier") or (not has and row.qualifier != EXACT)),
    ]
    for field, faulty in wrong:
        if faulty:
            raise _bad(row.number, field)
    try:
        periods.checked(row.period)
    except GijaError:
        raise _bad(row.number, "period") from None
    return row


def _once(found: list[Row]) -> None:
    seen: set[tuple[object, ...]] = set()
    for row in found:
        key = (row.indicator, row.period, row.breakdown, row.authority)
        if key in seen:
            raise GijaError("official.twice", row=row.number)
        seen.add(key)
