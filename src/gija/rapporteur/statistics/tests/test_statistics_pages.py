"""The pages of figures: who sees them, what they tell, in both languages; the file is the same bytes each time."""

from __future__ import annotations

from typing import Any

import pytest

from gija.rapporteur.statistics import queries

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/figures/"
PAGES = (BASE, f"{BASE}findings/", f"{BASE}victims_state/")


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


@pytest.mark.parametrize("address", [f"{BASE}no_such/", f"{BASE}Victims/"])
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
