"""Crossed tables: counted by written rules, frozen, approved by a second person, each figure opened to its rules."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from typer.testing import CliRunner

from gija.commons.courier.work import run_once
from gija.methods.tables import TOTAL, Period
from gija.rapporteur.statistics.models import Observation, ReceivedTable
from gija.register.analysis.crossing import Cross
from gija.register.analysis.dimensions import chosen
from gija.register.clusters.models import Assignment, Run
from gija.register.conftest import ZONES
from gija.register.fields import new_id
from gija.register.tables import crosses, queries, services
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
    assert all(cells.values()), "whole, small numbers too: the Rapporteur's gate closes"
    with pytest.raises(GijaError) as refused:
        services.approve(people.actor("dalia"), made)
    assert refused.value.code == "register.own_approval"
    services.approve(people.actor("linas"), made)
    run_once(strict=True)
    kept = ReceivedTable.objects.get(table="victims_by_sex_form_recruitment")
    assert kept.cells == len(crosses.named(queries.cross_of(made)))
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


SEX, FORM = of("sex", "form")


def test_each_cell_leaves_with_its_status_and_missing_is_never_zero() -> None:
    """A number, a true zero and what is not known stand apart."""
    told = Cross((SEX, FORM), {
        ("_T", "_T"): 40, ("F", "_T"): 28, ("M", "_T"): 12, ("_T", "sexual"): 20, ("_T", "labour"): 19, ("_T", "_U"): 1,
        ("F", "sexual"): 20, ("F", "labour"): 8, ("M", "labour"): 11, ("M", "_U"): 1,
    })  # fmt: skip
    named = crosses.named(told)
    assert named["F", "_T"] == (28, "reported")
    assert {code: named[code, "_T"] for code in SEX.codes if code not in "FM"} == {
        code: (0, "reported") for code in SEX.codes if code not in "FM"
    }, "everybody's sex is known: what nobody has is a true zero"
    assert named["_T", "begging"] == (None, "not_available"), "of one the form is not known"
    assert {key for key in named if "_T" not in key} == {(s, f) for s in "FM" for f in ("sexual", "labour")}
    assert named["M", "sexual"] == (None, "not_available")
    whole = crosses.named(Cross((SEX, FORM), {
        ("_T", "_T"): 20, ("F", "_T"): 10, ("M", "_T"): 10, ("_T", "sexual"): 10, ("_T", "labour"): 10,
        ("F", "sexual"): 10, ("M", "labour"): 10,
    }))  # fmt: skip
    assert (whole["F", "labour"], whole["F", "sexual"]) == ((0, "reported"), (10, "reported"))
    assert set(crosses.named(Cross((SEX,), {})).values()) == {(0, "reported")}


def test_the_rapporteur_keeps_the_status_of_each_cell(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), HALF, of("sex", "form"))
    services.approve(people.actor("linas"), made)
    run_once(strict=True)
    kept = Observation.objects.filter(indicator="register_records")
    said = {one.breakdown: (one.value, one.status) for one in kept}
    named = crosses.named(queries.cross_of(made))
    assert len(said) == len(named)
    assert Counter(status for _value, status in said.values()) == Counter(status for _value, status in named.values())
    assert any(value == 0 for value, _status in said.values())
    assert all((value is None) == (status != "reported") for value, status in said.values())


def test_the_interval_of_the_linkage_stands_beside_the_total(half_year: Any, people: Any) -> None:
    records = [record.record_id for record in half_year()]
    run = Run.objects.create(year=2014, half=1, number=1, received_month="2014-07", people=38, low=36, high=40)
    clusters = [new_id() for _ in records]
    clusters[1], clusters[3] = clusters[0], clusters[2]
    Assignment.objects.bulk_create(
        Assignment(run=run, record=record, cluster=cluster, strength=90)
        for record, cluster in zip(records, clusters, strict=True)
    )
    made = services.build(people.actor("dalia"), HALF, of("sex"))
    found = queries.cross_of(made)
    assert (found.total, found.interval, found.unit) == (38, (36, 40), "people")
    services.approve(people.actor("linas"), made)
    run_once(strict=True)
    for indicator, value in (("register_people", 38), ("register_people_lower", 36), ("register_people_upper", 40)):
        assert Observation.objects.get(indicator=indicator, breakdown="{}").value == value
