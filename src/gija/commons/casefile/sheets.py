"""A CSV or XLSX file as rows of text: looked over before it is opened, formulas by their stored result only."""

from __future__ import annotations

from gija.formats.sheets import CELL, COLUMNS, LARGEST, ROWS, rows

__all__ = ["CELL", "COLUMNS", "LARGEST", "ROWS", "rows"]
