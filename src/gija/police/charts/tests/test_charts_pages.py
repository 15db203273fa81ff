"""The pages of the chart and the files of a dossier: by right, in both languages, with their trace."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gija.police.dossiers import services
from gija.police.dossiers.files import NAMES
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.tests.conftest import PHONE, SAULIUS, SECRETS

from .conftest import edited, hangar

pytestmark = pytest.mark.django_db(databases="__all__")

ClientFor = Callable[..., Any]
VIEWS = ("one", "ways", "timeline", "map")
FOCUS = f"person:{SAULIUS}"


def address(name: str, dossier: Dossier, *more: int) -> str:
    return reverse(f"charts:{name}", args=[dossier.pk, *more])


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_is_read_with_one_entry_and_leaks_nobody_withheld(
    dossier: Dossier, client_for: ClientFor, audit_entries: Any, view: str, language: str
) -> None:
    rasa, before = client_for("rasa", language), len(audit_entries("police"))
    answer = rasa.get(address(view, dossier))
    assert answer.status_code == 200
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.details["view"]) == ("police.dossier.read", view)
    assert not [secret for secret in SECRETS if secret in answer.content.decode()]


@pytest.mark.parametrize("who", ["inga", "aldona", "jurga", "mantas", "tomas"])
def test_whoever_has_no_right_sees_none_of_them(dossier: Dossier, client_for: ClientFor, who: str) -> None:
    client = client_for(who)
    for view in (*VIEWS, "edited"):
        answer = client.get(address(view, dossier))
        assert answer.status_code == 403, view
        assert "Vilkaitis" not in answer.content.decode()


def test_the_weights_are_shown_and_a_decision_is_made_on_the_page(dossier: Dossier, client_for: ClientFor) -> None:
    rasa = client_for("rasa", "en")
    page = rasa.get(address("one", dossier)).content.decode()
    assert "the same day of birth" in page
    assert "tied to the same phone" in page
    said = {"first": FOCUS, "second": "border/border:2:traveller", "decision": "one", "version": "1"}
    assert rasa.post(address("one", dossier), said).status_code == 422, "no reason"
    answer = rasa.post(address("one", dossier), {**said, "reason": "Tas pats"}, follow=True)
    assert "Rasa Analitikė: Tas pats" in answer.content.decode()
    assert rasa.post(address("one", dossier), {**said, "reason": "x", "version": "1"}).status_code == 422, "older"


def test_ways_and_common_ties_are_found_on_the_page(dossier: Dossier, client_for: ClientFor) -> None:
    rasa = client_for("rasa", "en")
    said = {"one": FOCUS, "other": "phone:+37062222222", "longest": "4"}
    page = rasa.post(address("ways", dossier), said).content.decode()
    assert "Way 1: 2 steps" in page
    assert page.count("<svg") == 1
    assert PHONE.replace("+", "") in page.replace(" ", "").replace("+", "")
    assert rasa.post(address("ways", dossier), {**said, "other": "nobody"}).status_code == 422
    assert rasa.post(address("ways", dossier), {**said, "other": FOCUS}).status_code == 422


def test_the_map_shows_the_homes_and_the_timeline_what_has_a_date(dossier: Dossier, client_for: ClientFor) -> None:
    rasa = client_for("rasa", "lt")
    assert "Vilniaus m. savivaldybė" in rasa.get(address("map", dossier)).content.decode()
    assert "2013-02-03" in rasa.get(address("timeline", dossier)).content.decode()


def test_an_edited_chart_comes_back_on_the_page(dossier: Dossier, client_for: ClientFor) -> None:
    rasa = client_for("rasa", "lt")
    sent = {"file": SimpleUploadedFile("schema.anx", edited(dossier, hangar)), "reason": "Po posėdžio"}
    page = rasa.post(address("edited", dossier), sent, follow=True).content.decode()
    assert "Angaras 9" in page
    assert "Juodas BMW" in page
    assert rasa.get(address("changes", dossier, 1)).status_code in (400, 404), "version 1 is no edit"
    broken = {"file": SimpleUploadedFile("schema.anx", b"<html/>"), "reason": "x"}
    answer = rasa.post(address("edited", dossier), broken)
    assert answer.status_code == 422
    assert "Analyst&#x27;s Notebook Exchange" in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_every_file_is_made_the_same_twice_and_leaks_nobody(dossier: Dossier, name: str, language: str) -> None:
    made = services.files(dossier, language, (name,))[name]
    assert made == services.files(dossier, language, (name,))[name]
    text = made.decode("utf-16" if name.endswith(".anx") else "utf-8", "replace")
    assert not [secret for secret in SECRETS if secret in text]


def test_tables_carry_handling_code_and_source_on_every_row(dossier: Dossier) -> None:
    made = services.files(dossier, "lt", ("entities.csv", "relations.csv", "dossier.xlsx"))
    for name, count in (("entities.csv", dossier.chart.entities), ("relations.csv", dossier.chart.relations)):
        rows = list(csv.reader(io.StringIO(made[name].decode("utf-8-sig"))))
        assert len(rows) == len(count) + 1
        assert all(row[0].startswith("H") and row[-1] for row in rows[1:])
    with zipfile.ZipFile(io.BytesIO(made["dossier.xlsx"])) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
        pages = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert "Šaltiniai" in texts
    assert "H1" in texts
    headers = {page.split("<oddHeader>")[1].split("</oddHeader>")[0] for page in pages}
    assert len(pages) == 4
    assert len(headers) == 1, "each sheet has it on top of every printed page"
    assert f"{dossier.short} – H1: " in headers.pop()


def test_no_cell_of_a_csv_is_a_formula(dossier: Dossier) -> None:
    made = services.files(dossier, "lt", ("entities.csv",))["entities.csv"].decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(made)) for cell in row]
    assert any(cell.startswith("'+370") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_each_file_leaves_by_its_own_name(dossier: Dossier, client_for: ClientFor, audit_entries: Any) -> None:
    rasa = client_for("rasa")
    for name in ("dossier.pdf", "dossier.xlsx", "chart.graphml", "timeline.svg", "entities.csv"):
        before = len(audit_entries("police"))
        answer = rasa.post(reverse("dossiers:export", args=[dossier.pk]), {"file": name})
        assert re.search(
            rf'filename="gija-[\d-]+{dossier.short}[a-z-]*\.{name.rpartition(".")[2]}"', answer["Content-Disposition"]
        )
        assert [entry.action for entry in audit_entries("police")[before:]] == ["police.dossier.export"]
