"""An account that may do more than read is named by the check, whatever Gija itself would do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from django.utils import translation
from typer.testing import CliRunner

from gija.demo import servers
from gija.police.databases import check as checking
from gija.police.databases.commands import app
from gija.police.databases.mapping import Mapping
from gija.police.databases.readers.privileges import beyond_reading

Mapped = Callable[..., Mapping]
Makes = Callable[..., str]


@pytest.mark.parametrize("kind", ["sqlite", "csv"])
def test_a_file_that_may_be_written_is_named(request: pytest.FixtureRequest, mapped: Mapped, kind: str) -> None:
    mapping = mapped(request.getfixturevalue(f"residents_{kind}")())
    (file,) = [f for f in mapping.path.parent.iterdir() if f.suffix != ".yaml"]
    assert beyond_reading(mapping, 5) == (f"write {file.name}",)
    file.chmod(0o444)
    assert beyond_reading(mapping, 5) == ()


@pytest.mark.django_db(databases=["default", "police"])
def test_the_check_tells_and_still_passes(mapped: Mapped, residents_sqlite: Makes) -> None:
    mapping = mapped(residents_sqlite())
    with translation.override("en"):
        done = CliRunner(env={"COLUMNS": "200", "TERM": "dumb"}).invoke(app, ["check", "residents"])
    assert (done.exit_code, "may do more than read: write residents.sqlite3" in done.output) == (0, True)
    last = checking.last(mapping)
    assert last is not None
    assert last.writes is True


def test_of_a_service_nobody_can_tell(mapped: Mapped) -> None:
    assert beyond_reading(mapped("service: {url: 'https://register.example/api'}"), 5) is None


@pytest.fixture(scope="module", params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[servers.Server]:
    with getattr(servers, request.param)(databases=["residents"]) as running:
        yield running


def run(server: servers.Server, *statements: str) -> None:
    engine = sa.create_engine(server.url("residents"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


GRANTS = {
    "postgresql": {
        "reads": ["GRANT SELECT ON gyv TO asker"],
        "by a role": ["CREATE ROLE writers", "GRANT INSERT ON gyv TO writers", "GRANT writers TO asker"],
        "one column": ["GRANT UPDATE (b) ON gyv TO asker"],
        "creates": ["GRANT CREATE ON SCHEMA public TO asker"],
        "everything": ["ALTER ROLE asker SUPERUSER"],
    },
    "mariadb": {
        "reads": ["GRANT SELECT ON residents.* TO asker@'127.0.0.1'"],
        "by a role": [
            "CREATE ROLE writers",
            "GRANT SELECT ON residents.* TO asker@'127.0.0.1'",
            "GRANT INSERT ON residents.* TO writers",
            "GRANT writers TO asker@'127.0.0.1'",
        ],
        "one column": ["GRANT SELECT (a), UPDATE (b) ON residents.gyv TO asker@'127.0.0.1'"],
        "creates": ["GRANT CREATE ON residents.* TO asker@'127.0.0.1'"],
        "everything": ["GRANT ALL ON *.* TO asker@'127.0.0.1' WITH GRANT OPTION"],
    },
}
CLEAN = {
    "postgresql": ["DROP TABLE IF EXISTS gyv", "DROP ROLE IF EXISTS writers", "CREATE TABLE gyv (a int, b int)"],
    "mariadb": ["DROP TABLE IF EXISTS gyv", "DROP ROLE IF EXISTS writers", "CREATE TABLE gyv (a int, b int)"],
}


@pytest.mark.servers
@pytest.mark.slow
@pytest.mark.parametrize("granted", GRANTS["postgresql"])
def test_an_account_of_a_server_is_asked_for_what_it_may_do(
    mapped: Mapped, server: servers.Server, monkeypatch: pytest.MonkeyPatch, granted: str
) -> None:
    kind = "postgresql" if "postgresql" in server.driver else "mariadb"
    again = {
        "postgresql": ["DROP OWNED BY asker", "DROP ROLE asker"],
        "mariadb": ["DROP USER IF EXISTS asker@'127.0.0.1'"],
    }[kind]
    for statement in again:
        _quietly(server, statement)
    made = {
        "postgresql": "CREATE ROLE asker LOGIN PASSWORD 'x1'",
        "mariadb": "CREATE USER asker@'127.0.0.1' IDENTIFIED BY 'x1'",
    }[kind]
    run(server, *CLEAN[kind], made, *GRANTS[kind][granted])
    monkeypatch.setenv("GIJA_TEST_SECRET", "x1")
    scheme = server.driver.partition("+")[0]
    mapping = mapped(f'url: "{scheme}://asker:${{GIJA_TEST_SECRET}}@127.0.0.1:{server.port}/residents"')
    found = beyond_reading(mapping, 5)
    assert found is not None
    assert bool(found) is (granted != "reads"), found
    expected = {"by a role": "INSERT", "one column": "UPDATE", "creates": "CREATE", "reads": ""}
    assert expected.get(granted, "") in " ".join(found)


def _quietly(server: servers.Server, statement: str) -> Any:
    try:
        run(server, statement)
    except sa.exc.DBAPIError:
        return None
    return True
