"""The pages of figures: who sees them, what they tell, in both languages; the file is the same bytes each time."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

import pytest

from gija.rapporteur.statistics import exports, queries
from gija.rapporteur.statistics.models import Decision

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/figures/"
PAGES = (BASE, f"{BASE}findings/", f"{BASE}state-and-ngo/", f"{BASE}victims_state/",
         f"{BASE}state-and-ngo/victims/2014/victims_recognised_in_year/",
         f"{BASE}state-and-ngo/reconciliation.csv")  # fmt: skip
DIFFERENCE = PAGES[4]
REASON = "Valstybė skaičiuoja tik procese pripažintus asmenis."


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("address", PAGES)
def test_rapporteur_and_evaluator_read_others_are_refused(
    client_for: Any, loaded: int, address: str, language: str
) -> None:
    for key in ("vaida", "egle"):
        assert client_for(key, language).get(address).status_code == 200
    for key in ("rasa", "mantas", "aldona"):
        assert client_for(key, language).get(address).status_code == 403


def test_a_stranger_is_led_to_sign_in(client: Any, db: None) -> None:
    for address in PAGES:
        assert client.get(address, headers={"host": "127.0.0.1"}).status_code == 302


@pytest.mark.parametrize(("language", "missing", "broken"), [
    ("en", "Not available", "Break in series between 2011 and 2012"),
    ("lt", "Duomenų nėra", "Eilutės trūkis tarp 2011 ir 2012"),
])  # fmt: skip
def test_a_series_shows_sources_gaps_and_breaks(
    client_for: Any, loaded: int, language: str, missing: str, broken: str
) -> None:
    text = client_for("vaida", language).get(f"{BASE}victims_state/").content.decode()
    assert missing in text
    assert broken in text
    assert "S1 L154" in text
    assert "45 presumed victims of trafficking were identified by the police" in text
    assert ">0<" not in text.split('class="table series"')[1].split("</table>")[0]


def test_a_series_is_shown_as_it_was_known_on_a_day(client_for: Any, loaded: int) -> None:
    page = client_for("egle").get(f"{BASE}victims_state/?as_of=2015-01-01").content.decode()
    assert "No figure was known on that day." in page
    wrong = client_for("egle").get(f"{BASE}victims_state/?as_of=never")
    assert wrong.status_code == 200
    assert "There is a problem" in wrong.content.decode()


@pytest.mark.parametrize("address", [f"{BASE}no_such/", f"{BASE}state-and-ngo/victims/1999/none/", f"{BASE}Victims/"])
def test_what_does_not_exist_is_not_found(client_for: Any, loaded: int, address: str) -> None:
    assert client_for("vaida").get(address).status_code == 404


def test_the_rapporteur_loads_on_the_page_and_the_evaluator_cannot(client_for: Any, audit_entries: Any) -> None:
    egle, vaida = client_for("egle"), client_for("vaida")
    assert "Load the published figures" not in egle.get(BASE).content.decode()
    assert egle.post(f"{BASE}load/").status_code == 403
    assert vaida.get(f"{BASE}load/").status_code == 405
    assert "84 figures loaded" in vaida.post(f"{BASE}load/", follow=True).content.decode()
    assert "loaded already" in vaida.post(f"{BASE}load/", follow=True).content.decode()
    told = [(e.action, e.outcome) for e in audit_entries("rapporteur")]
    assert told == [(queries.LOAD, "refused"), (queries.LOAD, "done")]


def test_a_difference_is_explained_with_its_reason(client_for: Any, loaded: int) -> None:
    vaida = client_for("vaida")
    assert vaida.post(DIFFERENCE, {"state": "explained", "reason": "nes"}).status_code == 422
    assert vaida.post(DIFFERENCE, {"reason": REASON}).status_code == 422
    page = vaida.post(DIFFERENCE, {"state": "explained", "reason": REASON}, follow=True).content.decode()
    assert REASON in page
    assert "Explained" in page
    assert Decision.objects.get().state == "explained"


def test_an_evaluator_reads_a_difference_but_says_nothing_of_it(
    client_for: Any, loaded: int, audit_entries: Any
) -> None:
    egle = client_for("egle")
    assert "Say how it stands" not in egle.get(DIFFERENCE).content.decode()
    assert egle.post(DIFFERENCE, {"state": "accepted", "reason": REASON}).status_code == 403
    assert not Decision.objects.exists()
    assert [(e.action, e.outcome) for e in audit_entries("rapporteur")][-1] == (queries.EXPLAIN, "refused")


def test_the_home_page_tells_what_waits(client_for: Any, loaded: int) -> None:
    assert "Waiting: 6" in client_for("vaida", "en").get("/").content.decode()
    assert "Waiting" not in client_for("egle", "en").get("/").content.decode()


def test_the_file_is_the_same_bytes_and_says_the_ratios(cast: Any, loaded: int) -> None:
    rows = queries.reconciliation()
    content = exports.reconciliation_csv(rows, "en")
    assert content == exports.reconciliation_csv(queries.reconciliation(), "en")
    read = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    ratios = [r["Ratio NGOs to state"] for r in read]
    assert ratios == ["", "5.4", "5.1", "2.8", "6.6", "1.6", "1.7"]
    assert (read[0]["State"], read[0]["NGOs"]) == ("Not available", "Not available")
    assert read[1]["State: source"] == "S1 L162"
    assert "5,4" in exports.reconciliation_csv(rows, "lt").decode()


def test_a_reason_that_looks_like_a_formula_stays_text(client_for: Any, loaded: int) -> None:
    vaida = client_for("vaida")
    vaida.post(DIFFERENCE, {"state": "explained", "reason": '=HYPERLINK("http://x.example")'})
    content = vaida.get(f"{BASE}state-and-ngo/reconciliation.csv").content.decode("utf-8-sig")
    row = next(r for r in csv.reader(content.splitlines(), delimiter=";") if r[1] == "2014")
    assert row[-1] == '\'=HYPERLINK("http://x.example")'
    assert not any(cell.startswith(exports.FORMULA) for cell in row)


def test_a_ratio_is_rounded_half_up(cast: Any, loaded: int) -> None:
    (row,) = (r for r in queries.reconciliation([2013]))
    assert row.exact_ratio == Decimal(74) / Decimal(47)
    assert str(row.ratio) == "1.6"
