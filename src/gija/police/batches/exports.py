"""The result as a file: CSV as a stream, XLSX written row by row; neither holds all rows in memory.

Each row with what was asked, the answer, and each database's own; the workbook tells databases and faults, too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from gija.formats.xlsx import printed
from gija.police.batches import queries
from gija.police.batches.models import Batch
from gija.police.batches.queries import Row, Said
from gija.police.batches.words import HEADINGS, NOT_ASKED
from gija.police.search.exports import FORMULA, written
from gija.police.search.words import OUTCOMES, TAGS
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

FORMS = ("csv", "xlsx")
LINES = 500  # of CSV sent at a time


def csv_lines(batch: Batch, language: str) -> Iterator[str]:
    """The result as CSV (UTF-8 with a byte order mark, semicolons, no formulas), some lines at a time."""
    yield "\ufeff"
    yield from _csv([_head(batch, language)])
    some: list[list[str]] = []
    for row in queries.rows(batch):
        some.append(_line(batch, row, language))
        if len(some) == LINES:
            yield from _csv(some)
            some = []
    yield from _csv(some)


def faults_csv(batch: Batch, language: str) -> str:
    """What is wrong by row and column; nothing of what stands there."""
    said = [[HEADINGS[name].in_(language) for name in ("row", "column", "wrong")]]
    said += [[str(number), field, text] for number, field, text in faults(batch, language)]
    return "\ufeff" + "".join(_csv(said))


def faults(batch: Batch, language: str) -> list[tuple[int, str, str]]:
    """Row, field and reason of each row that is not asked."""
    return [(row, field, GijaError(code, **places).text.in_(language)) for row, field, code, places in batch.faults]


def write(batch: Batch, file: Path, language: str) -> None:
    """Write the result to a file, CSV or XLSX by its ending. Refused: `batches.form_unknown`."""
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise GijaError("batches.form_unknown")
    if form == "xlsx":
        write_xlsx(batch, file, language)
        return
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.writelines(csv_lines(batch, language))


def write_xlsx(batch: Batch, file: Path | IO[bytes], language: str) -> None:
    """The result as a workbook: answers, databases, rows that were not asked."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(file) if isinstance(file, Path) else file, options)
    answers = (_line(batch, r, language) for r in queries.rows(batch))
    titles = [HEADINGS[name].in_(language) for name in ("row", "column", "wrong")]
    wrong = ([str(n), f, t] for n, f, t in faults(batch, language))
    for name, heads, lines in (
        ("results", _head(batch, language), answers),
        ("databases", *_databases(batch, language)),
        ("faults", titles, wrong),
    ):
        _sheet(book, HEADINGS[name].in_(language), bound(batch, language), heads, lines)
    book.close()


def bound(batch: Batch, language: str) -> str:
    """The strictest handling code of the databases asked, for the top of every printed page."""
    code = max((str(one["handling"]) for one in batch.databases), default="")
    codes = code_list("handling_code")
    return f"{batch.pk[:8]} – {codes[code].text.in_(language) if code in codes else code}"


def _sheet(book: Any, name: str, header: str, titles: Sequence[str], lines: Iterable[list[str]]) -> None:
    page, head = book.add_worksheet(name[:31]), book.add_format({"bold": True})
    page.set_header(printed(header))
    page.freeze_panes(1, 0)
    page.set_column(0, len(titles) - 1, 18)
    for at, title in enumerate(titles):
        page.write_string(0, at, title, head)
    for number, line in enumerate(lines, 1):
        for at, cell in enumerate(line):
            if cell:
                page.write_string(number, at, cell[:32_000])


def _head(batch: Batch, language: str) -> list[str]:
    titles = [HEADINGS[name].in_(language) for name in ("row", "reference", "type")]
    titles += [_label(field, language) for field in batch.fields]
    return [
        *titles,
        HEADINGS["answer"].in_(language),
        *(one["lt" if language == "lt" else "en"] for one in batch.databases),
    ]


def _label(field: str, language: str) -> str:
    from gija.police.search.questions import QUESTIONS

    type_ = next((q.type for q in QUESTIONS.values() if field in q.fields), "person")
    return entity_type(type_).field(field).text.in_(language)


def _line(batch: Batch, row: Row, language: str) -> list[str]:
    outcome = OUTCOMES[row.outcome].in_(language) if row.outcome else NOT_ASKED.in_(language)
    said = {one.database: cell(one, language) for one in row.said}
    values = [row.values.get(field, "") for field in batch.fields]
    answers = [said.get(one["code"], "") for one in batch.databases]
    return [str(row.number), row.reference, entity_type(row.type).text.in_(language), *values, outcome, *answers]


def cell(said: Said, language: str) -> str:
    """One database's answer in a cell: its tag; of a hit the best score and the number of records."""
    text = TAGS[said.tag].in_(language)
    if said.tag == "hit":
        text += f" {said.score:.2f} ({said.records})"
        text += f"; {TAGS['refer'].in_(language)}" if said.refer else ""
    return text


def _databases(batch: Batch, language: str) -> tuple[list[str], list[list[str]]]:
    names = ("database", "owner", "contact", "handling", "as_of", "answered", "silent")
    lines = []
    for one in queries.databases(batch, queries.progress(batch)):
        code = code_list("handling_code")[one.handling].text.in_(language) if one.handling else ""
        lines.append([
            one.name.in_(language), one.owner.in_(language), one.contact, f"{one.handling}: {code}",
            written(one.as_of), str(one.answered), str(one.silent),
        ])  # fmt: skip
    told = [
        ("batch", batch.pk), ("asked", f"{batch.actor_name}, {batch.institution_name}, {written(batch.started_at)}"),
        ("purpose", code_list("purpose")[batch.purpose].text.in_(language) if batch.purpose else ""),
        ("reason", batch.reason),
    ]  # fmt: skip
    lines += [[], *([HEADINGS[name].in_(language), text] for name, text in told)]
    return [HEADINGS[name].in_(language) for name in names], lines


def _csv(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[f"'{one}" if one.startswith(FORMULA) else one for one in line] for line in lines])
    yield out.getvalue()
