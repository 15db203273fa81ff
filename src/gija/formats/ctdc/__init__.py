"""The 27 columns of CTDC's Global Synthetic Dataset of 2024, written from records of victims.

For an institution that compares its own records with CTDC, or has agreed to give them; never for publication: one row
is one person (see `notes`). IOM and CTDC do not endorse Gija.
"""

from gija.formats.ctdc.codebook import Column, Loss, columns, losses, note, notes
from gija.formats.ctdc.writer import Written, as_csv, row_of, write

__all__ = ["Column", "Loss", "Written", "as_csv", "columns", "losses", "note", "notes", "row_of", "write"]
