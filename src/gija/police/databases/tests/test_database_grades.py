"""Handling code, evaluation, kind and dates by row: each piece goes with its own; what has expired is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gija.methods.search.values import Query
from gija.police.databases import grades, index, pickup
from gija.police.databases.ask import ask
from gija.police.databases.bulk import ask_many
from gija.police.databases.check import check
from gija.police.databases.confirm import confirm
from gija.police.databases.mapping import Mapping, MappingError, load
from gija.police.databases.values import Grades, State

Mapped = Callable[..., Mapping]
JONAS = Query("person", {"name": "Jonas Kravčionok"})
CSV = """\
ID;VARDAS;KODAS;VERTE;RUSIS;IKI;PERZIURA
1;Jonas Kravčionok;N2;B2;tikra;2099-12-31;2027-01-01
2;Jonas Kravčionok;;;;;
3;Jonas Kravčionok;N3;C3;spėjama;{last};
4;Jonas Kravčionok;??;Z9;??;2099;
5;Jonas Kravčionok;N2;;;netrukus;
"""
MAPPING = """\
code: graded
name: {{en: Graded rows, lt: Vertinti įrašai}}
owner: {{institution: kpb, contact: "-"}}
handling: H1
evaluation: "4x4:A1"
access: {access}
connection: {{file: graded.csv, delimiter: ";"}}
tables:
  - name: rows
    key: ID
    handling: {{column: KODAS, values: {{N2: H2, N3: H3}}}}
    evaluation: {{column: VERTE, values: {{B2: "4x4:B2", C3: "4x4:C3"}}}}
    kind: {{column: RUSIS, values: {{tikra: fact, spėjama: assessment}}}}
    expires: IKI
    review_on: PERZIURA
    entities:
      person: {{type: person, fields: {{name: VARDAS}}}}
"""


@pytest.fixture
def graded(tmp_path: Any) -> Callable[..., Mapping]:
    def make(access: str, last: str = "2099-01-01") -> Mapping:
        folder = tmp_path / "mappings"
        (folder / "graded.csv").write_text(CSV.format(last=last), encoding="utf-8")
        (folder / "graded.yaml").write_text(MAPPING.format(access=access), encoding="utf-8")
        return load(folder / "graded.yaml")

    return make


@pytest.fixture(params=["live", "indexed"])
def asked(request: pytest.FixtureRequest, graded: Callable[..., Mapping]) -> Mapping:
    mapping = graded(request.param)
    if request.param == "indexed":
        index.refresh(mapping)
    return mapping


def test_each_record_found_tells_the_grades_of_its_own_row(asked: Mapping) -> None:
    (answer,) = ask(JONAS, [asked])
    assert answer.state is State.ANSWERED
    assert answer.grades == {
        "rows:1:person": Grades("H2", "4x4:B2", "fact", "2027-01-01", "2099-12-31"),
        "rows:2:person": Grades("H1", "4x4:A1", "fact"),
        "rows:3:person": Grades("H3", "4x4:C3", "assessment", "", "2099-01-01"),
        "rows:4:person": Grades("H3", "", "assessment", "", "2099"),  # nobody knows: the strictest
    }
    for match in answer.matches.found:
        assert set(match.record.fields) == {"name"}
        assert match.record.handling == answer.grades[match.record.id].handling


def test_a_piece_of_a_dossier_carries_the_grades_of_its_row(asked: Mapping) -> None:
    got = pickup.records(asked, ["rows:3:person"])
    (place,) = got.entities[0].provenance
    assert (place.handling, place.evaluation, place.kind) == ("H3", "4x4:C3", "assessment")


def test_what_has_expired_is_neither_indexed_nor_answered_nor_picked_up(graded: Callable[..., Mapping]) -> None:
    yesterday = (grades.today() - dt.timedelta(days=1)).isoformat()
    for access in ("live", "indexed"):
        mapping = graded(access, yesterday)
        if access == "indexed":
            assert index.refresh(mapping).records == 3
        assert "rows:3:person" not in ask(JONAS, [mapping])[0].grades
        got = pickup.records(mapping, ["rows:3:person", "rows:1:person"])
        assert (got.gone, len(got.entities)) == (("rows:3:person",), 1)


def test_what_expires_after_the_index_was_made_drops_out_of_its_answers(
    graded: Callable[..., Mapping], monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = graded("indexed", grades.today().isoformat())
    index.refresh(mapping)
    assert "rows:3:person" in ask(JONAS, [mapping])[0].grades  # its last day
    tomorrow = grades.today() + dt.timedelta(days=1)
    monkeypatch.setattr(grades, "today", lambda: tomorrow)
    for answer in (ask(JONAS, [mapping], limit=3)[0], next(ask_many([JONAS], [mapping], limit=3))[0]):
        assert "rows:3:person" not in answer.grades
    assert len(ask(JONAS, [mapping], limit=3)[0].matches.found) == 3  # its place is taken by the next


@pytest.mark.parametrize(
    ("expires", "expired"), [("", False), ("2025", True), ("2026", False), ("2026-05", False), ("2026-05-16", True)]
)
def test_a_year_or_month_lasts_to_its_end(expires: str, expired: bool) -> None:
    assert Grades("H1", expires=expires).expired(dt.date(2026, 5, 17)) is expired


def test_a_grade_that_nobody_knows_is_named(graded: Callable[..., Mapping]) -> None:
    (table,) = check(graded("live")).tables
    assert [(p.row, p.field, p.reason) for p in table.problems] == [
        (4, "evaluation", "row.code_unknown"),
        (4, "handling", "row.code_unknown"),
        (4, "kind", "row.code_unknown"),
        (5, "expires", "row.date"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("N2: H2", "N2: H7", "mapping.grade", "tables[1].handling"),
        ("tikra: fact", "tikra: true", "mapping.grade", "tables[1].kind"),
        ('B2: "4x4:B2"', 'B2: "4x4:Q2"', "mapping.evaluation", "tables[1].evaluation"),
        (
            "    review_on: PERZIURA",
            "    review_on: PERZIURA\n    changed: IKI",
            "mapping.changed_file",
            "tables[1].changed",
        ),
    ],
)
def test_a_grade_that_does_not_exist_is_refused_with_its_line(
    graded: Callable[..., Mapping], old: str, new: str, code: str, field: str
) -> None:
    path = graded("live").path
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(MappingError) as caught:
        load(path)
    assert (caught.value.code, caught.value.values["field"]) == (code, field)
    assert caught.value.text.en != caught.value.text.lt


def test_an_indexed_hit_is_confirmed_in_the_database_itself(graded: Callable[..., Mapping]) -> None:
    mapping = graded("indexed")
    index.refresh(mapping)
    ids = [f"rows:{number}:person" for number in (1, 2, 3)]
    file = mapping.path.parent / "graded.csv"
    text = file.read_text().replace("2;Jonas Kravčionok", "2;Visai Kitoks").replace("3;Jonas", "33;Jonas")
    file.write_text(text)
    answer = confirm(JONAS, mapping, ids)
    assert (answer.state, [m.record.id for m in answer.matches.found]) == (State.ANSWERED, ["rows:1:person"])
    file.unlink()
    gone = confirm(JONAS, "graded", ids)
    assert (gone.state, gone.matches.found) == (State.DOWN, ())
