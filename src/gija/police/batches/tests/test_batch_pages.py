"""Batches on the pages and as files: looked at, started, watched, downloaded; nothing to who may not."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gija.police.batches import exports, work
from gija.police.batches.models import Batch
from gija.police.search.models import SearchQuery

from .conftest import FOUR, HEADER, ONA, PURPOSE, REASON, RUGILE

pytestmark = pytest.mark.django_db(databases=["default", "police"])
Makes = Callable[..., Batch]
LIST = "/police/batches/"


def sent(client: Any, *rows: str, header: str = HEADER) -> Any:
    file = SimpleUploadedFile("klausimai.csv", "\r\n".join([header, *rows]).encode())
    return client.post(LIST, {"file": file, "type": "person"})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_file_goes_from_choosing_to_answers(databases: Any, client_for: Any) -> None:
    databases.add("residents", ONA, RUGILE)
    rasa = client_for("rasa")
    assert rasa.get(LIST).status_code == 200
    page = sent(rasa, *FOUR)["location"]
    looked = text(rasa.get(page))
    assert "Ask 3 rows" in looked
    assert "Say what to look for." in looked  # the row without a name
    assert rasa.post(page, {"purpose": PURPOSE, "reason": "x"}).status_code == 422
    assert rasa.post(page, {"purpose": PURPOSE, "reason": REASON})["location"] == page
    going = text(rasa.get(page))
    assert 'hx-trigger="every 3s"' in going
    assert "0 of 3 rows answered" in going
    work.run()
    answered = text(rasa.get(page))
    assert 'hx-trigger="every 3s"' not in answered
    for told in ("3 of 3 rows answered", "Ona Petraitytė", "Database residents", "Rows to look at (2)"):
        assert told in answered
    assert LIST in text(rasa.get("/"))


def test_a_row_is_opened_as_a_single_question(databases: Any, done: Makes, client_for: Any) -> None:
    databases.add("residents", ONA)
    batch = done(*FOUR)
    rasa = client_for("rasa")
    answer = rasa.post(f"{LIST}{batch.pk}/row/2/ask/")
    kept = SearchQuery.objects.get()
    assert answer["location"] == f"/police/search/{kept.pk}/"
    assert (kept.values["name"], kept.purpose, kept.reason) == ("Ona Petraitytė", PURPOSE, REASON)
    assert rasa.post(f"{LIST}{batch.pk}/row/99/ask/").status_code == 404


def test_a_refused_file_is_told_beside_its_field(client_for: Any) -> None:
    answer = sent(client_for("rasa"), "x", header="nieko")
    assert answer.status_code == 422
    assert "No column of the first row is known" in text(answer)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("who", ["tomas", "inga", "mantas"])
def test_a_batch_is_closed_to_everybody_else(databases: Any, done: Makes, client_for: Any, who: str) -> None:
    databases.add("residents", ONA)
    batch = done(*FOUR)
    client = client_for(who)
    for end in ("", "result.csv", "result.xlsx", "faults.csv"):
        assert client.get(f"{LIST}{batch.pk}/{end}").status_code == 403
    for act in ("pause", "resume", "cancel", "again", "erase", "row/2/ask"):
        assert client.post(f"{LIST}{batch.pk}/{act}/").status_code == 403
    assert "Petrait" not in text(client.get(LIST))


def test_the_csv_holds_every_row_with_what_each_database_said(
    databases: Any, done: Makes, client_for: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA, RUGILE)
    databases.dead("firms")
    batch = done(*FOUR, "=x;=Ona;+Petraitytė;;")
    answer = client_for("rasa").get(f"{LIST}{batch.pk}/result.csv")
    said = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(said), delimiter=";")
    assert head[:4] == ["Row", "Reference", "Type", "Name"]
    assert head[-3:] == ["Answer", *(one["en"] for one in batch.databases)]
    by_row = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert sorted(by_row) == ["2", "3", "4", "6"]
    assert by_row["2"]["Answer"] == "HIT"
    assert by_row["2"]["Database residents"].startswith("HIT 0.9")
    assert by_row["3"]["Database residents"] == "REFER TO OWNER"
    assert by_row["4"]["Answer"] == "NO HIT SO FAR"
    assert by_row["4"]["Database firms"] == "SILENT"
    assert by_row["6"]["Reference"] == "'=x"  # no cell is run as a formula
    assert [e.action for e in audit_entries("police")][-1] == "police.batch.export"


def printed_headers(content: io.BytesIO) -> list[str]:
    """What stands on top of every printed page of each sheet."""
    with zipfile.ZipFile(content) as book:
        pages = [book.read(name).decode() for name in sorted(book.namelist()) if "worksheets/sheet" in name]
    return [unescape(page.split("<oddHeader>")[1].split("</oddHeader>")[0]).partition('Bold"')[2] for page in pages]


def test_the_workbook_tells_databases_and_rows_left_out(databases: Any, done: Makes, client_for: Any) -> None:
    import python_calamine as calamine

    databases.add("residents", ONA)
    batch = done(*FOUR)
    answer = client_for("rasa", "lt").get(f"{LIST}{batch.pk}/result.xlsx")
    content = io.BytesIO(b"".join(answer.streaming_content))
    assert printed_headers(content) == [f"{batch.pk[:8]} – H1: neatskleisti teismo procese be teikėjo leidimo"] * 3
    content.seek(0)
    book = calamine.CalamineWorkbook.from_filelike(content)
    assert book.sheet_names == ["Atsakymai", "Duomenų bazės", "Neklausta"]
    rows = book.get_sheet_by_name("Atsakymai").to_python()
    assert len(rows) == 4
    assert rows[1][:2] == ["2", "a"]
    databases_told = str(book.get_sheet_by_name("Duomenų bazės").to_python())
    for told in ("Duomenų bazė residents", "+370 5", "H1", REASON, batch.pk):
        assert told in databases_told
    assert book.get_sheet_by_name("Neklausta").to_python()[1][0] == "5"


def test_what_is_wrong_repeats_nothing_of_the_file(databases: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    rasa = client_for("rasa")
    page = sent(rasa, "a;Slapta;Pavardė;nežinia;")["location"]
    for answer in (rasa.get(page), rasa.get(f"{page}faults.csv")):
        assert "Slapta" not in text(answer)
        assert "nežinia" not in text(answer)
        assert "date of birth" in text(answer)


def test_acts_on_the_page(databases: Any, started: Makes, client_for: Any) -> None:
    databases.add("residents", ONA)
    batch, rasa = started(*FOUR), client_for("rasa")
    for act, state in (("pause", "paused"), ("resume", "waiting"), ("cancel", "cancelled"), ("erase", "erased")):
        assert rasa.post(f"{LIST}{batch.pk}/{act}/").status_code == 302
        batch.refresh_from_db()
        assert batch.state == state
        assert rasa.get(f"{LIST}{batch.pk}/").status_code == 200
    assert "cannot be done" in text(rasa.post(f"{LIST}{batch.pk}/pause/", follow=True))


def test_the_rows_to_look_at_come_in_pages(databases: Any, done: Makes, client_for: Any, monkeypatch: Any) -> None:
    databases.add("residents", ONA)
    monkeypatch.setattr("gija.police.batches.reading.ROWS", 10)
    batch = done(*(f"r{n};Ona;Petraitytė;;" if n % 2 else f"r{n};Niekas;Nerastinis;;" for n in range(70)))
    rasa = client_for("rasa")
    pages = [text(rasa.get(f"{LIST}{batch.pk}/?page={page}")) for page in (1, 2)]
    shown = [[f"r{n}" for n in range(70) if f">r{n}<" in page] for page in pages]
    assert shown == [[f"r{n}" for n in range(1, 50, 2)], [f"r{n}" for n in range(51, 70, 2)]]
    assert rasa.get(f"{LIST}{batch.pk}/?page=x").status_code == 200


def test_a_file_for_the_result_is_csv_or_a_workbook(databases: Any, done: Makes, tmp_path: Any) -> None:
    databases.add("residents", ONA)
    batch = done(*FOUR)
    exports.write(batch, tmp_path / "x.csv", "lt")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").startswith("Eilutė;Nuoroda;Tipas")
    with pytest.raises(Exception, match=r"\.csv or \.xlsx"):
        exports.write(batch, tmp_path / "x.pdf", "lt")
