"""One question to many databases: each its own state; none can hold up, drown or silence the others."""

from __future__ import annotations

import csv
import datetime as dt
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from gija.methods.search.values import Query
from gija.police.databases import index, parallel, pickup, registry
from gija.police.databases.ask import ask
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import State

Mapped = Callable[..., Mapping]
Makes = Callable[..., str]
KINDS = ("csv", "sqlite", "xlsx", "parquet")


@pytest.fixture
def everywhere(request: pytest.FixtureRequest, mapped: Mapped) -> list[Mapping]:
    """The same residents live in every kind of file, and indexed from one of them."""
    made = [mapped(request.getfixturevalue(f"residents_{kind}")(), code=f"in_{kind}") for kind in KINDS]
    made.append(mapped(request.getfixturevalue("residents_csv")(), code="in_index", access="indexed"))
    index.refresh(made[-1])
    return made


@pytest.mark.parametrize(
    ("query", "record"),
    [
        (Query("person", {"name": "Zydrune Simkute"}), "GYVENTOJAI:1:person"),
        (Query("person", {"name": "Kravčionok Jonas"}), "GYVENTOJAI:2:person"),
        (Query("person", {"personal_code": "49005170003"}), "GYVENTOJAI:1:person"),
        (Query("person", {"name": "Ona Petrauskaitė", "birth_date": "2001-01-30"}), "GYVENTOJAI:3:person"),
        (Query("phone", {"number": "+370 612 34 567"}), "GYVENTOJAI:1:mobile"),
        (Query("address", {"text": "Kaunas, Tilto gatvė 4"}), "GYVENTOJAI:3:home"),
    ],
)
def test_live_and_indexed_databases_of_every_kind_find_the_same(
    everywhere: list[Mapping], query: Query, record: str
) -> None:
    for answer in ask(query, everywhere):
        assert (answer.database, answer.state, answer.error) == (answer.database, State.ANSWERED, None)
        assert record in [match.record.id for match in answer.matches.found], answer.database
        assert answer.as_of is not None
        assert answer.as_of.tzinfo is not None


def test_what_is_in_no_database_is_no_match_in_any(everywhere: list[Mapping]) -> None:
    for query in (Query("person", {"name": "Visai Kitoks"}), Query("vehicle", {"plate": "ABC 123"})):
        answers = ask(query, everywhere)
        assert [answer.state for answer in answers] == [State.ANSWERED] * 5
        assert not any(answer.matches.found for answer in answers)


def test_a_name_is_found_live_in_cyrillic(mapped: Mapped, residents_sqlite: Makes, residents_csv: Makes) -> None:
    rows = [("1", "Галина", "Янкаускене", "", "", "", "", "", "", "", "")]
    made = [mapped(residents_sqlite(rows), code="a"), mapped(residents_csv(rows), code="b")]
    for answer in ask(Query("person", {"name": "Galina Jankauskienė"}), made):
        assert [match.record.id for match in answer.matches.found] == ["GYVENTOJAI:1:person"]


def test_an_old_index_shows_its_matches_and_counts_as_silent(
    mapped: Mapped, residents_csv: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = mapped(residents_csv(), access="indexed", more="refresh: 1h\n")
    index.refresh(mapping)
    later = parallel.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(index, "now", lambda: later)
    (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [mapping])
    assert (answer.state, answer.state.silent, len(answer.matches.found)) == (State.STALE, True, 1)
    assert answer.error is not None
    assert answer.error.code == "database.index_old"


def test_an_index_made_with_another_mapping_counts_as_silent(mapped: Mapped, residents_csv: Makes) -> None:
    index.refresh(mapped(residents_csv(), access="indexed"))
    changed = mapped(residents_csv(), access="indexed", timeout="6s")
    (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [changed])
    assert answer.error is not None
    assert (answer.state, answer.error.code) == (State.STALE, "database.index_other")


def test_a_database_never_indexed_counts_as_silent(mapped: Mapped, residents_csv: Makes) -> None:
    (answer,) = ask(Query("person", {"name": "Jonas"}), [mapped(residents_csv(), access="indexed")])
    assert answer.error is not None
    assert (answer.state, answer.error.code, answer.as_of) == (State.STALE, "database.not_indexed", None)


def test_a_damaged_index_is_told(mapped: Mapped, residents_csv: Makes) -> None:
    mapping = mapped(residents_csv(), access="indexed")
    index.refresh(mapping)
    for file in index.place(mapping).rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [mapping])
    assert answer.error is not None
    assert (answer.state.silent, answer.error.code) == (True, "database.index_broken")


def test_a_new_index_is_used_at_once(mapped: Mapped, residents_csv: Makes) -> None:
    mapping = mapped(residents_csv(), access="indexed")
    index.refresh(mapping)
    assert not ask(Query("person", {"name": "Petras Naujokas"}), [mapping])[0].matches.found
    residents_csv([("9", "Petras", "Naujokas", "", "", "", "", "", "", "", "")])
    index.refresh(mapping)
    assert ask(Query("person", {"name": "Petras Naujokas"}), [mapping])[0].matches.found


@contextmanager
def deaf_server() -> Iterator[int]:
    """A server that accepts and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield server.getsockname()[1]


@pytest.mark.parametrize("scheme", ["postgresql", "mysql"])
def test_a_server_that_never_answers_is_late_and_holds_up_nobody(
    mapped: Mapped, residents_csv: Makes, scheme: str
) -> None:
    with deaf_server() as port:
        deaf = mapped(f'url: "{scheme}://asker@127.0.0.1:{port}/x"', code="deaf", timeout="1s")
        good = mapped(residents_csv(), code="good")
        ask(Query("person", {"name": "Jonas Kravčionok"}), [good])  # the name model is loaded once a process
        started = time.monotonic()
        first, second = ask(Query("person", {"name": "Jonas Kravčionok"}), [deaf, good])
        assert time.monotonic() - started < 3
    assert (first.state, second.state) == (State.LATE, State.ANSWERED)
    assert second.seconds < 1
    assert second.matches.found


def test_a_database_that_owes_answers_is_not_asked_again_until_it_gave_them(mapped: Mapped) -> None:
    mapping = mapped("file: gone.csv", timeout="1s")
    waiting = [parallel.Task(mapping, lambda: time.sleep(2)) for _ in range(parallel.OWED)]
    threads = [Thread(target=parallel.together, args=([task],)) for task in waiting]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    (answer,) = ask(Query("person", {"name": "Jonas"}), [mapping])
    assert answer.error is not None
    assert (answer.state, answer.error.code) == (State.LATE, "database.busy")
    for thread in threads:
        thread.join()
    time.sleep(1.2)
    assert ask(Query("person", {"name": "Jonas"}), [mapping])[0].state is State.DOWN


def test_a_process_ends_although_a_database_still_owes_its_answer(mapped: Mapped) -> None:
    with deaf_server() as port:
        mapping = mapped(f'url: "postgresql://asker@127.0.0.1:{port}/x"', timeout="1s")
        program = (
            "import sys, time\nfrom pathlib import Path\n"
            "from gija.methods.search.values import Query\n"
            "from gija.police.databases.ask import ask\nfrom gija.police.databases.mapping import load\n"
            "print(ask(Query('person', {'name': 'x y'}), [load(Path(sys.argv[1]))])[0].state)\n"
        )
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", program, str(mapping.path)], capture_output=True, text=True, timeout=60, check=True
        )
    assert done.stdout.strip() == "late"
    assert time.monotonic() - started < 15


ENDLESS = """CREATE VIEW GYVENTOJAI AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
SELECT i AS ID, 'Jonas' AS VARDAS, substr('Jonaitis', 1, 8 + i * 0) AS PAVARDE, '' AS GIM_DATA, '' AS LYTIS,
'' AS AK, '' AS ADRESAS, '' AS TEL, '' AS NUO, '' AS STATUSAS, {pad} AS PASTABA FROM n"""


@pytest.mark.parametrize("pad", ["''", "hex(zeroblob(5000))"])
def test_a_database_with_no_end_is_cut_and_its_answer_marked(mapped: Mapped, tmp_path: Path, pad: str) -> None:
    with sqlite3.connect(tmp_path / "mappings" / "endless.sqlite3") as database:
        database.execute(ENDLESS.format(pad=pad))
    limits = "limits: {rows: 2000, megabytes: 1}\n"
    mapping = mapped('url: "sqlite:///endless.sqlite3"', timeout="20s", more=limits)
    (answer,) = ask(Query("person", {"name": "Jonas Jonaitis"}), [mapping])
    assert answer.matches.cut
    assert answer.state.silent
    assert answer.error is not None
    assert answer.error.code == "database.cut"
    assert 0 < len(answer.matches.found) <= 20


def test_a_question_with_no_end_is_late(mapped: Mapped, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "mappings" / "endless.sqlite3") as database:
        database.execute(ENDLESS.format(pad="''"))
    mapping = mapped('url: "sqlite:///endless.sqlite3"', timeout="1s")
    started = time.monotonic()
    (answer,) = ask(Query("person", {"name": "Visai Kitoks"}), [mapping])
    assert answer.state is State.LATE
    assert time.monotonic() - started < 3


def test_an_error_inside_is_a_state_that_does_not_quote_data(
    mapped: Mapped, residents_csv: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("Jonas Jonaitis")

    monkeypatch.setattr("gija.police.databases.ask.searchable", broken)
    (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [mapped(residents_csv())])
    assert answer.error is not None
    assert (answer.state, answer.error.code) == (State.DOWN, "database.fault")
    assert "Jonaitis" not in str(answer.error)


def test_records_are_picked_up_live_and_those_gone_since_are_named(everywhere: list[Mapping]) -> None:
    for mapping in everywhere:
        got = pickup.records(mapping, ["GYVENTOJAI:1:person", "GYVENTOJAI:99:person"])
        assert (got.state, got.gone, got.cut) == (State.ANSWERED, ("GYVENTOJAI:99:person",), False), mapping.code
        assert got.found == {"GYVENTOJAI:1:person": f"{mapping.code}/GYVENTOJAI:1:person"}
        assert {entity.type for entity in got.entities} == {"person", "address", "phone"}
        assert {relation.type for relation in got.relations} == {"lives_at", "uses"}
        assert {p.record for e in got.entities for p in e.provenance} == {"GYVENTOJAI:1"}


def test_rows_that_mention_an_identifier_are_found_however_it_is_written(everywhere: list[Mapping]) -> None:
    for got in pickup.mentions({("phone", "number", "+37061234567")}, everywhere):
        assert got.state is State.ANSWERED
        assert {p.record for e in got.entities for p in e.provenance} == {"GYVENTOJAI:1", "GYVENTOJAI:2"}, got.database
    for got in pickup.mentions({("address", "text", "gedimino pr 9-2 vilnius")}, everywhere):
        assert {p.record for e in got.entities for p in e.provenance} == {"GYVENTOJAI:1", "GYVENTOJAI:2"}, got.database


def test_hundreds_of_identifiers_are_asked_at_once(everywhere: list[Mapping]) -> None:
    many = {("phone", "number", f"+3706{number:07}") for number in range(400)} | {("phone", "number", "+37061234567")}
    for got in pickup.mentions(many, everywhere):
        assert (got.state, len({e.id for e in got.entities if e.type == "phone"})) == (State.ANSWERED, 2)


def test_a_row_gone_since_the_index_was_made_is_not_brought_back(mapped: Mapped, residents_csv: Makes) -> None:
    mapping = mapped(residents_csv(), access="indexed")
    index.refresh(mapping)
    residents_csv([("9", "Petras", "Naujokas", "", "", "", "", "", "", "", "")])
    assert pickup.records(mapping, ["GYVENTOJAI:1:person"]).gone == ("GYVENTOJAI:1:person",)
    (got,) = pickup.mentions({("phone", "number", "+37061234567")}, [mapping])
    assert (got.state, got.entities) == (State.ANSWERED, ())


def test_a_half_answer_of_a_pickup_is_marked(mapped: Mapped, residents_sqlite: Makes) -> None:
    rows = [(str(n), "Jonas", "Jonaitis", "", "", "", "", "8 612 34567", "", "", "") for n in range(1, 51)]
    mapping = mapped(residents_sqlite(rows), more="limits: {rows: 10}\n")
    (got,) = pickup.mentions({("phone", "number", "+37061234567")}, [mapping])
    assert (got.cut, len({e.id for e in got.entities if e.type == "phone"})) == (True, 10)
    gone = pickup.records(mapped("file: gone.csv", code="gone"), ["GYVENTOJAI:1:person"])
    assert (gone.state, gone.cut, gone.gone) == (State.DOWN, True, ())


def test_all_databases_of_the_installation_are_asked_by_default(everywhere: list[Mapping]) -> None:
    answers = ask(Query("person", {"name": "Jonas Kravčionok"}))
    assert (
        [answer.database for answer in answers]
        == [m.code for m in registry.all_mappings()]
        == sorted(m.code for m in everywhere)
    )


CONGRESS = "names/us_congress_real_names.csv"


def test_a_real_list_of_names_is_mapped_and_searched(tmp_path: Path, shared: Path) -> None:
    source = shared / "data" / CONGRESS
    if not source.exists():
        pytest.skip("no shared data here")
    path = registry.folder() / "congress.yaml"
    path.write_text(
        "code: congress\nname: {en: Members of Congress, lt: Kongreso nariai}\n"
        'owner: {institution: igo, contact: "-"}\nhandling: H0\naccess: indexed\n'
        f"connection: {{file: {source}}}\n"
        "tables:\n  - name: members\n    key: [full_name, date_of_birth]\n    entities:\n      person:\n"
        "        type: person\n        fields: {name: full_name, birth_date: date_of_birth}\n"
    )
    (mapping,) = registry.all_mappings()
    report = index.refresh(mapping)
    with source.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert report.rows == len(rows)
    asked = [row for row in rows[::50] if row["date_of_birth"]]
    for row in asked:
        values = {"name": row["full_name"], "birth_date": row["date_of_birth"]}
        (answer,) = ask(Query("person", values), [mapping])
        assert answer.matches.found, "a member of the list was not found by their own name"
        assert answer.matches.found[0].record.fields["name"] == (row["full_name"],)


@pytest.fixture
def shared() -> Path:
    """Data of the project that are not part of it: GIJA_SHARED, or a folder `shared` beside the checkout."""
    import os

    default = Path(__file__).resolve().parents[6] / "shared"
    return Path(os.environ.get("GIJA_SHARED", default))


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("Grzegorz Olshovski", ("Gžegož", "Olševski")),
        ("Kravčionok Jonas", ("Jonas", "Krawczonok")),
        ("Haluška Elena", ("Jelena", "Galuška")),
        ("Šimkutė Žydrūnė", ("ZYDRUNE", "SIMKUTE")),
        ("Czesław Wolski", ("Česlavas", "Volskis")),
        ("Юлия Янкаускене", ("Julija", "Jankauskienė")),
    ],
)
def test_a_live_database_lets_through_other_spellings_of_a_name(
    mapped: Mapped, residents_sqlite: Makes, residents_csv: Makes, asked: str, held: tuple[str, str]
) -> None:
    from contextlib import closing

    from gija.police.databases import questions
    from gija.police.databases.readers import reader
    from gija.police.databases.readers.base import Stop

    rows = [("1", *held, *[""] * 8), ("2", "Ąžuolas", "Eglynas", *[""] * 8)]
    for mapping in (mapped(residents_sqlite(rows), code="a"), mapped(residents_csv(rows), code="b")):
        table = mapping.tables[0]
        where = questions.for_query(table, Query("person", {"name": asked}))
        with closing(reader(mapping, 5)) as opened:
            found = list(opened.rows(table.name, mapping.columns(table), where, Stop(5, 10, 100_000)))
        assert [row.cells["ID"] for row in found] == ["1"]
