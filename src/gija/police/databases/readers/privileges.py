"""What the account of a database may do beyond reading. Gija writes nothing, but whoever steals its password might."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc

from gija.police.databases.mapping import Mapping
from gija.police.databases.readers.engines import address, engine
from gija.police.databases.readers.sql_faults import fault

SHOWN = 5  # tables named; of the rest only how many
HARMLESS = {"SELECT", "USAGE", "SHOW VIEW", "SHOW DATABASES", "SHOW CREATE ROUTINE", "PROCESS", "CONNECTION ADMIN"}
POSTGRESQL = """
SELECT format('%%I.%%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
     OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
ORDER BY 1 LIMIT 1000
"""
SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
CREATES = """
SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
AND has_schema_privilege(oid, 'CREATE') ORDER BY 1 LIMIT 1000
"""


def beyond_reading(mapping: Mapping, seconds: float) -> tuple[str, ...] | None:
    """What the account may do besides reading, in the engine's own words; () if nothing; None where nobody can tell.

    Known of PostgreSQL, MariaDB and MySQL, SQLite and files. Refused: `DatabaseFaultError`.
    """
    said = mapping.connection
    if said.file is not None:
        return _file(mapping.path.parent / said.file)
    if said.url is None:
        return None
    url = address(mapping)
    if (kind := url.get_backend_name()) == "sqlite":
        return _file(mapping.path.parent / (url.database or ""))
    ask = {"postgresql": _postgresql, "mysql": _mariadb}.get(kind)
    if ask is None:
        return None
    opened = engine(mapping, seconds)
    try:
        with opened.connect() as connection:
            return ask(connection)
    except (exc.SQLAlchemyError, OSError) as error:
        raise fault(mapping.code, error, seconds) from None
    finally:
        opened.dispose()


def _file(path: Path) -> tuple[str, ...]:
    """Root may write everywhere; of root the file's own mode is asked."""
    with suppress(OSError):
        writable = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        if writable if os.geteuid() == 0 else os.access(path, os.W_OK):
            return (f"write {path.name}",)
    return ()


def _postgresql(connection: sa.Connection) -> tuple[str, ...]:
    if connection.exec_driver_sql(SUPERUSER).scalar():
        return ("SUPERUSER",)
    tables = [str(row[0]) for row in connection.exec_driver_sql(POSTGRESQL)]
    schemas = [str(row[0]) for row in connection.exec_driver_sql(CREATES)]
    return (*_named("INSERT, UPDATE, DELETE, TRUNCATE", tables), *_named("CREATE", schemas))


def _named(what: str, names: list[str]) -> tuple[str, ...]:
    more = f" (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return (f"{what}: {', '.join(names[:SHOWN])}{more}",) if names else ()


def _mariadb(connection: sa.Connection) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in _grants(connection):
        granted = re.match(r"GRANT (.+?) ON (\S+)", line)
        if granted:
            names = re.sub(r"\([^)]*\)", "", granted[1]).split(",")
            beyond = sorted({name.strip().upper() for name in names} - HARMLESS)
            found |= {f"{', '.join(beyond)}: {granted[2]}": None} if beyond else {}
        if line.rstrip().endswith("WITH GRANT OPTION"):
            found["GRANT OPTION"] = None
    return tuple(found)[: 2 * SHOWN]


def _grants(connection: sa.Connection) -> list[str]:
    """The lines of the account, then of each role that it may take: only in a role are the role's lines shown."""
    shown = [str(row[0]) for row in connection.exec_driver_sql("SHOW GRANTS")]
    found, seen = dict.fromkeys(shown), set[str]()
    while roles := {role[1] for line in found if (role := re.match(r"GRANT (`[^`]+`) TO", line))} - seen:
        for name in sorted(roles):
            seen.add(name)
            connection.exec_driver_sql(f"SET ROLE {name}")
            found |= dict.fromkeys(str(row[0]) for row in connection.exec_driver_sql("SHOW GRANTS"))
    return list(found)
