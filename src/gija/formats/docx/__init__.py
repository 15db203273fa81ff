"""Texts with tables and pictures as DOCX, to be edited in an office program. The same text gives the same bytes.

For authors of reports who go on writing elsewhere; asked for by the reports (M037, M047): DOCX to edit.
"""

from gija.formats.docx.values import Bullets, Column, Document, Heading, Paragraph, Picture, Table
from gija.formats.docx.writer import write

__all__ = ["Bullets", "Column", "Document", "Heading", "Paragraph", "Picture", "Table", "write"]
