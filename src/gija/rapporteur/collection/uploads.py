"""Files that suppliers send: read whole before anything is written, every fault told with row, field and reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator

from gija.formats import sheets
from gija.formats.xlsx import entry
from gija.rapporteur.collection import cells, messages, queries, template
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.lines import Fault, Line
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.errors import GijaError

FIELDS = {"collection.status": "status", "collection.qualifier": "qualifier"}  # where an error stands
MACROS = ("vbaproject", "macrosheet", "activex")


class FaultyFileError(GijaError):
    """A file was read and refused: nothing of it is written."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("collection.file_faults", count=len(faults))
        self.faults = faults


def read(of: Submission, content: bytes) -> dict[str, Told | None]:
    """What a file (workbook, CSV, SDMX) tells, by cell; None where a cell stands empty in it.

    Refuses macros, a file that is none of ours, one of another call, supplier or version, and (`FaultyFileError`) rows
    that do not fit.
    """
    if messages.is_sdmx(content):
        lines, faults = messages.lines(of, content)
    elif sheets.is_workbook(content):
        _no_macros(content)
        lines, faults = list(_of_workbook(of, content)), list[Fault]()
    else:
        lines, faults = _of_table(of, content)
    told, more = _told(of, lines)
    faults += more
    if faults:
        raise FaultyFileError(tuple(sorted(faults, key=lambda one: (one.sheet, one.row))))
    if not told:
        raise GijaError("collection.file_empty")
    return told


def _no_macros(content: bytes) -> None:
    """Whatever the file is called: macros are told by what is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = [name.lower() for name in book.namelist()]
            types = book.read("[Content_Types].xml")[:200_000].lower() if "[content_types].xml" in names else b""
    # zipfile raises NotImplementedError for a way of packing it does not know, RuntimeError for a part with a password.
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        raise GijaError("casefile.file_broken") from None
    if any(word in name for name in names for word in MACROS) or b"macroenabled" in types:
        raise GijaError("collection.file_macros")


def _of_workbook(of: Submission, content: bytes) -> Iterator[Line]:
    found = sheets.sheets(content)
    _check_mark(of, {row[0]: row[1] for row in found.pop(entry.MARK, []) if len(row) > 1})
    for name, rows in found.items():
        for number, row in enumerate(rows[entry.HEAD + 1 :], entry.HEAD + 2):
            key, _, value, qualifier, status, note = (*row, *[""] * 6)[:6]
            if key:
                yield Line(name, number, key, value, status, note, qualifier)


def _check_mark(of: Submission, mark: dict[str, str]) -> None:
    if "mark" not in mark:
        raise GijaError("collection.file_not_ours")
    if (mark.get("call"), mark.get("period")) != (of.call.code, of.call.period):
        raise GijaError(
            "collection.file_other_call", call=mark.get("call", "")[:80], period=mark.get("period", "")[:10]
        )
    if mark.get("supplier") != of.institution:
        raise GijaError("collection.file_other_supplier")
    if mark["mark"] != queries.mark(of):
        raise GijaError("collection.file_old")


def _of_table(of: Submission, content: bytes) -> tuple[list[Line], list[Fault]]:
    rows = sheets.rows(content)
    if tuple(rows[0]) not in (template.COLUMNS, template.COLUMNS[:-1]):  # files of before exactness was asked
        raise GijaError("collection.file_columns", columns="; ".join(template.COLUMNS))
    lines, faults = list[Line](), list[Fault]()
    for number, row in enumerate(rows[1:], 2):
        call, period, indicator, breakdown, value, status, note, exact = (*row, *[""] * 8)[:8]
        if not any(row):
            continue
        if call != of.call.code:
            faults.append(Fault("", number, "call", GijaError("collection.row_call", call=of.call.code)))
        elif period != of.call.period:
            faults.append(Fault("", number, "period", GijaError("collection.row_period", period=of.call.period)))
        else:
            key = _key(indicator, breakdown)
            lines.append(Line("", number, key, value, status, note.removeprefix("'"), exact))
    return lines, faults


def _key(indicator: str, breakdown: str) -> str:
    """The key in its one order of dimensions; as it stands where it is none."""
    try:
        return cells.key(indicator, breakdowns.typed(breakdown))
    except GijaError:
        return f"{indicator}|{breakdown}"


def _told(of: Submission, lines: Iterable[Line]) -> tuple[dict[str, Told | None], list[Fault]]:
    asked, told, faults = set(queries.asked(of)), dict[str, Told | None](), list[Fault]()
    for line in lines:
        if line.cell not in asked:
            known = cells.indicator_of(line.cell) in queries.indicators_of(of)
            field, why = ("breakdown", "row_breakdown") if known else ("indicator", "row_indicator")
            faults.append(Fault(line.sheet, line.row, field, GijaError(f"collection.{why}")))
        elif line.cell in told:
            faults.append(Fault(line.sheet, line.row, "indicator", GijaError("collection.cell_twice")))
        else:
            told[line.cell] = None
            try:
                told[line.cell] = _cell(line)
            except GijaError as error:
                field = FIELDS.get(error.code, "value")
                faults.append(Fault(line.sheet, line.row, field, error))
    return told, faults


def _cell(line: Line) -> Told | None:
    """Codes of reason and exactness, or their words in either language."""
    status = _words(template.statuses).get(line.status.casefold(), line.status)
    qualifier = _words(template.qualifiers).get(line.qualifier.casefold(), line.qualifier)
    return cells.told(line.value, status, line.note, qualifier)


def _words(listed: Callable[[str], dict[str, str]]) -> dict[str, str]:
    return {words.casefold(): code for language in ("en", "lt") for code, words in listed(language).items()}
