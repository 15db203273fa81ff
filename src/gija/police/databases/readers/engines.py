"""Engines of SQLAlchemy that cannot write and do not wait for ever, one way for each kind of server."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gija.police.databases.mapping import Mapping
from gija.police.databases.mapping_rules import PLACEHOLDER
from gija.police.databases.values import DatabaseFaultError, State
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "mariadb+pymysql": "mysql+pymysql",
    "oracle": "oracle+oracledb",
    "mssql": "mssql+pyodbc",
}
LARGEST_CELL = 16_000_000  # bytes; SQLite's own limit is a thousand million


def address(mapping: Mapping) -> URL:
    """The URL with its places filled from the environment. Refused: `mapping.environment`, `mapping.scheme`."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    template = mapping.connection.url or ""
    account = re.match(r"[^:/]+://[^/?#]*@", template)
    cut = account.end() if account else 0
    # A password may hold any character: it is quoted before it becomes a part of a URL.
    filled = fill(template[:cut], mapping, quoted=True) + fill(template[cut:], mapping)
    try:
        url = make_url(filled)
    except (ArgumentError, ValueError):
        known = ", ".join(sorted(DRIVERS))
        raise GijaError(
            "mapping.scheme", file=mapping.path.name, line=1, field="connection.url", schemes=known
        ) from None
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def fill(template: str, mapping: Mapping, *, quoted: bool = False) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1]
        said = os.environ.get(name) or (_var() if name == "GIJA_VAR" else None)
        if said is None:
            raise DatabaseFaultError(State.DOWN, "mapping.environment", file=mapping.path.name, name=name)
        return quote(said, safe="") if quoted else said

    return PLACEHOLDER.sub(value, template)


def _var() -> str:
    from django.conf import settings

    return str(settings.VAR)


def engine(mapping: Mapping, seconds: float) -> Engine:
    """A read-only engine whose statements end after `seconds`. Nothing is connected yet."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    url = address(mapping)
    options: dict[str, Any] = {"poolclass": NullPool, "hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        options["creator"] = _sqlite(mapping, url, seconds)
    else:
        options["connect_args"] = ARGUMENTS.get(url.get_backend_name(), _nothing)(max(seconds, 0.05), url)
    try:
        return create_engine(url, **options)
    except ImportError:
        name = url.drivername.partition("+")[2]
        raise DatabaseFaultError(State.DOWN, "database.driver", database=mapping.code, driver=name) from None


def _nothing(_: float, __: URL) -> dict[str, Any]:
    return {}


def _postgresql(seconds: float, _: URL) -> dict[str, Any]:
    limits = f"-c statement_timeout={int(seconds * 1000)} -c default_transaction_read_only=on -c DateStyle=ISO"
    # libpq waits at least two seconds to connect; the asker's own clock cuts shorter ones.
    return {"connect_timeout": max(2, int(seconds)), "options": limits, "tcp_user_timeout": int(seconds * 1000)}


def _mariadb(seconds: float, url: URL) -> dict[str, Any]:
    whole = max(1, round(seconds))
    limits = "SET SESSION TRANSACTION READ ONLY"
    times = {"connect_timeout": whole, "read_timeout": whole, "write_timeout": whole}
    # PyMySQL knows only Latin-1 in a password that is text.
    secret = {"password": str(url.password).encode()} if url.password else {}
    return {**times, **secret, "init_command": limits}


ARGUMENTS: dict[str, Callable[[float, URL], dict[str, Any]]] = {"postgresql": _postgresql, "mysql": _mariadb}


def _sqlite(mapping: Mapping, url: URL, seconds: float) -> Callable[[], Any]:
    path = mapping.path.parent / (url.database or "")

    def connect() -> Any:
        import sqlite3

        if not path.is_file():
            raise DatabaseFaultError(State.DOWN, "database.file_missing", database=mapping.code, file=path.name)
        place = f"file:{quote(str(path))}?mode=ro"
        # The asker's thread may be given up; another one then closes the connection.
        opened = sqlite3.connect(place, uri=True, timeout=max(seconds, 0.05), check_same_thread=False)
        opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
        opened.execute("PRAGMA query_only=ON")
        opened.execute("PRAGMA trusted_schema=OFF")
        return opened

    return connect
