"""The databases as files: the same bytes again, taken up after a kill, readable through their mappings, and true."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from gija.demo import build
from gija.demo.questions import KINDS
from gija.methods.names.identifiers import canonical
from gija.police.databases import pickup, registry
from gija.police.databases.check import check
from gija.police.databases.values import State
from gija.vocabulary.errors import GijaError

PEOPLE, SEED = 500, 11


def digests(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir()) if f.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country") / "demo"
    build.build_files(folder, PEOPLE, SEED)
    return folder


@pytest.fixture(scope="module")
def truth(built: Path) -> dict[str, Any]:
    return dict(json.loads((built / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture
def mapped(built: Path, tmp_path: Path, settings: Any) -> Path:
    settings.DATABASE_MAPPINGS, settings.INDEX_FOLDER = tmp_path / "databases", tmp_path / "index"
    build.write_mappings(built, tmp_path / "databases")
    return tmp_path


def test_building_twice_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build.build_files(tmp_path / "again", PEOPLE, SEED)
    assert digests(tmp_path / "again") == digests(built)


def test_what_stands_is_left_as_it_is(built: Path) -> None:
    said: list[str] = []
    before = {file: file.stat().st_mtime_ns for file in built.iterdir()}
    build.build_files(built, PEOPLE, SEED, lambda code, name: said.append(code))
    assert said == []
    assert {f: s for f, s in before.items() if f.name != ".lock"} == {
        f: f.stat().st_mtime_ns for f in built.iterdir() if f.name != ".lock"
    }


def test_a_killed_build_goes_on_and_ends_alike(built: Path, tmp_path: Path) -> None:
    class KilledError(Exception):
        pass

    def kill(code: str, name: str) -> None:
        if name == "cases":
            raise KilledError

    folder, said = tmp_path / "killed", []
    with pytest.raises(KilledError):
        build.build_files(folder, PEOPLE, SEED, kill)
    assert not (folder / "cases.sqlite3").exists()
    build.build_files(folder, PEOPLE, SEED, lambda code, name: said.append(name))
    assert "residents" not in said
    assert "cases" in said
    assert digests(folder) == digests(built)


def test_another_seed_builds_anew(tmp_path: Path) -> None:
    build.build_files(tmp_path / "c", 300, 1)
    first = digests(tmp_path / "c")
    build.build_files(tmp_path / "c", 300, 2)
    assert first["residents.sqlite3"] != digests(tmp_path / "c")["residents.sqlite3"]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("not ours")
    with pytest.raises(GijaError) as refused:
        build.build_files(tmp_path, 300, 1)
    assert refused.value.code == "demo.folder_foreign"


@pytest.mark.parametrize("people", [0, 199, 2_000_001])
def test_impossible_sizes_are_refused(people: int, tmp_path: Path) -> None:
    with pytest.raises(GijaError) as refused:
        build.build_files(tmp_path / "c", people, 1)
    assert refused.value.code == "demo.people"


@pytest.mark.parametrize("code", build.HOLDINGS)
def test_each_database_is_read_through_its_mapping_without_a_bad_row(mapped: Path, code: str) -> None:
    report = check(registry.get(code))
    assert report.passed, report


def test_every_mapping_says_both_languages_and_a_known_owner(mapped: Path) -> None:
    from gija.commons.directory.load import listed
    from gija.demo.country.chance import data

    owners = {*listed(), *data("institutions")["institutions"]}
    for mapping in registry.all_mappings():
        assert mapping.name.en != mapping.name.lt
        assert mapping.owner.institution in owners
        assert mapping.owner.contact.endswith("(demo)")


def test_the_truth_stands_in_the_databases(mapped: Path, truth: dict[str, Any]) -> None:
    """Each record that the truth gives for a member is there, and no code in it is another person's."""
    checked = 0
    for member in (m for network in truth["networks"] for m in network["members"]):
        for database in {d for d, _ in member["records"]}:
            ids = [record for d, record in member["records"] if d == database]
            found = pickup.records(database, ids)
            assert found.state is State.ANSWERED
            rows = {p.record for entity in found.entities for p in entity.provenance}
            assert {record.rpartition(":")[0] for record in ids} <= rows
            if member["personal_code"] and database in ("residents", "cases"):
                codes = {
                    code for e in found.entities if e.type == "person" for code in e.attributes.get("personal_code", ())
                }
                assert database == "residents" or codes <= {member["personal_code"]}
                checked += 1
    assert checked > 20


def test_a_persons_spellings_differ_between_databases(mapped: Path, truth: dict[str, Any]) -> None:
    recruiter = truth["networks"][0]["members"][0]
    names = set()
    for database in ("residents", "intelligence", "travel"):
        ids = [record for d, record in recruiter["records"] if d == database and ":holder" not in record]
        assert ids, database
        for entity in pickup.records(database, ids).entities:
            if entity.type == "person":
                names |= set(entity.attributes.get("family_name", ())) | set(entity.attributes.get("name", ()))
    assert len(names) >= 3


def test_every_kind_of_corrupted_question_has_its_answer(truth: dict[str, Any]) -> None:
    kinds = {query["kind"] for query in truth["queries"]}
    assert kinds == set(KINDS)
    for query in truth["queries"]:
        assert query["values"]["name"].strip()
        assert query["expected"], query["kind"]


def test_only_records_that_bear_the_name_asked_for_count(truth: dict[str, Any]) -> None:
    for query in truth["queries"]:
        assert all(":holder" not in record for _, record in query["expected"])
        if query["kind"] == "maiden":
            assert {database for database, _ in query["expected"]} <= {"residents", "employment"}


def test_who_is_the_same_person_is_told_for_everybody(built: Path, truth: dict[str, Any]) -> None:
    with (built / "truth_same.csv").open(encoding="utf-8", newline="") as opened:
        same = [(row["person"], row["database"], row["record"]) for row in csv.DictReader(opened)]
    told = set(same)
    for network in truth["networks"]:
        for member in network["members"]:
            if len(member["records"]) > 1:
                assert {(member["person"], d, r) for d, r in member["records"]} <= told


def test_networks_leave_their_phones_in_calls_and_adverts(mapped: Path, truth: dict[str, Any]) -> None:
    number = truth["networks"][0]["phones"][0]
    from gija.police.databases import index

    for code in ("adverts", "cases"):
        index.refresh(registry.get(code))
    some = [registry.get(code) for code in ("adverts", "phone_records", "cases")]
    identifier = ("phone", "number", str(canonical("phone", "number", number)))
    for found in pickup.mentions([identifier], some):
        assert found.entities, found.database


def test_a_mapping_that_is_not_the_demos_is_left_alone(built: Path, tmp_path: Path) -> None:
    (tmp_path / "residents.yaml").write_text("code: residents\n")
    with pytest.raises(GijaError) as refused:
        build.write_mappings(built, tmp_path)
    assert refused.value.code == "demo.mapping_foreign"
    assert (tmp_path / "residents.yaml").read_text() == "code: residents\n"


def test_mappings_move_with_the_folder(built: Path, tmp_path: Path) -> None:
    build.write_mappings(built, tmp_path / "databases")
    for path in (tmp_path / "databases").glob("*.yaml"):
        connection = yaml.safe_load(path.read_text(encoding="utf-8"))["connection"]
        place = connection.get("file") or connection["url"].removeprefix("sqlite:///")
        assert not Path(place).is_absolute()
        assert (path.parent / place).is_file()
