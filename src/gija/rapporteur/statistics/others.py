"""Published figures in the columns of other makers: later reports on Lithuania, and figures that were revised.

What a measure means stands in `data/others.yaml`. A figure that a file tells twice becomes two vintages, each known
from the day of its own publication, the later with the words that say why.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gija.rapporteur.statistics import breakdowns, published
from gija.rapporteur.statistics.drafts import Draft
from gija.rapporteur.statistics.points import REPORTED, Basis, Point
from gija.vocabulary.errors import GijaError

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(.*)")


def drafts(text: str) -> Iterator[Draft]:
    """The figures of a CSV of any known columns, in the order in which they became known.

    Refuses unknown columns (`statistics.columns`), and a measure, breakdown, value, source or day that is not one
    (`statistics.bad_row`).
    """
    reader = csv.DictReader(text.splitlines())
    heading = list(reader.fieldnames or ())
    read = {"later": _later, "revisions": _revised}
    for name, of in published.data("others.yaml").items():
        if of["columns"] == heading:
            rows = [draft for row in reader for draft in read[name](of, row, reader.line_num)]
            return iter(sorted(rows, key=lambda draft: draft.point.known_from))
    return published.drafts(text)


def _basis(of: Mapping[str, Any], name: str, number: int, field: str) -> tuple[str, Basis]:
    known = of["indicators"].get(name)
    if known is None:
        raise GijaError("statistics.bad_row", row=number, field=field)
    return known["indicator"], Basis(known["base"], known["stage"], known["definition"], known["authority"], "cited")


def _value(text: str, number: int, field: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise GijaError("statistics.bad_row", row=number, field=field)
    return int(text) if text else None


def _later(of: Mapping[str, Any], row: Mapping[str, str], number: int) -> Iterator[Draft]:
    """A figure of a later report; where several reports are named, known from the first of them."""
    if row["indicator"] in of["words_only"]:
        return
    indicator, basis = _basis(of, row["indicator"], number, "indicator")
    if row["breakdown"] not in of["breakdowns"]:
        raise GijaError("statistics.bad_row", row=number, field="breakdown")
    document = next((code for words, code in of["sources"].items() if words in row["source_document"]), "")
    source = published.sources().get(document)
    if source is None or source.known_from is None:
        raise GijaError("statistics.bad_row", row=number, field="source_document")
    value = _value(row["value"], number, "value")
    status = REPORTED if value is not None else "not_available"
    cell = breakdowns.typed(of["breakdowns"][row["breakdown"]])
    yield Draft(
        Point(
            indicator, row["year"], cell, value, status, basis, document,
            line=row["source_document"], quote=row["note"], published_at=source.published, known_from=source.known_from,
        ), number,
    )  # fmt: skip


def _revised(of: Mapping[str, Any], row: Mapping[str, str], number: int) -> Iterator[Draft]:
    indicator, basis = _basis(of, row["measure"], number, "measure")
    first, later = ("as_first_published", "first_publication"), ("as_later_published", "later_publication")
    for again, (field, where) in enumerate((first, later)):
        value, said = _value(row[field], number, field), _DAY.fullmatch(row[where])
        if value is None or said is None:
            raise GijaError("statistics.bad_row", row=number, field=field if value is None else where)
        yield Draft(
            Point(
                indicator, row["period"], (), value, REPORTED, basis, of["source"], line=row[where][:100],
                published_at=said[1], known_from=_day(said[1], number, where), revision=said[2] if again else "",
            ), number,
        )  # fmt: skip


def _day(text: str, number: int, field: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise GijaError("statistics.bad_row", row=number, field=field) from None
