"""DOCX: the same text gives the same bytes, words stay words, and what would not be read is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest

from gija.formats.docx import Bullets, Column, Document, Heading, Paragraph, Picture, Table, write
from gija.vocabulary.errors import GijaError

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
DAY = dt.datetime(2015, 12, 31, tzinfo=dt.UTC)
TABLE = Table("Table 1", (Column("Year", False, 2), Column("Persons", True)), (("2014", "47"), ("2013", "\x0047")))
WHOLE = Document(
    "Ataskaita", "lt", "Gija", DAY,
    (Heading("Ataskaita", 0), Paragraph("=1+1 {{ x }} <w:t>"), Paragraph("Note", "notice"), Paragraph("S1", "small"),
     Bullets(("vienas", "du")), TABLE, Picture(PNG, "A bar of 47", "Figure 1")),
)  # fmt: skip


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def test_the_same_text_gives_the_same_bytes_with_no_time_of_making() -> None:
    first, second = write(WHOLE), write(WHOLE)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.namelist()[0] == "[Content_Types].xml"
    assert opened(first).core_properties.modified.year == 2015


def test_words_stay_words_and_what_xml_has_no_place_for_is_marked() -> None:
    made = opened(write(WHOLE))
    assert "=1+1 {{ x }} <w:t>" in [one.text for one in made.paragraphs]
    assert made.tables[0].cell(2, 1).text == "\N{REPLACEMENT CHARACTER}47"


def test_a_picture_has_its_words_and_a_table_its_head_row() -> None:
    made = opened(write(WHOLE))
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "A bar of 47"
    assert made.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert made.styles.element.xpath(".//w:docDefaults//w:lang/@w:val") == ["lt-LT"]


def test_an_offices_own_document_gives_its_styles_and_keeps_its_content() -> None:
    own = docx.Document()
    own.add_paragraph("Ministry")
    kept = io.BytesIO()
    own.save(kept)
    assert opened(write(WHOLE, kept.getvalue())).paragraphs[0].text == "Ministry"


@pytest.mark.parametrize(
    "bad", [Table("T", (Column("A"),), (("1", "2"),)), Table("T", (), ()), Picture(PNG, " ", "Figure")]
)
def test_a_row_of_another_width_and_a_picture_without_words_are_refused(bad: Any) -> None:
    with pytest.raises(GijaError) as refused:
        write(Document("T", "en", "G", DAY, (bad,)))
    assert refused.value.code == "docx.shape"
