"""The table of a chart as CSV: the same rows, the same bytes."""

from __future__ import annotations

import csv
import io

from gija.figures.telling import DataTable
from gija.rapporteur.statistics.exports import FORMULA


def table_csv(title: str, table: DataTable, notes: tuple[str, ...] = ()) -> bytes:
    """Title, headings, rows, then what is to be minded; semicolons, UTF-8 with mark, no cell that a sheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in ((title,), table.headings, *table.rows, *((note,) for note in notes)):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return ("\ufeff" + out.getvalue()).encode()
