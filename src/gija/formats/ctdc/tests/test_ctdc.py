"""The 27 columns of CTDC 2024: every value of the codebook can be reached, and no other is written."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from gija.formats import ctdc
from gija.formats.ctdc import commands
from gija.formats.ctdc.codebook import NULL
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list

SHARED = (
    Path(os.environ.get("GIJA_SHARED", "")) if os.environ.get("GIJA_SHARED") else Path(__file__).parents[6] / "shared"
)
CODEBOOK = SHARED / "data" / "vocabulary" / "ctdc_global_synthetic_v2024_variables.csv"


def coded(name: str) -> st.SearchStrategy[Any]:
    one = st.sampled_from(sorted(code_list(model.field(name).list).codes))
    return st.lists(one, max_size=4) if model.field(name).many else one


CODED = (
    "sex", "gender_identity", "citizenship", "control_methods", "means", "duration", "exploitation_forms", "sectors",
    "sex_exploitation_types", "age_group", "recruiter_relations", "status",
)  # fmt: skip
PART = st.fixed_dictionaries(
    {"country": coded("residence_country"), "role": st.sampled_from(["transit", "exploitation"])}
)
FACTS = st.fixed_dictionaries(
    {"registration_month": st.sampled_from(["2014-03", "2020-12"])},
    optional={
        **{name: coded(name) for name in CODED},
        "birth_year": st.integers(1920, 2020),
        "exploitation_start": st.sampled_from(["2010-01", "2013-12"]),
        "exploitation_end": st.sampled_from(["2010-01", "2014-02"]),
        "countries": st.lists(PART, max_size=3),
    },
)  # fmt: skip


def allowed(column: ctdc.Column, value: str) -> bool:
    if value == NULL or value in column.values:
        return True
    if column.name == "yearOfRegistration":
        return value.isdigit() and len(value) == 4
    return column.name in ("citizenship", "CountryOfExploitation") and bool(code_list("country")[value].extra["alpha2"])


@settings(max_examples=80, deadline=None)
@given(FACTS)
def test_no_value_is_written_that_the_codebook_does_not_have(facts: Mapping[str, Any]) -> None:
    row = ctdc.row_of(facts)
    assert list(row) == list(ctdc.columns())
    for name, value in row.items():
        assert allowed(ctdc.columns()[name], value), (name, value)


def reached() -> dict[str, set[str]]:
    """What each column says of records that answer each code of each list, one at a time."""
    found: dict[str, set[str]] = {name: set() for name in ctdc.columns()}
    records: list[dict[str, Any]] = [{}]
    sources = {source for column in ctdc.columns().values() for source in column.sources}
    for name in sorted(sources - {"countries"}):
        field = model.field(name)
        if field.kind == "code":
            records += [{name: [code] if field.many else code} for code in code_list(field.list).codes]
    records += [{"registration_month": "2014-03", "birth_year": 2014 - age} for age in range(100)]
    records += [{"countries": [{"country": code, "role": "exploitation"}]} for code in code_list("country").codes]
    records += [{"exploitation_start": "2010-01", "exploitation_end": end} for end in ("2010-05", "2011-06", "2013-01")]
    for facts in records:
        for name, value in ctdc.row_of(facts).items():
            found[name].add(value)
    return found


def test_every_value_of_the_codebook_can_be_reached() -> None:
    there = reached()
    for name, column in ctdc.columns().items():
        assert NULL in there[name]
        assert set(column.values) <= there[name], name
    iso = {one.code for one in code_list("country") if one.extra.get("alpha2")}
    assert there["citizenship"] == there["CountryOfExploitation"] == iso | {NULL}
    assert "2014" in there["yearOfRegistration"]


@pytest.mark.skipif(not CODEBOOK.is_file(), reason="the codebook is not here")
def test_columns_labels_and_values_are_those_of_the_codebook() -> None:
    rows = list(csv.DictReader(CODEBOOK.read_text(encoding="utf-8").splitlines()))
    assert [row["variable"] for row in rows] == list(ctdc.columns())
    for row in rows:
        column = ctdc.columns()[row["variable"]]
        assert column.label == row["label"]
        values = {value.strip() for value in row["values"].split("|")} - {NULL, "Range:"}
        assert set(column.values) == {value for value in values if not value.startswith("Values based on")}


def test_everything_the_record_says_is_written_or_listed_as_lost() -> None:
    listed = {one.field for one in ctdc.losses()} | {
        f"countries_{role}" for role in ("recruitment", "transit", "exploitation")
    }
    leaves = {one.code for one in model.fields() if one.leaves and not one.group} | {one.code for one in model.groups()}
    assert leaves <= listed
    assert {source for column in ctdc.columns().values() for source in column.sources} <= listed


@pytest.mark.parametrize(("group", "band"), [("child", "9—17"), ("adult", "18—20"), (None, "18—20")])
def test_a_child_never_stands_among_adults(group: str | None, band: str) -> None:
    assert ctdc.row_of({"registration_month": "2014-03", "birth_year": 1996, "age_group": group})["ageBroad"] == band


def test_a_country_where_nothing_was_said_of_exploitation_stays_empty() -> None:
    facts = {"countries": [{"country": "LTU", "role": "recruitment"}], "citizenship": ["STATELESS"]}
    row = ctdc.row_of(facts)
    assert (row["CountryOfExploitation"], row["citizenship"]) == (NULL, NULL)
    assert "proxy" in ctdc.note("proxy").en
    assert "not for publication" in ctdc.note("protection").en
    assert "neskelbti" in ctdc.note("protection").lt


def test_people_who_are_no_victims_and_the_order_of_entering_are_left_out() -> None:
    records = [{"registration_month": f"20{year}-01", "status": "presumed", "record_id": "r" * 32} for year in (16, 14)]
    found = ctdc.write([*records, {"status": "not_victim"}, {"status": "at_risk"}])
    assert (found.rows, found.left_out) == (2, 2)
    assert [row["yearOfRegistration"] for row in csv.DictReader(io.StringIO(found.text))] == ["2014", "2016"]
    assert "r" * 32 not in found.text


def test_the_command_writes_and_says_what_the_file_is_for(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps([{"sex": "F", "registration_month": "2014-03"}]), encoding="utf-8")
    runner = CliRunner(env={"GIJA_LANG": "lt", "COLUMNS": "300"})
    found = runner.invoke(commands.app, ["write", str(tmp_path / "r.json"), str(tmp_path / "o.csv")])
    assert found.exit_code == 0
    assert "neskelbti" in found.output
    assert "Woman" in (tmp_path / "o.csv").read_text(encoding="utf-8")
    assert "pakaitalas" in runner.invoke(commands.app, ["lost"]).output
