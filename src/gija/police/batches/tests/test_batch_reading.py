"""A file read in: titles in both languages, faults by row and field, nothing of a refused file left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gija.police.batches import columns, services
from gija.police.batches.models import Batch, Chunk, unpacked
from gija.vocabulary.errors import GijaError

from .conftest import FOUR, Writes

pytestmark = pytest.mark.django_db(databases=["default", "police"])


def asked(batch: Batch) -> list[Any]:
    return [row for chunk in batch.chunks.all() for row in unpacked(chunk.asked)]


def test_rows_become_questions_and_what_is_wrong_is_told_by_row_and_field(cast: Any, writes: Writes) -> None:
    batch = services.make(cast.actor("rasa"), writes(*FOUR, "e;Ona;Ona;1990-13-45;", "f;;;;"))
    assert (batch.rows, batch.faulty, batch.state) == (3, 3, "preview")
    assert [(f[0], f[1], f[2]) for f in batch.faults] == [
        (5, "", "search.nothing_asked"),
        (6, "birth_date", "search.birth_date_wrong"),
        (7, "", "search.nothing_asked"),
    ]
    assert asked(batch)[0] == [2, "a", "person", {"name": "Ona Petraitytė", "birth_date": "1985"}]
    assert batch.fields == ["name", "birth_date", "personal_code"]


@pytest.mark.parametrize("header", ["name,birth_date", "Full name,Date of birth", "VARDAS IR PAVARDĖ,Gimimo data",
                                    "vardas ir pavarde,gimimo_data"])  # fmt: skip
def test_titles_may_be_written_in_either_language(cast: Any, writes: Writes, header: str) -> None:
    batch = services.make(cast.actor("rasa"), writes("Ona Petraitytė,1985.03.02", header=header))
    assert asked(batch)[0][3] == {"name": "Ona Petraitytė", "birth_date": "1985-03-02"}


def test_a_file_of_several_types_says_the_type_in_a_column(cast: Any, writes: Writes) -> None:
    rows = ("Asmuo;Ona Petraitytė;;", "vehicle;;ABC 123;", "telefonas;;;+370 611 11111", "vaiduoklis;x;;")
    batch = services.make(cast.actor("rasa"), writes(*rows, header="Tipas;Vardas ir pavardė;Valst. Nr.;Telefonas"))
    assert [row[2] for row in asked(batch)] == ["person", "vehicle", "phone"]
    assert [fault[1:3] for fault in batch.faults] == [["type", "batches.type_unknown"]]


def test_windows_encoding_and_unknown_columns_are_understood(cast: Any, writes: Writes) -> None:
    file = writes("Žydrūnė Šimkutė;slapta", header="Vardas pavardė;Pastabos", encoding="windows-1257")
    batch = services.make(cast.actor("rasa"), file)
    assert asked(batch)[0][3] == {"name": "Žydrūnė Šimkutė"}
    assert batch.unknown == [2]


def test_a_workbook_is_read_like_a_csv_file(cast: Any, tmp_path: Path) -> None:
    import datetime as dt

    import xlsxwriter

    file = tmp_path / "questions.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Vardas", "Pavardė", "Gimimo data"])
    sheet.write_row(1, 0, ["Ona", "Petraitytė"])
    sheet.write_datetime(1, 2, dt.datetime.fromisoformat("1985-03-02"), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    batch = services.make(cast.actor("rasa"), file)
    assert asked(batch)[0][3] == {"name": "Ona Petraitytė", "birth_date": "1985-03-02"}


@pytest.mark.parametrize(("content", "code"), [
    (b"", "batches.no_columns"),
    (b"name\r\n", "batches.file_empty"),
    (b"pastaba;kita\r\nx;y\r\n", "batches.no_columns"),
    (b"name;Full name\r\nx;y\r\n", "batches.column_twice"),
    (b"name\x00\r\nOna\r\n", "batches.file_broken"),
    (b"PK\x03\x04 not a workbook", "batches.file_broken"),
    (b";" * 200 + b"name\r\n", "batches.file_columns"),
])  # fmt: skip
def test_what_is_no_such_file_is_refused_and_leaves_nothing(
    cast: Any, tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    with pytest.raises(GijaError) as refused:
        services.make(cast.actor("rasa"), file)
    assert refused.value.code == code
    assert not Batch.objects.exists()


def test_too_many_rows_are_refused_and_leave_nothing(cast: Any, writes: Writes, monkeypatch: Any) -> None:
    monkeypatch.setattr("gija.police.batches.reading.MOST", 3)
    monkeypatch.setattr("gija.police.batches.reading.ROWS", 2)
    monkeypatch.setattr("gija.police.batches.reading.AT_ONCE", 1)
    with pytest.raises(GijaError) as refused:
        services.make(cast.actor("rasa"), writes(*(f"r;Ona;Petraitytė {n};;" for n in "ABCD")))
    assert refused.value.code == "batches.file_rows"
    assert (Batch.objects.count(), Chunk.objects.count()) == (0, 0)


def test_rows_lie_encrypted_in_the_database(cast: Any, writes: Writes) -> None:
    from django.db import connections

    services.make(cast.actor("rasa"), writes(*FOUR))
    with connections["police"].cursor() as cursor:
        cursor.execute("SELECT asked FROM police_batches_chunk")
        text = cursor.fetchone()[0]
    assert text.startswith("g1.")


def test_the_same_words_mean_the_same_for_every_type() -> None:
    for type_ in ("person", "vehicle", "phone"):
        known = columns.matched(["Nuoroda", "name", "plate", "vin"], type_)
        assert known.fields == ("name", "plate", "vin")
