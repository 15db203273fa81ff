"""Identifiers known in part, names that thousands bear, and what the index keeps beside."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gija.methods.search import Index, Query, Record

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def plate(number: int, written: str, **more: str) -> Record:
    return Record(f"v{number}", "cars", "vehicle", {"plate": (written,)} | {k: (v,) for k, v in more.items()})


CARS = [
    plate(1, "ABC 123", colour="balta"),
    plate(2, "ABC 173", colour="juoda"),
    plate(3, "ABC 124"),
    plate(4, "XBC 123"),
    plate(5, "BC 1234"),
]
PHONES = [
    Record("t1", "calls", "phone", {"number": ("8 612 34567",)}),
    Record("t2", "calls", "phone", {"number": ("+48 600 114 567",)}),
    Record("t3", "calls", "phone", {"number": ("8 612 34568",)}),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.build([*CARS, *PHONES], tmp_path_factory.mktemp("partly"), as_of=NOW)


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("vehicle", {"plate": "ABC 1?3"}, {"v1", "v2"}),
        ("vehicle", {"plate": "abc1?3"}, {"v1", "v2"}),
        ("vehicle", {"plate": "ABC*"}, {"v1", "v2", "v3"}),
        ("vehicle", {"plate": "*C 123"}, {"v1", "v4"}),
        ("vehicle", {"plate": "?BC 123"}, {"v1", "v4"}),
        ("vehicle", {"plate": "ABC 9?9"}, set()),
        ("phone", {"number": "*4567"}, {"t1", "t2"}),
        ("phone", {"number": "8612 3456?"}, {"t1", "t3"}),
        ("phone", {"number": "*9999"}, set()),
    ],
)
def test_an_identifier_known_in_part_finds_all_that_fit(
    index: Index, type_: str, values: dict[str, str], expected: set[str]
) -> None:
    found = index.search(Query(type_, values))
    assert {m.record.id for m in found.found} == expected
    assert all(m.comparison.parts for m in found.found)


def test_what_else_is_known_puts_the_right_one_first(index: Index) -> None:
    found = index.search(Query("vehicle", {"plate": "ABC 1?3", "colour": "juoda"})).found
    assert found[0].record.id == "v2"


def namesakes(count: int) -> list[Record]:
    def born(number: int) -> str:
        return f"{1930 + number % 80}-{1 + number % 12:02}-{1 + number % 28:02}"

    return [
        Record(
            f"p{n:05}",
            "x",
            "person",
            {"given_name": ("Jonas",), "family_name": ("Jankauskas",), "birth_date": (born(n),)},
        )
        for n in range(count)
    ]


def test_the_one_who_is_meant_is_found_among_thousands_of_namesakes(tmp_path: Path) -> None:
    meant = Record(
        "meant",
        "x",
        "person",
        {"given_name": ("Jonas",), "family_name": ("Jankauskas",), "birth_date": ("1984-07-31",), "sex": ("M",)},
    )
    everyone = namesakes(5_000)
    index = Index.build([*everyone[:3_000], meant, *everyone[3_000:]], tmp_path, as_of=NOW)
    for values in (
        {"name": "Jonas Jankauskas", "birth_date": "1984-07-31"},
        {"name": "Йонас Янкаускас", "birth_date": "1984-07-31", "sex": "M"},
        {"name": "Jonas Jankuaskas", "birth_date": "1984-07-31"},
    ):
        assert index.search(Query("person", values)).found[0].record.id == "meant"


def test_an_answer_says_that_it_was_cut(tmp_path: Path) -> None:
    index = Index.build(namesakes(500), tmp_path, as_of=NOW)
    found = index.search(Query("person", {"name": "Jonas Jankauskas"}))
    assert (len(found.found), found.cut) == (20, True)
    assert not index.search(Query("person", {"name": "Petras Girdenis"})).cut


def test_a_rare_given_name_is_enough_to_look_by(tmp_path: Path) -> None:
    rare = Record("rare", "x", "person", {"name": ("Žydrūnė J. Jankauskienė",)})
    index = Index.build([*namesakes(300), rare], tmp_path, as_of=NOW)
    assert [m.record.id for m in index.search(Query("person", {"name": "Zydrune Jankauskiene"})).found] == ["rare"]


def test_initials_are_found_both_ways(tmp_path: Path) -> None:
    few = [
        Record("short", "x", "person", {"name": ("J. Girdauskas",)}),
        Record("long", "x", "person", {"name": ("Jonas Girdauskas",)}),
        Record("other", "x", "person", {"name": ("Petras Girdauskas",)}),
    ]
    index = Index.build(few, tmp_path, as_of=NOW)
    for name in ("Jonas Girdauskas", "J. Girdauskas"):
        found = index.search(Query("person", {"name": name}), at_least=0.5).found
        assert {m.record.id for m in found[:2]} == {"short", "long"}


def test_grades_and_unknown_fields_come_back_as_they_went_in(tmp_path: Path) -> None:
    graded = Record(
        "p1", "x", "person", {"name": ("Rasa Petkutė",), "~expires": ("2030-01-01",)}, "victim", "H2", "B2", "fact"
    )
    index = Index.build([graded, Record("p2", "x", "person", {"name": ("Ona Petkutė",)})], tmp_path, as_of=NOW)
    assert index.search(Query("person", {"name": "Rasa Petkutė"})).found[0].record == graded
    assert index.search(Query("person", {"name": "2030-01-01"}), at_least=0).found == ()
