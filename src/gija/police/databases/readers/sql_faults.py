"""What a SQL server's refusal means: late, down, refused or another schema than the mapping says."""

from __future__ import annotations

from sqlalchemy import exc

from gija.police.databases.values import DatabaseFaultError, State

# MariaDB's error numbers: refused account, schema, user; no column, table, schema; statement out of time.
REFUSED = {1044, 1045, 1142, 1143, 1227, 1698}
WRONG_SCHEMA = {1054, 1146, 1049}
LATE = {1969, 3024, 1317}
# PostgreSQL's SQLSTATE: 28 account, 42501 privilege; 42P01 table, 42703 column, 3D000, 3F000; 57014 cancelled.
STATES = {
    "28": State.REFUSED,
    "42501": State.REFUSED,
    "42P01": State.WRONG_SCHEMA,
    "42703": State.WRONG_SCHEMA,
    "3D000": State.WRONG_SCHEMA,
    "3F000": State.WRONG_SCHEMA,
    "57014": State.LATE,
}
PHRASES = (
    ("password authentication failed", State.REFUSED),
    ("no password supplied", State.REFUSED),
    ("pg_hba.conf", State.REFUSED),
    ("role ", State.REFUSED),
    ("permission denied", State.REFUSED),
    ("does not exist", State.WRONG_SCHEMA),
    ("no such table", State.WRONG_SCHEMA),
    ("no such column", State.WRONG_SCHEMA),
    ("no such function: regexp", State.WRONG_SCHEMA),
    ("interrupted", State.LATE),
    ("timeout expired", State.LATE),
    ("timed out", State.LATE),
    ("locked", State.LATE),
)
CODES = {
    State.LATE: "database.late",
    State.DOWN: "database.down",
    State.REFUSED: "database.refused",
    State.WRONG_SCHEMA: "database.schema",
}


def fault(code: str, error: Exception, seconds: float, table: str = "", *, late: bool = False) -> DatabaseFaultError:
    """The fault in our words. The server's own message is not passed on: it may quote data."""
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(cause, DatabaseFaultError):
        return cause
    state = State.LATE if late else _state(cause)
    if state is State.DOWN and table:
        return DatabaseFaultError(state, "database.broke_off", database=code, table=table)
    values: dict[str, object] = {"seconds": round(seconds, 1)} if state is State.LATE else {"table": table or "-"}
    return DatabaseFaultError(state, CODES[state], database=code, **values)


def _state(cause: BaseException | None) -> State:
    sqlstate = str(getattr(cause, "sqlstate", None) or "")
    for start, state in STATES.items():
        if sqlstate.startswith(start):
            return state
    number = cause.args[0] if cause is not None and cause.args and isinstance(cause.args[0], int) else 0
    for numbers, state in ((REFUSED, State.REFUSED), (WRONG_SCHEMA, State.WRONG_SCHEMA), (LATE, State.LATE)):
        if number in numbers:
            return state
    said = str(cause).lower()
    return next((state for phrase, state in PHRASES if phrase in said), State.DOWN)
