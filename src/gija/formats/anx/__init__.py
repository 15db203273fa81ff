"""Analyst's Notebook Exchange (.anx): the chart as XML that i2 Analyst's Notebook opens.

For dossiers and for anyone with a chart to hand on. `.anb` is closed and binary: the analyst opens the .anx and saves
it as .anb. Never name an .anx file .anb. Asked for by the chart files (NIIS, 2011; Analyst's Notebook in police use).
"""

from gija.formats.anx.reader import Whole, read, read_whole, read_with_positions
from gija.formats.anx.writer import write

__all__ = ["Whole", "read", "read_whole", "read_with_positions", "write"]
