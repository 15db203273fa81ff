"""The PDF of every kind of report, in both languages: checked by two checkers of PDF/UA-1; structure and letters."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import page
import pdfua
import pytest

from gija.rapporteur.reports import faces
from gija.rapporteur.reports.values import Paragraph, Section
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Language, Text

from . import builds
from .conftest import FONTS, half_year_2014

BOTH = pytest.mark.parametrize("language", LANGUAGES)
KINDS = pytest.mark.parametrize("kind", builds.PERIODS)
# A checker that cannot run one of its rules on these files says so; the rule (no empty heading) is tested below.
NOT_RUN = {"UA-14-001"}


def poppler(tool: str, pdf: bytes, tmp_path: Path, *options: str) -> str:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        [tool, *options, str(file)], capture_output=True, text=True, errors="replace", check=True
    ).stdout


@KINDS
def test_a_checker_finds_nothing_wrong_with_the_pdf_in_both_languages(kind: str) -> None:
    found = page.validate_pdf_bytes(builds.file(kind, "both.pdf"), profile=page.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, list(found.failures)
    assert found.rules.total > 100


@pytest.mark.parametrize(
    ("kind", "ending"), [("annual", "lt.pdf"), *((k, "both.pdf") for k in ("plan_progress", "questionnaire", "eu19a"))]
)
def test_a_second_checker_finds_nothing_wrong_either(kind: str, ending: str, tmp_path: Path) -> None:
    """The others are made of the same blocks; `benchmarks/reports.py` checks the largest in both languages."""
    file = tmp_path / "report.pdf"
    file.write_bytes(builds.file(kind, ending))
    report = pdfua.validate(str(file))
    assert list(report.findings) == []
    assert {one.rule_id for one in report.skipped} <= NOT_RUN


def test_headings_heads_of_tables_and_pictures_stand_in_the_structure_of_each_language(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(builds.file("plan_progress", "both.pdf"))
    data, of = builds.report("plan_progress"), Counter[str]()
    with pdfua.PdfDocument.open(str(file)) as document:
        for element in document.struct_elements:
            of[str(element.role).strip("/")] += 1
            if element.role in ("/H1", "/H2"):
                assert str(element.obj.get("/T", "")).strip(), element.role
        said = {str(one.obj.Lang) for one in document.struct_elements if "/Lang" in one.obj}
    assert of["H1"] >= 2 * len(data.sections)
    assert of["Figure"] == 2 * len(data.figures)
    assert of["TH"] >= 2 * sum(len(one.columns) - 1 for one in data.tables)
    assert said == {"en"}  # the second part; the document itself is in Lithuanian


def test_the_pdf_is_titled_dated_by_its_data_and_embeds_its_fonts(tmp_path: Path) -> None:
    data, pdf = builds.report("annual"), builds.file("annual", "lt.pdf")
    info = poppler("pdfinfo", pdf, tmp_path)
    assert re.search(r"Tagged:\s+yes", info)
    assert data.title.lt in info.replace("\u00a0", " ")
    assert "JavaScript:      no" in info
    assert re.search(r"PDF version:\s+1\.7", info)
    assert data.day[:4] in re.search(r"CreationDate:\s+(.*)", info)[1]  # type: ignore[index]
    fonts = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    meta = poppler("pdfinfo", pdf, tmp_path, "-meta")
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<dc:language>" in meta


@pytest.mark.parametrize("kind", ["annual", "multi_year"])
def test_the_large_reports_have_about_fifteen_pages_in_each_language(kind: str, tmp_path: Path) -> None:
    info = poppler("pdfinfo", builds.file(kind, "both.pdf"), tmp_path)
    assert 24 <= int(re.findall(r"Pages:\s+(\d+)", info)[0]) <= 32


def test_no_page_is_nearly_empty_but_covers_and_last_ones(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(builds.file("annual", "lt.pdf"))
    subprocess.run(["pdftotext", str(file), str(tmp_path / "report.txt")], check=True, capture_output=True)
    pages = (tmp_path / "report.txt").read_text().split("\f")[1:-2]
    assert len(pages) > 10
    assert min(len(one.split()) for one in pages) > 60


def test_addressees_and_signatures_stand_in_the_report(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(builds.file("plan_progress", "both.pdf"))
    subprocess.run(["pdftotext", str(file), str(tmp_path / "report.txt")], check=True, capture_output=True)
    text = (tmp_path / "report.txt").read_text()
    for words in (
        "Teikiama",
        "Vyriausybė",
        "Submitted to",
        "Parliament",
        "Pasirašė",
        builds.OFFICE.en,
        builds.OFFICE.lt,
    ):
        assert words in text


@BOTH
def test_lithuanian_letters_quotes_and_numbers_can_be_read_out_of_the_pdf(language: Language, tmp_path: Path) -> None:
    data = half_year_2014()
    quoted = Text("“quoted” 12,345", "„ĄČĘĖĮŠŲŪŽ ąčęėįšųūž“ 12\u00a0345")
    data = replace(data, sections=(Section("x", Text("X", "Y"), (Paragraph(quoted),)), *data.sections))
    poppler("pdftotext", faces.file(data, f"{data.code}.{language}.pdf", FONTS), tmp_path, "-layout")
    text = (tmp_path / "report.txt").read_text()
    assert quoted.in_(language).replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_a_letter_without_a_glyph_stops_the_build() -> None:
    data = half_year_2014()
    strange = Section("x", Text("X", "Y"), (Paragraph(Text("\U0001f9f5\U000f1234", "\U0001f9f5")),))
    with pytest.raises(GijaError) as refused:
        faces.file(replace(data, sections=(strange,)), f"{data.code}.lt.pdf", FONTS)
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
