"""IOM's Human Trafficking Case Data Standard (HTCDS) 2.0: spreadsheets, answers of its form and JSON, both ways.

For organisations that keep their cases elsewhere, and for agreed exchange. Reading gives facts in the shape of a
victim's record; writing gives nothing that tells who a person is. What each way loses is data. CC BY 4.0.
"""

from gija.formats.htcds.losses import Loss, reading_loses, writing_loses
from gija.formats.htcds.reader import read, read_rows, read_sheets
from gija.formats.htcds.standard import attribution
from gija.formats.htcds.values import Case, Fault, Notice, Read
from gija.formats.htcds.writer import as_csv, as_json, sheet_of

__all__ = [
    "Case",
    "Fault",
    "Loss",
    "Notice",
    "Read",
    "as_csv",
    "as_json",
    "attribution",
    "read",
    "read_rows",
    "read_sheets",
    "reading_loses",
    "sheet_of",
    "writing_loses",
]
