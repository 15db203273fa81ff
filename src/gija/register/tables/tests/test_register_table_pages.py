"""The pages and the command of the table: steps, refusals, file; each says that its numbers are for inner use."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from typer.testing import CliRunner

from gija.methods.tables import Period
from gija.register.analysis.dimensions import chosen
from gija.register.conftest import ZONES
from gija.register.tables import exports, queries, services
from gija.register.tables.commands import app
from gija.register.tables.models import Table
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)
TABLES = "/register/tables/"
STEPS = {"en": ("waits for approval", "handed over"), "lt": ("laukia tvirtinimo", "perduota")}


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_way_of_a_table_on_the_pages(
    half_year: Any, client_for: Any, people: Any, audit_entries: Any, language: str
) -> None:
    half_year()
    before = len(audit_entries("register"))
    maker, second = client_for("dalia", language), client_for("linas", language)
    response = maker.post(TABLES + "new/", {"period": "2014-H1"}, follow=True)
    address = response.redirect_chain[-1][0]
    page = response.content.decode()
    assert "/approve/" not in page, "not by whoever made it"
    assert page.count("steps__step--done") == 1
    assert STEPS[language][0] in maker.get(TABLES).content.decode()
    page = second.get(address).content.decode()
    assert f"{address}approve/" in page
    page = second.post(f"{address}approve/", follow=True).content.decode()
    assert page.count("steps__step--done") == 3
    assert "Linas Tikrintojas" in page
    assert STEPS[language][1] in second.get(TABLES).content.decode()
    acts = [e.action for e in audit_entries("register")[before:]]
    assert acts == ["register.table.build", "register.table.approve"]


def test_refusals_are_said_on_the_page(half_year: Any, client_for: Any, people: Any) -> None:
    half_year()
    client = client_for("dalia")
    assert client.post(TABLES + "new/", {"period": ""}).status_code == 422
    assert client.post(TABLES + "new/", {"period": "2999"}).status_code == 422
    client.post(TABLES + "new/", {"period": "2014-H1"})
    again = client.post(TABLES + "new/", {"period": "2014-H1"})
    assert again.status_code == 422
    assert "nothing new to freeze" in again.content.decode()
    made = Table.objects.get()
    own = client.post(f"{TABLES}{made.pk}/approve/")
    assert own.status_code == 422
    assert "Ask a second person" in own.content.decode()
    assert client.get(f"{TABLES}{made.pk}/approve/").status_code == 302
    assert client.get(TABLES + "new/").status_code == 302
    assert client.get(f"{TABLES}00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_page_says_people_as_bounds_and_that_nothing_is_protected(
    half_year: Any, client_for: Any, people: Any
) -> None:
    half_year()
    made = services.build(people.actor("dalia"), "2014-H1")
    page = client_for("linas").get(f"{TABLES}{made.pk}/").content.decode()
    assert "at least 20 and at most 40 people" in page
    assert '<span class="figures__closed">' not in page
    assert "Not protected: for inner use." in page
    assert "None (a true zero)" in page
    assert page.count("<li>") >= 6, "the counting rules"
    page = client_for("linas", "lt").get(f"{TABLES}{made.pk}/").content.decode()
    assert "ne mažiau kaip 20" in page


@pytest.mark.parametrize("language", ["en", "lt"])
def test_without_tables_the_page_says_what_to_do(people: Any, client_for: Any, language: str) -> None:
    assert '<div class="empty">' in client_for("dalia", language).get(TABLES).content.decode()


def test_who_has_no_right_is_refused_with_one_entry(
    half_year: Any, client_for: Any, people: Any, audit_entries: Any
) -> None:
    half_year()
    made = services.build(people.actor("dalia"), "2014-H1")
    before = len(audit_entries("register"))
    client = client_for("egle")
    for address in ("", f"{made.pk}/", f"{made.pk}/table.csv"):
        assert client.get(TABLES + address).status_code == 403
    assert client.post(f"{TABLES}{made.pk}/approve/").status_code == 403
    assert [e.outcome for e in audit_entries("register")[before:]] == ["refused"] * 4


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_file_says_in_each_line_what_it_is_and_that_it_is_for_inner_use(
    half_year: Any, client_for: Any, people: Any, audit_entries: Any, language: str
) -> None:
    half_year()
    made = services.build(people.actor("dalia"), "2014-H1")
    before = len(audit_entries("register"))
    response = client_for("linas", language).get(f"{TABLES}{made.pk}/table.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(queries.figures_of(made).cells())
    assert {len(row) for row in rows} == {9}
    assert all(row[7] for row in rows)
    assert {row[8] for row in rows[1:]} == {exports.INNER.in_(language)}
    assert next(row for row in rows if row[4] == "child")[6] == "2"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert response["Content-Disposition"] == 'attachment; filename="gija-register-2014-H1-v1.csv"'
    assert [e.action for e in audit_entries("register")[before:]] == ["register.table.export"]
    crossed = services.build(people.actor("dalia"), Period(2014, 1), chosen(["sex"]))
    text = client_for("linas", language).get(f"{TABLES}{crossed.pk}/table.csv").content.decode("utf-8-sig")
    assert all(exports.INNER.in_(language) in line for line in text.splitlines()[1:])


def test_pages_hold_nothing_inline(half_year: Any, client_for: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), "2014-H1")
    for address in ("", f"{made.pk}/"):
        page = client_for("linas").get(TABLES + address).content.decode()
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)


def run(*arguments: str, who: str = "dalia") -> Any:
    return CliRunner().invoke(app, ["table", *arguments, "--account", f"{who}@gija.example"])


def test_the_command_makes_shows_and_approves(half_year: Any, people: Any, settings: Any, audit_entries: Any) -> None:
    settings.DEMO = True
    half_year()
    before = len(audit_entries("register"))
    made = run("build", "2014-H1")
    assert made.exit_code == 0
    assert "2014" in made.output
    assert isinstance(run("approve", "2014-H1").exception, GijaError)
    shown = run("show", "2014-H1", who="linas").output
    assert "28" in shown
    assert run("approve", "2014-H1", "--vintage", "1", who="linas").exit_code == 0
    assert run("show", "2014-H1", "--csv").output.startswith("\ufeff")
    error = run("show", "2013-H1").exception
    assert isinstance(error, GijaError)
    assert error.code == "register.tables.not_found"
    assert isinstance(run("build", "2013-H1", who="egle").exception, GijaError)
    acts = [e.action for e in audit_entries("register")[before:]]
    assert acts == ["register.table.build", "register.table.approve", "register.table.export"]
