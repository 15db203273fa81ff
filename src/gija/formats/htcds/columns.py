"""The columns of a spreadsheet or of a form's answers: which field of HTCDS each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gija.formats.htcds import standard
from gija.formats.htcds.standard import folded
from gija.formats.htcds.values import Findings, Line, Sheet
from gija.vocabulary.errors import GijaError

KEY = "gija_case"  # rows with the same one are one case; the standard itself numbers no case
KEYS = frozenset({folded(KEY)})
PASSED_OVER = frozenset(
    map(folded, (
        "start", "end", "__version__", "_id", "_uuid", "_submission_time", "_index", "_validation_status", "_notes",
        "_status", "_submitted_by", "_tags", "meta/instanceID", "formhub/uuid",
    ))
)  # fmt: skip
SEVERAL = ("hte_", "spl_", "per_", "cco_")  # objects of which a case may have several
TICKED = frozenset({"1", "true", "yes", "taip"})
UNTICKED = frozenset({"", "0", "false", "no", "ne"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Position -> field; position -> (field, value) where each value has a column to tick; position of the key."""

    fields: Mapping[int, str]
    ticks: Mapping[int, tuple[str, str]]
    key: int | None
    unknown: tuple[int, ...]


def known(header: Sequence[str]) -> bool:
    """Is this a header of HTCDS: are two of its columns fields of the standard by their names?"""
    ours = {folded(name) for name in standard.fields()} | {
        folded(w) for w in standard.read("standard.yaml")["misspelt"]
    }
    return sum(folded(re.split(r"[/.:]", title)[-1]) in ours or _tick(title) is not None for title in header) >= 2


def matched(header: Sequence[str]) -> Columns:
    """Every column. Refuses a header without any field of HTCDS (`htcds.no_columns`) or with one twice
    (`htcds.column_twice`)."""
    fields: dict[int, str] = {}
    ticks: dict[int, tuple[str, str]] = {}
    key, unknown = None, []
    for at, title in enumerate(header):
        if folded(title) in KEYS and key is None:
            key = at
        elif tick := _tick(title):
            ticks[at] = tick
        elif name := _name(title, fields.values()):
            fields[at] = name
        elif title.strip() and folded(title) not in PASSED_OVER:
            unknown.append(at + 1)
    if not any(name in standard.fields() for name in fields.values()) and not ticks:
        raise GijaError("htcds.no_columns")
    names = list(fields.values())
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise GijaError("htcds.column_twice", fields=", ".join(twice))
    return Columns(fields, ticks, key, tuple(unknown))


def _name(title: str, there: object) -> str | None:
    own = {folded(name): name for name in standard.read("mapping.yaml")["own_columns"]}
    for said in (title, re.split(r"[/:]", title)[-1]):  # a form's groups stand before the question
        found = own.get(folded(said).removeprefix("gija")) or standard.names().get(folded(said))
        if found:
            second = standard.second_of(said)
            return second if second and found in list(there) else found  # type: ignore[call-overload]
    return None


def _tick(title: str) -> tuple[str, str] | None:
    """`vic_Methods_of_Control/DebtBondage`: one value of a question with several."""
    *_groups, question, value = ["", *re.split(r"[/:]", title)] if "/" in title or ":" in title else ["", "", ""]
    name = standard.names().get(folded(question)) if value else None
    if name is None or not standard.fields()[name].values:
        return None
    found = standard.values(name).get(folded(value))
    return (name, found) if found else None


def gathered(rows: Sequence[Sequence[str]]) -> tuple[list[Sheet], list[Findings], Columns]:
    """Rows (the header first) as cases. Rows with the same number in `gija_case` are one case: the first says
    everything, the others add events, plans and roles. Refuses as `matched` does."""
    columns = matched(rows[0])
    sheets: dict[str, Sheet] = {}
    wrong: list[Findings] = []
    for number, row in enumerate(rows[1:], 2):
        found = Findings(number)
        cells = _cells(row, columns, found)
        if found.faults:
            wrong.append(found)
        if not cells:
            continue
        key = str(row[columns.key]).strip() if columns.key is not None and columns.key < len(row) else ""
        line = Line(number, {name: said for name, said in cells.items() if name.startswith(SEVERAL)})
        alone = {name: said for name, said in cells.items() if not name.startswith(SEVERAL)}
        _into(sheets, key or f"row {number}", number, alone, line, found)
        if found.faults and found not in wrong:
            wrong.append(found)
    return list(sheets.values()), wrong, columns


def _into(sheets: dict[str, Sheet], key: str, number: int, alone: dict[str, str], line: Line, found: Findings) -> None:
    there = sheets.get(key)
    lines = (line,) if line.cells else ()
    if there is None and not alone:
        found.wrong(next(iter(line.cells)), "htcds.whose")
    elif there is None:
        sheets[key] = Sheet(number, alone, lines)
    else:
        for name, said in alone.items():
            if there.cells.get(name) != said:
                found.wrong(name, "htcds.said_otherwise", first=there.row)
        sheets[key] = Sheet(there.row, there.cells, (*there.lines, *lines))


def _cells(row: Sequence[str], columns: Columns, found: Findings) -> dict[str, str]:
    cells = {name: row[at].strip() for at, name in columns.fields.items() if at < len(row) and row[at].strip()}
    ticked: dict[str, list[str]] = {}
    for at, (name, value) in columns.ticks.items():
        said = row[at].strip().casefold() if at < len(row) else ""
        if said in TICKED:
            ticked.setdefault(name, []).append(value)
        elif said not in UNTICKED:
            found.wrong(name, "htcds.tick")
    return cells | {name: ";".join(several) for name, several in ticked.items()}
