"""PostgreSQL and MariaDB as they are: private servers, started for these tests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import pytest
import sqlalchemy as sa

from gija.demo import servers
from gija.methods.search.values import Query
from gija.police.databases import index, pickup
from gija.police.databases.ask import ask
from gija.police.databases.check import check
from gija.police.databases.mapping import Mapping
from gija.police.databases.readers.sql import SqlReader
from gija.police.databases.values import State

pytestmark = [pytest.mark.servers, pytest.mark.slow]
Mapped = Callable[..., Mapping]
HEADER = ("ID", "VARDAS", "PAVARDE", "GIM_DATA", "LYTIS", "AK", "ADRESAS", "TEL", "NUO", "STATUSAS", "PASTABA")
JONAS = Query("person", {"name": "Jonas Kravčionok"})


@pytest.fixture(scope="module", params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[servers.Server]:
    with getattr(servers, request.param)(databases=["residents"]) as running:
        yield running


@pytest.fixture
def residents(server: servers.Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The residents in a table with types of its own; gives the connection, its password in the environment."""
    engine = sa.create_engine(server.url("residents"))
    types: dict[str, Any] = {"ID": sa.Integer, "AK": sa.BigInteger, "NUO": sa.Date}
    columns: list[sa.Column[Any]] = [
        sa.Column(name, types.get(name, sa.String(6000)), primary_key=name == "ID") for name in HEADER
    ]
    for name in ("LYTIS", "STATUSAS", "GIM_DATA"):
        columns[HEADER.index(name)] = sa.Column(name, sa.String(20))
    if engine.dialect.name == "mysql":  # a row of MariaDB holds no more than 64 KiB of short text
        long = {c.name for c in columns if isinstance(c.type, sa.String)}
        columns = [sa.Column(c.name, sa.Text if c.name in long else c.type, primary_key=c.primary_key) for c in columns]
    metadata = sa.MetaData()
    table = sa.Table("GYVENTOJAI", metadata, *columns)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP VIEW IF EXISTS endless")
        metadata.drop_all(connection)
        metadata.create_all(connection)
        connection.execute(sa.insert(table), [dict(zip(HEADER, row, strict=True)) for row in ROWS])
    engine.dispose()
    monkeypatch.setenv("GIJA_TEST_SECRET", server.password)
    return connection_to(server, server.port)


def connection_to(server: servers.Server, port: int) -> str:
    scheme = server.driver.partition("+")[0]
    return f'url: "{scheme}://gija:${{GIJA_TEST_SECRET}}@127.0.0.1:{port}/residents"'


LONG = "x" * 5000
HOME = "Gedimino pr. 9-2, Vilnius"
ROWS: list[tuple[Any, ...]] = [
    (1, "Žydrūnė", "Šimkutė-Ąžuolienė", "1990.05.17", "M", 49005170003, HOME, "8 612 34567", "2019-03-01", "", LONG),
    (2, "Jonas", "Kravčionok", "1985.11.02", "V", 38511020013, HOME, "+370 612 34567", None, "itariamasis", ""),
    (3, "Галина", "Янкаускене", "", "", None, "Tilto g. 4, Kaunas", "", "2020-07-15", "auka", "-5"),
]  # fmt: skip


def run(server: servers.Server, *statements: str) -> None:
    engine = sa.create_engine(server.url("residents"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize(
    ("query", "record"),
    [
        (JONAS, "GYVENTOJAI:2:person"),
        (Query("person", {"name": "Zydrune Simkute"}), "GYVENTOJAI:1:person"),
        (Query("person", {"name": "Galina Jankauskienė"}), "GYVENTOJAI:3:person"),
        (Query("person", {"personal_code": "4 9005170003"}), "GYVENTOJAI:1:person"),
        (Query("phone", {"number": "+370 612 34567"}), "GYVENTOJAI:1:mobile"),
        (Query("address", {"text": "Kaunas, Tilto gatvė 4"}), "GYVENTOJAI:3:home"),
    ],
)
def test_a_server_is_asked_live(mapped: Mapped, residents: str, query: Query, record: str) -> None:
    (answer,) = ask(query, [mapped(residents)])
    assert (answer.state, answer.error) == (State.ANSWERED, None)
    assert record in [match.record.id for match in answer.matches.found]


def test_a_server_is_indexed_checked_and_picked_up(mapped: Mapped, residents: str) -> None:
    mapping = mapped(residents, access="indexed")
    assert (index.refresh(mapping).rows, check(mapping).passed) == (3, True)
    assert ask(JONAS, [mapping])[0].matches.found[0].record.id == "GYVENTOJAI:2:person"
    got = pickup.records(mapping, ["GYVENTOJAI:1:person", "GYVENTOJAI:77:person", "GYVENTOJAI:x:person"])
    assert (got.state, got.gone) == (State.ANSWERED, ("GYVENTOJAI:77:person", "GYVENTOJAI:x:person"))
    assert {r.start for r in got.relations if r.type == "lives_at"} == {"2019-03-01"}
    (mentioned,) = pickup.mentions({("phone", "number", "+37061234567")}, [mapping])
    assert {p.record for e in mentioned.entities for p in e.provenance} == {"GYVENTOJAI:1", "GYVENTOJAI:2"}


def test_a_long_cell_is_shortened_by_the_server(mapped: Mapped, residents: str) -> None:
    got = pickup.records(mapped(residents), ["GYVENTOJAI:1:person"])
    notes = [r.attributes["note"][0] for r in got.relations if r.attributes]
    assert [len(note) for note in notes] == [4000]


def test_a_reader_cannot_write(mapped: Mapped, residents: str) -> None:
    with closing(SqlReader(mapped(residents), 5)) as opened, opened.engine.connect() as connection:
        table = opened.engine.dialect.identifier_preparer.quote("GYVENTOJAI")
        with pytest.raises(sa.exc.DBAPIError, match=r"(?i)read[- ]only"):
            connection.exec_driver_sql(f"DELETE FROM {table}")


def test_a_wrong_password_is_refused_access(mapped: Mapped, residents: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_TEST_SECRET", "wrong")
    (answer,) = ask(JONAS, [mapped(residents)])
    assert answer.state is State.REFUSED
    assert "wrong" not in str(answer.error)


def test_a_missing_table_or_column_is_another_schema(mapped: Mapped, residents: str, server: servers.Server) -> None:
    (gone,) = ask(JONAS, [mapped(residents, table="NERA")])
    assert gone.error is not None
    assert (gone.state, gone.error.values["table"]) == (State.WRONG_SCHEMA, "NERA")
    mark = '"' if "postgresql" in server.driver else "`"
    run(server, f"ALTER TABLE {mark}GYVENTOJAI{mark} DROP COLUMN {mark}AK{mark}")
    (changed,) = ask(JONAS, [mapped(residents)])
    assert changed.error is not None
    assert (changed.state, changed.error.values["columns"]) == (State.WRONG_SCHEMA, "AK")


def endless(server: servers.Server) -> str:
    """A view of about ten gigabytes."""
    names = [name for name in HEADER if name not in ("ID", "VARDAS", "PAVARDE", "PASTABA")]
    postgresql = "postgresql" in server.driver
    number, numbers = ("i", "generate_series(1, 2500000) AS g(i)") if postgresql else ("seq", "seq_1_to_2500000")
    columns = [f'{number} AS "ID"', """'Jonas' AS "VARDAS", 'Kravčionok' AS "PAVARDE" """]
    columns += [*(f"'' AS \"{name}\"" for name in names), "repeat('x', 4000) AS \"PASTABA\""]
    view = f"CREATE VIEW endless AS SELECT {', '.join(columns)} FROM {numbers}"
    return view if postgresql else view.replace('"', "`")


def test_ten_gigabytes_are_cut_within_time_and_memory(mapped: Mapped, residents: str, server: servers.Server) -> None:
    import resource

    run(server, endless(server))
    mapping = mapped(residents, table="endless", timeout="30s", more="limits: {megabytes: 20, rows: 1000000}\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    (answer,) = ask(JONAS, [mapping])
    assert answer.error is not None
    assert (answer.matches.cut, answer.state.silent, answer.error.code) == (True, True, "database.cut")
    assert time.monotonic() - started < 25
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kilobytes


def test_a_slow_statement_is_ended_on_the_server_too(mapped: Mapped, residents: str, server: servers.Server) -> None:
    slow = "pg_sleep(60)::text" if "postgresql" in server.driver else "sleep(60)"
    mark = '"' if "postgresql" in server.driver else "`"
    columns = ", ".join(f"{mark}{name}{mark}" for name in HEADER if name != "PASTABA")
    run(server, f"CREATE VIEW endless AS SELECT {columns}, {slow} AS {mark}PASTABA{mark} FROM {mark}GYVENTOJAI{mark}")
    started = time.monotonic()
    (answer,) = ask(JONAS, [mapped(residents, table="endless", timeout="1s")])
    assert (answer.state, time.monotonic() - started < 3) == (State.LATE, True)
    time.sleep(3)
    assert not running_statements(server)


def running_statements(server: servers.Server) -> list[Any]:
    if "postgresql" in server.driver:
        query = (
            "SELECT query FROM pg_stat_activity"
            " WHERE state = 'active' AND query LIKE '%%endless%%' AND pid <> pg_backend_pid()"
        )
    else:
        query = (
            "SELECT info FROM information_schema.processlist WHERE info LIKE '%%endless%%' AND id <> connection_id()"
        )
    engine = sa.create_engine(server.url("residents"))
    with engine.connect() as connection:
        found = list(connection.exec_driver_sql(query))
    engine.dispose()
    return found


@contextmanager
def proxy(port: int, after: int, *, cut: bool) -> Iterator[int]:
    """Passes bytes on to `port`; after so many it cuts the line, or falls silent."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)

        def pump(source: socket.socket, target: socket.socket, budget: int | None) -> None:
            with suppress(OSError):
                while data := source.recv(65536):
                    if budget is not None:
                        budget -= len(data)
                        if budget < 0:
                            while not cut:
                                time.sleep(0.1)
                            break
                    target.sendall(data)
            for end in (source, target):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    upstream = socket.create_connection(("127.0.0.1", port))
                    for pair in ((client, upstream, None), (upstream, client, after)):
                        threading.Thread(target=pump, args=pair, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize("cut", [True, False])
def test_a_database_that_dies_in_mid_answer_is_told_and_its_half_answer_marked(
    mapped: Mapped, residents: str, server: servers.Server, cut: bool
) -> None:
    run(server, endless(server))
    with proxy(server.port, 3_000_000, cut=cut) as port:
        mapping = mapped(connection_to(server, port), table="endless", timeout="4s", more="limits: {rows: 1000000}\n")
        started = time.monotonic()
        (answer,) = ask(JONAS, [mapping])
        assert time.monotonic() - started < 6
        assert answer.state is (State.DOWN if cut else State.LATE)
        assert answer.matches.found
        assert answer.matches.cut
        got = pickup.records(mapping, [f"endless:{number}:person" for number in range(1, 1500)])
        assert (got.cut, got.state.silent, got.gone) == (True, True, ())
    time.sleep(1)
    assert not [thread for thread in threading.enumerate() if thread.name == "gija-residents"]


def test_an_index_outlives_a_database_that_dies_while_it_is_read(
    mapped: Mapped, residents: str, server: servers.Server
) -> None:
    good = mapped(residents, access="indexed")
    index.refresh(good)
    run(server, endless(server))
    with proxy(server.port, 3_000_000, cut=True) as port:
        dying = mapped(connection_to(server, port), table="endless", access="indexed")
        with pytest.raises(Exception, match="broke off"):
            index.refresh(dying)
    assert index.opened(good).size == 8


def test_a_password_of_any_characters_works(
    mapped: Mapped, residents: str, server: servers.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "p@ss/w:rd#?ž"
    if "postgresql" in server.driver:
        made = f"CREATE ROLE asker LOGIN PASSWORD '{secret}'"
        run(server, made, 'GRANT SELECT ON "GYVENTOJAI" TO asker')
    else:
        made = f"CREATE OR REPLACE USER asker@'127.0.0.1' IDENTIFIED BY '{secret}'"
        run(server, made, "GRANT SELECT ON residents.* TO asker@'127.0.0.1'")
    monkeypatch.setenv("GIJA_TEST_SECRET", secret)
    (answer,) = ask(JONAS, [mapped(residents.replace("//gija:", "//asker:"))])
    assert (answer.state, answer.error) == (State.ANSWERED, None)
