"""The private servers start, hold Lithuanian names, and end with whoever started them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from gija.demo import servers
from gija.vocabulary.errors import GijaError

Start = Callable[..., AbstractContextManager[servers.Server]]
BOTH = pytest.mark.parametrize("start", [servers.postgresql, servers.mariadb], ids=["postgresql", "mariadb"])


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that the servers' own accounts can reach (pytest's are for its user only), gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gija-test-server-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.servers
@BOTH
def test_a_private_server_keeps_lithuanian_names_and_ends(start: Start, tmp_path: Path) -> None:
    with start(tmp_path / "server", ["police", "accounts"]) as server:
        engine = create_engine(server.url("police"))
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (name VARCHAR(40))"))
            connection.execute(text("INSERT INTO t VALUES ('Žąsiūnė'), ('Ковалевский')"))
            assert {row[0] for row in connection.execute(text("SELECT name FROM t"))} == {"Žąsiūnė", "Ковалевский"}
        engine.dispose()
        again = create_engine(server.url("accounts"))
        with again.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
        again.dispose()
    with pytest.raises(Exception, match=r"refused|connect"):
        create_engine(server.url("police")).connect()


@pytest.mark.servers
@BOTH
def test_a_wrong_password_is_refused(start: Start) -> None:
    with start(None, ["police"]) as server:
        wrong = server.url("police").replace(server.password, "wrong")
        with pytest.raises(Exception, match=r"(?i)password|denied"):
            create_engine(wrong).connect()
        assert server.password not in repr(server)


@pytest.mark.servers
def test_data_in_a_reachable_folder_is_kept(reachable: Path) -> None:
    for statement in ("CREATE TABLE kept (x int)", "INSERT INTO kept VALUES (1)"):
        with servers.postgresql(reachable / "server", ["police"]) as server:
            engine = create_engine(server.url("police"))
            with engine.begin() as connection:
                connection.execute(text(statement))
            engine.dispose()


@pytest.mark.servers
def test_the_module_runs_a_command_with_the_addresses_and_returns_its_code() -> None:
    command = "import os, sys; sys.exit(7 if os.environ['GIJA_DATABASE_POLICE'].startswith('postgres://') else 1)"
    said = [sys.executable, "-m", "gija.demo.servers", "postgresql", "--databases", "police", "--"]
    assert subprocess.run([*said, sys.executable, "-c", command], check=False).returncode == 7


@pytest.mark.servers
def test_a_killed_command_leaves_no_server_behind(reachable: Path) -> None:
    command = "import os, time; print(os.environ['GIJA_DATABASE_POLICE'], flush=True); time.sleep(60)"
    said = [sys.executable, "-m", "gija.demo.servers", "postgresql", "--databases", "police"]
    said += ["--folder", str(reachable / "server"), "--"]
    process = subprocess.Popen(
        [*said, sys.executable, "-c", command], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip().replace("postgres://", "postgresql+psycopg://")
    create_engine(url).connect().close()
    process.kill()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 10
    while True:
        try:
            create_engine(url).connect().close()
        except Exception:
            break
        assert time.monotonic() < until, "the server outlived its parent"
        time.sleep(0.1)


def test_a_missing_program_names_the_debian_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "PLACES", {"postgresql": (), "mariadb": ()})
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GijaError) as raised:
        servers.program("mariadb", "mariadbd")
    assert "mariadb-server" in raised.value.text.lt
    assert "mariadb-server" in raised.value.text.en
