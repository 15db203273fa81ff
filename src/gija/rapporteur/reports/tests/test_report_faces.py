"""The other faces: page without script, annex, figures for machines, text to edit; the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from gija.formats import sdmx
from gija.formats.sdmx.values import to_sdmx
from gija.rapporteur.reports import faces, stored
from gija.rapporteur.reports.faces import chooser
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Language

from . import builds
from .conftest import FONTS

BOTH = pytest.mark.parametrize("language", LANGUAGES)
KINDS = pytest.mark.parametrize("kind", builds.PERIODS)

MAKER = """
import hashlib, sys
from pathlib import Path
from gija.rapporteur.reports import faces, stored
for file in sys.argv[3:]:
    data = stored.read(Path(file).read_bytes())
    for name in sys.argv[2].split():
        content = faces.file(data, f"{data.code}.{name}", [sys.argv[1]])
        print(name, hashlib.sha256(content).hexdigest())
"""
# Each kind of file once; SDMX has a test of its own in its room.
ENDINGS = ("both.pdf", "lt.html", "en.xlsx", "lt.docx", "tables.en.html", "json")


def test_identical_data_give_identical_bytes_in_another_process(tmp_path: Path) -> None:
    """With another hash seed, time zone and language."""
    given = tmp_path / "report.json"
    given.write_bytes(stored.canonical(builds.report("annual")))
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "C"}
    ran = subprocess.run(
        [sys.executable, "-c", MAKER, str(FONTS[0]), " ".join(ENDINGS), str(given)],
        env=env, capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    here = [f"{name} {hashlib.sha256(builds.file('annual', name)).hexdigest()}" for name in ENDINGS]
    assert ran.stdout.splitlines() == here


def test_another_version_gives_another_file() -> None:
    data = builds.report("questionnaire")
    other = faces.file(replace(data, vintage=2), f"{data.code}.lt.pdf", FONTS)
    assert other != builds.file("questionnaire", "lt.pdf")


def test_names_of_files_are_those_published_and_those_made_inside() -> None:
    data = builds.report("annual")
    endings = [name.removeprefix("annual-2014.") for name in faces.names(data)]
    assert {"lt.pdf", "en.pdf", "both.pdf", "lt.html", "en.xlsx", "csv", "sdmx.csv", "sdmx.xml", "json"} <= set(endings)
    assert faces.inside(data) == ("annual-2014.en.docx", "annual-2014.lt.docx")
    assert set(faces.trial(data)) <= set(faces.names(data))
    assert set(chooser.names(data)) <= set(faces.names(data))
    of_text = faces.names(builds.report("questionnaire"))
    assert not {"questionnaire-2008.sdmx.csv", "questionnaire-2008.csv"} & set(of_text)
    with pytest.raises(GijaError) as refused:
        faces.file(data, "annual-2014.lt.odt")
    assert refused.value.code == "reports.not_found"


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@KINDS
@BOTH
def test_the_page_has_no_script_no_style_and_fetches_only_what_lies_beside_it(kind: str, language: Language) -> None:
    page = _Outline()
    page.feed(builds.file(kind, f"{language}.html").decode())
    assert not {"script", "style", "iframe", "object", "embed"} & {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("href", "src"):
            place = attributes.get(name)
            assert place is None or place.startswith("#") or "/" not in place, place
    assert ("html", {"lang": language}) in page.tags
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))


@KINDS
@BOTH
def test_every_chart_has_its_words_and_its_data_as_a_table(kind: str, language: Language) -> None:
    data, html = builds.report(kind), builds.file(kind, f"{language}.html").decode()
    assert html.count('role="img"') == len(data.figures) == html.count("<details>")
    assert html.count("<desc ") == len(data.figures)


@BOTH
def test_the_annex_has_a_sheet_for_each_table_and_chart_with_numbers_as_numbers(language: Language) -> None:
    data = builds.report("annual")
    book = CalamineWorkbook.from_filelike(io.BytesIO(builds.file("annual", f"{language}.xlsx")))
    assert len(book.sheet_names) == 1 + len(data.tables) + len(data.figures)
    cells = [c for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for c in row]
    assert any(isinstance(c, float) for c in cells)
    assert not any(isinstance(c, str) and c.startswith("=") for c in cells)


def test_the_figures_stand_in_the_csv_with_codes_words_and_source_lines() -> None:
    data = builds.report("annual")
    rows = list(csv.DictReader(io.StringIO(builds.file("annual", "csv").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(data.observations)
    first = next(one for one in rows if one["indicator"] == "victims_state" and one["period"] == "2014")
    assert (first["value"], first["source"], first["line"]) == ("47", "S1", "L154")
    assert first["indicator_lt"] == "Valstybės institucijoms žinomos aukos"
    assert all(one["value"] or one["status"] != "reported" for one in rows)


def test_sdmx_holds_the_same_figures_and_no_missing_one_as_zero() -> None:
    data = builds.report("annual")
    told = list(csv.DictReader(io.StringIO(builds.file("annual", "sdmx.csv").decode())))
    values = [(row["INDICATOR"], row["TIME_PERIOD"], row["OBS_VALUE"]) for row in told]
    own = [(p.indicator, to_sdmx(p.period)[1], "" if p.value is None else str(p.value)) for p in data.observations]
    assert sorted(values) == sorted(own)
    assert sdmx.is_message(builds.file("annual", "sdmx.xml"))


def test_the_text_to_edit_has_headings_head_rows_pictures_with_words_and_its_language() -> None:
    language = "lt"
    data = builds.report("annual")
    made: Any = docx.Document(io.BytesIO(builds.file("annual", f"{language}.docx")))
    headings = [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
    assert all(any(section.title.in_(language) in one for one in headings) for section in data.sections)
    assert len(made.inline_shapes) == len(data.figures)
    assert all(shape._inline.docPr.get("descr") for shape in made.inline_shapes)
    assert len(made.tables) == len(data.tables) + 1  # the terms
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in made.tables)
    assert made.core_properties.language == "lt-LT"
    assert made.core_properties.created.isoformat() == f"{data.day}T00:00:00+00:00"
