"""A mapping says exactly what a database holds; a slip in it is refused with its line, field and reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gija.police.databases import registry
from gija.police.databases.mapping import Mapping, MappingError, load
from gija.police.databases.mapping_rules import has_password
from gija.vocabulary.errors import GijaError

GOOD = """\
code: residents
name: {en: Register of residents, lt: Gyventojų registras}
owner: {institution: registru_centras, contact: "+370 5 000 0000"}
handling: H1
evaluation: "4x4:A1"
kind: fact
category: {column: STATUSAS, values: {auka: victim}, default: other}
access: indexed
refresh: 12h
connection:
  url: "postgresql://asker:${SECRET}@127.0.0.1/residents"
tables:
  - name: GYVENTOJAI
    key: [SERIJA, ID]
    entities:
      person:
        type: person
        fields:
          name: [VARDAS, PAVARDE]
          birth_date: {column: GIM_DATA, format: ["%Y.%m.%d", "%Y"]}
          citizenship: {column: PILIETYBE, split: "/"}
      home:
        type: address
        fields: {text: {columns: [GATVE, NAMAS, MIESTAS], join: ", "}, country: {constant: LTU}}
    relations:
      - {type: lives_at, from: person, to: home}
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def make(old: str = "", new: str = "", text: str = GOOD) -> Path:
        assert old in text
        path = tmp_path / "residents.yaml"
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        return path

    return make


def test_a_mapping_says_what_a_database_is_and_which_columns_are_read(written: Callable[..., Path]) -> None:
    mapping = load(written())
    assert (mapping.code, mapping.name.lt, mapping.owner.institution) == (
        "residents",
        "Gyventojų registras",
        "registru_centras",
    )
    assert (mapping.refresh, mapping.timeout) == (timedelta(hours=12), timedelta(seconds=5))
    assert mapping.columns(mapping.tables[0]) == (
        *("SERIJA", "ID", "VARDAS", "PAVARDE", "GIM_DATA", "PILIETYBE", "GATVE", "NAMAS", "MIESTAS", "STATUSAS"),
    )


SLIPS = [
    ("kind: fact", "knd: fact", "mapping.unknown_key", 6, "knd"),
    ("    key: [SERIJA, ID]\n", "", "mapping.missing_key", 13, "tables[1].key"),
    ("kind: fact", "kind: rumour", "mapping.value", 6, "kind"),
    ("refresh: 12h", "refresh: daily", "mapping.value", 9, "refresh"),
    ("name: {en: Register of residents, lt", "name: {en: Register, lv", "mapping.value", 2, "name"),
    ("{constant: LTU}", "{constant: LTU, column: X}", "mapping.value", 24, "tables[1].entities.home.fields.country"),
    ("type: address", "type: adress", "mapping.entity_type", 23, "tables[1].entities.home.type"),
    ("birth_date:", "birthdate:", "mapping.entity_field", 20, "tables[1].entities.person.fields.birthdate"),
    ("type: lives_at", "type: lives_in", "mapping.relation_type", 26, "tables[1].relations[1].type"),
    ("to: home", "to: house", "mapping.alias", 26, "tables[1].relations[1].to"),
    ("from: person, to: home", "from: home, to: person", "mapping.relation_fit", 26, "tables[1].relations[1]"),
    ("      home:", "      person:", "mapping.duplicate_key", 22, "person"),
    ("auka: victim", "auka: thief", "mapping.category", 7, "category"),
    ('"4x4:A1"', '"4x4:Z9"', "mapping.evaluation", 5, "evaluation"),
    ("${SECRET}", "hunter2", "mapping.password", 11, "connection.url"),
    ("postgresql:", "telnet:", "mapping.scheme", 11, "connection.url"),
    ("kind: fact", "kind: fact\n<<: {a: b}", "mapping.anchor", 7, None),
    ("kind: fact", "kind: &f fact\nevaluation: *f", "mapping.anchor", None, None),
    ("kind: fact", "kind: [fact", "mapping.broken", 7, None),
    ("  - name", "\t- name", "mapping.broken", 13, None),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "field"), SLIPS)
def test_a_slip_is_refused_with_its_line_and_field_in_both_languages(
    written: Callable[..., Path], old: str, new: str, code: str, line: int | None, field: str | None
) -> None:
    text = GOOD.replace('evaluation: "4x4:A1"\n', "") if "*f" in new else GOOD
    with pytest.raises(GijaError) as caught:
        load(written(old, new, text))
    error = caught.value
    assert error.code == code
    assert line is None or error.values["line"] == line
    assert field is None or error.values["field"] == field
    assert error.text.en != error.text.lt
    assert "hunter2" not in error.text.en + error.text.lt


def test_all_slips_are_told_at_once(written: Callable[..., Path]) -> None:
    with pytest.raises(MappingError) as caught:
        load(written("kind: fact\n", "kind: rumour\nunknown: 1\n"))
    assert [problem.code for problem in caught.value.problems] == ["mapping.value", "mapping.unknown_key"]


@pytest.mark.parametrize("content", [b"", b"# nothing but a comment\n"])
def test_an_empty_mapping_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(GijaError) as caught:
        load(tmp_path / "a.yaml")
    assert caught.value.code == "mapping.empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("name: Šešupė\n".encode("windows-1257"), "mapping.not_utf8"),
        (b"[" * 5000, "mapping.broken"),
        (b"a: b\n" * 300_000, "mapping.too_large"),
        (b"- a\n- b\n", "mapping.value"),
        (b"!!python/object/apply:os.system ['true']", "mapping.value"),
    ],
)
def test_what_is_no_mapping_at_all_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(GijaError) as caught:
        load(tmp_path / "a.yaml")
    assert caught.value.code == code


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:secret@h/d",
        "postgresql://u:se@cret@h/d",
        "postgresql://h/d?user=u&password=secret",
        "mssql+pyodbc:///?odbc_connect=DRIVER=x;PWD=secret",
        "mysql://:secret@h/d",
    ],
)
def test_a_password_in_a_url_is_seen_wherever_it_hides(url: str) -> None:
    assert has_password(url)


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:${SECRET}@h/d", "postgresql://u@h/d", "sqlite:///a:b@c/d.db", "postgresql://h/d?password=${X}"],
)
def test_a_url_without_a_password_is_accepted(url: str) -> None:
    assert not has_password(url)


def test_of_two_mappings_with_one_code_the_second_is_refused_and_named(written: Callable[..., Path]) -> None:
    for name in ("a.yaml", "b.yaml"):
        (registry.folder() / name).write_text(GOOD)
    first, second = sorted(registry.all_mappings(), key=lambda one: one.path)
    assert (first.code, first.broken) == ("residents", None)
    assert second.broken is not None
    assert (second.code, second.broken.code, second.broken.values["other"]) == ("b", "mapping.code_twice", "a.yaml")


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        (GOOD.replace("handling: H1", "handling: H9"), "residents", "Register of residents"),
        (GOOD.replace("code: residents", "code: Not A Code"), "my_list", "Register of residents"),
        ("[[[", "my_list", "My list.yaml"),
        ("", "my_list", "My list.yaml"),
        ("- 1", "my_list", "My list.yaml"),
        ("name: {en: [a], lt: }\nowner: 7\n", "my_list", "My list.yaml"),
    ],
)
def test_a_broken_mapping_still_says_who_it_is(text: str, code: str, name: str) -> None:
    (registry.folder() / "My list.yaml").write_text(text)
    (found,) = registry.all_mappings()
    assert found.broken is not None
    assert (found.code, found.name.en, found.handling, found.tables) == (code, name, "H3", ())
    assert registry.get(code) is found


def test_a_mapping_is_reread_when_its_file_changes() -> None:
    path = registry.folder() / "a.yaml"
    path.write_text(GOOD)
    assert registry.get("residents").handling == "H1"
    path.write_text(GOOD.replace("H1", "H3 "))
    assert registry.get("residents").handling == "H3"


def test_an_unknown_database_is_told_with_those_that_are_known() -> None:
    (registry.folder() / "a.yaml").write_text(GOOD)
    with pytest.raises(GijaError) as caught:
        registry.get("vehicles")
    assert (caught.value.code, caught.value.values["known"]) == ("database.unknown", "residents")


def test_the_cache_key_of_a_mapping_is_its_file_and_edition(mapped: Callable[..., Mapping]) -> None:
    first = mapped("file: a.csv")
    second = mapped("file: a.csv", timeout="60s")
    assert first.code == second.code
    assert first.identity != second.identity
