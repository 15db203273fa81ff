"""The pages of reconciliation: who sees them, what they tell, in both languages; files; few questions asked."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from typer.testing import CliRunner

from gija.rapporteur.reconciliation import exports, notes, queries, services
from gija.rapporteur.reconciliation.commands import app
from gija.rapporteur.reconciliation.models import Dialogue
from gija.rapporteur.statistics.exports import FORMULA

from .conftest import KEY, REASON

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/reconciliation/"
PAIR = f"{BASE}of/{KEY.family}/{KEY.period}/{KEY.a}/{KEY.b}/"
PAGES = (BASE, f"{BASE}reconciliation.csv", f"{BASE}sources/", f"{BASE}year/2014/csv/", f"{BASE}year/2014/xlsx/",
         f"{BASE}dialogues/", f"{BASE}of/victims/2012/", PAIR)  # fmt: skip


@pytest.fixture
def asked(cast: Any, loaded: int) -> Dialogue:
    soon = timezone.localdate() + dt.timedelta(14)
    return services.open_dialogue(cast.actor("vaida"), KEY, ("kpb", "viltis"), soon, "Kodėl skaičiai skiriasi?")


@pytest.mark.parametrize("language", ["en", "lt"])
def test_rapporteur_and_evaluator_read_others_are_refused(client_for: Any, loaded: int, language: str) -> None:
    for key, status in {"vaida": 200, "egle": 200, "rasa": 403, "mantas": 403, "aldona": 403, "ona": 403}.items():
        client = client_for(key, language)
        assert {address: client.get(address).status_code for address in PAGES} == dict.fromkeys(PAGES, status), key


def test_without_figures_a_page_says_that_there_are_none(client_for: Any, cast: Any) -> None:
    vaida = client_for("vaida")
    for address, words in (
        (BASE, "No figures have been loaded yet."), (f"{BASE}of/victims/2014/", "Nobody has told a figure"),
        (f"{BASE}dialogues/", "No dialogue has been opened yet."), (f"{BASE}year/2014/csv/", "Family"),
    ):  # fmt: skip
        assert words in vaida.get(address).content.decode()


@pytest.mark.parametrize("address", ["of/nothing/2014/", "of/victims/2014/x/y/", "own/nothing/", "year/20/docx/x/"])
def test_what_does_not_exist_is_not_found(client_for: Any, loaded: int, address: str) -> None:
    who = "ona" if address.startswith("own") else "vaida"
    assert client_for(who).get(f"{BASE}{address}").status_code == 404


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Break in series", "Of a difference of 78, this is not explained: +78", "to be recorded by the two bodies",
            "Investigations begun in the period", "14 people were recognized as victims")),
    ("lt", ("Eilutės trūkis", "turi įrašyti abi institucijos", "Per laikotarpį pradėti tyrimai", "Nepaaiškinta")),
])  # fmt: skip
def test_a_family_shows_grid_break_steps_and_what_is_left(
    client_for: Any, loaded: int, language: str, words: tuple[str, ...]
) -> None:
    page = client_for("vaida", language).get(f"{BASE}of/victims/2012/").content.decode()
    for one in words if language == "en" else words[1:]:
        assert one in page
    assert page.count("<svg") == 1
    chosen = client_for("vaida").get(f"{BASE}of/victims/2014/", {"a": KEY.a, "b": KEY.b})
    assert chosen["location"] == PAIR


def test_a_difference_is_settled_with_its_reason(client_for: Any, loaded: int) -> None:
    vaida = client_for("vaida")
    assert vaida.post(f"{PAIR}settle/", {"state": "explained", "reason": "nes"}).status_code == 422
    assert vaida.post(f"{PAIR}settle/", {"reason": REASON}).status_code == 422
    page = vaida.post(f"{PAIR}settle/", {"state": "explained", "reason": REASON}, follow=True).content.decode()
    assert REASON in page
    assert "Explained" in page
    assert Dialogue.objects.get().state == "explained"


def test_an_evaluator_reads_a_difference_but_says_nothing_of_it(
    client_for: Any, loaded: int, audit_entries: Any
) -> None:
    egle = client_for("egle")
    assert "Say how it stands" not in egle.get(PAIR).content.decode()
    for address in ("settle/", "open/"):
        assert egle.post(f"{PAIR}{address}", {"state": "accepted", "reason": REASON}).status_code == 403
    assert not Dialogue.objects.exists()
    assert [(e.action, e.outcome) for e in audit_entries("rapporteur")][-1] == (
        "rapporteur.reconciliation.settle", "refused",
    )  # fmt: skip


def test_a_body_answers_on_its_own_page_and_nobody_else_finds_it(client_for: Any, asked: Dialogue) -> None:
    ona, address = client_for("ona"), f"{BASE}own/{asked.code}/"
    assert "Victims, 2014" in ona.get(f"{BASE}own/").content.decode()
    assert "Waiting: 1" in ona.get("/").content.decode()
    page = ona.get(address).content.decode()
    assert "Kodėl skaičiai skiriasi?" in page
    assert "Accept" not in page
    wrong = ona.post(address, {"act": "amount", "step": "coverage", "low": "x", "text": REASON})
    assert wrong.status_code == 422
    assert REASON in wrong.content.decode(), "what was written stays"
    assert 'value="x"' in wrong.content.decode()
    assert ona.post(address, {"act": "no_such"}).status_code == 422
    sent = ona.post(address, {"act": "amount", "step": "coverage", "low": "20", "text": REASON}, follow=True)
    assert "Coverage, +20" in sent.content.decode()
    assert ona.post(address, {"act": "accept", "text": REASON}).status_code == 403
    assert client_for("jonas").get(address).status_code == 404
    assert client_for("vaida").get(address).status_code == 403
    vaida = client_for("vaida").get(PAIR).content.decode()
    assert "Agree to this amount" in vaida


def test_the_rapporteur_acts_on_the_page_of_the_pair(client_for: Any, asked: Dialogue) -> None:
    vaida, address = client_for("vaida"), f"{BASE}dialogues/{asked.code}/act/"
    for act in ("accept", "extend"):
        wrong = vaida.post(address, {"act": act, "text": "xyz", "due_on": "2020-01-01"})
        assert wrong.status_code == 422
        assert len(re.findall(r">\s*xyz</textarea>", wrong.content.decode())) == 1, act
    assert vaida.post(address, {"act": "accept", "text": REASON}).status_code == 302
    assert Dialogue.objects.get().state == "accepted"
    assert "Accepted" in vaida.get(f"{BASE}dialogues/").content.decode()
    assert client_for("ona").post(address, {"act": "say", "text": REASON}).status_code == 403


def test_the_home_page_tells_what_waits(client_for: Any, loaded: int) -> None:
    assert "Waiting: 6" in client_for("vaida", "en").get("/").content.decode()
    assert "Waiting" not in client_for("egle", "en").get("/").content.decode()


def test_the_file_is_the_same_bytes_and_says_the_ratios(cast: Any, loaded: int) -> None:
    rows = queries.differences()
    content = exports.differences_csv(rows, "en")
    assert content == exports.differences_csv(queries.differences(), "en")
    read = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [r["Ratio NGOs to state"] for r in read] == ["", "5.4", "5.1", "2.8", "6.6", "1.6", "1.7"]
    assert (read[0]["State"], read[0]["NGOs"]) == ("Not available", "Not available")
    assert read[1]["State: source"] == "S1 L162"
    assert "5,4" in exports.differences_csv(rows, "lt").decode()
    assert {row.period for row in queries.differences([2011, 2014])} == {"2011", "2014"}
    assert queries.differences(as_of=dt.date(2014, 1, 1)) == ()


def test_a_reason_that_looks_like_a_formula_stays_text(client_for: Any, loaded: int) -> None:
    vaida = client_for("vaida")
    vaida.post(f"{PAIR}settle/", {"state": "explained", "reason": '=HYPERLINK("http://x.example")'})
    content = vaida.get(f"{BASE}reconciliation.csv").content.decode("utf-8-sig")
    row = next(r for r in csv.reader(content.splitlines(), delimiter=";") if r[1] == "2014")
    assert row[-1] == '\'=HYPERLINK("http://x.example")'
    assert not any(cell.startswith(FORMULA) for cell in row)


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_steps_of_a_year_add_up_in_the_files_too(client_for: Any, loaded: int, language: str) -> None:
    client = client_for("vaida", language)
    rows = list(csv.reader(client.get(f"{BASE}year/2011/csv/").content.decode("utf-8-sig").splitlines(), delimiter=";"))
    ways: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows[1:]:
        ways.setdefault(tuple(row[:9]), []).append(row)
    for head, steps in ways.items():
        told = [int(row[10].lstrip("'")) for row in steps if row[10].lstrip("'-").isdigit()]
        assert sum(told) == int(head[8])
    names = zipfile.ZipFile(io.BytesIO(client.get(f"{BASE}year/2011/xlsx/").content)).namelist()
    assert sum(name.startswith("xl/worksheets/sheet") for name in names) == 2
    assert client.get(f"{BASE}year/2011/xlsx/").content == client.get(f"{BASE}year/2011/xlsx/").content


def test_the_notes_stand_in_both_languages(client_for: Any, cast: Any) -> None:
    for language in ("en", "lt"):
        page = client_for("egle", language).get(f"{BASE}sources/").content.decode()
        assert all(one.source in page for one in notes.notes().values())


def test_a_page_asks_the_database_as_often_whatever_there_is(client_for: Any, loaded: int) -> None:
    vaida = client_for("vaida")
    counts = []
    for address in (f"{BASE}of/victims/2011/", f"{BASE}of/victims/2014/", f"{BASE}of/persons_of_interest/2011/"):
        with CaptureQueriesContext(connections["rapporteur"]) as asked:
            vaida.get(address)
        counts.append(len(asked))
    assert max(counts) <= 8
    with CaptureQueriesContext(connections["rapporteur"]) as asked:
        queries.whole_year("2014")
    assert len(asked) <= 6


def test_on_the_command_line_by_the_same_rights(cast: Any, loaded: int, settings: Any, tmp_path: Any) -> None:
    settings.DEMO = True

    def run(*arguments: str, who: str = "vaida", language: str = "en") -> Any:
        with translation.override(language):
            return CliRunner().invoke(app, [*arguments, "--account", f"{who}@gija.example"])

    assert "5.4" in run("list").output
    assert "Not explained" in run("steps", "2011").output
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    for file in (first, second):
        assert run("list", "--out", str(file), language="lt").exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    for ending in ("csv", "xlsx"):
        assert run("steps", "2011", "--out", str(tmp_path / f"s.{ending}")).exit_code == 0
    assert run("list", who="rasa").exit_code != 0
    assert run("remind", who="ona").exit_code != 0
