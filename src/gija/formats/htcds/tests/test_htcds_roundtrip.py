"""HTCDS -> record -> HTCDS: what is not listed as lost comes back the same; the list and the code say the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gija.formats import htcds
from gija.formats.htcds import codes, standard
from gija.formats.htcds.columns import SEVERAL
from gija.formats.htcds.values import Line, Sheet
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list

LOST = {one.field for one in htcds.reading_loses() if not one.values}
LOST_VALUES = {(one.field, value) for one in htcds.reading_loses() for value in one.values}
DAYS = st.dates().filter(lambda day: day.year >= 1900).map(str)
ALPHA2 = [str(one.extra["alpha2"]) for one in code_list("country") if one.extra.get("alpha2")]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
PLAIN = [name for name in codes.rules() if not name.startswith(SEVERAL)]
REGISTERED = "2014-03-05"


def cell(name: str) -> st.SearchStrategy[str]:
    """Something that the standard lets stand in a field."""
    one = standard.fields()[name]
    if one.values:
        values = st.sampled_from(sorted(one.values))
        return st.lists(values, min_size=1, max_size=4, unique=True).map(";".join) if one.many else values
    if one.kind == "Date":
        return DAYS
    if one.kind == "Number":
        return st.integers(0, 20).map(str)
    if one.kind == "Checkbox":
        return st.sampled_from(["TRUE", "FALSE"])
    if name in ("prs_Citizenship", "prs_MailingCountry", "hte_Country"):
        many = st.lists(st.sampled_from(ALPHA2), min_size=1, max_size=3, unique=True).map(";".join)
        return many if one.many else st.sampled_from(ALPHA2)
    if "Language" in name:
        return st.sampled_from(["lit", "rus", "eng", "uk"])
    return st.text("abc ąč", min_size=1, max_size=9).map(lambda said: f"x{said}".strip())


def whole(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional={name: cell(name) for name in names})


SHEETS = st.builds(
    lambda cells, lines: Sheet(2, cells, tuple(Line(at, one) for at, one in enumerate(lines, 2) if one)),
    whole([name for name in standard.fields() if not name.startswith(SEVERAL)]),
    st.lists(whole([n for n in standard.fields() if n.startswith(SEVERAL)]), max_size=4),
)


def kept(name: str, said: str) -> set[str]:
    """The values of a cell that are not listed as lost."""
    values = set(said.split(";")) if standard.fields()[name].many else {said}
    return {value for value in values if (name, value) not in LOST_VALUES}


def again(sheet: Sheet) -> Sheet:
    found = htcds.read_sheets([sheet], registered=REGISTERED)
    assert found.faults == ()
    return htcds.sheet_of(found.cases[0].facts)


@settings(max_examples=60, deadline=None)
@given(SHEETS)
def test_what_is_not_listed_as_lost_comes_back_the_same(sheet: Sheet) -> None:
    back = again(sheet)
    for name, said in sheet.cells.items():
        if name not in LOST and (was := kept(name, said)):
            got = set(back.cells.get(name, "").split(";"))
            assert was <= got, name
            assert {(name, value) for value in got - was} <= LOST_VALUES, name
    for name in set(back.cells) - set(sheet.cells):
        assert name in LOST or (name, back.cells[name]) == ("con_Consent", "FALSE")  # a box is ticked or not


def rows(sheet: Sheet, *names: str) -> set[tuple[str, ...]]:
    """Rows that say something in each of these fields, as far as it is not lost."""
    found = set()
    for line in sheet.lines:
        if all(line.cells.get(name) for name in names):
            found.add(tuple(line.cells[name] for name in names))
    return found


@settings(max_examples=60, deadline=None)
@given(SHEETS)
def test_events_roles_and_plans_come_back(sheet: Sheet) -> None:
    back = again(sheet)
    assert rows(sheet, "hte_Type", "hte_Country") == rows(back, "hte_Type", "hte_Country")
    types = {one for one in rows(sheet, "hte_Type") if one != ("Exploitation",)}
    assert types == {one for one in rows(back, "hte_Type") if one != ("Exploitation",)}
    for name in ("spl_Type", "per_RoleInProcess"):
        was, got = ({value for (said,) in rows(one, name) for value in kept(name, said)} for one in (sheet, back))
        assert was <= got
    months = sorted(day[:7] for kind, day in rows(sheet, "hte_Type", "hte_Date") if kind == "Exploitation")
    assert (
        {day for (day,) in rows(back, "hte_Date")} == {months[0], months[-1]} if months else not rows(back, "hte_Date")
    )


@settings(max_examples=40, deadline=None)
@given(SHEETS)
def test_csv_and_json_hold_the_same_as_what_was_read(sheet: Sheet) -> None:
    facts = htcds.read_sheets([sheet], registered=REGISTERED).cases[0].facts
    readings = [
        htcds.read(text.encode(), registered=REGISTERED).cases[0].facts
        for text in (htcds.as_csv([facts]), htcds.as_json([facts]))
    ]
    assert readings[0] == readings[1]
    assert htcds.sheet_of(readings[0]).cells == htcds.sheet_of(facts).cells


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=8, max_size=8), min_size=1, max_size=4))
def test_whatever_stands_in_a_cell_is_a_fault_or_read_and_never_repeated(said: list[list[str]]) -> None:
    header = ["prs_Birthdate", "prs_Gender", "vic_AgeWhenTrafficked", "prs_Citizenship", "hte_Date", "spl_Type",
              "con_Consent", "vic_MethodsOfControl"]  # fmt: skip
    marked = [[f"qqq{cell}" if cell.strip() else cell for cell in row] for row in said]
    found = htcds.read_rows([header, *marked])
    assert not any("qqq" in one.error.text.en + one.error.text.lt for one in found.faults)
    assert not any("qqq" in str(case.facts) for case in found.cases)


FACTS = st.fixed_dictionaries(
    {"sex": st.sampled_from(["F", "M", "U"])},
    optional={
        one.code: (st.lists(st.sampled_from(sorted(code_list(one.list).codes)), max_size=3) if one.many
                   else st.sampled_from(sorted(code_list(one.list).codes)))
        for one in model.sent_answers() if one.kind == "code"
    },
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_every_value_that_is_written_is_one_of_the_standard(facts: Mapping[str, Any]) -> None:
    sheet = htcds.sheet_of(facts)
    for cells in (sheet.cells, *(line.cells for line in sheet.lines)):
        for name, said in cells.items():
            if standard.fields()[name].values and name not in ("cas_ReferringOrganisation", "cas_ReferredOrganisation"):
                assert set(said.split(";")) <= set(standard.fields()[name].values), name


@settings(max_examples=40, deadline=None)
@given(FACTS)
def test_a_record_comes_back_but_for_what_writing_is_listed_to_lose(facts: Mapping[str, Any]) -> None:
    lost = {one.field for one in htcds.writing_loses() if not one.values}
    codes_lost = {(one.field, value) for one in htcds.writing_loses() for value in one.values}
    back = htcds.read_sheets([htcds.sheet_of(facts)], registered=REGISTERED).cases[0].facts
    for name, value in facts.items():
        if name not in lost:
            several = value if isinstance(value, list) else [value]
            was = {one for one in several if (name, one) not in codes_lost}
            got = back.get(name, [])
            assert was <= set(got if isinstance(got, list) else [got]), name


def test_every_field_of_the_standard_is_read_or_listed_as_lost() -> None:
    read = {name for name, rule in codes.rules().items()} | set(standard.read("mapping.yaml")["together"])
    listed = {one.field for one in htcds.reading_loses()}
    assert set(standard.fields()) - read == listed - read
    assert listed <= set(standard.fields())


def test_every_field_of_the_record_is_written_or_listed_as_lost() -> None:
    events = {"countries_recruitment", "countries_transit", "countries_exploitation", "exploitation_start"}
    written = {rule["to"] for rule in codes.rules().values() if "to" in rule} | events
    listed = {one.field for one in htcds.writing_loses()}
    leaves = {one.code for one in model.fields() if one.leaves and not one.group} | {one.code for one in model.groups()}
    assert leaves <= written | listed


def test_no_text_of_the_lists_misses_a_language() -> None:
    for one in (*htcds.reading_loses(), *htcds.writing_loses()):
        assert one.why.en
        assert one.why.lt
        assert one.why.en != one.why.lt
    for both in standard.read("lost.yaml")["notices"].values():
        assert set(both) == {"en", "lt"}  # a comma outside quotes would make a key of the rest
        assert both["en"] != both["lt"]


def test_the_file_runs_no_formula_and_says_nothing_of_who_it_is() -> None:
    facts = {"sex": "F", "birth_year": 1990, "given_names": "Onutė", "note": "tel. 861298765", "record_id": "x" * 32}
    text = htcds.as_csv([facts]) + htcds.as_json([facts])
    assert not any(word in text for word in ("Onutė", "861298765", "x" * 32))
    for row in csv.reader(io.StringIO(htcds.as_csv([facts]))):
        assert not any(re.match(r"[=+\-@\t\r]", cell) for cell in row)
