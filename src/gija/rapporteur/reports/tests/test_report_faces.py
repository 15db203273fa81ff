"""The three faces: the same data give the same bytes, accessible PDF, page without script, annex of numbers."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from gija.rapporteur.reports import faces, stored
from gija.rapporteur.reports.faces import chooser
from gija.rapporteur.reports.values import Paragraph, ReportData, Section
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Language, Text

from .conftest import FONTS, annual_2014, half_year_2014

BOTH = pytest.mark.parametrize("language", LANGUAGES)
DATA = {"annual": annual_2014(), "half-year": half_year_2014()}
EACH = pytest.mark.parametrize("data", DATA.values(), ids=list(DATA))

MAKER = """
import hashlib, sys, time
started = time.perf_counter()
from pathlib import Path
from gija.rapporteur.reports import faces, stored
data = stored.read(Path(sys.argv[1]).read_bytes())
language = sys.argv[3]
if language == "all":
    made = faces.all_files(data, [sys.argv[2]])
else:
    made = {"x.pdf": faces.report(data, language, [sys.argv[2]]).pdf}
print(f"{time.perf_counter() - started:.3f}")
for name, content in sorted(made.items()):
    print(name, hashlib.sha256(content).hexdigest())
"""


def made_elsewhere(data: ReportData, tmp_path: Path, seed: str, language: str = "all") -> tuple[float, list[str]]:
    """The files made by a process of its own: seconds, imports and all, and their hashes."""
    file = tmp_path / "report.json"
    file.write_bytes(stored.canonical(data))
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC", "LANG": "C"}
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", MAKER, str(file), str(FONTS[0]), language],
        env=env, capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    return time.perf_counter() - started, ran.stdout.splitlines()[1:]


def poppler(tool: str, pdf: bytes, tmp_path: Path, *options: str) -> str:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        [tool, *options, str(file)], capture_output=True, text=True, errors="replace", check=True
    ).stdout


@EACH
def test_identical_data_give_identical_bytes_in_other_processes(data: ReportData, tmp_path: Path) -> None:
    (_, one), (_, other) = (made_elsewhere(data, tmp_path, seed) for seed in ("1", "2"))
    here = [f"{n} {hashlib.sha256(c).hexdigest()}" for n, c in sorted(faces.all_files(data, FONTS).items())]
    assert one == other == here
    assert len(here) == 9 + len(chooser.names(data))


def test_another_figure_gives_another_file(tmp_path: Path) -> None:
    data = DATA["annual"]
    other = replace(data, vintage=2)
    assert faces.all_files(data)["annual-2014.lt.pdf"] != faces.all_files(other)["annual-2014.lt.pdf"]


def test_the_annual_report_has_fifteen_pages_or_more(tmp_path: Path) -> None:
    info = poppler("pdfinfo", faces.report(DATA["annual"], "lt", FONTS).pdf, tmp_path)
    assert int(re.findall(r"Pages:\s+(\d+)", info)[0]) >= 15


@EACH
@BOTH
def test_the_pdf_is_tagged_titled_dated_by_its_data_and_embeds_its_fonts(
    data: ReportData, language: Language, tmp_path: Path
) -> None:
    pdf = faces.report(data, language, FONTS).pdf
    info = poppler("pdfinfo", pdf, tmp_path)
    assert re.search(r"Tagged:\s+yes", info)
    assert data.title.in_(language) in info.replace("\u00a0", " ")
    assert "JavaScript:      no" in info
    assert re.search(r"PDF version:\s+1\.7", info)
    assert data.day[:4] in re.search(r"CreationDate:\s+(.*)", info)[1]  # type: ignore[index]
    fonts = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    meta = poppler("pdfinfo", pdf, tmp_path, "-meta")
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert f"/Lang ({language})" in pdf.decode("latin-1") or "<dc:language>" in meta


@EACH
@BOTH
def test_headings_table_heads_and_alternative_texts_stand_in_the_structure(
    data: ReportData, language: Language, tmp_path: Path
) -> None:
    structure = poppler("pdfinfo", faces.report(data, language, FONTS).pdf, tmp_path, "-struct")
    assert len(re.findall(r"^\s*H1 ", structure, re.M)) >= len(data.sections)
    assert "TH" in structure
    assert len(re.findall(r"^\s*Figure", structure, re.M)) >= len(data.figures)


@BOTH
def test_lithuanian_letters_quotes_and_numbers_can_be_read_out_of_the_pdf(language: Language, tmp_path: Path) -> None:
    data = half_year_2014()
    quoted = Text("“quoted” 12,345", "„ĄČĘĖĮŠŲŪŽ ąčęėįšųūž“ 12\u00a0345")
    data = replace(data, sections=(Section("x", Text("X", "Y"), (Paragraph(quoted),)), *data.sections))
    text = poppler("pdftotext", faces.report(data, language, FONTS).pdf, tmp_path, "-layout").replace("report.pdf", "")
    file = tmp_path / "report.txt"
    text = file.read_text() if file.exists() else text
    assert quoted.in_(language).replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_a_letter_without_a_glyph_stops_the_build() -> None:
    data = half_year_2014()
    strange = Section("x", Text("X", "Y"), (Paragraph(Text("\U0001f9f5\U000f1234", "\U0001f9f5")),))
    with pytest.raises(GijaError) as refused:
        faces.report(replace(data, sections=(strange,)), "lt", FONTS)
    assert refused.value.code == "reports.not_made"


@pytest.mark.parametrize("bad", ['#panic("x")', "= Heading", "$x$ *b* _i_ @ref <label>", '#import "x"', "\\", "`x`"])
def test_text_is_never_read_as_typst_or_html(bad: str, tmp_path: Path) -> None:
    data = half_year_2014()
    said = Section("x", Text("X", "Y"), (Paragraph(Text(f"{bad}<script>alert(1)</script>", "Y")),))
    made = faces.report(replace(data, sections=(said,)), "en", FONTS)
    assert b"<script" not in made.html
    poppler("pdftotext", made.pdf, tmp_path)
    text = re.sub(r"\s+", "", (tmp_path / "report.txt").read_text())
    assert re.sub(r"\s+", "", bad) in text


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@EACH
@BOTH
def test_the_page_has_no_script_no_style_and_fetches_only_what_lies_beside_it(
    data: ReportData, language: Language
) -> None:
    page = _Outline()
    page.feed(faces.report(data, language).html.decode())
    assert not {"script", "style", "iframe", "object", "embed"} & {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("href", "src"):
            place = attributes.get(name)
            assert place is None or place.startswith("#") or "/" not in place, place
    assert ("html", {"lang": language}) in page.tags
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))


@EACH
@BOTH
def test_every_chart_has_its_words_and_its_data_as_a_table(data: ReportData, language: Language) -> None:
    html = faces.report(data, language).html.decode()
    assert html.count('role="img"') == len(data.figures) == html.count("<details>")
    assert html.count("<desc ") == len(data.figures)


@EACH
@BOTH
def test_the_annex_has_a_sheet_for_each_table_and_chart_with_numbers_as_numbers(
    data: ReportData, language: Language
) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(faces.report(data, language).xlsx))
    assert len(book.sheet_names) == 1 + len(data.tables) + len(data.figures)
    cells = [c for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for c in row]
    assert any(isinstance(c, float) for c in cells)
    assert not any(isinstance(c, str) and c.startswith("=") for c in cells)
