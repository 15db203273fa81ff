"""Writes a text as DOCX: headings, tables with head rows, pictures with their words, the language said throughout."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from gija.formats.docx.packing import packed
from gija.formats.docx.values import Block, Bullets, Column, Document, Heading, Paragraph, Picture, Table
from gija.vocabulary.errors import GijaError

TAGS = {"en": "en-GB", "lt": "lt-LT"}
MARGIN, WIDTH = 2.0, 17.0  # cm, of A4
LEVELS = 4
NORMAL, SMALL, MANY = 8.5, 7.5, 5  # points of a table; beyond so many columns the small letters
# What XML 1.0 has no place for.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(told: Document, template: bytes | None = None) -> bytes:
    """The text as one DOCX file. Words are words, whatever they look like: no field and no link is made of them.

    `template`: an office's own document whose styles are used and whose content is kept before the text. Refuses a row
    that is not as wide as the columns, and a picture without words (`docx.shape`).
    """
    import docx

    if any(not _fits(block) for block in told.blocks):
        raise GijaError("docx.shape")
    made = docx.Document(io.BytesIO(template) if template else None)
    _page(made, template is None)
    _properties(made, told)
    for number, block in enumerate(told.blocks, 1):
        _MAKERS[type(block)](made, block, number)
    out = io.BytesIO()
    made.save(out)
    return packed(out.getvalue())


def _fits(block: Block) -> bool:
    if isinstance(block, Table):
        return bool(block.columns) and all(len(row) == len(block.columns) for row in block.rows)
    return not isinstance(block, Picture) or bool(block.alt.strip())


def _page(made: Any, own: bool) -> None:
    from docx.shared import Cm, Pt

    if not own:
        return
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    made.styles["Normal"].font.name = "Calibri"
    made.styles["Normal"].font.size = Pt(10.5)


def _properties(made: Any, told: Document) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    own = made.core_properties
    tag = TAGS.get(told.language, told.language)
    own.title, own.author, own.language, own.comments = plain(told.title), plain(told.author), tag, ""
    own.created = own.modified = told.made.replace(tzinfo=None)
    own.last_modified_by, own.revision = plain(told.author), 1
    look = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for one in look.findall(qn("w:lang")):
        look.remove(one)
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), tag)
    look.append(said)


def plain(words: str) -> str:
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _heading(made: Any, block: Heading, number: int) -> None:
    made.add_heading(plain(block.text), min(block.level, LEVELS))


def _paragraph(made: Any, block: Paragraph, number: int) -> None:
    from docx.shared import Pt

    if block.look == "notice":
        made.add_paragraph(plain(block.text), style="Intense Quote")
        return
    written = made.add_paragraph().add_run(plain(block.text))
    if block.look == "small":
        written.font.size = Pt(8.5)


def _bullets(made: Any, block: Bullets, number: int) -> None:
    for item in block.items:
        made.add_paragraph(plain(item), style="List Bullet")


def _caption(made: Any, words: str, above: bool) -> None:
    written = made.add_paragraph(plain(words), style="Caption")
    written.paragraph_format.keep_with_next = above


def _picture(made: Any, block: Picture, number: int) -> None:
    from docx.shared import Cm

    drawn = made.add_paragraph()
    drawn.paragraph_format.keep_with_next = True
    own = drawn.add_run().add_picture(io.BytesIO(block.png), width=Cm(WIDTH))._inline.docPr
    own.set("descr", plain(block.alt))
    own.set("name", f"figure {number}")
    own.set("id", str(number))
    _caption(made, block.caption, above=False)


def _table(made: Any, block: Table, number: int) -> None:
    from docx.shared import Cm

    _caption(made, block.caption, above=True)
    table = made.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    _tight(table)
    parts = sum(column.width for column in block.columns)
    widths = [Cm(WIDTH * column.width / parts) for column in block.columns]
    for place, wide in enumerate(widths):
        table.columns[place].width = wide
    head = _row(table, [column.title for column in block.columns], block.columns, widths)
    _say(head, "w:tblHeader")  # told anew on every page, and read as the heads of the columns
    for run in (run for cell in head.cells for run in cell.paragraphs[0].runs):
        run.bold = True
    for row in block.rows:
        _row(table, row, block.columns, widths)
    made.add_paragraph().paragraph_format.space_after = 0


def _row(table: Any, cells: Sequence[str], columns: Sequence[Column], widths: Sequence[Any]) -> Any:
    """A row that no page parts."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    row = table.add_row()
    _say(row, "w:cantSplit")
    for cell, words, wide, column in zip(row.cells, cells, widths, columns, strict=True):
        cell.width = wide
        written = cell.paragraphs[0]
        written.paragraph_format.space_after = 0
        written.add_run(plain(words)).font.size = Pt(SMALL if len(columns) > MANY else NORMAL)
        if column.numeric:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return row


def _say(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _tight(table: Any) -> None:
    """Little room left and right of the words of a cell, so that narrow columns hold a word."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    room = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        one = OxmlElement(side)
        one.set(qn("w:w"), "45")
        one.set(qn("w:type"), "dxa")
        room.append(one)
    table._tbl.tblPr.append(room)


_MAKERS: dict[type, Any] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Picture: _picture,
}
