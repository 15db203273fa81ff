"""Private PostgreSQL and MariaDB servers for the demo country and the tests.

Started as an ordinary user (under root as `postgres` and `mysql`) on free loopback ports, with a password made for
them; only the processes started here are ended. Durability is switched off: what they hold can be built again.

    python -m gija.demo.servers postgresql --databases accounts,police -- COMMAND…
"""

from __future__ import annotations

import argparse
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gija.vocabulary.errors import GijaError

START_SECONDS = 60.0
STOP_SECONDS = 30.0
USER = "gija"
PLACES = {
    "postgresql": ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin"),
    "mariadb": ("usr/sbin", "usr/bin", "usr/local/bin", "usr/libexec"),
}
PACKAGES = {"postgresql": "postgresql", "mariadb": "mariadb-server"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running private server. `url` is for SQLAlchemy, `django_url` for `GIJA_DATABASE_*` (with the password)."""

    port: int
    password: str = field(repr=False)
    driver: str = ""
    django_scheme: str = ""

    def url(self, database: str) -> str:
        return f"{self.driver}://{self._place(database)}"

    def django_url(self, database: str) -> str:
        return f"{self.django_scheme}://{self._place(database)}"

    def _place(self, database: str) -> str:
        return f"{USER}:{self.password}@127.0.0.1:{self.port}/{database}"


@contextmanager
def postgresql(folder: Path | None = None, databases: Iterable[str] = ()) -> Iterator[Server]:
    """A private PostgreSQL (15 or later) with `databases`, its data in `folder` (kept) or in a temporary one.

    Names sort as in Lithuanian. Raises `demo.server_missing` and `demo.server_failed`.
    """
    serve = program("postgresql", "postgres")
    account = _account("postgres")
    with _home(folder, account) as (home, password):
        data = home / "data"
        if not (data / "PG_VERSION").exists():
            _init_postgresql(data, account, home)
        (data / "postmaster.pid").unlink(missing_ok=True)  # of a killed server: it went down with its parent

        def command(port: int) -> list[str | Path]:
            quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]
            local = ["listen_addresses=127.0.0.1", "unix_socket_directories="]
            return [serve, "-D", data, "-p", str(port), *(part for o in quick + local for part in ("-c", o))]

        def ready(port: int) -> Server:
            import psycopg

            server = Server(port, password, "postgresql+psycopg", "postgres")
            with psycopg.connect(server.django_url("postgres"), autocommit=True, connect_timeout=5) as connection:
                there = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
                for name in sorted(set(databases) - there):
                    connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
            return server

        with _running("postgres", command, ready, account, home, signal.SIGINT) as server:
            yield server


def _init_postgresql(data: Path, account: str | None, home: Path) -> None:
    init: list[str | Path] = [program("postgresql", "initdb"), "-D", data, "-U", USER, "-E", "UTF8", "--no-sync"]
    init += ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=lt-LT"]
    _run([*init, "-A", "scram-sha-256", f"--pwfile={home / 'password'}"], account, home)


@contextmanager
def mariadb(folder: Path | None = None, databases: Iterable[str] = ()) -> Iterator[Server]:
    """A private MariaDB with `databases`, as `postgresql` does it."""
    serve = program("mariadb", "mariadbd")
    account = _account("mysql")
    with _home(folder, account) as (home, password):
        data = home / "data"
        if not (data / "mysql").exists():
            # --no-defaults must come first: the machine's own options file is not ours.
            init: list[str | Path] = [program("mariadb", "mariadb-install-db"), "--no-defaults", f"--datadir={data}"]
            _run([*init, "--auth-root-authentication-method=socket", "--skip-test-db"], account, home)
        start = home / "start.sql"
        start.write_text(
            f"CREATE OR REPLACE USER {USER}@'127.0.0.1' IDENTIFIED BY '{password}';\n"
            f"GRANT ALL ON *.* TO {USER}@'127.0.0.1' WITH GRANT OPTION;\n"
            + "".join(f"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4;\n" for name in databases)
        )
        start.chmod(0o600)
        _give(start, account)

        def command(port: int) -> list[str | Path]:
            quick = ["--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0"]
            local = ["--bind-address=127.0.0.1", f"--port={port}", f"--pid-file={home / 'pid'}"]
            # Relative: a socket's whole path may have no more than 107 bytes.
            local += ["--socket=socket", f"--init-file={start}", "--character-set-server=utf8mb4"]
            return [serve, "--no-defaults", f"--datadir={data}", *quick, *local]

        def ready(port: int) -> Server:
            import pymysql

            pymysql.connect(host="127.0.0.1", port=port, user=USER, password=password, connect_timeout=5).close()
            return Server(port, password, "mysql+pymysql", "mysql")

        with _running("mariadbd", command, ready, account, home, signal.SIGTERM) as server:
            yield server


def program(kind: str, name: str) -> Path:
    """The newest binary `name` of a server; `demo.server_missing` names the Debian package where there is none."""
    found = [folder / name for place in PLACES[kind] for folder in Path("/").glob(place) if (folder / name).exists()]
    if found:
        return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()])
    if on_path := shutil.which(name):
        return Path(on_path)
    raise GijaError("demo.server_missing", program=name, package=PACKAGES[kind])


def free_port() -> int:
    """A port that is free on loopback just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _account(packaged: str) -> str | None:
    """Both servers refuse to run as root: under root the packages' own accounts run them."""
    return packaged if os.geteuid() == 0 else None


def _give(path: Path, account: str | None) -> None:
    if account is not None:
        shutil.chown(path, account, account)


@contextmanager
def _home(folder: Path | None, account: str | None) -> Iterator[tuple[Path, str]]:
    """A folder the server's account can work in, and its password: the folder asked for, or a temporary one where
    none is asked for or the account cannot reach it."""
    with ExitStack() as stack:
        if folder is not None:
            folder = folder.resolve()
            folder.mkdir(parents=True, exist_ok=True)
        if folder is None or (account and not all(parent.stat().st_mode & 0o001 for parent in folder.parents)):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gija-server-"))).resolve()
        folder.chmod(0o700)
        _give(folder, account)
        kept = folder / "password"
        if not kept.exists():
            kept.touch(0o600)
            kept.write_text(secrets.token_hex(16))
        _give(kept, account)
        yield folder, kept.read_text().strip()


def _options(account: str | None, home: Path) -> dict[str, Any]:
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": str(home)}
    other = {"user": account, "group": account, "extra_groups": []} if account else {}
    return {"cwd": home, "env": environment, "stdin": subprocess.DEVNULL, **other}


def _run(command: Sequence[str | Path], account: str | None, home: Path) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **_options(account, home))  # noqa: S603
    if done.returncode:
        raise _failed(Path(command[0]).name, done.stderr or done.stdout)


def _failed(name: str, said: str) -> GijaError:
    return GijaError("demo.server_failed", program=name, reason=" ".join(said.split())[-400:])


def _ended_with_parent(end: signal.Signals) -> Callable[[], None]:
    """Linux ends the server when we die, however we die: a killed command leaves no server behind."""
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, int(end))  # 1 is PR_SET_PDEATHSIG


@contextmanager
def _running(
    name: str,
    command: Callable[[int], list[str | Path]],
    ready: Callable[[int], Server],
    account: str | None,
    home: Path,
    end: signal.Signals,
) -> Iterator[Server]:
    """Start the server, wait until it answers, end it (and nothing else) in the end."""
    port, log = free_port(), home / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603
            list(map(str, command(port))),
            stdout=out,
            stderr=out,
            preexec_fn=_ended_with_parent(end),
            **_options(account, home),
        )
    try:
        yield _wait(name, process, lambda: ready(port), log)
    finally:
        process.send_signal(end)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(name: str, process: subprocess.Popen[bytes], ready: Callable[[], Server], log: Path) -> Server:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return ready()
        except Exception as error:  # drivers raise errors of their own while the server is not up yet
            if process.poll() is not None or time.monotonic() > until:
                raise _failed(name, log.read_text(errors="replace")) from error
        time.sleep(0.05)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command with `GIJA_DATABASE_*` pointing at a private server; its exit code is ours."""
    parser = argparse.ArgumentParser(
        prog="python -m gija.demo.servers", description="Run a command with a private server."
    )
    parser.add_argument("kind", choices=["postgresql", "mariadb"])
    parser.add_argument("--databases", default="accounts,police,casework,register,rapporteur")
    parser.add_argument("--folder", type=Path, default=None, help="keep the data here (else temporary)")
    parser.add_argument("command", nargs="+")
    said = parser.parse_args(arguments)
    databases = [name for name in said.databases.split(",") if name]
    server_of = {"postgresql": postgresql, "mariadb": mariadb}[said.kind]
    # A stop asked of us must reach the `finally` that stops the server.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        with server_of(said.folder, databases) as server:
            urls = {f"GIJA_DATABASE_{name.upper()}": server.django_url(name) for name in databases}
            return subprocess.call(said.command, env=os.environ | urls)  # noqa: S603
    except GijaError as error:
        print(error.text.en, file=sys.stderr)  # noqa: T201
        return 2


if __name__ == "__main__":
    sys.exit(main())
