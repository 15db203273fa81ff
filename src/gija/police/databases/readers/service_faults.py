"""What goes wrong with a service, in our words and as a state. What the service itself says is never passed on."""

from __future__ import annotations

import httpx

from gija.police.databases.readers.base import Stop
from gija.police.databases.values import DatabaseFaultError, State

LATE = {408, 425, 429, 504}
REFUSED = {401, 403, 407, 451}


def fault(code: str, error: Exception, table: str, stop: Stop) -> DatabaseFaultError:
    if stop.left <= 0 or isinstance(error, httpx.TimeoutException):
        return DatabaseFaultError(State.LATE, "database.late", database=code, seconds=round(stop.seconds, 1))
    broke = isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.StreamError)
    return (
        DatabaseFaultError(State.DOWN, "database.broke_off", database=code, table=table) if broke else down(code, table)
    )


def down(code: str, table: str) -> DatabaseFaultError:
    return DatabaseFaultError(State.DOWN, "database.down", database=code, table=table)


def status(code: str, answer: httpx.Response, table: str, stop: Stop) -> None:
    """Refused: whatever is not a plain answer: `database.late`, `.refused`, `.http_status`, `.packed`."""
    number = answer.status_code
    if number == 200:
        if answer.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
            raise DatabaseFaultError(State.WRONG_SCHEMA, "database.packed", database=code)
        return
    if number in LATE:
        raise DatabaseFaultError(State.LATE, "database.late", database=code, seconds=round(stop.seconds, 1))
    if number in REFUSED:
        raise DatabaseFaultError(State.REFUSED, "database.refused", database=code)
    state = State.DOWN if number >= 500 else State.WRONG_SCHEMA
    raise DatabaseFaultError(state, "database.http_status", database=code, table=table, status=number)


def not_json(code: str, table: str) -> DatabaseFaultError:
    return DatabaseFaultError(State.WRONG_SCHEMA, "database.not_json", database=code, table=table)


def page_too_large(code: str, table: str, limit: int) -> DatabaseFaultError:
    return DatabaseFaultError(State.LATE, "database.page_too_large", database=code, table=table, limit=limit)


def page_again(code: str, table: str) -> DatabaseFaultError:
    return DatabaseFaultError(State.WRONG_SCHEMA, "database.page_again", database=code, table=table)


def page_elsewhere(code: str, table: str) -> DatabaseFaultError:
    return DatabaseFaultError(State.WRONG_SCHEMA, "database.page_elsewhere", database=code, table=table)
