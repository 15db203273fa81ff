"""Crossed tables: counted by written rules, frozen, approved by a second person, each figure opened to its rules."""

from __future__ import annotations

import re
from typing import Any

import pytest
from typer.testing import CliRunner

from gija.commons.courier.work import run_once
from gija.methods.tables import TOTAL, Period
from gija.rapporteur.statistics.models import ReceivedTable
from gija.register.analysis.dimensions import chosen
from gija.register.conftest import ZONES
from gija.register.tables import queries, services
from gija.register.tables.commands import app
from gija.register.tables.models import CrossCell, Table
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)
HALF = Period(2014, 1)
TABLES = "/register/tables/"


def of(*codes: str) -> Any:
    return chosen(codes)


def test_a_crossed_table_is_frozen_approved_and_kept_by_the_rapporteur(
    half_year: Any, people: Any, audit_entries: Any
) -> None:
    half_year()
    before = len(audit_entries("register"))
    made = services.build(people.actor("dalia"), HALF, of("sex", "form", "recruitment"))
    cells = queries.cross_of(made).cells
    assert cells[TOTAL, TOTAL, TOTAL] == 40
    assert all(value is None or value >= 5 for value in cells.values())
    with pytest.raises(GijaError) as refused:
        services.approve(people.actor("dalia"), made)
    assert refused.value.code == "register.own_approval"
    services.approve(people.actor("linas"), made)
    run_once(strict=True)
    kept = ReceivedTable.objects.get(table="victims_by_sex_form_recruitment")
    assert kept.cells == CrossCell.objects.filter(table=made).count()
    acts = [e.action for e in audit_entries("register")[before:] if e.action.startswith("register.table")]
    assert acts == ["register.table.build", "register.table.approve"]


def test_the_same_figures_are_not_frozen_twice_and_dimensions_have_their_own_vintages(
    half_year: Any, people: Any
) -> None:
    half_year()
    services.build(people.actor("dalia"), HALF)
    made = services.build(people.actor("dalia"), HALF, of("sex"))
    assert made.vintage == 1
    with pytest.raises(GijaError) as refused:
        services.build(people.actor("dalia"), HALF, of("sex"))
    assert refused.value.code == "register.table_unchanged"


def test_a_crossed_table_tells_nothing_that_a_table_before_it_withheld_or_that_shows_who_came_since(
    half_year: Any, arrives: Any, record_of: Any, people: Any
) -> None:
    half_year()
    first = services.build(people.actor("dalia"), HALF)
    services.approve(people.actor("linas"), first)
    arrives(record_of(sex="M", sender="prieglauda"))
    made = services.build(people.actor("dalia"), HALF, of("sex", "form"))
    cells = queries.cross_of(made).cells
    standard = {cell.key[1]: cell.value for cell in queries.figures_of(first).records.one_way("sex")}
    for code in "FM":
        assert standard[code] is None or cells[code, TOTAL] in (None, standard[code])
    assert cells["M", TOTAL] is None, "13 beside 12 would show that one man came"
    assert all(TOTAL in key for key in cells)


def test_what_a_crossed_table_told_is_history_for_the_half_year_table(
    half_year: Any, arrives: Any, record_of: Any, people: Any
) -> None:
    half_year()
    services.approve(people.actor("linas"), services.build(people.actor("dalia"), HALF, of("sex")))
    arrives(record_of(sex="M", sender="prieglauda"))
    later = queries.figures_of(services.build(people.actor("dalia"), HALF))
    assert {cell.why for cell in later.records.one_way("sex") if not cell.open} == {"history"}


def test_a_changed_figure_is_not_handed_over(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), HALF, of("sex"))
    cell = made.crossed.filter(value__isnull=False).first()
    assert cell
    CrossCell.objects.filter(pk=cell.pk).update(value=(cell.value or 0) + 1)
    with pytest.raises(GijaError) as refused:
        services.approve(people.actor("linas"), made)
    assert refused.value.code == "register.table_changed"


@pytest.mark.parametrize("language", ["en", "lt"])
def test_each_figure_opens_to_the_rules_that_made_it_and_never_to_persons(
    half_year: Any, people: Any, client_for: Any, language: str
) -> None:
    made_records = half_year()
    client = client_for("dalia", language)
    answer = client.post(f"{TABLES}new/", {"period": "2014-H1", "first": "sex", "second": "status"}, follow=True)
    page = answer.content.decode()
    figures = re.findall(rf"{TABLES}[0-9a-f-]{{36}}/figure/\d+/", page)
    assert figures
    for address in figures:
        shown = client.get(address)
        assert shown.status_code == 200
        assert not any(record.record_id in shown.content.decode() for record in made_records)
    found = Table.objects.get()
    assert client.get(f"{TABLES}{found.pk}/figure/9999/").status_code == 404
    assert (
        client.get(f"{TABLES}{found.pk}/table.csv")
        .content.decode("utf-8-sig")
        .startswith("Period" if language == "en" else "Laikotarpis")
    )
    wrong = client.post(f"{TABLES}new/", {"period": "2014-H1", "first": "sex", "second": "sex"})
    assert wrong.status_code == 422


def test_the_command_makes_a_crossed_table_by_the_same_right(half_year: Any, people: Any, monkeypatch: Any) -> None:
    half_year()
    monkeypatch.setattr("gija.register.tables.commands._signed_in", lambda account: people.actor("dalia"))
    run = CliRunner().invoke(app, ["table", "build", "2014-H1", "--by", "sex,assistance"])
    assert run.exit_code == 0, run.output
    shown = CliRunner().invoke(app, ["table", "show", "2014-H1", "--by", "sex,assistance"])
    assert ";40" in shown.output
