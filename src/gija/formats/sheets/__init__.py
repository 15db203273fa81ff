"""CSV and XLSX files of others as rows of text, looked over before they are opened.

For every room that reads a table somebody sends: cases, HTCDS, CTDC. Nothing here computes a formula.
"""

from gija.formats.sheets.reading import CELL, COLUMNS, LARGEST, ROWS, is_workbook, rows, sheets

__all__ = ["CELL", "COLUMNS", "LARGEST", "ROWS", "is_workbook", "rows", "sheets"]
